#pragma once

#include <torch/torch.h>

namespace dokuei::inference {

/// Root-mean-square norm over the last dimension, in the type of x. `weight` fp32. With `onePlus` (Gemma,
/// whose 1 + w is folded into `weight`) everything runs in fp32 and is rounded once; else the normalised
/// values are rounded before they are multiplied. That is where the published models differ.
torch::Tensor rmsNorm(const torch::Tensor& x, const torch::Tensor& weight, double eps, bool onePlus);

}  // namespace dokuei::inference
