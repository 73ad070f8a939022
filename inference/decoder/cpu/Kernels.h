#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dokuei::inference {

/// Quantised matrices are stored in blocks of 16 outputs by 64 inputs (two groups of 32), so that a product
/// reads memory strictly forward and a vector register holds the same four inputs of 16 outputs.
/// A block of 8 bits: for each group 8 rows of 64 bytes; byte 4*r + i of row j is the code of output r and
/// input 4*j + i, plus 128. Then the scales of the two groups, 16 bfloat16 each.
/// A block of 4 bits: for each group 4 rows of 64 bytes; the low half of byte 4*r + i of row j is the code of
/// output r and input 4*j + i, the high half that of input 16 + 4*j + i, both plus 8. Then the scales.
constexpr std::int64_t kBlockOutputs = 16, kBlockInputs = 64, kGroup = 32;
constexpr std::int64_t kInt8Block = 16 * 64 + 64, kInt4Block = 16 * 32 + 64;

/// A vector in whole numbers: value = code * scale of its group of 32.
struct QuantisedInput {
    const std::int8_t* codes = nullptr;  ///< -127..127, padded with zeros to whole blocks
    const float* scales = nullptr;
    const std::int32_t* sums = nullptr;  ///< sum of the codes of each group
};

/// Tokens that one pass over a block of weights serves.
constexpr int kTokensAtOnce = 4;

/// The inner loops, for one kind of processor.
struct Kernels {
    const char* name;
    /// One row of blocks times 1 to kTokensAtOnce vectors: result [count][16].
    void (*int8Rows)(const std::uint8_t* blocks, std::int64_t inputBlocks, const QuantisedInput* inputs,
                     int count, float* result);
    void (*int4Rows)(const std::uint8_t* blocks, std::int64_t inputBlocks, const QuantisedInput* inputs,
                     int count, float* result);
    /// result[r] = sum of matrix[r][i] * x[i]; the rows lie one behind the other.
    void (*floatRows)(const float* matrix, std::int64_t rows, std::int64_t in, const float* x, float* result);
    void (*bfloat16Rows)(const std::uint16_t* matrix, std::int64_t rows, std::int64_t in, const float* x,
                         float* result);
    void (*halfRows)(const std::uint16_t* matrix, std::int64_t rows, std::int64_t in, const float* x,
                     float* result);
    /// sum[i] += sum over r of weight[r] * matrix[r][i].
    void (*addFloatRows)(const float* matrix, std::int64_t rows, std::int64_t in, const float* weights,
                         float* sum);
    void (*addBfloat16Rows)(const std::uint16_t* matrix, std::int64_t rows, std::int64_t in,
                            const float* weights, float* sum);
    /// Quantises `in` numbers, padded with zeros to whole blocks.
    void (*quantise)(const float* x, std::int64_t in, std::int8_t* codes, float* scales, std::int32_t* sums);
    /// result = x / sqrt(mean(x^2) + eps) * weight
    void (*rmsNorm)(const float* x, const float* weight, std::int64_t n, float eps, float* result);
    /// gate = act(gate) * up
    void (*silu)(float* gate, const float* up, std::int64_t n);
    void (*geluTanh)(float* gate, const float* up, std::int64_t n);
    void (*gelu)(float* gate, const float* up, std::int64_t n);
    /// x = exp(x - largest); returns the sum.
    float (*exponentials)(float* x, std::int64_t n, float largest);
};

/// The fastest that this processor runs.
const Kernels& kernels();
/// All that this processor runs, the fastest first; for tests.
const std::vector<Kernels>& allKernels();

}  // namespace dokuei::inference
