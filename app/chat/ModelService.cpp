#include "app/chat/ModelService.h"

#include <QMetaObject>
#include <utility>

#include "app/settings/ReasonText.h"
#include "inference/Error.h"

namespace dokuei::app {

ModelService::ModelService(std::unique_ptr<ModelBackend> backend, QObject* parent)
    : QObject(parent), backend_(std::move(backend)) {}

ModelService::~ModelService() {
    for (Running& running : running_) running.ticket.stop();
    for (inference::Ticket& ticket : preparing_) ticket.stop();
    loading_.stop();
    // The model's thread still posts to this object until it has been joined.
    backend_.reset();
}

void ModelService::post(std::function<void()> work) {
    QMetaObject::invokeMethod(this, std::move(work), Qt::QueuedConnection);
}

void ModelService::load(const QString& directory, const inference::ModelOptions& options) {
    if (state_ == State::Ready) former_ = wanted_;
    restoring_ = false;
    refused_.clear();
    start({directory, options});
}

void ModelService::start(const Chosen& chosen) {
    const int load = ++loads_;
    wanted_ = chosen;
    declined_.clear();
    error_.clear();
    loadProgress_ = -1;
    state_ = State::Loading;
    Q_EMIT stateChanged();
    inference::ModelOptions options = chosen.options;
    options.progress = [this, load](double fraction) {
        post([this, load, fraction] {
            if (load != loads_ || state_ != State::Loading) return;
            loadProgress_ = fraction;
            Q_EMIT loadProgressed(fraction);
        });
    };
    // Answers of a load that was overtaken by another are dropped.
    loading_ = backend_->load(
        chosen.directory.toStdString(), options,
        [this, load](const inference::ModelInfo& info) {
            post([this, load, info] {
                if (load == loads_) loadEnded(&info, {});
            });
        },
        [this, load](const std::string& error) {
            post([this, load, text = QString::fromStdString(error)] {
                if (load == loads_) loadEnded(nullptr, text);
            });
        });
}

void ModelService::loadEnded(const inference::ModelInfo* info, const QString& error) {
    if (info) {
        info_ = *info;
        state_ = State::Ready;
        former_.reset();
    } else if (former_ && !restoring_) {
        refused_ = error;
        restoring_ = true;
        start(*former_);
        return;
    } else {
        // What was asked for explains more than why the way back failed too.
        error_ = restoring_ ? refused_ : error;
        refused_.clear();
        former_.reset();
        state_ = State::Failed;
    }
    Q_EMIT stateChanged();
}

void ModelService::cancelLoading() {
    if (state_ == State::Loading) loading_.stop();
}

QString ModelService::problem() const {
    const QString why = state_ == State::Failed ? error_ : refused_;
    if (why.isEmpty()) return {};
    const QString told = why == QLatin1String(inference::Cancelled().what())
                             ? tr("Loading was stopped.")
                             : tr("The model could not be loaded: %1").arg(readableReason(why.toStdString()));
    if (state_ == State::Failed) return told + QLatin1Char(' ') + tr("No model is loaded.");
    return told + QLatin1Char(' ') +
           (state_ == State::Ready ? tr("The former model is in use again.")
                                   : tr("The former model is being loaded again."));
}

QString ModelService::stateText() const {
    switch (state_) {
        case State::NoModel:
            return tr("No model loaded. Viewing and reporting work. Open the model manager.");
        case State::Loading:
            return tr("The model is being loaded. Viewing and reporting work meanwhile.");
        case State::Failed:
            return problem() + QLatin1Char('\n') +
                   tr("Viewing and reporting work. Choose another model in the model manager.");
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
            const auto running = running_.find(id);
            if (running != running_.end()) running->staged = true;
            Q_EMIT stageChanged(id, studyKey, text);
        });
    };
    listener.onProgress = [this, id, studyKey](double fraction) {
        post([this, id, studyKey, fraction] { Q_EMIT progressed(id, studyKey, fraction); });
    };
    listener.onReasoning = [this, id, studyKey](const std::string& utf8) {
        post([this, id, studyKey, text = QString::fromStdString(utf8)] {
            begin(id);
            Q_EMIT reasoningArrived(id, studyKey, text);
        });
    };
    listener.onText = [this, id, studyKey](const std::string& utf8) {
        post([this, id, studyKey, text = QString::fromStdString(utf8)] {
            begin(id);
            Q_EMIT textArrived(id, studyKey, text);
        });
    };
    listener.onBox = [this, id, studyKey](const inference::Grounding& box) {
        post([this, id, studyKey, box] {
            begin(id);
            Q_EMIT boxArrived(id, studyKey, box);
        });
    };
    listener.onDone = [this, id, studyKey](const inference::Answer& answer) {
        post([this, id, studyKey, answer] {
            if (running_.remove(id)) Q_EMIT answered(id, studyKey, answer);
        });
    };
    listener.onError = [this, id, studyKey](const std::string& error) {
        post([this, id, studyKey, text = QString::fromStdString(error)] {
            if (running_.remove(id)) Q_EMIT failed(id, studyKey, text);
        });
    };
    running_.insert(id, {studyKey, backend_->ask(std::move(request), std::move(listener))});
    return id;
}

