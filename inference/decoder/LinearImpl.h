#pragma once

#include <vector>

#include "inference/decoder/Linear.h"
#include "inference/decoder/Quantise.h"

namespace dokuei::inference {

/// How a Linear holds its matrix.
struct Linear::Impl {
    std::int64_t in = 0, out = 0;
    WeightFormat format = WeightFormat::AsStored;
    std::vector<torch::Tensor> parts;  ///< [out_i,in] each, in the order of the outputs; unless quantised
    QuantisedMatrix quantised;         ///< Int8, Int4
    torch::Tensor bias;                ///< [out] fp32, or undefined
};

}  // namespace dokuei::inference
