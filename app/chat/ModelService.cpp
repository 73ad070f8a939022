#include "app/chat/ModelService.h"

#include <QMetaObject>
#include <utility>

#include "app/settings/ReasonText.h"

namespace dokuei::app {

ModelService::ModelService(std::unique_ptr<ModelBackend> backend, QObject* parent)
    : QObject(parent), backend_(std::move(backend)) {}

ModelService::~ModelService() {
    for (Running& running : running_) running.ticket.stop();
    // The model's thread still posts to this object until it has been joined.
    backend_.reset();
}

void ModelService::post(std::function<void()> work) {
    QMetaObject::invokeMethod(this, std::move(work), Qt::QueuedConnection);
}

void ModelService::load(const QString& directory, inference::Device device) {
    const int load = ++loads_;
    directory_ = directory;
    error_.clear();
    state_ = State::Loading;
    Q_EMIT stateChanged();
    // Answers of a load that was overtaken by another are dropped.
    backend_->load(
        directory.toStdString(), device,
        [this, load](const inference::ModelInfo& info) {
            post([this, load, info] {
                if (load != loads_) return;
                info_ = info;
                state_ = State::Ready;
                Q_EMIT stateChanged();
            });
        },
        [this, load](const std::string& error) {
            post([this, load, text = QString::fromStdString(error)] {
                if (load != loads_) return;
                error_ = text;
                state_ = State::Failed;
                Q_EMIT stateChanged();
            });
        });
}

QString ModelService::stateText() const {
    switch (state_) {
        case State::NoModel:
            return tr("No model loaded. Viewing and reporting work. Open the model manager.");
        case State::Loading:
            return tr("The model is being loaded. Viewing and reporting work meanwhile.");
        case State::Failed:
            return tr("The model could not be loaded: %1\nViewing and reporting work. Choose another model, "
                      "or "
                      "install this one again, in the model manager.")
                .arg(readableReason(error_.toStdString()));
        case State::Ready:
            break;
    }
    return tr("%1 on %2").arg(QString::fromStdString(info_.name), QString::fromStdString(info_.device));
}

int ModelService::ask(const QString& studyKey, inference::Request request) {
    const int id = ++lastId_;
    if (state_ != State::Ready) {
        post([this, id, studyKey, text = stateText()] { Q_EMIT failed(id, studyKey, text); });
        return id;
    }
    inference::Listener listener;
    listener.onStage = [this, id, studyKey](const std::string& stage) {
        post([this, id, studyKey, text = QString::fromStdString(stage)] {
            Q_EMIT stageChanged(id, studyKey, text);
        });
    };
    listener.onText = [this, id, studyKey](const std::string& utf8) {
        post([this, id, studyKey, text = QString::fromStdString(utf8)] {
            Q_EMIT textArrived(id, studyKey, text);
        });
    };
    listener.onBox = [this, id, studyKey](const inference::Grounding& box) {
        post([this, id, studyKey, box] { Q_EMIT boxArrived(id, studyKey, box); });
    };
    listener.onDone = [this, id, studyKey](const inference::Answer& answer) {
        post([this, id, studyKey, answer] {
            running_.remove(id);
            Q_EMIT answered(id, studyKey, answer);
        });
    };
    listener.onError = [this, id, studyKey](const std::string& error) {
        post([this, id, studyKey, text = QString::fromStdString(error)] {
            running_.remove(id);
            Q_EMIT failed(id, studyKey, text);
        });
    };
    running_.insert(id, {studyKey, backend_->ask(std::move(request), std::move(listener))});
    return id;
}

void ModelService::stop(int id) {
    const auto running = running_.find(id);
    if (running != running_.end()) running->ticket.stop();
}

void ModelService::stopAll(const QString& studyKey) {
    for (Running& running : running_) {
        if (running.studyKey == studyKey) running.ticket.stop();
    }
}

void ModelService::prepare(inference::VolumeView volume) {
    if (state_ == State::Ready) backend_->prepare(std::move(volume), {});
}

void ModelService::forget(const QString& studyKey) {
    stopAll(studyKey);
    backend_->forget(studyKey.toStdString());
}

void ModelService::lastInput(const QString& studyKey,
                             std::function<void(const inference::ModelInput&)> done) {
    backend_->lastInput(studyKey.toStdString(),
                        [this, done = std::move(done)](const inference::ModelInput& input) {
                            post([done, input] { done(input); });
                        });
}

}  // namespace dokuei::app