void ModelService::begin(int id) {
    const auto running = running_.find(id);
    if (running != running_.end()) running->begun = true;
}

void ModelService::stop(int id) {
    const auto running = running_.find(id);
    if (running == running_.end()) return;
    running->ticket.stop();
    if (running->begun) return;
    // It may stand behind minutes of other work: whoever stopped it is told at once.
    const QString studyKey = running->studyKey;
    if (!running->staged) stopPreparing(studyKey);
    running_.erase(running);
    post([this, id, studyKey] {
        inference::Answer stopped;
        stopped.stopped = true;
        Q_EMIT answered(id, studyKey, stopped);
    });
}

void ModelService::stopAll(const QString& studyKey) {
    for (const int id : running_.keys())
        if (running_.value(id).studyKey == studyKey) stop(id);
}

void ModelService::stopAll() {
    for (const int id : running_.keys()) stop(id);
}

void ModelService::prepare(inference::VolumeView volume) {
    const QString studyKey = QString::fromStdString(volume.key);
    if (state_ != State::Ready || !preparesAhead_ || preparing_.contains(studyKey) ||
        declined_.contains(studyKey))
        return;
    inference::Listener listener;
    listener.onProgress = [this, studyKey](double fraction) {
        post([this, studyKey, fraction] {
            if (!preparing_.contains(studyKey)) return;
            Q_EMIT preparing(studyKey, fraction);
            // A question about this study waits for just this.
            for (auto it = running_.begin(); it != running_.end(); ++it) {
                if (it->studyKey != studyKey || it->staged) continue;
                if (!std::exchange(it->waits, true))
                    Q_EMIT stageChanged(it.key(), studyKey, QStringLiteral("encoding"));
                Q_EMIT progressed(it.key(), studyKey, fraction);
            }
        });
    };
    listener.onDone = [this, studyKey](const inference::Answer&) {
        post([this, studyKey] { endPreparing(studyKey); });
    };
    // The question that needs the encoding will tell what is wrong.
    listener.onError = [this, studyKey](const std::string&) {
        post([this, studyKey] { endPreparing(studyKey); });
    };
    preparing_.insert(studyKey, backend_->prepare(std::move(volume), std::move(listener)));
}

void ModelService::endPreparing(const QString& studyKey) {
    if (preparing_.remove(studyKey)) Q_EMIT prepared(studyKey);
}

void ModelService::stopPreparing(const QString& studyKey) {
    const auto found = preparing_.find(studyKey);
    if (found == preparing_.end()) return;
    found->stop();
    declined_.insert(studyKey);
    endPreparing(studyKey);
}

void ModelService::forget(const QString& studyKey) {
    stopPreparing(studyKey);
    declined_.remove(studyKey);
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
