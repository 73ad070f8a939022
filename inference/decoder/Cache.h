#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "inference/decoder/DecoderConfig.h"

namespace dokuei::inference {

class DeviceStep;

/// Keys and values of what the decoder has read, one pair per layer: [kvHeads, slots, headDim].
/// Global layers have a slot per position; local layers a ring that holds the last positions of their
/// window. The memory is taken once.
class Cache {
public:
    Cache() = default;
    /// Throws OutOfMemory, Error when the capacity is not positive.
    Cache(const DecoderConfig& config, std::int64_t capacity, torch::ScalarType type,
          const torch::Device& device);

    std::int64_t length() const { return length_; }
    std::int64_t capacity() const { return capacity_; }
    /// The rotary position that the next token takes when none is given. Differs from length() after an
    /// image of a model with M-RoPE.
    std::int64_t nextPosition() const { return nextPosition_; }
    /// Bytes that are held.
    std::size_t bytes() const;

    /// What a conversation can return to: "everything up to here was read". Holds a copy of the rings.
    struct Mark {
        std::int64_t length = 0, nextPosition = 0;
        std::vector<torch::Tensor> rings;
        bool longFactors = false;
    };
    Mark mark() const;
    /// Forgets everything read after the mark was made (an empty mark: everything). Throws Error when the
    /// mark is not of this cache's past.
    void rewind(const Mark& mark);

    struct Layer {
        torch::Tensor keys, values;
        std::int64_t slots = 0;
        bool ring = false;  ///< position p lies in slot p % slots
    };
    std::vector<Layer>& layers() { return layers_; }
    const std::vector<Layer>& layers() const { return layers_; }
    /// The step that a GPU replays, made for this cache's addresses by the decoder.
    std::shared_ptr<DeviceStep>& deviceStep() { return deviceStep_; }
    /// Called by the decoder after all layers have stored `count` positions.
    void advance(std::int64_t count, std::int64_t nextPosition);

    /// LongRope turns all keys anew when a text outgrows the short factors, so what was read up to there is
    /// kept: embeddings [positions,hidden]. Undefined for other models.
    const torch::Tensor& history() const { return history_; }
    /// Whether the keys were turned with the long factors.
    bool longFactors() const { return longFactors_; }
    /// Whether the keys are of no use and have to be read again from the history.
    bool stale() const { return stale_; }
    /// Forgets all positions; those to come are turned with the given factors.
    void restart(bool longFactors);

private:
    std::int64_t length_ = 0, capacity_ = 0, nextPosition_ = 0;
    std::vector<Layer> layers_;
    torch::Tensor history_;
    bool longFactors_ = false, stale_ = false;
    std::shared_ptr<DeviceStep> deviceStep_;
};

}  // namespace dokuei::inference
