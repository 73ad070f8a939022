#pragma once

#include <torch/torch.h>

namespace dokuei::inference {

/// A mapped weight [..] as it is wanted on a device. On the CPU nothing is copied when the type is the stored
/// one. To a GPU it goes piece by piece through two page-locked buffers, so that reading the file and the
/// transfer overlap and the host never holds a second copy.
torch::Tensor uploaded(const torch::Tensor& stored, torch::ScalarType type, const torch::Device& device);

}  // namespace dokuei::inference
