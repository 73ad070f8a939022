#pragma once

#include <torch/torch.h>

#include <array>
#include <cstdint>

#include "inference/decoder/DecoderConfig.h"

namespace dokuei::inference {

/// Cosines and sines of some positions, [T,headDim] each, in the type of the activations: the second half
/// repeats the first (rotate-half form).
struct Rotation {
    torch::Tensor cosine, sine;
};

/// Rotary positions of one kind of layer.
class Rope {
public:
    Rope() = default;
    /// Throws Error when the configuration does not fit the head dimension.
    Rope(const RopeConfig& config, int headDim, torch::ScalarType type, const torch::Device& device);

    /// Of the positions first, first + 1, ... that every axis shares. `longFactors`: LongRope only.
    Rotation from(std::int64_t first, std::int64_t count, bool longFactors = false);
    /// Of given positions: int64 [T], or [3,T] for time, height and width.
    Rotation at(const torch::Tensor& positions, bool longFactors = false) const;
    /// Whether a text of so many positions takes the long factors of LongRope.
    bool isLong(std::int64_t positions) const {
        return config_.scaling == RopeConfig::Scaling::LongRope && positions > config_.originalPositions;
    }
    const RopeConfig& config() const { return config_; }

private:
    Rotation finish(const torch::Tensor& angles) const;

    RopeConfig config_;
    int headDim_ = 0;
    torch::ScalarType type_ = torch::kFloat;
    torch::Device device_ = torch::kCPU;
    std::array<torch::Tensor, 2> frequencies_;  ///< [headDim/2] fp32, short and long
    torch::Tensor axis_;                        ///< [headDim/2] int64: which axis a frequency follows
    std::array<Rotation, 2> table_;             ///< grows with the positions that were asked for
};

/// x [T,heads,headDim] rotated by position, in the type of x.
torch::Tensor rotate(const torch::Tensor& x, const Rotation& rotation);

}  // namespace dokuei::inference
