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
    QString error;             ///< in state Failed
    inference::Answer answer;  ///< grows while it streams
    QList<ChatBox> boxes;      ///< numbered in the order of answer.boxes

    bool running() const { return state == State::Waiting || state == State::Streaming; }
    /// Numbers answer.boxes; a box keeps its id when more arrive.
    void renumberBoxes();
    /// Byte offset in answer.text where the answer begins, after "<think>...</think>"; while the model still
    /// reasons, the length of the text.
    std::size_t answerBegin() const;
    /// What stands between "<think>" and "</think>" at the start of the text; usually empty.
    QString reasoning() const;
    /// The answer without its reasoning.
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
/// "box:<id>". `caret` adds the mark of an answer that still streams.
QString answerHtml(const ChatTurn& turn, bool caret, const QString& linkColour);

/// "23 x 18 x 21 mm": extents along x, y, z of an LPS box.
QString sizeText(const std::array<double, 6>& lps);

}  // namespace dokuei::app
