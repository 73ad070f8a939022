#include "inference/decoder/Norm.h"

namespace dokuei::inference {

torch::Tensor rmsNorm(const torch::Tensor& x, const torch::Tensor& weight, double eps, bool onePlus) {
    const auto wide = x.to(torch::kFloat);
    if (onePlus || x.scalar_type() == torch::kFloat)
        return at::rms_norm(wide, {x.size(-1)}, weight, eps).to(x.scalar_type());
    return at::rms_norm(wide, {x.size(-1)}, {}, eps).to(x.scalar_type()).mul_(weight);
}

}  // namespace dokuei::inference
