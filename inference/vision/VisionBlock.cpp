#include "inference/vision/VisionBlock.h"

#include "inference/Error.h"
#include "inference/vision/Bf16Attention.h"

namespace dokuei::inference {
namespace {

/// Rotate-half on [T,heads,D], in fp32 whatever the type of x.
torch::Tensor rotate(const torch::Tensor& x, const VisionRotary& rotary) {
    const auto wide = x.to(torch::kFloat);
    const auto half = wide.size(2) / 2;
    const auto turned = at::cat({wide.slice(2, half).neg(), wide.slice(2, 0, half)}, 2);
    return (wide * rotary.cosine).addcmul_(turned, rotary.sine).to(x.scalar_type());
}

torch::Tensor attend(const torch::Tensor& qkv, int heads, const std::vector<VisionSpans>& spans,
                     const VisionRotary& rotary) {
    const auto tokens = qkv.size(0), hidden = qkv.size(1) / 3, headDim = hidden / heads;
    const auto parts = qkv.view({tokens, 3, heads, headDim});
    auto q = parts.select(1, 0), k = parts.select(1, 1);
    const auto v = parts.select(1, 2);
    if (rotary.cosine.defined()) {
        q = rotate(q, rotary);
        k = rotate(k, rotary);
    }
    if (bf16AttentionIsFaster(q)) return bf16Attention(q, k, v, spans);
    std::vector<torch::Tensor> outputs;
    for (const auto& span : spans) {
        const auto rows = [&](const torch::Tensor& t) {
            return t.narrow(0, span.start, span.count * span.length)
                .unflatten(0, {span.count, span.length})
                .transpose(1, 2);
        };
        outputs.push_back(at::scaled_dot_product_attention(rows(q), rows(k), rows(v))
                              .transpose(1, 2)
                              .reshape({span.count * span.length, hidden}));
    }
    return outputs.size() == 1 ? outputs.front() : at::cat(outputs, 0);
}

}  // namespace

VisionActivation visionActivation(const std::string& name) {
    if (name == "gelu") return VisionActivation::Gelu;
    if (name == "gelu_pytorch_tanh" || name == "gelu_new") return VisionActivation::GeluTanh;
    if (name == "quick_gelu") return VisionActivation::QuickGelu;
    if (name == "silu" || name == "swish") return VisionActivation::Silu;
    throw Error("the activation " + name + " is not known");
}

torch::Tensor activate(torch::Tensor x, VisionActivation activation) {
    switch (activation) {
        case VisionActivation::Gelu:
            return at::gelu_(x);
        case VisionActivation::GeluTanh:
            return at::gelu_(x, "tanh");
        case VisionActivation::QuickGelu:
            return x.mul_(at::sigmoid(x * 1.702));
        case VisionActivation::Silu:
            return at::silu_(x);
    }
    return x;
}

torch::Tensor VisionNorm::operator()(const torch::Tensor& x) const {
    if (bias.defined()) return at::layer_norm(x, {x.size(-1)}, weight, bias, eps);
    return at::rms_norm(x, {x.size(-1)}, weight, eps);
}

void VisionBlock::operator()(torch::Tensor& x, const std::vector<VisionSpans>& spans,
                             const VisionRotary& rotary) const {
    x.add_(proj(attend(qkv(norm1(x)), heads, spans, rotary)));
    auto inner = first(norm2(x));
    if (gated) {
        const auto half = inner.size(1) / 2;
        inner = activate(inner.narrow(1, 0, half).contiguous(), activation).mul_(inner.narrow(1, half, half));
    } else {
        inner = activate(inner, activation);
    }
    x.add_(second(inner));
}

torch::Tensor VisionLoader::tensor(const std::string& name, const std::vector<std::int64_t>& shape) {
    return weights_.take(name, shape).to(options_.device, options_.compute);
}

VisionLinear VisionLoader::linear(const std::string& name, std::int64_t in, std::int64_t out, bool bias) {
    VisionLinear result;
    result.weight = tensor(name + ".weight", {out, in});
    if (bias) result.bias = tensor(name + ".bias", {out});
    return result;
}

VisionLinear VisionLoader::stacked(const std::vector<std::string>& names, std::int64_t in, std::int64_t out,
                                   bool bias) {
    std::vector<torch::Tensor> matrices, vectors;
    for (const auto& name : names) {
        const auto part = linear(name, in, out, bias);
        matrices.push_back(part.weight);
        if (bias) vectors.push_back(part.bias);
    }
    return {at::cat(matrices, 0), bias ? at::cat(vectors, 0) : torch::Tensor()};
}

VisionNorm VisionLoader::norm(const std::string& name, std::int64_t size, double eps, bool bias) {
    VisionNorm result;
    result.weight = tensor(name + ".weight", {size});
    if (bias) result.bias = tensor(name + ".bias", {size});
    result.eps = eps;
    return result;
}

void VisionLoader::skip(const std::string& prefix) {
    for (const auto& name : weights_.namesUnder(prefix)) weights_.take(name, weights_.shape(name));
}

void checkStop(const std::atomic<bool>* stop) {
    if (stop && *stop) throw Cancelled();
}

}  // namespace dokuei::inference
