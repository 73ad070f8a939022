#include "inference/decoder/ComputeType.h"

namespace dokuei::inference {

torch::ScalarType fastComputeType(const torch::Device& device) {
    if (device.is_cuda()) return torch::kBFloat16;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512bf16")) return torch::kBFloat16;
#endif
    return torch::kFloat;
}

}  // namespace dokuei::inference
