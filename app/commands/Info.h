#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `info PATH [--objects] [--json]`: studies, series, volumes, geometry, warnings and skipped files. With
/// --json every volume is decoded, for its minimum, maximum and mean.
int info(const Arguments& arguments);

}  // namespace dokuei::app
