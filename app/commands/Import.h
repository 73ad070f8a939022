#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `dokuei import`
int importFiles(const Arguments& arguments);

}  // namespace dokuei::app
