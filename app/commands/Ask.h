#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `ask PATH -q TEXT`: one question about a volume; streams the answer, then lists its boxes.
int ask(const Arguments& arguments);

}  // namespace dokuei::app
