#pragma once

#include <cstdint>
#include <vector>

#include "inference/decoder/LinearImpl.h"
#include "inference/decoder/cpu/Kernels.h"

namespace dokuei::inference {

/// Room for one vector in whole numbers.
class QuantisedBuffer {
public:
    /// Room for `in` numbers, padded to whole blocks.
    void reserve(std::int64_t in);
    /// Quantises numbers begin to begin + count of a vector; `begin` is a multiple of kBlockInputs.
    void fill(const float* x, std::int64_t begin, std::int64_t count);
    QuantisedInput view() const { return {codes_.data(), scales_.data(), sums_.data()}; }

private:
    std::vector<std::int8_t> codes_;
    std::vector<float> scales_;
    std::vector<std::int32_t> sums_;
};

/// Outputs begin to end of one product on the CPU, bias added: result[0] is output `begin`. `x` is read for
/// weights in floating point, `quantised` for the others.
void multiplyRows(const Linear::Impl& linear, const float* x, const QuantisedInput& quantised,
                  std::int64_t begin, std::int64_t end, float* result);

/// x [T,in] times quantised weights on all threads of the CPU -> [T,out] fp32, without the bias. The input is
/// quantised to 8 bits in groups of 32 as llama.cpp does for its Q8_0 and Q4_0 weights.
torch::Tensor multiplyQuantised(const Linear::Impl& linear, const torch::Tensor& x);

/// x [1,in] times weights in floating point on all threads of the CPU, every product in fp32 -> [1,out]
/// fp32, bias added.
torch::Tensor multiplyOne(const Linear::Impl& linear, const torch::Tensor& x);

}  // namespace dokuei::inference
