#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace dokuei::inference {

/// Inputs that share one scale.
constexpr std::int64_t kQuantisationGroup = 32;

/// A matrix in whole numbers: weight = code * scale of its group. The last group is padded with zeros.
struct QuantisedMatrix {
    torch::Tensor codes;   ///< [out, groups, 32] int8: -127..127 for 8 bits, -8..7 for 4
    torch::Tensor scales;  ///< [out, groups] bfloat16
};

/// Quantises [out,in] of any floating type; `bits` is 8 or 4. With 8 bits the largest weight of a group
/// becomes 127; with 4 the weight that is furthest from zero becomes -8, so that all 16 codes are used.
/// Codes are rounded against the scale as it is stored.
QuantisedMatrix quantise(const torch::Tensor& weight, int bits);

/// The matrix [out,in] that the codes stand for, fp32.
torch::Tensor dequantise(const QuantisedMatrix& matrix, std::int64_t in);

}  // namespace dokuei::inference
