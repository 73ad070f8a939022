#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `model tokenize DIR [--add-special-tokens]`: the token ids of standard input as one JSON array. With
/// --jsonl each line of it is {"text": ..., "add_special_tokens": true or false (when absent)} and gives one
/// array. The ids are those of encode(text, add_special_tokens=...) of Python's tokenizers: control tokens
/// that are spelled out in the text are read as such, which never happens to what a user types into the chat.
int modelTokenize(const Arguments& arguments);

}  // namespace dokuei::app
