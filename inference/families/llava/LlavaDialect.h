#pragma once

#include <memory>

#include "inference/families/Dialect.h"

namespace dokuei::inference {

/// LLaVA 1.5 and its like (LLaVA-Rad, PULSE): one picture, of a volume the slice in the middle; boxes
/// [x0, y0, x1, y1] from 0 to 1 of the padded square. Throws ModelError.
std::unique_ptr<Dialect> openLlavaDialect(const ModelDirectory& directory, const Tokenizer& tokenizer,
                                          const ModelOptions& options);

}  // namespace dokuei::inference
