#pragma once

#include <vector>

#include "inference/decoder/Linear.h"
#include "inference/decoder/Quantise.h"

namespace dokuei::inference {

/// How a Linear holds its matrix.
struct Linear::Impl {
    std::int64_t in = 0, out = 0;
    WeightFormat format = WeightFormat::AsStored;
    std::vector<std::int64_t> rows;     ///< out_i of each part, in the order of the outputs
    std::vector<torch::Tensor> parts;   ///< [out_i,in] each; unless quantised
    std::vector<torch::Tensor> packed;  ///< Int8, Int4 on the CPU: each part in blocks, see cpu/Packed.h
    QuantisedMatrix quantised;          ///< Int8, Int4 on a GPU; codes as cuda/Packed.h has them
    torch::Tensor bias;                 ///< [out] fp32, or undefined
};

}  // namespace dokuei::inference
