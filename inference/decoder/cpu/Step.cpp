#include "inference/decoder/cpu/Step.h"

#include <algorithm>
#include <cmath>

#include "inference/decoder/Decoder.h"
#include "inference/decoder/LinearImpl.h"
#include "inference/decoder/cpu/Attend.h"
#include "inference/decoder/cpu/MatVec.h"
#include "inference/decoder/cpu/Team.h"

namespace dokuei::inference {
namespace {

constexpr int kPhases = 5;  // of a layer that deal out work

bool fits(const Linear& linear) {
    const auto& impl = linear.impl();
    if (!impl.packed.empty()) return true;
    return !impl.parts.empty() &&
           std::all_of(impl.parts.begin(), impl.parts.end(), [](const torch::Tensor& part) {
               const auto type = part.scalar_type();
               return part.device().is_cpu() && part.is_contiguous() &&
                      (type == torch::kFloat || type == torch::kBFloat16 || type == torch::kHalf);
           });
}

const float* numbers(const torch::Tensor& t) {
    return t.const_data_ptr<float>();
}

/// What one thread keeps for itself.
struct Own {
    std::vector<float> residual, normed, queries, scores, mixed;
    QuantisedBuffer quantised;
};

void rotate(float* x, std::int64_t dim, const float* cosine, const float* sine) {
    const auto half = dim / 2;
    for (std::int64_t i = 0; i < half; ++i) {
        const float a = x[i], b = x[i + half];
        x[i] = a * cosine[i] - b * sine[i];
        x[i + half] = b * cosine[i + half] + a * sine[i + half];
    }
}

void put(const float* from, std::int64_t count, torch::Tensor& stored, std::int64_t at) {
    if (stored.scalar_type() == torch::kFloat) {
        std::copy(from, from + count, stored.data_ptr<float>() + at);
        return;
    }
    auto* to = stored.data_ptr<c10::BFloat16>() + at;
    for (std::int64_t i = 0; i < count; ++i) to[i] = static_cast<c10::BFloat16>(from[i]);
}

}  // namespace

struct CpuStep::Work {
    const DecoderConfig& config;
    const std::vector<DecoderLayer>& layers;
    torch::Tensor lastNorm;

    std::vector<Own> own;
    std::vector<float> projected, output, fed, activated, result;
    QuantisedBuffer activatedQuantised;
    std::vector<PartialAttention> partial;  ///< [heads, parts]
    std::vector<Dealer> dealers;            ///< [layers, kPhases]

    /// Of the token that is read.
    const float *global[2]{}, *local[2]{};
    Cache* cache = nullptr;
    int parts = 1;

    Work(const DecoderConfig& c, const std::vector<DecoderLayer>& l, torch::Tensor norm)
        : config(c), layers(l), lastNorm(std::move(norm)), dealers(l.size() * kPhases) {
        const auto size = [](std::int64_t n) { return static_cast<std::size_t>(n); };
        projected.resize(size(std::int64_t{c.heads + 2 * c.kvHeads} * c.headDim));
        output.resize(size(c.hidden));
        fed.resize(size(c.hidden));
        result.resize(size(c.hidden));
        activated.resize(size(c.intermediate));
        activatedQuantised.reserve(c.intermediate);
        own.resize(size(Team::shared().size()));
        for (auto& o : own) {
            o.residual.resize(size(c.hidden));
            o.normed.resize(size(c.hidden));
            o.queries.resize(size(std::int64_t{c.heads / c.kvHeads} * c.headDim));
            o.scores.resize(size(c.heads / c.kvHeads * kPositionsAtOnce));
            o.mixed.resize(size(std::int64_t{c.heads} * c.headDim));
            o.quantised.reserve(std::max<std::int64_t>(c.hidden, std::int64_t{c.heads} * c.headDim));
        }
    }

    Dealer& dealer(std::size_t layer, int phase) { return dealers[layer * kPhases + size_t(phase)]; }

    void norm(const float* x, const torch::Tensor& weight, float* to) const {
        kernels().rmsNorm(x, numbers(weight), config.hidden, static_cast<float>(config.rmsEps), to);
    }

    /// Rows of a product that this member takes, until none is left.
    template <typename Take>
    void deal(Dealer& dealer, const Team::Member& member, std::int64_t total, std::int64_t unit, Take take) {
        const auto share =
            std::max<std::int64_t>(unit, total / (std::int64_t{6} * member.count) / unit * unit);
        for (auto row = dealer.take(share); row < total; row = dealer.take(share))
            take(row, std::min(row + share, total));
    }

