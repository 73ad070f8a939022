#pragma once

#include <string>

namespace dokuei::inference {

/// The name that WeightSet tells for a tensor of a model of this type, whichever program saved it: the names
/// on the Hub, those that `transformers` 4 and 5 save, those that they hold in memory, and those of the
/// original LLaVA and M3D programs. Empty for tables that are computed anew (rotary frequencies, position
/// numbers). A name that fits no layout comes back as it is.
std::string canonicalTensorName(const std::string& modelType, const std::string& name);

}  // namespace dokuei::inference
