#include "inference/vision/Projectors.h"

#include "inference/Error.h"

namespace dokuei::inference {

PoolingProjector::PoolingProjector(WeightSet& weights, const std::string& prefix,
                                   const VisionOptions& options, int side, int tokensPerSide, std::int64_t in,
                                   std::int64_t out, double eps)
    : side_(side), tokensPerSide_(tokensPerSide), eps_(eps) {
    if (tokensPerSide < 1 || side % tokensPerSide != 0)
        throw Error("the tower's patches cannot be divided among the tokens of a picture");
    VisionLoader loader(weights, options);
    scale_ = 1 + weights.take(prefix + "mm_soft_emb_norm.weight", {in}).to(options.device, torch::kFloat);
    matrix_ = loader.tensor(prefix + "mm_input_projection_weight", {in, out});
}

torch::Tensor PoolingProjector::operator()(const torch::Tensor& features) const {
    torch::InferenceMode guard;
    const auto batch = features.size(0), in = features.size(2);
    const int pool = side_ / tokensPerSide_;
    const auto pooled = features.reshape({batch, tokensPerSide_, pool, tokensPerSide_, pool, in})
                            .to(torch::kFloat)
                            .mean(at::IntArrayRef({2, 4}))
                            .reshape({batch, -1, in});
    const auto normed = at::rms_norm(pooled, {in}, scale_, eps_).to(features.scalar_type());
    return at::matmul(normed, matrix_);
}

MlpProjector::MlpProjector(WeightSet& weights, const std::vector<std::string>& names,
                           const VisionOptions& options, std::int64_t in, std::int64_t out,
                           VisionActivation activation, bool bias)
    : activation_(activation) {
    VisionLoader loader(weights, options);
    for (const auto& name : names) {
        layers_.push_back(loader.linear(name, in, out, bias));
        in = out;
    }
}

void MlpProjector::poolVolume(const std::array<std::int64_t, 3>& grid, int size) {
    if (size < 1 || grid[0] < size || grid[1] < size || grid[2] < size)
        throw Error("the projector's pooling does not fit the patches of the volume");
    grid_ = grid;
    volumePool_ = size;
}

void MlpProjector::poolSequence(int size) {
    sequencePool_ = size * size * size;
}

torch::Tensor MlpProjector::operator()(const torch::Tensor& features) const {
    torch::InferenceMode guard;
    auto x = features;
    const auto batch = x.size(0), in = x.size(2);
    // The CPU pools volumes in fp32 only.
    if (volumePool_ > 1)
        x = at::avg_pool3d(
                x.transpose(1, 2).reshape({batch, in, grid_[0], grid_[1], grid_[2]}).to(torch::kFloat),
                {volumePool_, volumePool_, volumePool_})
                .flatten(2)
                .transpose(1, 2)
                .to(features.scalar_type());
    if (sequencePool_ > 1)
        x = at::avg_pool1d(x.transpose(1, 2), {sequencePool_}).transpose(1, 2).contiguous();
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        if (i > 0 && !linear_) x = activate(x, activation_);
        x = layers_[i](x);
    }
    return x;
}

}  // namespace dokuei::inference
