#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `bench load PATH [--json]`: times to the first picture and the full volume beside bare decoding and ITK's
/// reader.
int bench(const Arguments& arguments);

}  // namespace dokuei::app
