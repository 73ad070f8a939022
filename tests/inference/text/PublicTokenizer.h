#pragma once

#include <optional>
#include <string>

#include "inference/text/Tokenizer.h"

namespace dokuei::inference {

/// A vocabulary of ../shared/data/tokenizers, unpacked once; nothing when it or xz is absent.
std::optional<Tokenizer> publicTokenizer(const std::string& name);
/// The text of its tokenizer.json, empty when absent.
std::string publicTokenizerText(const std::string& name);

}  // namespace dokuei::inference
