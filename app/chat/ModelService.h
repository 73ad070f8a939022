#pragma once

#include <QHash>
#include <QObject>
#include <QString>
#include <functional>
#include <memory>

#include "app/chat/ModelBackend.h"
#include "inference/session/Answer.h"

namespace dokuei::app {

/// The model, seen from the GUI thread: every method returns at once, every signal comes on the thread of
/// this object.
///
/// Each signal about a question carries the id that ask() gave and the key of the study that was asked about,
/// so that a panel never shows an answer under another study.
class ModelService : public QObject {
    Q_OBJECT
public:
    enum class State { NoModel, Loading, Ready, Failed };

    /// Pass workerBackend() for the real model.
    explicit ModelService(std::unique_ptr<ModelBackend> backend, QObject* parent = nullptr);
    ~ModelService() override;  ///< stops what runs, waits for the model's thread

    /// Loads a model directory; stateChanged() follows twice.
    void load(const QString& directory, inference::Device device = inference::Device::Cpu);
    State state() const { return state_; }
    /// For a person to read: which model on which device, or what is wrong and what to do about it.
    QString stateText() const;
    /// Valid in state Ready.
    const inference::ModelInfo& info() const { return info_; }

    /// Queues a question about request.volume; the id is never 0. Ends with answered() or failed(), once.
    int ask(const QString& studyKey, inference::Request request);
    /// Stops within a token; answered() still follows, with Answer::stopped. Unknown ids are ignored.
    void stop(int id);
    /// Stops every question about a study.
    void stopAll(const QString& studyKey);
    /// Encodes a volume ahead of the first question. VolumeView::key must be the study key.
    void prepare(inference::VolumeView volume);
    /// The study was closed: stops its questions, forgets its caches.
    void forget(const QString& studyKey);
    /// What the model was given for the last question about a study; `done` runs on this object's thread.
    void lastInput(const QString& studyKey, std::function<void(const inference::ModelInput&)> done);

Q_SIGNALS:
    void stateChanged();
    void stageChanged(int id, const QString& studyKey,
                      const QString& stage);  ///< "loading", "encoding", "answering"
    void textArrived(int id, const QString& studyKey, const QString& text);  ///< to be appended
    void boxArrived(int id, const QString& studyKey, const dokuei::inference::Grounding& box);
    void answered(int id, const QString& studyKey, const dokuei::inference::Answer& answer);
    void failed(int id, const QString& studyKey, const QString& error);

private:
    struct Running {
        QString studyKey;
        inference::Ticket ticket;
    };
    void post(std::function<void()> work);

    std::unique_ptr<ModelBackend> backend_;
    State state_ = State::NoModel;
    QString error_, directory_;
    inference::ModelInfo info_;
    QHash<int, Running> running_;
    int lastId_ = 0, loads_ = 0;
};

}  // namespace dokuei::app
