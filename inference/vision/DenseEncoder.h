#pragma once

#include <torch/torch.h>

#include <array>
#include <vector>

namespace dokuei::inference {

struct DenseEncoderConfig {
    int classes = 43;
    std::array<int, 4> channels{32, 64, 128, 192};
    double voxelMm = 4;  ///< edge of the isotropic input voxels
};

/// 3D convolution whose weights are kept in fp32 and cast to the input's type, so that the same module
/// trains in bf16 with fp32 master weights and runs in fp32 where bf16 is slow.
class CastConv3dImpl : public torch::nn::Module {
public:
    CastConv3dImpl(int in, int out, int kernel, int stride, int padding);
    torch::Tensor forward(const torch::Tensor& x);

private:
    torch::Tensor weight_, bias_;
    int stride_, padding_;
};
TORCH_MODULE(CastConv3d);

/// Pre-activation residual block: (GroupNorm, SiLU, 3^3 convolution) twice.
class ResidualBlockImpl : public torch::nn::Module {
public:
    explicit ResidualBlockImpl(int channels);
    torch::Tensor forward(const torch::Tensor& x);

private:
    torch::Tensor normalise(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias);
    torch::Tensor norm1Weight_, norm1Bias_, norm2Weight_, norm2Bias_;
    CastConv3d conv1_{nullptr}, conv2_{nullptr};
};
TORCH_MODULE(ResidualBlock);

/// Residual 3D U-Net. Input [B,1,Z,Y,X] in HU/500 (clamped to -1024..1500 HU), extents multiples of 16,
/// axes along the patient: X to the left, Y to the back, Z up.
class DenseEncoderImpl : public torch::nn::Module {
public:
    explicit DenseEncoderImpl(const DenseEncoderConfig& config = {});

    struct Features {
        torch::Tensor fine;    ///< [B,channels[0],Z/2,Y/2,X/2]
        torch::Tensor coarse;  ///< [B,channels[3],Z/16,Y/16,X/16]
    };
    Features features(const torch::Tensor& image);
    /// Class scores of rows of fine features: [N,channels[0]] -> [N,8,classes]; the 8 are the 2^3 voxels of
    /// a position in (z,y,x) order.
    torch::Tensor head(const torch::Tensor& rows);
    /// Class scores [classes,Z,Y,X] of one volume from its fine features [1,C,Z/2,Y/2,X/2].
    torch::Tensor scores(const torch::Tensor& fine);

    const DenseEncoderConfig& config() const { return config_; }

private:
    DenseEncoderConfig config_;
    CastConv3d stem_{nullptr};
    std::vector<CastConv3d> down_, merge_;
    std::vector<ResidualBlock> encode_, decode_;
    torch::Tensor headWeight_, headBias_;
};
TORCH_MODULE(DenseEncoder);

}  // namespace dokuei::inference
