#pragma once

#include <memory>

#include "inference/families/Dialect.h"

namespace dokuei::inference {

/// M3D-LaMed: the whole volume as 32 x 256 x 256 values; boxes <bx_start>[z0, y0, x0, z1, y1, x1]<bx_end>,
/// indices in parts of the length of depth, height and width, the last ones inside. Earlier turns are not
/// read: the model was trained on single questions. Throws ModelError.
std::unique_ptr<Dialect> openM3dDialect(const ModelDirectory& directory, const Tokenizer& tokenizer,
                                        const ModelOptions& options);

}  // namespace dokuei::inference
