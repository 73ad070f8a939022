#pragma once

#include <torch/torch.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "inference/weights/WeightSet.h"

namespace dokuei::inference {

enum class VisionActivation { Gelu, GeluTanh, QuickGelu, Silu };

/// By the name that config.json uses ("gelu", "gelu_pytorch_tanh", "quick_gelu", "silu"...). Throws Error
/// for a name that no vision tower is known to use.
VisionActivation visionActivation(const std::string& name);
/// May write into x.
torch::Tensor activate(torch::Tensor x, VisionActivation activation);

/// Where a tower runs and in which type: fp32 (as exact as the reference) or bf16.
struct VisionOptions {
    torch::Device device = torch::kCPU;
    torch::ScalarType compute = torch::kFloat;
};

/// x [...,in] -> [...,out]: x W^T + b.
struct VisionLinear {
    torch::Tensor weight, bias;
    torch::Tensor operator()(const torch::Tensor& x) const { return at::linear(x, weight, bias); }
};

/// LayerNorm, or RMSNorm where there is no bias, over the last axis.
struct VisionNorm {
    torch::Tensor weight, bias;
    double eps = 1e-6;
    torch::Tensor operator()(const torch::Tensor& x) const;
};

/// Tokens that see each other: `count` spans of `length` tokens, one behind the other from `start` on.
struct VisionSpans {
    std::int64_t start = 0, count = 0, length = 0;
};

/// Cosine and sine of the rotary positions of all tokens, fp32 [T,1,headDim] each; undefined: no rotation.
struct VisionRotary {
    torch::Tensor cosine, sine;
};

/// The block that all towers are made of: x += proj(attention(norm1(x))); x += mlp(norm2(x)), where mlp is
/// second(act(first(x))) or, when `gated`, second(act(gate(x)) * up(x)) with gate and up one above the other
/// in `first`. `qkv` holds query, key and value one above the other.
struct VisionBlock {
    VisionNorm norm1, norm2;
    VisionLinear qkv, proj, first, second;
    int heads = 1;
    bool gated = false;
    VisionActivation activation = VisionActivation::Gelu;

    /// x [T,hidden], changed in place. Every token must lie in one of the spans.
    void operator()(torch::Tensor& x, const std::vector<VisionSpans>& spans,
                    const VisionRotary& rotary = {}) const;
};

/// Sees the hidden states [T,hidden] after a block, for tests.
using VisionObserver = std::function<void(int block, const torch::Tensor& hidden)>;

/// Takes a tower's weights out of a WeightSet and brings them where they are used.
class VisionLoader {
public:
    VisionLoader(WeightSet& weights, const VisionOptions& options) : weights_(weights), options_(options) {}

    torch::Tensor tensor(const std::string& name, const std::vector<std::int64_t>& shape);
    /// `name`.weight [out,in] and, when `bias`, `name`.bias [out].
    VisionLinear linear(const std::string& name, std::int64_t in, std::int64_t out, bool bias = true);
    /// Several of the same input, one above the other.
    VisionLinear stacked(const std::vector<std::string>& names, std::int64_t in, std::int64_t out,
                         bool bias = true);
    VisionNorm norm(const std::string& name, std::int64_t size, double eps, bool bias = true);
    /// Takes everything whose name begins so without keeping it: parts of a checkpoint that are not run.
    void skip(const std::string& prefix);

    WeightSet& weights() { return weights_; }
    const VisionOptions& options() const { return options_; }

private:
    WeightSet& weights_;
    VisionOptions options_;
};

/// Throws Cancelled when `stop` is set.
void checkStop(const std::atomic<bool>* stop);

}  // namespace dokuei::inference
