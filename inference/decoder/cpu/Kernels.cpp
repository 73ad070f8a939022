#include "inference/decoder/cpu/Kernels.h"

#include <c10/util/Half.h>

#include "inference/decoder/cpu/KernelSets.h"
#include "inference/decoder/cpu/Plain.h"

namespace dokuei::inference {
namespace {

void int8Rows(const std::uint8_t* blocks, std::int64_t inputBlocks, const QuantisedInput* inputs, int count,
              float* result) {
    for (int t = 0; t < count; ++t) {
        const auto& x = inputs[t];
        float sum[16] = {};
        for (std::int64_t b = 0; b < inputBlocks; ++b)
            for (int g = 0; g < 2; ++g) {
                const auto* block = blocks + b * kInt8Block;
                const std::int64_t group = 2 * b + g;
                std::int32_t dot[16];
                for (auto& d : dot) d = -128 * x.sums[group];
                for (int j = 0; j < 8; ++j)
                    for (int k = 0; k < 64; ++k)
                        dot[k / 4] += block[g * 512 + j * 64 + k] * x.codes[group * kGroup + j * 4 + k % 4];
                for (int r = 0; r < 16; ++r) {
                    std::uint16_t scale;
                    std::memcpy(&scale, block + 1024 + g * 32 + 2 * r, 2);
                    sum[r] += static_cast<float>(dot[r]) * plain::fromBfloat16(scale) * x.scales[group];
                }
            }
        std::memcpy(result + 16 * t, sum, sizeof sum);
    }
}

void int4Rows(const std::uint8_t* blocks, std::int64_t inputBlocks, const QuantisedInput* inputs, int count,
              float* result) {
    for (int t = 0; t < count; ++t) {
        const auto& x = inputs[t];
        float sum[16] = {};
        for (std::int64_t b = 0; b < inputBlocks; ++b)
            for (int g = 0; g < 2; ++g) {
                const auto* block = blocks + b * kInt4Block;
                const std::int64_t group = 2 * b + g;
                std::int32_t dot[16];
                for (auto& d : dot) d = -8 * x.sums[group];
                for (int j = 0; j < 4; ++j)
                    for (int k = 0; k < 64; ++k) {
                        const int byte = block[g * 256 + j * 64 + k];
                        const auto* codes = x.codes + group * kGroup + j * 4 + k % 4;
                        dot[k / 4] += (byte & 15) * codes[0] + (byte >> 4) * codes[16];
                    }
                for (int r = 0; r < 16; ++r) {
                    std::uint16_t scale;
                    std::memcpy(&scale, block + 512 + g * 32 + 2 * r, 2);
                    sum[r] += static_cast<float>(dot[r]) * plain::fromBfloat16(scale) * x.scales[group];
                }
            }
        std::memcpy(result + 16 * t, sum, sizeof sum);
    }
}

struct Float {
    using Stored = float;
    static float load(float value) { return value; }
};
struct Bfloat16 {
    using Stored = std::uint16_t;
    static float load(std::uint16_t value) { return plain::fromBfloat16(value); }
};
struct Half {
    using Stored = std::uint16_t;
    static float load(std::uint16_t value) { return c10::detail::fp16_ieee_to_fp32_value(value); }
};

template <typename Type>
void rows(const typename Type::Stored* matrix, std::int64_t count, std::int64_t in, const float* x,
          float* result) {
    for (std::int64_t r = 0; r < count; ++r, matrix += in) {
        float part[plain::kLanes] = {};
        std::int64_t i = 0;
        for (; i + plain::kLanes <= in; i += plain::kLanes)
            for (int k = 0; k < plain::kLanes; ++k) part[k] += Type::load(matrix[i + k]) * x[i + k];
        float sum = plain::sumOf(part);
        for (; i < in; ++i) sum += Type::load(matrix[i]) * x[i];
        result[r] = sum;
    }
}

template <typename Type>
void addRows(const typename Type::Stored* matrix, std::int64_t count, std::int64_t in, const float* weights,
             float* sum) {
    for (std::int64_t r = 0; r < count; ++r, matrix += in)
        for (std::int64_t i = 0; i < in; ++i) sum[i] += Type::load(matrix[i]) * weights[r];
}

}  // namespace

void plainGelu(float* gate, const float* up, std::int64_t n) {
    for (std::int64_t i = 0; i < n; ++i)
        gate[i] = 0.5f * gate[i] * (1.0f + std::erf(gate[i] * 0.70710678118654752f)) * up[i];
}

void addPlainKernels(std::vector<Kernels>& all) {
    all.push_back({"any", int8Rows, int4Rows, rows<Float>, rows<Bfloat16>, rows<Half>, addRows<Float>,
                   addRows<Bfloat16>, plain::quantise, plain::rmsNorm, plain::silu, plain::geluTanh,
                   plainGelu, plain::exponentials});
}

const std::vector<Kernels>& allKernels() {
    static const std::vector<Kernels> all = [] {
        std::vector<Kernels> found;
        addAvx512Kernels(found);
        addAvx2Kernels(found);
        addPlainKernels(found);
        return found;
    }();
    return all;
}

const Kernels& kernels() {
    return allKernels().front();
}

}  // namespace dokuei::inference
