#include "inference/decoder/Rope.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

using Scaling = RopeConfig::Scaling;

/// Inverse frequencies [headDim/2], fp32 throughout, in the order of operations of the published code:
/// a last-bit difference grows with the position.
torch::Tensor inverseFrequencies(const RopeConfig& c, int headDim, bool longFactors) {
    const auto exponents = at::arange(0, headDim, 2, torch::kLong).to(torch::kFloat) / headDim;
    const auto powers = at::pow(at::Scalar(c.theta), exponents);
    if (c.scaling == Scaling::LongRope) {
        const auto& factors = longFactors ? c.longFactor : c.shortFactor;
        return at::reciprocal(torch::tensor(factors, torch::kDouble).to(torch::kFloat) * powers);
    }
    const auto plain = at::reciprocal(powers);
    if (c.scaling == Scaling::Linear) return plain / c.factor;
    if (c.scaling != Scaling::Llama3) return plain;

    // Long waves are stretched, short ones kept, those between blended.
    const double longest = c.originalPositions / c.lowFrequency,
                 shortest = c.originalPositions / c.highFrequency;
    const auto wavelength = at::mul(at::reciprocal(plain), 2 * M_PI);
    const auto stretched = at::where(wavelength > longest, plain / c.factor, plain);
    const auto blend = (at::reciprocal(wavelength) * c.originalPositions - c.lowFrequency) /
                       (c.highFrequency - c.lowFrequency);
    const auto blended = (1 - blend) * stretched / c.factor + blend * stretched;
    return at::where((wavelength < shortest).logical_not() & (wavelength > longest).logical_not(), blended,
                     stretched);
}

/// Which of time, height and width each frequency follows.
torch::Tensor axes(const RopeConfig& c, int count) {
    std::vector<std::int64_t> axis(static_cast<std::size_t>(count), 0);
    if (c.interleaved) {
        for (int a = 1; a < 3; ++a)
            for (int i = a; i < std::min(c.sections[a] * 3, count); i += 3)
                axis[static_cast<std::size_t>(i)] = a;
    } else {
        int i = 0;
        for (int a = 0; a < 3; ++a)
            for (int n = 0; n < c.sections[a]; ++n) axis[static_cast<std::size_t>(i++)] = a;
    }
    return torch::tensor(axis, torch::kLong);
}

}  // namespace

Rope::Rope(const RopeConfig& config, int headDim, torch::ScalarType type, const torch::Device& device)
    : config_(config), headDim_(headDim), type_(type), device_(device) {
    const auto& c = config_;
    const int half = headDim / 2;
    if (c.multimodal() && c.sections[0] + c.sections[1] + c.sections[2] != half)
        throw Error("the sections of the rotary positions do not add up to half the head dimension");
    if (c.scaling == Scaling::LongRope &&
        (static_cast<int>(c.shortFactor.size()) != half || static_cast<int>(c.longFactor.size()) != half))
        throw Error("the factors of the rotary positions are not one per frequency");
    torch::InferenceMode guard(false);
    for (const bool isLong : {false, true})
        frequencies_[isLong] = inverseFrequencies(c, headDim, isLong).to(device);
    if (c.multimodal()) axis_ = axes(c, half).to(device);
}

Rotation Rope::finish(const torch::Tensor& angles) const {
    const auto turn = [&](const torch::Tensor& t) {
        return at::cat({t, t}, 1).mul_(config_.attentionFactor).to(type_);
    };
    return {turn(angles.cos()), turn(angles.sin())};
}

Rotation Rope::at(const torch::Tensor& positions, bool longFactors) const {
    const auto places = positions.to(device_).to(torch::kFloat);
    const auto& frequencies = frequencies_[longFactors];
    if (places.dim() == 1) return finish(places.unsqueeze(1) * frequencies);
    if (!axis_.defined()) throw Error("this model has one rotary position per token");
    // [T,headDim/2]: every frequency takes the position along its own axis.
    return finish(places.t().index_select(1, axis_) * frequencies);
}

Rotation Rope::from(std::int64_t first, std::int64_t count, bool longFactors) {
    auto& table = table_[longFactors];
    const std::int64_t held = table.cosine.defined() ? table.cosine.size(0) : 0, wanted = first + count;
    if (wanted > held) {
        const auto rows = std::max<std::int64_t>({wanted, 2 * held, 512});
        table = at(at::arange(rows, torch::kLong), longFactors);
    }
    return {table.cosine.narrow(0, first, count), table.sine.narrow(0, first, count)};
}

torch::Tensor rotate(const torch::Tensor& x, const Rotation& rotation) {
    const auto half = x.size(2) / 2;
    const auto turned = at::cat({x.slice(2, half).neg(), x.slice(2, 0, half)}, 2);
    return at::mul(x, rotation.cosine.unsqueeze(1)).add_(turned.mul_(rotation.sine.unsqueeze(1)));
}

}  // namespace dokuei::inference
