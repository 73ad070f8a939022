#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `model chat DIR --image FILE | --volume PATH -q TEXT [-q TEXT...]`: asks a model about a picture (PNG,
/// JPEG, DICOM) or a volume; each further question goes on the conversation and reads only what is new.
int modelChat(const Arguments& arguments);

}  // namespace dokuei::app
