#pragma once

#include <c10/util/BFloat16.h>

#include <cstdint>

#ifdef __CUDACC__
#define DOKUEI_HOST_DEVICE __host__ __device__
#else
#define DOKUEI_HOST_DEVICE
#endif

namespace dokuei::inference {

/// How a quantised matrix lies in the GPU's memory, and the part of one product that one of the 32 lanes of
/// a warp adds up. Compiled for the CPU too, where the tests check it.
///
/// A row is cut into groups of 32 inputs that share a scale. 8 bits: one signed byte per input. 4 bits: byte
/// k holds input 2k in its low half and input 2k + 1 in its high half, each as code + 8.
constexpr int kLanes = 32;
constexpr int kInputsPerLoad = 16;

struct alignas(16) SixteenBytes {
    std::uint32_t word[4];
};
struct alignas(8) EightBytes {
    std::uint32_t word[2];
};

template <int bits>
struct PackedCodes;
template <>
struct PackedCodes<8> {
    using Load = SixteenBytes;
    DOKUEI_HOST_DEVICE static int at(const Load& load, int i) {
        return static_cast<std::int8_t>(load.word[i / 4] >> (8 * (i % 4)));
    }
};
template <>
struct PackedCodes<4> {
    using Load = EightBytes;
    DOKUEI_HOST_DEVICE static int at(const Load& load, int i) {
        return static_cast<int>(load.word[i / 8] >> (4 * (i % 8)) & 15) - 8;
    }
};

/// `codes` and `scales` point at the row; `x` has `in` numbers, the row `groups` * 32.
template <int bits>
DOKUEI_HOST_DEVICE float laneSum(const c10::BFloat16* x, const std::uint8_t* codes,
                                 const c10::BFloat16* scales, std::int64_t in, std::int64_t groups,
                                 int lane) {
    using Codes = PackedCodes<bits>;
    const auto* loads = reinterpret_cast<const typename Codes::Load*>(codes);
    float sum = 0;
    for (std::int64_t n = lane; n < groups * 2; n += kLanes) {
        const auto load = loads[n];
        const auto first = n * kInputsPerLoad;
        float part = 0;
        for (int i = 0; i < kInputsPerLoad; ++i)
            if (first + i < in)
                part += static_cast<float>(x[first + i]) * static_cast<float>(Codes::at(load, i));
        sum += part * static_cast<float>(scales[n / 2]);
    }
    return sum;
}

}  // namespace dokuei::inference
