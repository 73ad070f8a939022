#pragma once

#include <torch/torch.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "inference/decoder/Cache.h"
#include "inference/decoder/DecoderConfig.h"
#include "inference/decoder/Linear.h"
#include "inference/weights/WeightSet.h"

namespace dokuei::inference {

/// Weights of one layer. Norm weights are fp32 with Gemma's 1 + w folded in.
struct DecoderLayer {
    torch::Tensor inputNorm, attentionNorm, feedForwardNorm, outputNorm;  ///< the 2nd and 4th: sandwichNorms
    torch::Tensor queryNorm, keyNorm;                                     ///< queryKeyNorm
    Linear qkv, out, gateUp, down;
    bool local = false;
};

struct DecoderOptions {
    torch::Device device = torch::kCPU;
    torch::ScalarType compute = torch::kFloat;  ///< of activations and cache: fp32 or bf16
    WeightFormat weights = WeightFormat::AsStored;
};

/// The text decoder of every family: reads embeddings into a cache and scores the next token. One sequence
/// at a time. A Decoder is used by one thread at a time.
class Decoder {
public:
    /// Takes `PREFIXembed_tokens.weight`, `PREFIXlayers.N...`, `PREFIXnorm.weight` and, when the head is not
    /// tied, `lm_head.weight` out of the weights. Throws ModelError naming a tensor that is missing or of
    /// another shape.
    Decoder(const DecoderConfig& config, WeightSet& weights, const std::string& prefix,
            const DecoderOptions& options);

    /// Embeddings [T,hidden] of int64 ids [T], scaled as the family wants it. Throws Error for an id that the
    /// vocabulary does not have.
    torch::Tensor embed(const torch::Tensor& ids) const;

    /// What is read next.
    struct Input {
        torch::Tensor embeddings;  ///< [T,hidden]
        torch::Tensor positions;   ///< [3,T] or [T] int64; undefined: from the cache's next position on
        /// The rotary position after this input; -1: one more than the largest.
        std::int64_t nextPosition = -1;
        /// [T] int64: number of the image that a token belongs to, -1 for text; undefined: no images.
        /// Matters with bidirectionalImages. An image's tokens are contiguous and read in one input.
        torch::Tensor images;
        /// DeepStack: deep[k] [count,hidden] is added to the rows `deepRows` [count] after layer k.
        std::vector<torch::Tensor> deep;
        torch::Tensor deepRows;
    };
    /// Sees the hidden states after every layer, for tests.
    using Observer = std::function<void(int layer, const torch::Tensor& hidden)>;

    Cache makeCache(std::int64_t capacity) const;
    /// Appends T positions to the cache; returns their hidden states [T,hidden] after the last norm, or only
    /// the last one's [1,hidden]. Long inputs are read in pieces. Throws Error when the cache is full,
    /// Cancelled.
    torch::Tensor read(const Input& input, Cache& cache, bool lastOnly = false,
                       const std::atomic<bool>* stop = nullptr, const Observer& observer = {});
    /// Scores [T,vocab] fp32 on the CPU of hidden states.
    torch::Tensor logits(const torch::Tensor& hidden) const;

    const DecoderConfig& config() const { return config_; }
    const DecoderOptions& options() const { return options_; }
    const std::vector<DecoderLayer>& layers() const { return layers_; }
    long long parameters() const { return parameters_; }
    /// Bytes of weights that one token reads.
    std::size_t bytesPerToken() const;

private:
    DecoderConfig config_;
    DecoderOptions options_;
    std::vector<DecoderLayer> layers_;
    torch::Tensor embedding_, norm_;
    Linear head_;
    long long parameters_ = 0;
};

}  // namespace dokuei::inference
