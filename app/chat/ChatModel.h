#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QObject>

#include "app/chat/ChatTurn.h"
#include "inference/session/Worker.h"

namespace dokuei::app {

/// What the chat panel shows: the questions and answers of every open study. QtCore only.
///
/// Everything that arrives from the model is filed under the study it was asked about, whichever study is
/// shown.
class ChatModel : public QObject {
    Q_OBJECT
public:
    explicit ChatModel(QObject* parent = nullptr);

    const QList<ChatTurn>& turns(const QString& studyKey) const;
    const ChatTurn* find(const QString& studyKey, const QString& turnId) const;
    /// The turn that a box belongs to, with the box; nulls when there is none.
    std::pair<const ChatTurn*, const ChatBox*> findBox(const QString& studyKey, const QString& boxId) const;
    /// The study's question that still runs, null when none does.
    const ChatTurn* running(const QString& studyKey) const;
    BoxMarks marks(const QString& studyKey) const;
    /// What `model` has answered about a study since it was opened, oldest first: what a next question may
    /// refer to.
    std::vector<inference::EarlierTurn> history(const QString& studyKey, const std::string& model) const;

    /// Adds a question that was put to the model under `askId`.
    void addQuestion(const QString& studyKey, int askId, const QString& question);
    /// Puts turns of an earlier session before those of this one; turns already there are not doubled.
    void prepend(const QString& studyKey, const QList<ChatTurn>& earlier);
    void forget(const QString& studyKey);

    void setStage(int askId, const QString& studyKey, const QString& stage);
    /// How far the stage is, 0 to 1.
    void setProgress(int askId, const QString& studyKey, double fraction);
    void appendReasoning(int askId, const QString& studyKey, const QString& text);
    void appendText(int askId, const QString& studyKey, const QString& text);
    void addBox(int askId, const QString& studyKey, const inference::Grounding& box);
    void finish(int askId, const QString& studyKey, const inference::Answer& answer);
    void fail(int askId, const QString& studyKey, const QString& error);

Q_SIGNALS:
    void turnAdded(const QString& studyKey, const QString& turnId);
    void turnChanged(const QString& studyKey, const QString& turnId);
    /// Once per question, after it ended in any way.
    void turnEnded(const QString& studyKey, const QString& turnId);
    void boxesChanged(const QString& studyKey);
    /// Everything of a study may have changed.
    void reset(const QString& studyKey);

private:
    ChatTurn* turnOf(int askId, const QString& studyKey);

    QHash<QString, QList<ChatTurn>> turns_;
    QHash<QString, QElapsedTimer> stageClocks_;  ///< by turn, while it runs
};

}  // namespace dokuei::app
