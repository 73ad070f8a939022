#include "app/chat/ChatModel.h"

#include <QDateTime>
#include <QSet>
#include <QUuid>

namespace dokuei::app {

ChatModel::ChatModel(QObject* parent) : QObject(parent) {}

const QList<ChatTurn>& ChatModel::turns(const QString& studyKey) const {
    static const QList<ChatTurn> none;
    const auto found = turns_.constFind(studyKey);
    return found == turns_.constEnd() ? none : *found;
}

const ChatTurn* ChatModel::find(const QString& studyKey, const QString& turnId) const {
    for (const ChatTurn& turn : turns(studyKey)) {
        if (turn.id == turnId) return &turn;
    }
    return nullptr;
}

std::pair<const ChatTurn*, const ChatBox*> ChatModel::findBox(const QString& studyKey,
                                                              const QString& boxId) const {
    for (const ChatTurn& turn : turns(studyKey)) {
        for (const ChatBox& box : turn.boxes) {
            if (box.id == boxId) return {&turn, &box};
        }
    }
    return {nullptr, nullptr};
}

const ChatTurn* ChatModel::running(const QString& studyKey) const {
    for (const ChatTurn& turn : turns(studyKey)) {
        if (turn.running()) return &turn;
    }
    return nullptr;
}

BoxMarks ChatModel::marks(const QString& studyKey) const {
    BoxMarks all;
    for (const ChatTurn& turn : turns(studyKey)) {
        const BoxMarks marks = turn.marks();
        all.insert(all.end(), marks.begin(), marks.end());
    }
    return all;
}

std::vector<inference::EarlierTurn> ChatModel::history(const QString& studyKey,
                                                       const std::string& model) const {
    std::vector<inference::EarlierTurn> earlier;
    for (const ChatTurn& turn : turns(studyKey)) {
        const bool ofThisSession = turn.askId != 0;
        if (!ofThisSession || turn.state != ChatTurn::State::Done || turn.answer.model != model ||
            turn.answer.text.empty())
            continue;
        earlier.push_back({turn.question.toStdString(), turn.answer.text});
    }
    return earlier;
}

void ChatModel::addQuestion(const QString& studyKey, int askId, const QString& question) {
    ChatTurn turn;
    turn.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    turn.askId = askId;
    turn.question = question;
    turn.askedAt = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    turns_[studyKey].append(turn);
    Q_EMIT turnAdded(studyKey, turn.id);
}

void ChatModel::prepend(const QString& studyKey, const QList<ChatTurn>& earlier) {
    QList<ChatTurn>& here = turns_[studyKey];
    QSet<QString> known;
    for (const ChatTurn& turn : here) known.insert(turn.id);
    QList<ChatTurn> all;
    for (const ChatTurn& turn : earlier) {
        if (!known.contains(turn.id)) all.append(turn);
    }
    if (all.isEmpty()) return;
    here = all + here;
    Q_EMIT reset(studyKey);
    Q_EMIT boxesChanged(studyKey);
}

void ChatModel::forget(const QString& studyKey) {
    if (turns_.remove(studyKey)) {
        Q_EMIT reset(studyKey);
        Q_EMIT boxesChanged(studyKey);
    }
}

ChatTurn* ChatModel::turnOf(int askId, const QString& studyKey) {
    const auto found = turns_.find(studyKey);
    if (found == turns_.end() || askId == 0) return nullptr;
    for (ChatTurn& turn : *found) {
        if (turn.askId == askId && turn.running()) return &turn;
    }
    return nullptr;
}

void ChatModel::setStage(int askId, const QString& studyKey, const QString& stage) {
    if (ChatTurn* turn = turnOf(askId, studyKey)) {
        turn->stage = stage;
        turn->progress = turn->secondsLeft = -1;
        stageClocks_[turn->id].start();
        Q_EMIT turnChanged(studyKey, turn->id);
    }
}

void ChatModel::setProgress(int askId, const QString& studyKey, double fraction) {
    ChatTurn* turn = turnOf(askId, studyKey);
    if (!turn || !(fraction >= 0 && fraction <= 1)) return;
    turn->progress = fraction;
    const QElapsedTimer& clock = stageClocks_[turn->id];
    // The first slice also warms the caches: it tells too long a time.
    if (clock.isValid() && fraction > 0.01 && clock.elapsed() > 2000)
        turn->secondsLeft = clock.elapsed() / 1000.0 * (1 - fraction) / fraction;
    Q_EMIT turnChanged(studyKey, turn->id);
}

void ChatModel::appendReasoning(int askId, const QString& studyKey, const QString& text) {
    if (ChatTurn* turn = turnOf(askId, studyKey)) {
        turn->state = ChatTurn::State::Streaming;
        turn->answer.reasoning += text.toStdString();
        Q_EMIT turnChanged(studyKey, turn->id);
    }
}

void ChatModel::appendText(int askId, const QString& studyKey, const QString& text) {
    if (ChatTurn* turn = turnOf(askId, studyKey)) {
        turn->state = ChatTurn::State::Streaming;
        turn->answer.text += text.toStdString();
        Q_EMIT turnChanged(studyKey, turn->id);
    }
}

void ChatModel::addBox(int askId, const QString& studyKey, const inference::Grounding& box) {
    if (ChatTurn* turn = turnOf(askId, studyKey)) {
        turn->answer.boxes.push_back(box);
        turn->renumberBoxes();
        Q_EMIT turnChanged(studyKey, turn->id);
        Q_EMIT boxesChanged(studyKey);
    }
}

void ChatModel::finish(int askId, const QString& studyKey, const inference::Answer& answer) {
    if (ChatTurn* turn = turnOf(askId, studyKey)) {
        const QString id = turn->id;
        stageClocks_.remove(id);
        // Stopped before the model could hand over what it had written.
        const std::string reasoning = answer.reasoning.empty() ? turn->answer.reasoning : answer.reasoning;
        turn->answer = answer;
        turn->answer.reasoning = reasoning;
        turn->state = answer.stopped ? ChatTurn::State::Stopped : ChatTurn::State::Done;
        turn->renumberBoxes();
        Q_EMIT turnChanged(studyKey, id);
        Q_EMIT boxesChanged(studyKey);
        Q_EMIT turnEnded(studyKey, id);
    }
}

void ChatModel::fail(int askId, const QString& studyKey, const QString& error) {
    if (ChatTurn* turn = turnOf(askId, studyKey)) {
        const QString id = turn->id;
        stageClocks_.remove(id);
        turn->error = error;
        turn->state = ChatTurn::State::Failed;
        Q_EMIT turnChanged(studyKey, id);
        Q_EMIT turnEnded(studyKey, id);
    }
}

}  // namespace dokuei::app
