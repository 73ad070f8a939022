#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `bench load PATH [--json]`: times to the first picture and the full volume beside bare decoding and ITK's
/// reader. ratioToItk is itkReaderSeconds / loadSeconds (how many times faster than ITK: more is better),
/// ratioToDecode is loadSeconds / decodeOnlySeconds (what loading costs beside decoding: 1 is the least).
int bench(const Arguments& arguments);

}  // namespace dokuei::app
