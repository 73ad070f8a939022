#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `model verify DIR [--json]`: loads a model directory and says what it is.
int modelVerify(const Arguments& arguments);

}  // namespace dokuei::app
