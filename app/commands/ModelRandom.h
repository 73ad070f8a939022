#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `model random FAMILY SIZE DIR`: writes a checkpoint of a published size ("gemma3 4b", "qwen2_5_vl 7b",
/// "m3d phi3-4b", "tiny" of every family) with random weights, to measure speed without real ones.
/// `model random --list` tells the sizes. Ctrl+C leaves nothing behind.
int modelRandom(const Arguments& arguments);

}  // namespace dokuei::app
