#include "inference/decoder/Decoder.h"

#include <string>

#include "inference/Error.h"
#include "inference/decoder/DeviceStep.h"
#include "inference/decoder/cpu/Step.h"
#include "inference/weights/Upload.h"

namespace dokuei::inference {
namespace {

void checkConfig(const DecoderConfig& c, const std::string& file) {
    const bool sound = c.vocab > 0 && c.hidden > 0 && c.layers > 0 && c.heads > 0 && c.kvHeads > 0 &&
                       c.heads % c.kvHeads == 0 && c.headDim > 0 && c.headDim % 2 == 0 && c.intermediate > 0;
    if (!sound) throw ModelError(file, "the text decoder's configuration holds sizes that make no sense");
    if (!c.local.empty() && static_cast<int>(c.local.size()) != c.layers)
        throw ModelError(file, "the configuration does not tell for every layer how far it sees");
    for (int i = 0; i < c.layers; ++i)
        if (c.isLocal(i) && c.window <= 0)
            throw ModelError(file, "the configuration has local layers but no window");
}

}  // namespace

Decoder::Decoder(const DecoderConfig& config, WeightSet& weights, const std::string& prefix,
                 const DecoderOptions& options)
    : config_(config), options_(options) {
    const auto& c = config_;
    checkConfig(c, weights.file());
    torch::InferenceMode guard;
    const auto taken = weights.parametersTaken();
    try {
        rope_ = Rope(c.rope, c.headDim, options.compute, options.device);
        if (!c.local.empty()) localRope_ = Rope(c.localRope, c.headDim, options.compute, options.device);
    } catch (const Error& e) {
        throw ModelError(weights.file(), e.what());
    }
    const auto table = weights.take(prefix + "embed_tokens.weight", {c.vocab, c.hidden});
    embedding_ = uploaded(table, table.scalar_type(), options.device);
    embeddingScale_ = at::full({}, c.embeddingScale, torch::kFloat).to(options.compute).item<double>();
    for (int i = 0; i < c.layers; ++i) {
        if (options.stop && *options.stop) throw Cancelled();
        takeLayer(i, weights, prefix + "layers." + std::to_string(i) + ".");
        if (options.progress) options.progress(static_cast<double>(i + 1) / c.layers);
    }
    norm_ = takeNorm(weights, prefix + "norm.weight", c.hidden);
    // A tied head that is held in the type of the embedding shares its memory, on a GPU too.
    const bool shares = c.tied && options.weights == WeightFormat::AsStored;
    const auto scores = shares   ? embedding_
                        : c.tied ? table
                                 : weights.take("lm_head.weight", {c.vocab, c.hidden});
    head_ = Linear({scores}, {}, options.weights, options.device, options.store.get(), prefix + "head");
    options_.store.reset();
    parameters_ = weights.parametersTaken() - taken;
    cpuStep_ = CpuStep::make(config_, layers_, norm_);
    options_.progress = {};
    options_.stop.reset();
}

Decoder::~Decoder() = default;

torch::Tensor Decoder::takeNorm(WeightSet& weights, const std::string& name, std::int64_t size) const {
    const auto weight = weights.take(name, {size}).to(options_.compute).to(torch::kFloat);
    return (config_.normOnePlus ? weight + 1 : weight).to(options_.device);
}

void Decoder::takeLayer(int index, WeightSet& weights, const std::string& prefix) {
    const auto& c = config_;
    const std::int64_t queries = std::int64_t{c.heads} * c.headDim,
                       keys = std::int64_t{c.kvHeads} * c.headDim;
    const auto projection = [&](const std::vector<std::pair<std::string, std::int64_t>>& parts,
                                std::int64_t in, bool withBias) {
        std::vector<torch::Tensor> matrices, biases;
        for (const auto& [name, out] : parts) {
            matrices.push_back(weights.take(prefix + name + ".weight", {out, in}));
            if (withBias) biases.push_back(weights.take(prefix + name + ".bias", {out}));
        }
        return Linear(matrices, biases, options_.weights, options_.device, options_.store.get(),
                      prefix + parts.front().first);
    };
    const auto norm = [&](const std::string& name, std::int64_t size) {
        return takeNorm(weights, prefix + name + ".weight", size);
    };
    DecoderLayer layer;
    layer.local = c.isLocal(index);
    layer.inputNorm = norm("input_layernorm", c.hidden);
    if (c.sandwichNorms) {
        layer.attentionNorm = norm("post_attention_layernorm", c.hidden);
        layer.feedForwardNorm = norm("pre_feedforward_layernorm", c.hidden);
        layer.outputNorm = norm("post_feedforward_layernorm", c.hidden);
    } else {
        layer.feedForwardNorm = norm("post_attention_layernorm", c.hidden);
    }
    if (c.queryKeyNorm) {
        layer.queryNorm = norm("self_attn.q_norm", c.headDim);
        layer.keyNorm = norm("self_attn.k_norm", c.headDim);
    }
    if (c.fusedProjections) {
        layer.qkv = projection({{"self_attn.qkv_proj", queries + 2 * keys}}, c.hidden, c.qkvBias);
        layer.gateUp = projection({{"mlp.gate_up_proj", 2 * std::int64_t{c.intermediate}}}, c.hidden, false);
    } else {
        layer.qkv = projection(
            {{"self_attn.q_proj", queries}, {"self_attn.k_proj", keys}, {"self_attn.v_proj", keys}}, c.hidden,
            c.qkvBias);
        layer.gateUp =
            projection({{"mlp.gate_proj", c.intermediate}, {"mlp.up_proj", c.intermediate}}, c.hidden, false);
    }
    layer.out = projection({{"self_attn.o_proj", c.hidden}}, queries, c.outBias);
    layer.down = projection({{"mlp.down_proj", c.hidden}}, c.intermediate, false);
    layers_.push_back(std::move(layer));
}

torch::Tensor Decoder::embed(const torch::Tensor& ids) const {
    if (ids.dim() != 1 || ids.scalar_type() != torch::kLong || ids.numel() == 0)
        throw Error("the decoder reads a row of whole numbers");
    torch::InferenceMode guard;
    const auto lowest = ids.min().item<std::int64_t>(), highest = ids.max().item<std::int64_t>();
    if (lowest < 0 || highest >= config_.vocab)
        throw Error("the model's vocabulary has no token " + std::to_string(lowest < 0 ? lowest : highest) +
                    ": it ends at " + std::to_string(config_.vocab - 1));
    const auto rows = embedding_.index_select(0, ids.to(options_.device)).to(options_.compute);
    return config_.embeddingScale == 1 ? rows : rows * embeddingScale_;
}

Cache Decoder::makeCache(std::int64_t capacity) const {
    return Cache(config_, capacity, options_.compute, options_.device);
}

torch::Tensor Decoder::logits(const torch::Tensor& hidden) const {
    torch::InferenceMode guard;
    auto scores = head_(hidden.to(options_.device, options_.compute)).to(torch::kFloat);
    const double cap = config_.logitSoftcap;
    if (cap > 0) scores = scores.div_(cap).tanh_().mul_(cap);
    return scores.cpu();
}

torch::Tensor Decoder::step(std::int64_t id, Cache& cache) {
    if (!options_.device.is_cpu() && DeviceStep::possible(*this)) {
        auto& step = cache.deviceStep();
        if (!step) step = std::make_shared<DeviceStep>(*this, cache);
        return step->next(id, cache);
    }
    Input input;
    input.embeddings = embed(torch::full({1}, id, torch::kLong));
    return logits(read(input, cache)).flatten();
}

std::size_t Decoder::bytesPerToken() const {
    std::size_t sum = head_.bytes() + norm_.nbytes();
    for (const auto& layer : layers_) {
        for (const auto* linear : {&layer.qkv, &layer.out, &layer.gateUp, &layer.down})
            sum += linear->bytes();
        for (const auto* weight : {&layer.inputNorm, &layer.attentionNorm, &layer.feedForwardNorm,
                                   &layer.outputNorm, &layer.queryNorm, &layer.keyNorm})
            if (weight->defined()) sum += weight->nbytes();
    }
    return sum;
}

}  // namespace dokuei::inference
