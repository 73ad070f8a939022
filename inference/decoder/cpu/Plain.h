#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "inference/decoder/cpu/Kernels.h"

/// Loops that the compiler turns into vector instructions of the function that they are inlined into.
namespace dokuei::inference::plain {

#define DOKUEI_INLINE inline __attribute__((always_inline))

constexpr int kLanes = 16;

DOKUEI_INLINE float fromBits(std::uint32_t bits) {
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

DOKUEI_INLINE float fromBfloat16(std::uint16_t value) {
    return fromBits(static_cast<std::uint32_t>(value) << 16);
}

/// exp to 1e-7 relative, 0 below -87, without branches: Cephes' polynomial.
DOKUEI_INLINE float exponential(float x) {
    const float clamped = x < -87.0f ? -87.0f : (x > 88.0f ? 88.0f : x);
    const float scaled = clamped * 1.44269504088896341f;
    const int whole = static_cast<int>(scaled + (scaled < 0 ? -0.5f : 0.5f));
    const auto w = static_cast<float>(whole);
    const float r = clamped - w * 0.693359375f + w * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    const float y = p * r * r + r + 1.0f;
    const float result = y * fromBits(static_cast<std::uint32_t>(whole + 127) << 23);
    return x < -87.0f ? 0.0f : result;
}

DOKUEI_INLINE float sumOf(const float* part) {
    float sum = 0;
    for (int i = 0; i < kLanes; ++i) sum += part[i];
    return sum;
}

DOKUEI_INLINE void rmsNorm(const float* x, const float* weight, std::int64_t n, float eps, float* result) {
    float part[kLanes] = {};
    std::int64_t i = 0;
    for (; i + kLanes <= n; i += kLanes)
        for (int k = 0; k < kLanes; ++k) part[k] += x[i + k] * x[i + k];
    float sum = sumOf(part);
    for (; i < n; ++i) sum += x[i] * x[i];
    const float factor = 1.0f / std::sqrt(sum / static_cast<float>(n) + eps);
    for (i = 0; i < n; ++i) result[i] = x[i] * factor * weight[i];
}

DOKUEI_INLINE void silu(float* gate, const float* up, std::int64_t n) {
    for (std::int64_t i = 0; i < n; ++i) gate[i] = gate[i] / (1.0f + exponential(-gate[i])) * up[i];
}

DOKUEI_INLINE void geluTanh(float* gate, const float* up, std::int64_t n) {
    for (std::int64_t i = 0; i < n; ++i) {
        const float x = gate[i];
        const float twice = 1.5957691216057308f * (x + 0.044715f * x * x * x);
        // (1 + tanh(u)) / 2 is the logistic function of 2u.
        gate[i] = x / (1.0f + exponential(-twice)) * up[i];
    }
}

DOKUEI_INLINE float exponentials(float* x, std::int64_t n, float largest) {
    float part[kLanes] = {};
    std::int64_t i = 0;
    for (; i + kLanes <= n; i += kLanes)
        for (int k = 0; k < kLanes; ++k) {
            x[i + k] = exponential(x[i + k] - largest);
            part[k] += x[i + k];
        }
    float sum = sumOf(part);
    for (; i < n; ++i) {
        x[i] = exponential(x[i] - largest);
        sum += x[i];
    }
    return sum;
}

DOKUEI_INLINE void quantise(const float* x, std::int64_t in, std::int8_t* codes, float* scales,
                            std::int32_t* sums) {
    const std::int64_t groups = (in + kBlockInputs - 1) / kBlockInputs * (kBlockInputs / kGroup);
    for (std::int64_t g = 0; g < groups; ++g) {
        float padded[kGroup] = {};
        const float* from = x + g * kGroup;
        if ((g + 1) * kGroup > in) {
            if (g * kGroup < in) std::memcpy(padded, from, (in - g * kGroup) * sizeof(float));
            from = padded;
        }
        float part[kLanes];
        for (int k = 0; k < kLanes; ++k) part[k] = std::max(std::fabs(from[k]), std::fabs(from[k + kLanes]));
        for (int step = kLanes / 2; step > 0; step /= 2)
            for (int k = 0; k < step; ++k) part[k] = std::max(part[k], part[k + step]);
        const float largest = part[0], inverse = largest > 0 ? 127.0f / largest : 0.0f;
        int whole[kGroup];
        for (int k = 0; k < kGroup; ++k) {
            const float scaled = from[k] * inverse;
            whole[k] = static_cast<int>(scaled + (scaled < 0 ? -0.5f : 0.5f));
        }
        int sum = 0;
        for (int k = 0; k < kGroup; ++k) {
            codes[g * kGroup + k] = static_cast<std::int8_t>(whole[k]);
            sum += whole[k];
        }
        scales[g] = largest / 127.0f;
        sums[g] = sum;
    }
}

}  // namespace dokuei::inference::plain
