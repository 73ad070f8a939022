#pragma once

#include <QJsonObject>
#include <string>
#include <vector>

#include "inference/session/Answer.h"
#include "inference/session/Worker.h"

namespace dokuei::app {

/// What was asked about.
struct AnswerSubject {
    std::vector<std::string> warnings;  ///< of its images
    bool placed = true;                 ///< false: no position in the patient can be told
};

/// An answer as JSON, marked as AI output.
QJsonObject answerJson(const inference::Answer& answer, double loadSeconds, const AnswerSubject& subject);

/// Prints an answer while it streams: the reasoning apart and said to be none of the answer.
class StreamPrinter {
public:
    /// Listener that prints on standard output; empty when `silent`.
    inference::Listener listener(bool silent);
    /// The line's end, then boxes, refusals, doubts and what the model was shown.
    void finish(const inference::Answer& answer, const AnswerSubject& subject) const;

private:
    bool reasoning_ = false;
};

}  // namespace dokuei::app
