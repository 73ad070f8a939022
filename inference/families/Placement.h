#pragma once

#include <torch/torch.h>

#include <string>

#include "inference/families/Network.h"

namespace dokuei::inference {

/// A tensor of the pictures, or Error naming the one that is missing.
torch::Tensor pictureTensor(const NamedTensors& pixels, const std::string& name);

/// Places [count] int64 of a token in ids [T] int64.
torch::Tensor placesOf(const torch::Tensor& ids, std::int64_t token);

/// Embeddings [T,hidden] of ids, with feature rows [count,hidden] in the given places [count] (undefined:
/// text only), unscaled. The ids in those places need not be in the vocabulary. Throws Error when places and
/// features differ in number.
torch::Tensor embedAround(const Decoder& decoder, const torch::Tensor& ids, const torch::Tensor& places,
                          const torch::Tensor& features);

/// Throws Error unless ids are [T] int64.
void checkIds(const torch::Tensor& ids);

}  // namespace dokuei::inference
