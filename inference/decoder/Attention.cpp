#include "inference/decoder/Attention.h"

#include <algorithm>
#include <limits>

namespace dokuei::inference {
namespace {

/// Grouped queries without copies of the keys: the queries of a group are further rows.
torch::Tensor attendOpenly(const torch::Tensor& queries, const torch::Tensor& keys,
                           const torch::Tensor& values, const Sight& sight, const AttentionScale& s) {
    const auto heads = queries.size(1), dim = queries.size(2), groups = keys.size(0);
    const auto rows = queries.reshape({groups, heads / groups, dim});
    auto scores = at::matmul(rows, keys.transpose(1, 2)).mul_(s.scale);
    if (s.softcap > 0) scores = scores.div_(s.softcap).tanh_().mul_(s.softcap);
    if (sight.mask.defined()) scores.add_(sight.mask);
    const auto weights = scores.softmax(2, torch::kFloat).to(values.scalar_type());
    return at::matmul(weights, values).reshape({1, heads * dim});
}

/// Gemma 2 bends the scores before the softmax, which no fused kernel does.
torch::Tensor attendWithSoftcap(const torch::Tensor& queries, const torch::Tensor& keys,
                                const torch::Tensor& values, const Sight& sight, const AttentionScale& s) {
    const auto steps = queries.size(0), heads = queries.size(1), dim = queries.size(2), groups = keys.size(0);
    const auto rows = queries.transpose(0, 1).reshape({groups, heads / groups * steps, dim});
    auto scores = at::matmul(rows, keys.transpose(1, 2)).mul_(s.scale);
    scores = scores.div_(s.softcap).tanh_().mul_(s.softcap).view({heads, steps, keys.size(1)});
    scores.add_(sight.mask);
    const auto weights =
        scores.softmax(2, torch::kFloat).to(values.scalar_type()).view({groups, -1, keys.size(1)});
    return at::matmul(weights, values).view({heads, steps, dim}).transpose(0, 1).reshape({steps, -1});
}

}  // namespace

Sight sightOf(std::int64_t past, std::int64_t steps, int window, const torch::Tensor& images, bool triangle,
              torch::ScalarType type, const torch::Device& device) {
    Sight sight;
    sight.before = window > 0 ? std::min<std::int64_t>(past, window - 1) : past;
    if (steps == 1) return sight;
    const bool slides = window > 0 && sight.before + steps > window;
    sight.causal = triangle && sight.before == 0 && !slides && !images.defined();
    if (sight.causal) return sight;
    const auto options = torch::TensorOptions().dtype(torch::kLong).device(device);
    const auto query = at::arange(sight.before, sight.before + steps, options).unsqueeze(1);
    const auto key = at::arange(sight.before + steps, options).unsqueeze(0);
    auto visible = key <= query;
    if (images.defined()) {
        const auto numbers = images.to(device);
        const auto same =
            (numbers.unsqueeze(1) == numbers.unsqueeze(0)).logical_and_((numbers >= 0).unsqueeze(1));
        visible.slice(1, sight.before).logical_or_(same);
    }
    if (slides) visible.logical_and_(key > query - window);
    sight.mask = at::zeros(visible.sizes(), options.dtype(type))
                     .masked_fill_(visible.logical_not_(), -std::numeric_limits<double>::infinity());
    return sight;
}

torch::Tensor attend(const torch::Tensor& queries, const torch::Tensor& keys, const torch::Tensor& values,
                     const Sight& sight, const AttentionScale& s) {
    const auto steps = queries.size(0), heads = queries.size(1), groups = keys.size(0);
    if (steps == 1 && (queries.is_cpu() || s.softcap > 0 || sight.mask.defined()))
        return attendOpenly(queries, keys, values, sight, s);
    if (s.softcap > 0) return attendWithSoftcap(queries, keys, values, sight, s);
    const auto q = queries.transpose(0, 1).unsqueeze(0);
    auto k = keys.unsqueeze(0), v = values.unsqueeze(0);
    bool grouped = heads != groups;
    if (grouped && sight.mask.defined() && !queries.is_cpu()) {
        // With a mask, the kernels of a GPU know no groups and would fall back to the whole score matrix.
        k = k.repeat_interleave(heads / groups, 1);
        v = v.repeat_interleave(heads / groups, 1);
        grouped = false;
    }
    const auto mask = sight.mask.defined()
                          ? std::optional<torch::Tensor>(sight.mask.unsqueeze(0).unsqueeze(0))
                          : std::nullopt;
    return at::scaled_dot_product_attention(q, k, v, mask, 0.0, sight.causal, s.scale, grouped)
        .squeeze(0)
        .transpose(0, 1)
        .reshape({steps, -1});
}

torch::Tensor lastOf(const torch::Tensor& stored, const Cache::Layer& layer, std::int64_t past,
                     std::int64_t count) {
    if (!layer.ring) return stored.narrow(1, past - count, count);
    const auto first = (past - count) % layer.slots;
    const auto straight = std::min(count, layer.slots - first);
    if (straight == count) return stored.narrow(1, first, count);
    return at::cat({stored.narrow(1, first, straight), stored.narrow(1, 0, count - straight)}, 1);
}

void store(torch::Tensor& stored, const Cache::Layer& layer, std::int64_t past, const torch::Tensor& added) {
    const auto steps = added.size(1);
    if (!layer.ring) {
        stored.narrow(1, past, steps).copy_(added);
        return;
    }
    const auto kept = std::min(steps, layer.slots), first = (past + steps - kept) % layer.slots;
    const auto straight = std::min(kept, layer.slots - first);
    const auto last = added.narrow(1, steps - kept, kept);
    stored.narrow(1, first, straight).copy_(last.narrow(1, 0, straight));
    if (straight < kept)
        stored.narrow(1, 0, kept - straight).copy_(last.narrow(1, straight, kept - straight));
}

}  // namespace dokuei::inference
