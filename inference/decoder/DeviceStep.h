#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "inference/decoder/Decoder.h"

namespace dokuei::inference {

class StepGraph;

/// Token after token with fixed shapes and addresses: token, position and slot lie in tensors on the device,
/// masks hide what is not filled yet. On a GPU the whole step is recorded once and then replayed, because
/// starting its hundreds of kernels one by one takes longer than running them; elsewhere it runs as it is.
/// Agrees with Decoder::read() for one token.
class DeviceStep {
public:
    /// Both are used until the end of the conversation. Throws Error when the model is one of those whose
    /// keys change with the length of the text (LongRope).
    DeviceStep(Decoder& decoder, const Cache& cache);
    ~DeviceStep();
    static bool possible(const Decoder& decoder);

    /// Reads a token; returns the scores of the next one, [vocab] fp32 on the device, valid until the next
    /// call. Throws as Decoder::read() and embed() do.
    const torch::Tensor& next(std::int64_t id, Cache& cache);

private:
    void run(std::int64_t seen);
    torch::Tensor attention(const DecoderLayer& layer, const torch::Tensor& x, std::size_t index,
                            std::int64_t seen, const torch::Tensor& mask);
    void growTables(std::int64_t positions);

    Decoder& decoder_;
    std::vector<Cache::Layer> layers_;  ///< the cache's own memory
    std::int64_t capacity_ = 0;
    torch::Tensor id_, slot_, ringSlot_, position_;              ///< [1] int64 on the device
    torch::Tensor scores_;                                       ///< [vocab] fp32
    Rotation table_, localTable_;                                ///< [positions,headDim]
    Rotation rotation_, localRotation_;                          ///< of this step
    std::map<std::int64_t, std::unique_ptr<StepGraph>> graphs_;  ///< by how many slots they look at
};

}  // namespace dokuei::inference
