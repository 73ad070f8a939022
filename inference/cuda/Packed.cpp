#include "inference/cuda/Packed.h"

#include "inference/decoder/Quantise.h"

namespace dokuei::inference {

torch::Tensor packedCodes(const torch::Tensor& codes, int bits) {
    const auto rows = codes.reshape({codes.size(0), -1});
    if (bits == 8) return rows.contiguous();
    const auto shifted = rows.add(8).to(torch::kByte);
    const auto low = shifted.slice(1, 0, std::nullopt, 2), high = shifted.slice(1, 1, std::nullopt, 2);
    return high.mul(16).add_(low).contiguous();
}

torch::Tensor unpackedCodes(const torch::Tensor& packed, int bits) {
    if (bits == 8) return packed.view({packed.size(0), -1, kQuantisationGroup});
    const auto both = at::stack({packed.bitwise_and(15), packed.bitwise_right_shift(4)}, 2);
    return both.to(torch::kChar).sub_(8).view({packed.size(0), -1, kQuantisationGroup});
}

}  // namespace dokuei::inference
