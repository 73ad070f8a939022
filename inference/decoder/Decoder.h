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
#include "inference/decoder/Rope.h"
#include "inference/weights/WeightSet.h"

namespace dokuei::inference {

class CpuStep;

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
    /// Where quantised weights are kept between runs; may be null. Let go when the decoder is made.
    std::shared_ptr<QuantisedStore> store;
    /// Hears how far the opening of a model has come, 0 to 1; Cancelled is thrown when `stop` becomes true.
    std::function<void(double)> progress;
    std::shared_ptr<const std::atomic<bool>> stop;
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
    ~Decoder();
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

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
    /// Sees the hidden states after every layer (before what DeepStack adds there), for tests.
    using Observer = std::function<void(int layer, const torch::Tensor& hidden)>;

    Cache makeCache(std::int64_t capacity) const;
    /// Appends T positions to the cache; returns their hidden states [T,hidden] after the last norm, or only
    /// the last one's [1,hidden]. Long inputs are read in pieces. Throws Error when the cache is full or the
    /// input has another shape than the model takes, OutOfMemory, Cancelled; the cache then holds the pieces
    /// that were read whole.
    torch::Tensor read(const Input& input, Cache& cache, bool lastOnly = false,
                       const std::atomic<bool>* stop = nullptr, const Observer& observer = {});
    /// Scores [T,vocab] fp32 on the CPU of hidden states.
    torch::Tensor logits(const torch::Tensor& hidden) const;
    /// Reads one token and scores what follows: [vocab] fp32 on the model's device, valid until the next
    /// step. On a GPU the step is recorded and replayed (DeviceStep.h). Throws as read() and embed() do.
    torch::Tensor step(std::int64_t id, Cache& cache);

    const DecoderConfig& config() const { return config_; }
    const DecoderOptions& options() const { return options_; }
    const std::vector<DecoderLayer>& layers() const { return layers_; }
    /// [vocab,hidden], as stored.
    const torch::Tensor& embedding() const { return embedding_; }
    /// What embeddings are multiplied with, rounded to the type that the model computes in.
    double embeddingScale() const { return embeddingScale_; }
    const torch::Tensor& lastNorm() const { return norm_; }  ///< as the norms of the layers
    const Linear& head() const { return head_; }
    /// Rotary positions of the global or the local layers.
    Rope& rope(bool local) { return local ? localRope_ : rope_; }
    long long parameters() const { return parameters_; }
    /// Bytes of weights that one token reads.
    std::size_t bytesPerToken() const;

private:
    friend class DeviceStep;
    struct Piece;
    torch::Tensor takeNorm(WeightSet& weights, const std::string& name, std::int64_t size) const;
    void takeLayer(int index, WeightSet& weights, const std::string& prefix);
    void checkInput(const Input& input, const Cache& cache) const;
    torch::Tensor readPiece(Piece& piece, Cache& cache, const std::atomic<bool>* stop,
                            const Observer& observer);
    torch::Tensor readPieces(const Input& input, Cache& cache, bool lastOnly, const std::atomic<bool>* stop,
                             const Observer& observer);
    torch::Tensor norm(const torch::Tensor& x, const torch::Tensor& weight) const;
    torch::Tensor attention(const DecoderLayer& layer, const torch::Tensor& x, Piece& piece, Cache& cache,
                            int index) const;
    torch::Tensor feedForward(const DecoderLayer& layer, const torch::Tensor& x) const;

    DecoderConfig config_;
    DecoderOptions options_;
    std::vector<DecoderLayer> layers_;
    torch::Tensor embedding_, norm_;
    double embeddingScale_ = 1;
    Rope rope_, localRope_;
    std::unique_ptr<CpuStep> cpuStep_;  ///< reads single tokens where it can
    Linear head_;
    long long parameters_ = 0;
};

}  // namespace dokuei::inference
