#pragma once

#include <QHash>
#include <QObject>
#include <QSet>
#include <QString>
#include <functional>
#include <memory>
#include <optional>

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

    /// Loads a model directory in place of the one that is loaded; stateChanged() follows. Two models are
    /// never in memory together. When the new one cannot be loaded, the one that worked before is loaded
    /// again, and problem() says what happened.
    void load(const QString& directory, const inference::ModelOptions& options = {});
    /// Gives up what is being loaded; the model that worked before comes back.
    void cancelLoading();
    State state() const { return state_; }
    /// For a person to read: which model on which device, or what is wrong and what to do about it.
    QString stateText() const;
    /// Why the last load() did not bring the model that was asked for, for a person to read; empty when it
    /// did.
    QString problem() const;
    /// Valid in state Ready.
    const inference::ModelInfo& info() const { return info_; }
    /// The directory that is loaded or being loaded.
    const QString& directory() const { return wanted_.directory; }
    /// How far the loading is, 0 to 1; negative when it is not told.
    double loadProgress() const { return loadProgress_; }

    /// Queues a question about request.volume; the id is never 0. Ends with answered() or failed(), once.
    int ask(const QString& studyKey, inference::Request request);
    /// Stops within a token; answered() still follows, with Answer::stopped. Unknown ids are ignored.
    void stop(int id);
    /// Stops every question about a study.
    void stopAll(const QString& studyKey);
    /// Stops every question.
    void stopAll();
    /// Whether a question runs or waits.
    bool busy() const { return !running_.isEmpty(); }
    /// Encodes a volume ahead of the first question, unless that is not wanted. VolumeView::key must be the
    /// study key.
    void prepare(inference::VolumeView volume);
    /// Gives up the encoding ahead of a study; it is not begun again for this model.
    void stopPreparing(const QString& studyKey);
    /// Most tokens of an answer, reasoning included.
    int longestAnswer() const { return longestAnswer_; }
    void setLongestAnswer(int tokens) { longestAnswer_ = tokens; }
    /// Whether prepare() does anything; with a slow model it may take the processor for minutes.
    void setPreparesAhead(bool wanted) { preparesAhead_ = wanted; }
    /// The study was closed: stops its questions, forgets its caches.
    void forget(const QString& studyKey);
    /// What the model was given for the last question about a study; `done` runs on this object's thread.
    void lastInput(const QString& studyKey, std::function<void(const inference::ModelInput&)> done);

Q_SIGNALS:
    void stateChanged();
    void loadProgressed(double fraction);
    void stageChanged(int id, const QString& studyKey,
                      const QString& stage);  ///< "loading", "encoding", "answering"
    /// How far the stage is, 0 to 1. Not told by models that are fast.
    void progressed(int id, const QString& studyKey, double fraction);
    void reasoningArrived(int id, const QString& studyKey, const QString& text);  ///< to be appended
    void textArrived(int id, const QString& studyKey, const QString& text);       ///< to be appended
    void boxArrived(int id, const QString& studyKey, const dokuei::inference::Grounding& box);
    void answered(int id, const QString& studyKey, const dokuei::inference::Answer& answer);
    void failed(int id, const QString& studyKey, const QString& error);
    /// How far the encoding ahead of a study is, 0 to 1.
    void preparing(const QString& studyKey, double fraction);
    void prepared(const QString& studyKey);  ///< it ended, in any way

private:
    struct Chosen {
        QString directory;
        inference::ModelOptions options;
    };
    struct Running {
        QString studyKey;
        inference::Ticket ticket;
        bool begun = false;   ///< something of the answer has arrived
        bool staged = false;  ///< its own work has begun
        bool waits = false;   ///< for the encoding ahead
    };
    void start(const Chosen& chosen);
    void loadEnded(const inference::ModelInfo* info, const QString& error);
    void post(std::function<void()> work);
    void begin(int id);
    void endPreparing(const QString& studyKey);

    std::unique_ptr<ModelBackend> backend_;
    State state_ = State::NoModel;
    QString error_;    ///< in state Failed
    QString refused_;  ///< why the wanted model was not loaded while another one is
    Chosen wanted_;
    std::optional<Chosen> former_;  ///< worked before the load that runs
    bool restoring_ = false;
    double loadProgress_ = -1;
    inference::Ticket loading_;
    inference::ModelInfo info_;
    QHash<int, Running> running_;
    QHash<QString, inference::Ticket> preparing_;
    QSet<QString> declined_;  ///< whose encoding ahead was given up
    bool preparesAhead_ = true;
    int longestAnswer_ = 256;
    int lastId_ = 0, loads_ = 0;
};

}  // namespace dokuei::app
