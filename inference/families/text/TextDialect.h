#pragma once

#include <memory>

#include "inference/families/Dialect.h"

namespace dokuei::inference {

/// Chat models without a tower: they are told, and their answers say, that no image is shown to them.
/// Throws ModelError.
std::unique_ptr<Dialect> openTextDialect(const ModelDirectory& directory, const Tokenizer& tokenizer);

}  // namespace dokuei::inference
