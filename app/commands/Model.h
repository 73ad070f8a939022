#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `model list`: the model directories that this program finds. `model verify DIR`: loads one and says what
/// it is. `model tokenize DIR`: token ids of standard input; with --jsonl of every line, which is a JSON
/// string or {"text": ..., "special": true} (control tokens are then read as such).
int model(const Arguments& arguments);

}  // namespace dokuei::app
