#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include "inference/cuda/PackedRow.h"
#include "inference/cuda/plugin/Products.h"

namespace dokuei::inference {
namespace {

constexpr int kWarps = 4;  // rows of the matrix per block

template <int bits>
__global__ void multiply(const c10::BFloat16* x, const std::uint8_t* codes, const c10::BFloat16* scales,
                         c10::BFloat16* result, std::int64_t in, std::int64_t out, std::int64_t groups) {
    const std::int64_t row = static_cast<std::int64_t>(blockIdx.x) * kWarps + threadIdx.y;
    if (row >= out) return;
    const auto bytes = groups * 4 * bits;
    float sum = laneSum<bits>(x + blockIdx.y * in, codes + row * bytes, scales + row * groups, in, groups,
                              static_cast<int>(threadIdx.x));
    for (int distance = kLanes / 2; distance > 0; distance /= 2)
        sum += __shfl_down_sync(0xffffffffu, sum, distance);
    if (threadIdx.x == 0) result[blockIdx.y * out + row] = static_cast<c10::BFloat16>(sum);
}

}  // namespace

at::Tensor quantisedProduct(const at::Tensor& x, const at::Tensor& codes, const at::Tensor& scales,
                            int bits) {
    const c10::cuda::CUDAGuard guard(x.device());
    const auto rows = x.size(0), in = x.size(1), out = scales.size(0), groups = scales.size(1);
    const auto contiguous = x.contiguous();
    auto result = at::empty({rows, out}, x.options());
    const dim3 threads(kLanes, kWarps),
        blocks(static_cast<unsigned>((out + kWarps - 1) / kWarps), static_cast<unsigned>(rows));
    const auto stream = c10::cuda::getCurrentCUDAStream();
    auto* kernel = bits == 8 ? multiply<8> : multiply<4>;
    kernel<<<blocks, threads, 0, stream>>>(contiguous.const_data_ptr<c10::BFloat16>(),
                                           reinterpret_cast<const std::uint8_t*>(codes.const_data_ptr()),
                                           scales.const_data_ptr<c10::BFloat16>(),
                                           result.data_ptr<c10::BFloat16>(), in, out, groups);
    C10_CUDA_KERNEL_LAUNCH_CHECK();
    return result;
}

}  // namespace dokuei::inference
