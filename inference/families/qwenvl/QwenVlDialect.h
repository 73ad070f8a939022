#pragma once

#include <memory>

#include "inference/families/Dialect.h"

namespace dokuei::inference {

/// Qwen2-VL, Qwen2.5-VL and Qwen3-VL (Lingshu, MedVLM-R1): up to 32 slices as pictures. Boxes: Qwen2-VL
/// <|box_start|>(x0,y0),(x1,y1)<|box_end|> from 0 to 1000, Qwen2.5-VL JSON in pixels of the resized picture,
/// Qwen3-VL JSON from 0 to 1000. Throws ModelError.
std::unique_ptr<Dialect> openQwenVlDialect(const ModelDirectory& directory, const Tokenizer& tokenizer,
                                           const ModelOptions& options);

}  // namespace dokuei::inference
