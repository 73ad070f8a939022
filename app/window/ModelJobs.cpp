#include "app/window/ModelJobs.h"

#include "app/chat/ModelService.h"
#include "app/window/Jobs.h"

namespace dokuei::app {

ModelJobs::ModelJobs(ModelService* model, Jobs* jobs, QObject* parent)
    : QObject(parent), model_(model), jobs_(jobs) {
    patience_.setSingleShot(true);
    patience_.setInterval(700);
    connect(&patience_, &QTimer::timeout, this, [this] {
        if (loading_ || model_->state() != ModelService::State::Loading) return;
        loading_ = jobs_->follow(tr("Loading the model"), [this] { model_->cancelLoading(); });
        if (model_->loadProgress() >= 0) jobs_->setFraction(loading_, model_->loadProgress());
    });
    connect(model, &ModelService::stateChanged, this, &ModelJobs::stateChanged);
    connect(model, &ModelService::loadProgressed, this,
            [this](double fraction) { jobs_->setFraction(loading_, fraction); });
    connect(model, &ModelService::preparing, this, [this](const QString& study, double fraction) {
        int& job = preparing_[study];
        if (!job)
            job = jobs_->follow(tr("Reading the images for the model"),
                                [this, study] { model_->stopPreparing(study); });
        jobs_->setFraction(job, fraction);
    });
    connect(model, &ModelService::prepared, this, [this](const QString& study) {
        if (const int job = preparing_.take(study)) jobs_->end(job);
    });
    connect(model, &ModelService::progressed, this, [this](int id, const QString& study, double fraction) {
        // The question waits for what is listed already.
        if (preparing_.contains(study)) return;
        int& job = questions_[id];
        if (!job) job = jobs_->follow(tr("The model looks at the images"), [this, id] { model_->stop(id); });
        jobs_->setFraction(job, fraction);
    });
    connect(model, &ModelService::textArrived, this, &ModelJobs::ended);
    connect(model, &ModelService::reasoningArrived, this, &ModelJobs::ended);
    connect(model, &ModelService::answered, this, &ModelJobs::ended);
    connect(model, &ModelService::failed, this, &ModelJobs::ended);
    stateChanged();
}

void ModelJobs::stateChanged() {
    if (model_->state() == ModelService::State::Loading) {
        patience_.start();
        return;
    }
    patience_.stop();
    if (const int job = std::exchange(loading_, 0)) jobs_->end(job);
}

void ModelJobs::ended(int question) {
    if (const int job = questions_.take(question)) jobs_->end(job);
}

}  // namespace dokuei::app
