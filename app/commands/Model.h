#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `model WHAT ...`: runs the action that the first word names; each has a file of its own.
int model(const Arguments& arguments);

}  // namespace dokuei::app
