#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `dokuei library list|verify|reindex|move|delete`
int library(const Arguments& arguments);

}  // namespace dokuei::app
