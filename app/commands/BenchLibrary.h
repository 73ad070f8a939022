#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `bench library [--instances N] [--json]`: how fast a generated library is filtered, beside a plain LIKE
/// scan.
int benchLibrary(const Arguments& arguments);

}  // namespace dokuei::app
