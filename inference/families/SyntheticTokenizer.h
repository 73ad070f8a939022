#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace dokuei::inference {

/// The text of a tokenizer.json that fits a model's config.json: the family's control tokens at their ids,
/// all bytes, and made-up words up to the size of the vocabulary. It knows no merges, so that text becomes
/// one token per byte; every id has a text. For checkpoints with random weights.
std::string syntheticTokenizer(const nlohmann::json& config);

}  // namespace dokuei::inference
