#pragma once

#include <QString>

#include "inference/grounding/Grounding.h"

namespace dokuei::app {

/// Whether the model gave a box so little probability that it has to be said. A confidence of 0 is unknown.
bool isUnsure(double confidence);

/// "The model is unsure", in the language in use.
QString unsureText();

/// The number behind the words, and what it is; empty when it is unknown.
QString confidenceText(double confidence);

}  // namespace dokuei::app
