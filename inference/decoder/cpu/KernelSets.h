#pragma once

#include <vector>

#include "inference/decoder/cpu/Kernels.h"

namespace dokuei::inference {

/// Each adds its kernels when this processor runs them.
bool addAvx512Kernels(std::vector<Kernels>& all);
bool addAvx2Kernels(std::vector<Kernels>& all);
void addPlainKernels(std::vector<Kernels>& all);

/// The error function's GELU, which only few models use.
void plainGelu(float* gate, const float* up, std::int64_t n);

}  // namespace dokuei::inference
