#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "inference/decoder/DecoderConfig.h"

namespace dokuei::inference {

/// Keys and values of the positions that were already read, one tensor pair per layer:
/// [batch, kvHeads, capacity, headDim]. The memory is taken once.
struct KvCache {
    std::vector<torch::Tensor> keys, values;
    std::int64_t length = 0;  ///< positions filled

    std::int64_t capacity() const { return keys.empty() ? 0 : keys[0].size(2); }
    /// Forgets all positions from `newLength` on.
    void truncate(std::int64_t newLength);
    /// Takes over the first `count` positions of another cache of the same model.
    void copyPrefix(const KvCache& other, std::int64_t count);
};

/// One layer of the decoder.
class LlamaLayerImpl : public torch::nn::Module {
public:
    explicit LlamaLayerImpl(const DecoderConfig& config);
    /// x [B,T,H] fp32 -> [B,T,H]; cosine and sine [T,headDim]. With a cache, appends T positions to it.
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& cosine, const torch::Tensor& sine,
                          torch::ScalarType compute, KvCache* cache, int layer);

private:
    torch::Tensor attend(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                         std::int64_t past) const;

    int heads_, kvHeads_, headDim_;
    double rmsEps_;
    torch::Tensor inputNorm_, postNorm_, q_, k_, v_, o_, gate_, up_, down_;
};
TORCH_MODULE(LlamaLayer);

/// Llama-class decoder: RMSNorm, rotary positions (rotate-half), grouped-query attention, SwiGLU, no
/// biases. Parameters are named as in a Hugging Face checkpoint of LlamaForCausalLM
/// (model.embed_tokens.weight, model.layers.N.self_attn.q_proj.weight, ..., lm_head.weight when untied).
/// Weights stay in the type they are loaded in; products run in computeType() with an fp32 residual
/// stream, so that fp32 master weights train in bf16. This is the starter model's decoder while it learns;
/// answers come from Decoder, which runs the same weights.
class LlamaDecoderImpl : public torch::nn::Module {
public:
    explicit LlamaDecoderImpl(const DecoderConfig& config);

    /// Embeddings [..., H] of int64 ids.
    torch::Tensor embed(const torch::Tensor& ids) const;
    const torch::Tensor& embedding() const { return embedding_; }
    /// Causal pass over whole sequences: embeddings [B,T,H] -> hidden states [B,T,H] after the last norm.
    /// Differentiable. Throws Error when T is longer than maxPositions.
    torch::Tensor forward(const torch::Tensor& embeddings);
    /// Scores of all tokens: hidden [...,H] -> [...,vocab].
    torch::Tensor logits(const torch::Tensor& hidden) const;

    /// An empty cache for `batch` sequences of at most `capacity` positions. Throws Error when that is more
    /// than maxPositions.
    KvCache makeCache(std::int64_t capacity, std::int64_t batch = 1) const;
    /// Appends embeddings [B,T,H] to what the cache holds; returns the T hidden states. Throws Error when the
    /// cache is full.
    torch::Tensor extend(const torch::Tensor& embeddings, KvCache& cache);

    /// Type of the matrix products; fp32 unless set.
    void setComputeType(torch::ScalarType type) { compute_ = type; }
    torch::ScalarType computeType() const { return compute_; }
    const DecoderConfig& config() const { return config_; }

private:
    torch::Tensor run(const torch::Tensor& embeddings, KvCache* cache);
    void makeTables(const torch::Device& device);

    DecoderConfig config_;
    torch::ScalarType compute_ = torch::kFloat;
    std::vector<LlamaLayer> layers_;
    torch::Tensor embedding_, norm_, head_;
    torch::Tensor cosine_, sine_;  ///< [maxPositions, headDim] fp32, made on first use on a device
};
TORCH_MODULE(LlamaDecoder);

}  // namespace dokuei::inference
