#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace dokuei::inference {

/// Quantises [out,in] as quantise() does and lays the codes out in the blocks that the kernels read:
/// bytes [blocks of outputs, blocks of inputs, kInt8Block or kInt4Block]. Runs on all threads; of the
/// matrix only the rows in work are held in fp32.
torch::Tensor pack(const torch::Tensor& weight, int bits);

/// Bytes [blocks of outputs, blocks of inputs, size of a block] that pack() gives for a matrix.
std::vector<std::int64_t> packedShape(std::int64_t out, std::int64_t in, int bits);

/// The matrix [out,in] that the blocks stand for, fp32.
torch::Tensor unpack(const torch::Tensor& packed, std::int64_t out, std::int64_t in, int bits);

}  // namespace dokuei::inference
