#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `model verify DIR [--json]`: checks a model directory without running it and says what it is. Of a public
/// checkpoint every tensor is looked at and none is kept; the own model is loaded.
int modelVerify(const Arguments& arguments);

}  // namespace dokuei::app
