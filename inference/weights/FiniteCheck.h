#pragma once

#include <torch/torch.h>

namespace dokuei::inference {

/// Whether no value of a contiguous CPU tensor is NaN or infinite; tensors of whole numbers always pass.
bool isFinite(const torch::Tensor& tensor);

}  // namespace dokuei::inference
