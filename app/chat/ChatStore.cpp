#include "app/chat/ChatStore.h"

namespace dokuei::app {

std::vector<reports::ChatMessage> messagesOf(const ChatTurn& turn, const std::string& studyUid,
                                             const std::string& seriesUid) {
    reports::ChatMessage question;
    question.studyUid = studyUid;
    question.seriesUid = seriesUid;
    question.role = "user";
    question.text = turn.question.toStdString();
    question.language = turn.answer.language;
    question.createdAt = turn.askedAt.toStdString();
    reports::ChatMessage answer = question;
    answer.role = "assistant";
    answer.text = turn.answer.text;
    answer.model = turn.answer.model;
    answer.device = turn.answer.device;
    answer.createdAt.clear();
    answer.payload = turn.payload().toStdString();
    return {question, answer};
}

QList<ChatTurn> turnsOf(const std::vector<reports::ChatMessage>& messages, const std::string& seriesUid,
                        const QString& firstImage) {
    QList<ChatTurn> turns;
    const reports::ChatMessage* question = nullptr;
    for (const reports::ChatMessage& message : messages) {
        if (message.seriesUid != seriesUid) continue;
        if (message.role == "user") {
            question = &message;
            continue;
        }
        if (!question) continue;
        ChatTurn turn;
        turn.id = QString::number(message.id);
        turn.question = QString::fromStdString(question->text);
        turn.askedAt = QString::fromStdString(question->createdAt);
        turn.answer.text = message.text;
        turn.answer.language = message.language;
        turn.answer.model = message.model;
        turn.answer.device = message.device;
        turn.readPayload(QByteArray::fromStdString(message.payload));
        question = nullptr;
        if (!firstImage.isEmpty() && !turn.firstImage.isEmpty() && turn.firstImage != firstImage) continue;
        turns.append(turn);
    }
    return turns;
}

}  // namespace dokuei::app
