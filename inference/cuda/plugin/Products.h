#pragma once

#include <ATen/ATen.h>

namespace dokuei::inference {

/// See CudaPlugin::product().
at::Tensor quantisedProduct(const at::Tensor& x, const at::Tensor& codes, const at::Tensor& scales, int bits);

}  // namespace dokuei::inference
