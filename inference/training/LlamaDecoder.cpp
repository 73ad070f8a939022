#include "inference/training/LlamaDecoder.h"

#include <cmath>
#include <string>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

/// Holds one parameter called `weight`, so that names come out as in a Hugging Face checkpoint.
class WeightImpl : public torch::nn::Module {
public:
    explicit WeightImpl(torch::Tensor value) { weight = register_parameter("weight", std::move(value)); }
    torch::Tensor weight;
};
TORCH_MODULE(Weight);

/// A named folder of modules.
class GroupImpl : public torch::nn::Module {};
TORCH_MODULE(Group);

torch::Tensor addWeight(torch::nn::Module& owner, const std::string& name, torch::Tensor value) {
    return owner.register_module(name, Weight(std::move(value)))->weight;
}

torch::Tensor rmsNorm(const torch::Tensor& x, const torch::Tensor& weight, double eps,
                      torch::ScalarType compute) {
    return at::rms_norm(x.to(torch::kFloat), {x.size(-1)}, weight.to(torch::kFloat), eps).to(compute);
}

torch::Tensor product(const torch::Tensor& x, const torch::Tensor& weight) {
    return at::linear(x, weight.to(x.scalar_type()));
}

/// Rotate-half RoPE on [B,T,heads,D]; cosine and sine [T,1,D] in the type of x.
torch::Tensor rotate(const torch::Tensor& x, const torch::Tensor& cosine, const torch::Tensor& sine) {
    const auto half = x.size(3) / 2;
    const auto turned = at::cat({x.slice(3, half).neg(), x.slice(3, 0, half)}, 3);
    return x * cosine + turned * sine;
}

}  // namespace

void KvCache::truncate(std::int64_t newLength) {
    if (newLength < 0 || newLength > length) throw Error("the cache does not hold that many positions");
    length = newLength;
}

void KvCache::copyPrefix(const KvCache& other, std::int64_t count) {
    if (count > other.length || count > capacity() || keys.size() != other.keys.size())
        throw Error("the cached prefix does not fit");
    torch::InferenceMode guard;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        keys[i].narrow(2, 0, count).copy_(other.keys[i].narrow(2, 0, count));
        values[i].narrow(2, 0, count).copy_(other.values[i].narrow(2, 0, count));
    }
    length = count;
}

LlamaLayerImpl::LlamaLayerImpl(const DecoderConfig& c)
    : heads_(c.heads), kvHeads_(c.kvHeads), headDim_(c.headDim), rmsEps_(c.rmsEps) {
    const double spread = 0.02, outSpread = 0.02 / std::sqrt(2.0 * c.layers);
    const auto random = [](int out, int in, double s) { return torch::randn({out, in}) * s; };
    auto attention = register_module("self_attn", Group());
    q_ = addWeight(*attention, "q_proj", random(c.heads * c.headDim, c.hidden, spread));
    k_ = addWeight(*attention, "k_proj", random(c.kvHeads * c.headDim, c.hidden, spread));
    v_ = addWeight(*attention, "v_proj", random(c.kvHeads * c.headDim, c.hidden, spread));
    o_ = addWeight(*attention, "o_proj", random(c.hidden, c.heads * c.headDim, outSpread));
    auto mlp = register_module("mlp", Group());
    gate_ = addWeight(*mlp, "gate_proj", random(c.intermediate, c.hidden, spread));
    up_ = addWeight(*mlp, "up_proj", random(c.intermediate, c.hidden, spread));
    down_ = addWeight(*mlp, "down_proj", random(c.hidden, c.intermediate, outSpread));
    inputNorm_ = addWeight(*this, "input_layernorm", torch::ones({c.hidden}));
    postNorm_ = addWeight(*this, "post_attention_layernorm", torch::ones({c.hidden}));
}

torch::Tensor LlamaLayerImpl::attend(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                                     std::int64_t past) const {
    const auto batch = q.size(0), steps = q.size(2), total = k.size(2);
    const std::int64_t share = heads_ / kvHeads_;
    if (steps == 1) {
        // One step: each key/value head serves its queries in one product, nothing is expanded.
        const auto grouped = q.reshape({batch, kvHeads_, share, headDim_});
        const auto weights = (at::matmul(grouped, k.transpose(2, 3)).to(torch::kFloat) / std::sqrt(headDim_))
                                 .softmax(3)
                                 .to(v.scalar_type());
        return at::matmul(weights, v).reshape({batch, heads_, 1, headDim_});
    }
    const auto expand = [&](const torch::Tensor& t) {
        if (share == 1) return t;
        return t.unsqueeze(2)
            .expand({batch, kvHeads_, share, total, headDim_})
            .reshape({batch, heads_, total, headDim_});
    };
    if (past == 0) return at::scaled_dot_product_attention(q, expand(k), expand(v), {}, 0.0, true);
    const auto rows = at::arange(past, past + steps, q.options().dtype(torch::kLong)).unsqueeze(1);
    const auto columns = at::arange(total, q.options().dtype(torch::kLong)).unsqueeze(0);
    return at::scaled_dot_product_attention(q, expand(k), expand(v), columns.le(rows), 0.0, false);
}

