#include "inference/decoder/DeviceStep.h"

#include <algorithm>
#include <limits>
#include <new>
#include <string>

#include "inference/Error.h"
#include "inference/cuda/CudaPlugin.h"
#include "inference/decoder/Attention.h"

namespace dokuei::inference {
namespace {

/// Slots of the cache that a step looks at: a multiple of this, so that a short conversation does not read
/// the memory of a long one and a long one needs few recordings.
constexpr std::int64_t kSlotsAtOnce = 1024;

torch::Tensor oneNumber(const torch::Device& device) {
    return torch::zeros({1}, torch::TensorOptions().dtype(torch::kLong).device(device));
}

}  // namespace

DeviceStep::DeviceStep(Decoder& decoder, const Cache& cache)
    : decoder_(decoder), layers_(cache.layers()), capacity_(cache.capacity()) {
    if (!possible(decoder)) throw Error("this model's positions change with the length of the text");
    torch::InferenceMode guard;
    const auto& device = decoder.options().device;
    for (auto* number : {&id_, &slot_, &ringSlot_, &position_}) *number = oneNumber(device);
    scores_ =
        torch::zeros({decoder.config().vocab}, torch::TensorOptions().dtype(torch::kFloat).device(device));
    growTables(cache.nextPosition() + cache.capacity() - cache.length());
}

DeviceStep::~DeviceStep() = default;

bool DeviceStep::possible(const Decoder& decoder) {
    return decoder.config().rope.scaling != RopeConfig::Scaling::LongRope;
}

void DeviceStep::growTables(std::int64_t positions) {
    table_ = decoder_.rope(false).from(0, positions);
    if (!decoder_.config().local.empty()) localTable_ = decoder_.rope(true).from(0, positions);
}

const torch::Tensor& DeviceStep::next(std::int64_t id, Cache& cache) {
    torch::InferenceMode guard;
    const auto past = cache.length(), position = cache.nextPosition();
    if (id < 0 || id >= decoder_.config().vocab)
        throw Error("the model's vocabulary has no token " + std::to_string(id));
    if (past >= capacity_)
        throw Error("the conversation is longer than the memory set aside for it (" +
                    std::to_string(capacity_) + " tokens)");
    if (position >= table_.cosine.size(0)) {
        growTables(2 * position);
        graphs_.clear();  // they hold the addresses of the old tables
    }
    id_.fill_(id);
    slot_.fill_(past);
    position_.fill_(position);
    const auto seen = std::min(capacity_, (past / kSlotsAtOnce + 1) * kSlotsAtOnce);
    try {
        const auto* plugin = decoder_.options().device.is_cuda() ? cudaPlugin() : nullptr;
        if (!plugin) {
            run(seen);
        } else {
            auto& graph = graphs_[seen];
            if (!graph) graph = plugin->record([this, seen] { run(seen); });
            graph->replay();
        }
    } catch (const c10::OutOfMemoryError&) {
        throw OutOfMemory("there is not enough memory on the GPU to go on with this conversation");
    } catch (const std::bad_alloc&) {
        throw OutOfMemory("there is not enough memory to go on with this conversation");
    }
    cache.advance(1, position + 1);
    return scores_;
}

torch::Tensor DeviceStep::attention(const DecoderLayer& layer, const torch::Tensor& x, std::size_t index,
                                    std::int64_t seen, const torch::Tensor& mask) {
    const auto& c = decoder_.config();
    const auto projected = layer.qkv(x).view({1, c.heads + 2 * c.kvHeads, c.headDim});
    auto queries = projected.narrow(1, 0, c.heads), keys = projected.narrow(1, c.heads, c.kvHeads);
    const auto values = projected.narrow(1, c.heads + c.kvHeads, c.kvHeads).transpose(0, 1);
    if (c.queryKeyNorm) {
        queries = decoder_.norm(queries, layer.queryNorm);
        keys = decoder_.norm(keys, layer.keyNorm);
    }
    const auto& rotation = layer.local ? localRotation_ : rotation_;
    queries = rotate(queries, rotation);
    keys = rotate(keys, rotation).transpose(0, 1);
    auto& stored = layers_[index];
    const auto& slot = stored.ring ? ringSlot_ : slot_;
    stored.keys.index_copy_(1, slot, keys);
    stored.values.index_copy_(1, slot, values);
    const auto count = std::min(seen, stored.slots);
    Sight sight;
    sight.before = count - 1;
    sight.mask = mask.narrow(1, 0, count);
    return layer.out(attend(queries, stored.keys.narrow(1, 0, count), stored.values.narrow(1, 0, count),
                            sight, {c.scale(), c.attentionSoftcap}));
}

void DeviceStep::run(std::int64_t seen) {
    const auto& c = decoder_.config();
    const auto compute = decoder_.options().compute;
    const auto at = [&](const Rotation& table) {
        return Rotation{table.cosine.index_select(0, position_), table.sine.index_select(0, position_)};
    };
    rotation_ = at(table_);
    if (localTable_.cosine.defined()) localRotation_ = at(localTable_);
    const auto places = at::arange(seen, slot_.options());
    const auto nothing = -std::numeric_limits<float>::infinity();
    // A ring that has turned is filled all over; before, the same slots are filled as elsewhere.
    const auto mask = at::where(places <= slot_, 0.f, nothing).to(compute).unsqueeze(0);
    torch::Tensor localMask = mask;
    const auto ring =
        std::find_if(layers_.begin(), layers_.end(), [](const Cache::Layer& layer) { return layer.ring; });
    if (ring != layers_.end()) {
        ringSlot_.copy_(slot_.remainder(ring->slots));
    } else if (!c.local.empty()) {
        localMask =
            at::where((places <= slot_) & (places > slot_ - c.window), 0.f, nothing).to(compute).unsqueeze(0);
    }

    auto x = decoder_.embedding().index_select(0, id_).to(compute);
    if (c.embeddingScale != 1) x = x * decoder_.embeddingScale();
    for (std::size_t i = 0; i < decoder_.layers().size(); ++i) {
        const auto& layer = decoder_.layers()[i];
        auto mixed =
            attention(layer, decoder_.norm(x, layer.inputNorm), i, seen, layer.local ? localMask : mask);
        if (c.sandwichNorms) mixed = decoder_.norm(mixed, layer.attentionNorm);
        x = x + mixed;
        auto fed = decoder_.feedForward(layer, decoder_.norm(x, layer.feedForwardNorm));
        if (c.sandwichNorms) fed = decoder_.norm(fed, layer.outputNorm);
        x = x + fed;
    }
    auto scores = decoder_.head()(decoder_.norm(x, decoder_.lastNorm())).to(torch::kFloat);
    if (c.logitSoftcap > 0) scores = scores.div_(c.logitSoftcap).tanh_().mul_(c.logitSoftcap);
    scores_.copy_(scores.flatten());
}

}  // namespace dokuei::inference
