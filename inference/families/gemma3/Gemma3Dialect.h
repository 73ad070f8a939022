#pragma once

#include <memory>

#include "inference/families/Dialect.h"

namespace dokuei::inference {

/// MedGemma 1 and 1.5: up to 85 slices, CT in three windows as red, green and blue, each followed by
/// "SLICE n"; radiographs padded to a square; boxes [y0, x0, y1, x1] from 0 to 1000; reasoning between
/// <unused94> and <unused95>. Throws ModelError.
std::unique_ptr<Dialect> openGemma3Dialect(const ModelDirectory& directory, const Tokenizer& tokenizer,
                                           const ModelOptions& options);

}  // namespace dokuei::inference