torch::Tensor LlamaLayerImpl::forward(const torch::Tensor& x, const torch::Tensor& cosine,
                                      const torch::Tensor& sine, torch::ScalarType compute, KvCache* cache,
                                      int layer) {
    const auto batch = x.size(0), steps = x.size(1);
    const auto split = [&](const torch::Tensor& t, int heads) {
        return t.reshape({batch, steps, heads, headDim_});
    };
    const auto normed = rmsNorm(x, inputNorm_, rmsEps_, compute);
    // Turned while their memory is in order, which is several times faster than after the transposition.
    const auto cosines = cosine.unsqueeze(1), sines = sine.unsqueeze(1);
    const auto q = rotate(split(product(normed, q_), heads_), cosines, sines).transpose(1, 2);
    auto k = rotate(split(product(normed, k_), kvHeads_), cosines, sines).transpose(1, 2);
    auto v = split(product(normed, v_), kvHeads_).transpose(1, 2);
    std::int64_t past = 0;
    if (cache) {
        past = cache->length;
        cache->keys[layer].narrow(2, past, steps).copy_(k);
        cache->values[layer].narrow(2, past, steps).copy_(v);
        k = cache->keys[layer].narrow(2, 0, past + steps);
        v = cache->values[layer].narrow(2, 0, past + steps);
    }
    const auto mixed = attend(q, k, v, past).transpose(1, 2).reshape({batch, steps, heads_ * headDim_});
    const auto afterAttention = x + product(mixed, o_);
    const auto second = rmsNorm(afterAttention, postNorm_, rmsEps_, compute);
    return afterAttention + product(at::silu(product(second, gate_)) * product(second, up_), down_);
}

LlamaDecoderImpl::LlamaDecoderImpl(const DecoderConfig& config) : config_(config) {
    const auto& c = config_;
    const bool sound = c.vocab > 0 && c.hidden > 0 && c.layers > 0 && c.heads > 0 && c.kvHeads > 0 &&
                       c.heads % c.kvHeads == 0 && c.headDim > 0 && c.headDim % 2 == 0 &&
                       c.intermediate > 0 && c.maxPositions > 0 && c.maxPositions <= (1 << 20);
    if (!sound) throw Error("the decoder's configuration holds sizes that make no sense");
    auto model = register_module("model", Group());
    embedding_ = addWeight(*model, "embed_tokens", torch::randn({c.vocab, c.hidden}) * 0.02);
    auto layers = model->register_module("layers", Group());
    for (int i = 0; i < c.layers; ++i)
        layers_.push_back(layers->register_module(std::to_string(i), LlamaLayer(c)));
    norm_ = addWeight(*model, "norm", torch::ones({c.hidden}));
    if (!c.tied) head_ = addWeight(*this, "lm_head", torch::randn({c.vocab, c.hidden}) * 0.02);
}

torch::Tensor LlamaDecoderImpl::embed(const torch::Tensor& ids) const {
    return at::embedding(embedding_, ids);
}

torch::Tensor LlamaDecoderImpl::logits(const torch::Tensor& hidden) const {
    const auto& weight = config_.tied ? embedding_ : head_;
    // Scores that only choose a token stay exact; those that train may be as rough as the other products.
    const auto type = torch::GradMode::is_enabled() ? compute_ : torch::kFloat;
    return at::linear(hidden.to(type), weight.to(type));
}

void LlamaDecoderImpl::makeTables(const torch::Device& device) {
    if (cosine_.defined() && cosine_.device() == device) return;
    torch::NoGradGuard guard;
    const auto options = torch::TensorOptions().dtype(torch::kFloat);
    const auto exponent = at::arange(0, config_.headDim, 2, options) / config_.headDim;
    const auto frequency = at::pow(torch::full({}, config_.rope.theta, options), exponent).reciprocal();
    const auto angle = at::outer(at::arange(config_.maxPositions, options), frequency);
    const auto both = at::cat({angle, angle}, 1);
    cosine_ = both.cos().to(device);
    sine_ = both.sin().to(device);
}

torch::Tensor LlamaDecoderImpl::run(const torch::Tensor& embeddings, KvCache* cache) {
    const auto steps = embeddings.size(1), past = cache ? cache->length : 0;
    if (past + steps > config_.maxPositions)
        throw Error("the text is longer than the model can hold (" + std::to_string(config_.maxPositions) +
                    " tokens)");
    makeTables(embeddings.device());
    const auto cosine = cosine_.narrow(0, past, steps).to(compute_),
               sine = sine_.narrow(0, past, steps).to(compute_);
    auto x = embeddings.to(torch::kFloat);
    for (std::size_t i = 0; i < layers_.size(); ++i)
        x = layers_[i]->forward(x, cosine, sine, compute_, cache, static_cast<int>(i));
    if (cache) cache->length += steps;
    return rmsNorm(x, norm_, config_.rmsEps, torch::kFloat);
}

torch::Tensor LlamaDecoderImpl::forward(const torch::Tensor& embeddings) {
    return run(embeddings, nullptr);
}

KvCache LlamaDecoderImpl::makeCache(std::int64_t capacity, std::int64_t batch) const {
    if (capacity <= 0 || capacity > config_.maxPositions)
        throw Error("a cache of " + std::to_string(capacity) +
                    " positions is more than the model can hold (" + std::to_string(config_.maxPositions) +
                    ")");
    KvCache cache;
    const auto options = torch::TensorOptions().dtype(compute_).device(embedding_.device());
    for (int i = 0; i < config_.layers; ++i) {
        cache.keys.push_back(torch::zeros({batch, config_.kvHeads, capacity, config_.headDim}, options));
        cache.values.push_back(torch::zeros({batch, config_.kvHeads, capacity, config_.headDim}, options));
    }
    return cache;
}

torch::Tensor LlamaDecoderImpl::extend(const torch::Tensor& embeddings, KvCache& cache) {
    if (cache.length + embeddings.size(1) > cache.capacity()) throw Error("the answer's memory is full");
    torch::InferenceMode guard;
    return run(embeddings, &cache);
}

}  // namespace dokuei::inference
