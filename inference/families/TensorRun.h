#pragma once

#include <torch/torch.h>

#include <atomic>
#include <cstdint>

#include "inference/families/Network.h"

namespace dokuei::inference {

/// What a network says to given tensors.
struct TensorRun {
    torch::Tensor logits;     ///< [1,T,vocab] fp32
    torch::Tensor generated;  ///< [1,N] int64; undefined when nothing was to be generated
};

/// Reads `input_ids` [1,T] int64 with the pictures that belong to it (`pixel_values`, `image_grid_thw`,
/// `images`... as the family's Hugging Face processor names them), scores every position, and appends
/// `generate` tokens greedily without regard to end tokens. `token_type_ids`, when there, has to mark exactly
/// the places of the image tokens. Positions that `attention_mask` [1,T] hides at the beginning or the end
/// are left out and have logits of 0; what is generated follows the last position that is not hidden. Throws
/// Error naming the tensor that cannot be used, OutOfMemory, Cancelled.
TensorRun runTensors(Network& network, const NamedTensors& inputs, std::int64_t generate,
                     const std::atomic<bool>* stop = nullptr);

}  // namespace dokuei::inference
