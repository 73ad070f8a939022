#pragma once

#include <array>

#include "inference/vision/VisionBlock.h"

namespace dokuei::inference {

/// Gemma 3: averages square neighbourhoods of patches, RMSNorm with 1 + w in fp32, then a matrix.
class PoolingProjector {
public:
    /// `side`: patches along an edge; `tokensPerSide`: tokens along an edge. Takes
    /// `PREFIXmm_soft_emb_norm.weight` and `PREFIXmm_input_projection_weight`. Throws ModelError.
    PoolingProjector(WeightSet& weights, const std::string& prefix, const VisionOptions& options, int side,
                     int tokensPerSide, std::int64_t in, std::int64_t out, double eps);
    /// features [B,side^2,in] -> tokens [B,tokensPerSide^2,out]
    torch::Tensor operator()(const torch::Tensor& features) const;

private:
    int side_, tokensPerSide_;
    double eps_;
    torch::Tensor scale_, matrix_;
};

/// LLaVA and M3D: linear layers with an activation between them. M3D averages 2^3 neighbourhoods of patches
/// first.
class MlpProjector {
public:
    /// `names`: of the linear layers in order, each with a bias unless `bias` is false. Sizes between them
    /// are `out`.
    MlpProjector(WeightSet& weights, const std::vector<std::string>& names, const VisionOptions& options,
                 std::int64_t in, std::int64_t out, VisionActivation activation, bool bias = true);
    /// Averages blocks of size^3 patches of a volume with this many patches (depth, height, width).
    void poolVolume(const std::array<std::int64_t, 3>& grid, int size);
    /// Averages runs of size^3 patches in their order instead.
    void poolSequence(int size);
    /// No activation between the layers.
    void makeLinear() { linear_ = true; }

    /// features [B,T,in] -> tokens [B,T or pooled,out]
    torch::Tensor operator()(const torch::Tensor& features) const;

private:
    std::vector<VisionLinear> layers_;
    VisionActivation activation_;
    std::array<std::int64_t, 3> grid_{0, 0, 0};
    int volumePool_ = 1, sequencePool_ = 1;
    bool linear_ = false;
};

}  // namespace dokuei::inference
