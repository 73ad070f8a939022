#include "inference/decoder/cpu/Packed.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "inference/decoder/cpu/BigPages.h"
#include "inference/decoder/cpu/Kernels.h"
#include "inference/decoder/cpu/Team.h"

namespace dokuei::inference {
namespace {

std::uint16_t bfloat16Bits(float value) {
    const c10::BFloat16 rounded(value);
    return rounded.x;
}

/// Rounds to the nearest whole number, halves to the even one; |x| below 4 million.
inline float rounded(float x) {
    constexpr float kMagic = 12582912.0f;
    return (x + kMagic) - kMagic;
}

/// Codes of one group without their offset; returns the scale.
std::uint16_t quantiseGroup(const float* w, int bits, int* codes) {
    float furthest = 0;
    for (int i = 0; i < kGroup; ++i)
        if (std::fabs(w[i]) > std::fabs(furthest)) furthest = w[i];
    const auto bits16 = bfloat16Bits(bits == 8 ? std::fabs(furthest) / 127 : furthest / -8);
    const float scale = c10::BFloat16(bits16, c10::BFloat16::from_bits());
    const float low = bits == 8 ? -127 : -8, high = bits == 8 ? 127 : 7;
    for (int i = 0; i < kGroup; ++i)
        codes[i] = scale == 0 ? 0 : static_cast<int>(std::clamp(rounded(w[i] / scale), low, high));
    return bits16;
}

/// Sixteen rows [16, inputs] of fp32, padded to whole blocks, into one row of blocks.
void packRows(const float* rows, std::int64_t inputs, int bits, std::uint8_t* blocks) {
    const std::int64_t blockBytes = bits == 8 ? kInt8Block : kInt4Block;
    const std::int64_t scalesAt = blockBytes - 64;
    for (std::int64_t group = 0; group < inputs / kGroup; ++group) {
        auto* block = blocks + group / 2 * blockBytes;
        const std::int64_t half = group % 2;
        for (int r = 0; r < 16; ++r) {
            int codes[kGroup];
            const auto scale = quantiseGroup(rows + r * inputs + group * kGroup, bits, codes);
            std::memcpy(block + scalesAt + half * 32 + 2 * r, &scale, 2);
            if (bits == 8) {
                auto* to = block + half * 512 + 4 * r;
                for (int i = 0; i < kGroup; ++i)
                    to[i / 4 * 64 + i % 4] = static_cast<std::uint8_t>(codes[i] + 128);
            } else {
                auto* to = block + half * 256 + 4 * r;
                for (int i = 0; i < 16; ++i)
                    to[i / 4 * 64 + i % 4] =
                        static_cast<std::uint8_t>((codes[i] + 8) | (codes[i + 16] + 8) << 4);
            }
        }
    }
}

template <typename Stored>
void widen(const void* from, std::int64_t begin, std::int64_t count, float* to) {
    const auto* numbers = static_cast<const Stored*>(from) + begin;
    for (std::int64_t i = 0; i < count; ++i) to[i] = static_cast<float>(numbers[i]);
}

void widen(const torch::Tensor& weight, std::int64_t begin, std::int64_t count, float* to) {
    const void* from = weight.const_data_ptr();
    switch (weight.scalar_type()) {
        case torch::kBFloat16:
            return widen<c10::BFloat16>(from, begin, count, to);
        case torch::kHalf:
            return widen<c10::Half>(from, begin, count, to);
        case torch::kDouble:
            return widen<double>(from, begin, count, to);
        default:
            return widen<float>(from, begin, count, to);
    }
}

}  // namespace

std::vector<std::int64_t> packedShape(std::int64_t out, std::int64_t in, int bits) {
    return {(out + kBlockOutputs - 1) / kBlockOutputs, (in + kBlockInputs - 1) / kBlockInputs,
            bits == 8 ? kInt8Block : kInt4Block};
}

torch::Tensor pack(const torch::Tensor& weight, int bits) {
    const auto source = weight.contiguous();
    const auto out = source.size(0), in = source.size(1);
    const auto shape = packedShape(out, in, bits);
    const auto inputs = shape[1] * kBlockInputs;
    auto packed = emptyInBigPages(shape, torch::kByte);
    auto* blocks = packed.data_ptr<std::uint8_t>();
    auto& team = Team::shared();
    std::vector<std::vector<float>> buffers(static_cast<std::size_t>(team.size()));
    for (auto& buffer : buffers) buffer.resize(static_cast<std::size_t>(kBlockOutputs * inputs));
    Dealer dealer;
    team.run(at::get_num_threads(), [&](Team::Member& member) {
        auto& rows = buffers[static_cast<std::size_t>(member.index)];
        for (auto b = dealer.take(1); b < shape[0]; b = dealer.take(1)) {
            std::fill(rows.begin(), rows.end(), 0.0f);
            const auto count = std::min(kBlockOutputs, out - b * kBlockOutputs);
            for (std::int64_t r = 0; r < count; ++r)
                widen(source, (b * kBlockOutputs + r) * in, in, rows.data() + r * inputs);
            packRows(rows.data(), inputs, bits, blocks + b * shape[1] * shape[2]);
        }
    });
    return packed;
}

torch::Tensor unpack(const torch::Tensor& packed, std::int64_t out, std::int64_t in, int bits) {
    const auto blocks = packed.contiguous();
    const std::int64_t blockBytes = packed.size(2), scalesAt = blockBytes - 64;
    auto result = torch::empty({out, in});
    auto* numbers = result.data_ptr<float>();
    for (std::int64_t o = 0; o < out; ++o)
        for (std::int64_t i = 0; i < in; ++i) {
            const auto* block = blocks.const_data_ptr<std::uint8_t>() +
                                (o / kBlockOutputs * packed.size(1) + i / kBlockInputs) * blockBytes;
            const auto half = i % kBlockInputs / kGroup, k = i % kGroup, r = o % kBlockOutputs;
            std::uint16_t scale;
            std::memcpy(&scale, block + scalesAt + half * 32 + 2 * r, 2);
            int code;
            if (bits == 8) {
                code = block[half * 512 + k / 4 * 64 + 4 * r + k % 4] - 128;
            } else {
                const int both = block[half * 256 + k % 16 / 4 * 64 + 4 * r + k % 4];
                code = (k < 16 ? both & 15 : both >> 4) - 8;
            }
            numbers[o * in + i] = static_cast<float>(code) * c10::BFloat16(scale, c10::BFloat16::from_bits());
        }
    return result;
}

}  // namespace dokuei::inference
