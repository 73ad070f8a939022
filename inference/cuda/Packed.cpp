#include "inference/cuda/Packed.h"

namespace dokuei::inference {

torch::Tensor packedCodes(const torch::Tensor& codes, int bits) {
    const auto rows = codes.reshape({codes.size(0), -1});
    if (bits == 8) return rows.contiguous();
    const auto shifted = rows.add(8).to(torch::kByte);
    const auto low = shifted.slice(1, 0, std::nullopt, 2), high = shifted.slice(1, 1, std::nullopt, 2);
    return high.mul(16).add_(low).contiguous();
}

}  // namespace dokuei::inference
