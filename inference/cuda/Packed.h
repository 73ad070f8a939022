#pragma once

#include <torch/torch.h>

namespace dokuei::inference {

/// Codes [out, groups, 32] int8 as the GPU's products read them (PackedRow.h): bytes [out, groups*32] for 8
/// bits, [out, groups*16] for 4.
torch::Tensor packedCodes(const torch::Tensor& codes, int bits);
/// The way back: codes [out, groups, 32] int8.
torch::Tensor unpackedCodes(const torch::Tensor& packed, int bits);

}  // namespace dokuei::inference
