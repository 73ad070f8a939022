#include "inference/decoder/Quantise.h"

namespace dokuei::inference {

QuantisedMatrix quantise(const torch::Tensor& weight, int bits) {
    const auto out = weight.size(0), in = weight.size(1);
    const auto groups = (in + kQuantisationGroup - 1) / kQuantisationGroup;
    auto w = weight.to(torch::kFloat);
    if (in < groups * kQuantisationGroup) w = at::constant_pad_nd(w, {0, groups * kQuantisationGroup - in});
    w = w.reshape({out, groups, kQuantisationGroup});
    torch::Tensor scale;
    if (bits == 8) {
        scale = w.abs().amax(2) / 127;
    } else {
        const auto furthest = w.abs().argmax(2, true);
        scale = w.gather(2, furthest).squeeze(2) / -8;
    }
    QuantisedMatrix result;
    result.scales = scale.to(torch::kBFloat16);
    const auto stored = result.scales.to(torch::kFloat).unsqueeze(2);
    const auto codes = at::where(stored == 0, at::zeros_like(w), w / stored).round();
    result.codes = (bits == 8 ? codes.clamp(-127, 127) : codes.clamp(-8, 7)).to(torch::kChar);
    return result;
}

torch::Tensor dequantise(const QuantisedMatrix& matrix, std::int64_t in) {
    const auto w = matrix.codes.to(torch::kFloat) * matrix.scales.to(torch::kFloat).unsqueeze(2);
    return w.flatten(1).narrow(1, 0, in);
}

}  // namespace dokuei::inference
