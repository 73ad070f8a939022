#pragma once

#include <torch/torch.h>

namespace dokuei::inference {

/// The fastest type for matrix products: bf16 on a GPU and on CPUs with AVX512-BF16, else fp32.
torch::ScalarType fastComputeType(const torch::Device& device);

}  // namespace dokuei::inference
