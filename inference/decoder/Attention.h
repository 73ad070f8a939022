#pragma once

#include <torch/torch.h>

#include <cstdint>

#include "inference/decoder/Cache.h"

namespace dokuei::inference {

/// Which keys the queries of one piece of input may see; the same for all layers of a kind.
/// Keys are `before` positions that were read earlier, then those of the piece itself.
struct Sight {
    std::int64_t before = 0;
    bool causal = false;  ///< the kernel's own triangle does; no mask
    torch::Tensor mask;   ///< [T,before+T] added to the scores, in the type of the activations; or undefined
};

/// `past`: positions in the cache; `window`: 0 for global layers; `images` [T] as in Decoder::Input, or
/// undefined when no token looks ahead; `triangle`: whether the kernel's own may stand for a mask.
Sight sightOf(std::int64_t past, std::int64_t steps, int window, const torch::Tensor& images, bool triangle,
              torch::ScalarType type, const torch::Device& device);

struct AttentionScale {
    double scale = 1;
    double softcap = 0;
};

/// Queries [T,heads,headDim], keys and values [kvHeads,K,headDim] -> [T,heads*headDim].
torch::Tensor attend(const torch::Tensor& queries, const torch::Tensor& keys, const torch::Tensor& values,
                     const Sight& sight, const AttentionScale& scale);

/// The keys (or values) of the last `count` of `past` positions, in order: [kvHeads,count,headDim].
torch::Tensor lastOf(const torch::Tensor& stored, const Cache::Layer& layer, std::int64_t past,
                     std::int64_t count);
/// Writes [kvHeads,T,headDim] as the positions from `past` on.
void store(torch::Tensor& stored, const Cache::Layer& layer, std::int64_t past, const torch::Tensor& added);

}  // namespace dokuei::inference
