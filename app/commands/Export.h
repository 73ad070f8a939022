#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `dokuei export`: studies to a folder or ZIP file with DICOMDIR, de-identified when asked.
int exportImages(const Arguments& arguments);

}  // namespace dokuei::app
