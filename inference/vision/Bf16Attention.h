#pragma once

#include <torch/torch.h>

#include <vector>

#include "inference/vision/VisionBlock.h"

namespace dokuei::inference {

/// True where bf16Attention() is faster than LibTorch's attention: on x86 processors that multiply bf16 in
/// AVX-512 but have no matrix unit (LibTorch's own kernel there goes through fp32 products).
bool bf16AttentionIsFaster(const torch::Tensor& q);

/// softmax(q k^T / sqrt(headDim)) v within spans. q, k, v: bf16 [T,heads,headDim] on the CPU, headDim even
/// and at most 128, its elements side by side. Products of bf16 are added in fp32, the softmax is computed in
/// fp32 and rounded to bf16 before the second product. Returns [T,heads * headDim] bf16; tokens outside the
/// spans are undefined.
torch::Tensor bf16Attention(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                            const std::vector<VisionSpans>& spans);

}  // namespace dokuei::inference
