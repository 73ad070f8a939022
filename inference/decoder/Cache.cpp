#include "inference/decoder/Cache.h"

#include <algorithm>
#include <new>
#include <string>

#include "inference/Error.h"

namespace dokuei::inference {

Cache::Cache(const DecoderConfig& config, std::int64_t capacity, torch::ScalarType type,
             const torch::Device& device)
    : capacity_(capacity) {
    if (capacity <= 0) throw Error("a conversation needs room for one token at least");
    const auto refuse = [&](const char* where) {
        throw OutOfMemory("there is not enough memory on the " + std::string(where) +
                          " for a conversation of " + std::to_string(capacity) + " tokens");
    };
    torch::InferenceMode guard;
    const auto options = torch::TensorOptions().dtype(type).device(device);
    try {
        for (int i = 0; i < config.layers; ++i) {
            Layer layer;
            layer.ring = config.isLocal(i) && config.window < capacity;
            layer.slots = layer.ring ? config.window : capacity;
            layer.keys = torch::zeros({config.kvHeads, layer.slots, config.headDim}, options);
            layer.values = torch::zeros({config.kvHeads, layer.slots, config.headDim}, options);
            layers_.push_back(std::move(layer));
        }
        const std::int64_t kept = config.rope.originalPositions;
        if (config.rope.scaling == RopeConfig::Scaling::LongRope && capacity > kept)
            history_ = torch::zeros({kept, config.hidden}, options);
    } catch (const c10::OutOfMemoryError&) {
        refuse("GPU");
    } catch (const c10::Error&) {  // what the allocator of the CPU throws
        refuse("computer");
    } catch (const std::bad_alloc&) {
        refuse("computer");
    }
}

std::size_t Cache::bytes() const {
    std::size_t sum = history_.defined() ? history_.nbytes() : 0;
    for (const auto& layer : layers_) sum += layer.keys.nbytes() + layer.values.nbytes();
    return sum;
}

Cache::Mark Cache::mark() const {
    torch::InferenceMode guard;
    Mark mark{length_, nextPosition_, {}, longFactors_};
    for (const auto& layer : layers_) {
        if (!layer.ring) continue;
        const auto filled = std::min(length_, layer.slots);
        mark.rings.push_back(layer.keys.narrow(1, 0, filled).clone());
        mark.rings.push_back(layer.values.narrow(1, 0, filled).clone());
    }
    return mark;
}

void Cache::rewind(const Mark& mark) {
    const auto rings = static_cast<std::size_t>(
        std::count_if(layers_.begin(), layers_.end(), [](const Layer& layer) { return layer.ring; }));
    if (mark.length > length_ || (mark.length > 0 && mark.rings.size() != 2 * rings))
        throw Error("the conversation cannot go back to where it has not been");
    torch::InferenceMode guard;
    std::size_t next = 0;
    for (auto& layer : layers_) {
        if (!layer.ring || mark.length == 0) continue;
        const auto filled = std::min(mark.length, layer.slots);
        for (auto* stored : {&layer.keys, &layer.values}) {
            // A ring that has not turned since still holds what it held.
            if (length_ > layer.slots) stored->narrow(1, 0, filled).copy_(mark.rings[next]);
            ++next;
        }
    }
    length_ = mark.length;
    nextPosition_ = mark.nextPosition;
    if (mark.longFactors != longFactors_) stale_ = length_ > 0;
}

void Cache::advance(std::int64_t count, std::int64_t nextPosition) {
    length_ += count;
    nextPosition_ = nextPosition;
}

void Cache::restart(bool longFactors) {
    length_ = nextPosition_ = 0;
    longFactors_ = longFactors;
    stale_ = false;
}

}  // namespace dokuei::inference
