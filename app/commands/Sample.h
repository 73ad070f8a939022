#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `sample DIR [--seed N] [--json]`: writes the sample study, a CT of an invented patient, and lists what is
/// planted in it.
int sample(const Arguments& arguments);

}  // namespace dokuei::app
