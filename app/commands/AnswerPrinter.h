#pragma once

#include <QJsonObject>
#include <string>
#include <vector>

#include "inference/session/Answer.h"
#include "inference/session/Worker.h"

namespace dokuei::app {

/// An answer as JSON, marked as AI output. `warnings` are those of the images.
QJsonObject answerJson(const inference::Answer& answer, double loadSeconds,
                       const std::vector<std::string>& warnings);

/// Prints an answer while it streams: the reasoning apart and said to be none of the answer.
class StreamPrinter {
public:
    /// Listener that prints on standard output; empty when `silent`.
    inference::Listener listener(bool silent);
    /// The line's end, then boxes, refusals, doubts and what the model was shown.
    void finish(const inference::Answer& answer, const std::vector<std::string>& warnings) const;

private:
    bool reasoning_ = false;
};

}  // namespace dokuei::app
