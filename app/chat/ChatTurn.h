#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include "app/chat/BoxMark.h"
#include "inference/session/Answer.h"

namespace dokuei::app {

/// One box of an answer as the panel numbers it.
struct ChatBox {
    QString id;      ///< "<turn id>:<number>"
    int number = 0;  ///< 1-based, as shown beside the underlined phrase
    inference::Grounding grounding;
};

/// One question about a study and what came back.
struct ChatTurn {
    enum class State { Waiting, Streaming, Done, Stopped, Failed };

    QString id;     ///< UUID
    int askId = 0;  ///< ModelService's id; 0 once it came from the history
    QString question;
    QString askedAt;  ///< ISO 8601 UTC
    /// SOP Instance UID of the first image of the volume that was asked about, so that volumes of one series
    /// (phases, echoes) keep their answers apart; empty when unknown.
    QString firstImage;
    State state = State::Waiting;
    QString stage;             ///< "loading", "encoding", "answering" while it runs
    double progress = -1;      ///< of the stage, 0 to 1; negative when it is not told
    double secondsLeft = -1;   ///< of the stage; negative when it cannot be told yet
    QString error;             ///< in state Failed
    inference::Answer answer;  ///< grows while it streams
    QList<ChatBox> boxes;      ///< numbered in the order of answer.boxes

    bool running() const { return state == State::Waiting || state == State::Streaming; }
    /// Numbers answer.boxes; a box keeps its id when more arrive.
    void renumberBoxes();
    /// What the model wrote to itself before it answered; usually empty. Never part of the answer.
    QString reasoning() const;
    /// The model reasons and has not begun to answer.
    bool thinking() const;
    QString answerText() const;
    /// New tokens per second after the first one; 0 when unknown.
    double tokensPerSecond() const;
    BoxMarks marks() const;

    /// Everything but the question and the answer's text as compact JSON, for the store.
    QByteArray payload() const;
    /// Reads payload(); what is missing or damaged keeps its default.
    void readPayload(const QByteArray& json);
};

/// The answer as rich text: escaped, grounded phrases underlined and followed by their boxes' numbers, links
/// "box:<id>"; sentences that the model itself held improbable are followed by words that say so, links
/// "unsure:<confidence>". `caret` adds the mark of an answer that still streams.
QString answerHtml(const ChatTurn& turn, bool caret, const QString& linkColour,
                   const QString& unsureColour = QStringLiteral("#e0803a"));

/// "23 x 18 x 21 mm": extents along x, y, z of an LPS box.
QString sizeText(const std::array<double, 6>& lps);

}  // namespace dokuei::app