    void multiply(Dealer& dealer, const Team::Member& member, const Linear& linear, const float* x,
                  std::int64_t in, Own& mine, float* to) {
        const auto& impl = linear.impl();
        if (!impl.packed.empty()) mine.quantised.fill(x, 0, in);
        deal(dealer, member, impl.out, kBlockOutputs, [&](std::int64_t begin, std::int64_t end) {
            multiplyRows(impl, x, mine.quantised.view(), begin, end, to + begin);
        });
    }

    /// One key and value head, some of the positions.
    void attendItem(std::size_t index, std::int64_t item, Own& mine);
    void feedForward(std::size_t index, const Team::Member& member, Own& mine);
    void layer(std::size_t index, Team::Member& member, Own& mine);
};

void CpuStep::Work::attendItem(std::size_t index, std::int64_t item, Own& mine) {
    const auto& c = config;
    const auto& layer = layers[index];
    auto& stored = cache->layers()[index];
    const std::int64_t dim = c.headDim, share = c.heads / c.kvHeads, head = item / parts, part = item % parts;
    const auto past = cache->length();
    const auto seen = std::min(past + 1, stored.slots);
    const float *cosine = layer.local ? local[0] : global[0], *sine = layer.local ? local[1] : global[1];
    const auto eps = static_cast<float>(c.rmsEps), scale = static_cast<float>(c.scale());

    // In a ring the order of the slots does not matter: keys carry their positions.
    const auto slot = stored.ring ? past % stored.slots : past;
    const auto length = (seen + parts - 1) / parts;
    const auto begin = std::min(seen, part * length), end = std::min(seen, begin + length);
    const auto offset = head * stored.slots * dim;
    if (slot >= begin && slot < end) {
        float* key = projected.data() + (c.heads + head) * dim;
        if (layer.keyNorm.defined()) kernels().rmsNorm(key, numbers(layer.keyNorm), dim, eps, key);
        rotate(key, dim, cosine, sine);
        put(key, dim, stored.keys, offset + slot * dim);
        put(projected.data() + (c.heads + c.kvHeads + head) * dim, dim, stored.values, offset + slot * dim);
    }
    for (std::int64_t i = 0; i < share; ++i) {
        const float* from = projected.data() + (head * share + i) * dim;
        float* query = mine.queries.data() + i * dim;
        if (layer.queryNorm.defined())
            kernels().rmsNorm(from, numbers(layer.queryNorm), dim, eps, query);
        else
            std::copy(from, from + dim, query);
        rotate(query, dim, cosine, sine);
        for (std::int64_t d = 0; d < dim; ++d) query[d] *= scale;
    }
    const bool bfloat16 = stored.keys.scalar_type() == torch::kBFloat16;
    const auto rows = [&](const torch::Tensor& t) {
        return StoredRows{static_cast<const char*>(t.const_data_ptr()) + offset * t.element_size(), bfloat16,
                          dim};
    };
    std::vector<PartialAttention> found(static_cast<std::size_t>(share));
    attendPart(mine.queries.data(), static_cast<int>(share), rows(stored.keys), rows(stored.values), begin,
               end, static_cast<float>(c.attentionSoftcap), mine.scores.data(), found.data());
    for (std::int64_t i = 0; i < share; ++i)
        std::swap(partial[static_cast<std::size_t>((head * share + i) * parts + part)],
                  found[static_cast<std::size_t>(i)]);
}

void CpuStep::Work::feedForward(std::size_t index, const Team::Member& member, Own& mine) {
    const auto& impl = layers[index].gateUp.impl();
    const std::int64_t width = config.intermediate;
    const auto& k = kernels();
    const auto activation = config.activation == DecoderConfig::Activation::Silu       ? k.silu
                            : config.activation == DecoderConfig::Activation::GeluTanh ? k.geluTanh
                                                                                       : k.gelu;
    const bool quantised = !layers[index].down.impl().packed.empty();
    if (!impl.packed.empty()) mine.quantised.fill(mine.normed.data(), 0, config.hidden);
    std::vector<float> up;
    deal(dealer(index, 3), member, width, kBlockInputs, [&](std::int64_t begin, std::int64_t end) {
        up.resize(static_cast<std::size_t>(end - begin));
        float* gate = activated.data() + begin;
        const auto input = mine.quantised.view();
        multiplyRows(impl, mine.normed.data(), input, begin, end, gate);
        multiplyRows(impl, mine.normed.data(), input, width + begin, width + end, up.data());
        activation(gate, up.data(), end - begin);
        if (quantised) activatedQuantised.fill(gate, begin, end - begin);
    });
}

void CpuStep::Work::layer(std::size_t index, Team::Member& member, Own& mine) {
    const auto& c = config;
    const auto& layer = layers[index];
    float* x = mine.residual.data();
    const auto add = [&](const std::vector<float>& what, const torch::Tensor& weight) {
        const float* from = what.data();
        if (weight.defined()) {
            norm(from, weight, mine.normed.data());
            from = mine.normed.data();
        }
        for (int i = 0; i < c.hidden; ++i) x[i] += from[i];
    };

    norm(x, layer.inputNorm, mine.normed.data());
    multiply(dealer(index, 0), member, layer.qkv, mine.normed.data(), c.hidden, mine, projected.data());
    member.meet();

    const std::int64_t items = std::int64_t{c.kvHeads} * parts;
    for (auto item = dealer(index, 1).take(1); item < items; item = dealer(index, 1).take(1))
        attendItem(index, item, mine);
    member.meet();

    // Every thread needs the whole: putting it together is quicker than another meeting.
    for (int head = 0; head < c.heads; ++head)
        joinParts(&partial[static_cast<std::size_t>(head) * parts], parts, c.headDim,
                  mine.mixed.data() + std::int64_t{head} * c.headDim);
    multiply(dealer(index, 2), member, layer.out, mine.mixed.data(), std::int64_t{c.heads} * c.headDim, mine,
             output.data());
    member.meet();

    add(output, layer.attentionNorm);
    norm(x, layer.feedForwardNorm, mine.normed.data());
    feedForward(index, member, mine);
    member.meet();

    const auto& down = layer.down.impl();
    deal(dealer(index, 4), member, down.out, kBlockOutputs, [&](std::int64_t begin, std::int64_t end) {
        multiplyRows(down, activated.data(), activatedQuantised.view(), begin, end, fed.data() + begin);
    });
    member.meet();
    add(fed, layer.outputNorm);
}

CpuStep::CpuStep() = default;
CpuStep::~CpuStep() = default;

std::unique_ptr<CpuStep> CpuStep::make(const DecoderConfig& config, const std::vector<DecoderLayer>& layers,
                                       const torch::Tensor& lastNorm) {
    if (!lastNorm.device().is_cpu()) return nullptr;
    for (const auto& layer : layers)
        if (!fits(layer.qkv) || !fits(layer.out) || !fits(layer.gateUp) || !fits(layer.down)) return nullptr;
    std::unique_ptr<CpuStep> step(new CpuStep);
    step->work_ = std::make_unique<Work>(config, layers, lastNorm);
    return step;
}

torch::Tensor CpuStep::run(const torch::Tensor& embedding, const Rotation& global, const Rotation& local,
                           Cache& cache) {
    auto& w = *work_;
    const auto wide = [](const torch::Tensor& t) {
        return t.defined() ? t.to(torch::kFloat).contiguous() : torch::Tensor();
    };
    const auto input = wide(embedding), gc = wide(global.cosine), gs = wide(global.sine),
               lc = wide(local.cosine), ls = wide(local.sine);
    w.global[0] = numbers(gc), w.global[1] = numbers(gs);
    if (lc.defined()) w.local[0] = numbers(lc), w.local[1] = numbers(ls);
    w.cache = &cache;
    const int threads = std::clamp(at::get_num_threads(), 1, Team::shared().size());
    // Enough parts for every thread, but none so small that putting them together costs more than it saves.
    const auto wanted = threads % w.config.kvHeads == 0
                            ? threads / w.config.kvHeads
                            : (2 * threads + w.config.kvHeads - 1) / w.config.kvHeads;
    w.parts = static_cast<int>(std::clamp<std::int64_t>(cache.length() / 128, 1, std::max(1, wanted)));
    w.partial.resize(static_cast<std::size_t>(w.config.heads) * w.parts);
    for (auto& dealer : w.dealers) dealer.reset();
    Team::shared().run(threads, [&](Team::Member& member) {
        auto& mine = w.own[static_cast<std::size_t>(member.index)];
        std::copy(numbers(input), numbers(input) + w.config.hidden, mine.residual.begin());
        for (std::size_t i = 0; i < w.layers.size(); ++i) w.layer(i, member, mine);
        if (member.index == 0) w.norm(mine.residual.data(), w.lastNorm, w.result.data());
    });
    return torch::from_blob(w.result.data(), {1, w.config.hidden}, torch::kFloat).clone();
}

}  // namespace dokuei::inference
