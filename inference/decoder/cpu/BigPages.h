#pragma once

#include <torch/torch.h>

#include <vector>

namespace dokuei::inference {

/// An uninitialised tensor on the CPU in pages of 2 MB where the system has them: weights that are read from
/// end to end once per token stream from these up to half as fast again as from pages of 4 kB, whose
/// addresses have to be looked up 500 times as often. Small tensors share pages. Throws std::bad_alloc.
torch::Tensor emptyInBigPages(const std::vector<std::int64_t>& shape, torch::ScalarType type);

}  // namespace dokuei::inference
