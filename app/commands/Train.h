#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `train STAGE --out DIR`: one stage of the starter model, or its export as a model directory.
int train(const Arguments& arguments);

}  // namespace dokuei::app
