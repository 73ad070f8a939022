#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `evaluate IMAGE LABELS --map FILE`: asks the model where each organ of a reference is and compares boxes.
int evaluate(const Arguments& arguments);

}  // namespace dokuei::app
