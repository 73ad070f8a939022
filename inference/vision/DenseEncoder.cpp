#include "inference/vision/DenseEncoder.h"

#include <cmath>
#include <string>

namespace dokuei::inference {

namespace F = torch::nn::functional;

CastConv3dImpl::CastConv3dImpl(int in, int out, int kernel, int stride, int padding)
    : stride_(stride), padding_(padding) {
    const double bound = std::sqrt(2.0 / (in * kernel * kernel * kernel));
    weight_ = register_parameter("weight", torch::randn({out, in, kernel, kernel, kernel}) * bound);
    bias_ = register_parameter("bias", torch::zeros({out}));
}

torch::Tensor CastConv3dImpl::forward(const torch::Tensor& x) {
    const auto weight = weight_.to(x.scalar_type()).contiguous(at::MemoryFormat::ChannelsLast3d);
    return at::conv3d(x, weight, bias_.to(x.scalar_type()), {stride_, stride_, stride_},
                      {padding_, padding_, padding_});
}

ResidualBlockImpl::ResidualBlockImpl(int channels) {
    norm1Weight_ = register_parameter("norm1_weight", torch::ones({channels}));
    norm1Bias_ = register_parameter("norm1_bias", torch::zeros({channels}));
    norm2Weight_ = register_parameter("norm2_weight", torch::ones({channels}));
    norm2Bias_ = register_parameter("norm2_bias", torch::zeros({channels}));
    conv1_ = register_module("conv1", CastConv3d(channels, channels, 3, 1, 1));
    conv2_ = register_module("conv2", CastConv3d(channels, channels, 3, 1, 1));
    // A block starts as the identity: deep nets train faster from there.
    torch::NoGradGuard guard;
    conv2_->named_parameters()["weight"].mul_(0.1);
}

torch::Tensor ResidualBlockImpl::normalise(const torch::Tensor& x, const torch::Tensor& weight,
                                           const torch::Tensor& bias) {
    return at::silu(at::group_norm(x, 8, weight.to(x.scalar_type()), bias.to(x.scalar_type()), 1e-5));
}

torch::Tensor ResidualBlockImpl::forward(const torch::Tensor& x) {
    auto y = conv1_(normalise(x, norm1Weight_, norm1Bias_));
    return x + conv2_(normalise(y, norm2Weight_, norm2Bias_));
}

DenseEncoderImpl::DenseEncoderImpl(const DenseEncoderConfig& config) : config_(config) {
    const auto& c = config_.channels;
    stem_ = register_module("stem", CastConv3d(1, c[0], 4, 2, 1));
    for (int level = 0; level < 4; ++level) {
        const auto n = std::to_string(level);
        encode_.push_back(register_module("encode" + n, ResidualBlock(c[level])));
        if (level == 3) break;
        down_.push_back(register_module("down" + n, CastConv3d(c[level], c[level + 1], 2, 2, 0)));
        merge_.push_back(
            register_module("merge" + n, CastConv3d(c[level] + c[level + 1], c[level], 1, 1, 0)));
        decode_.push_back(register_module("decode" + n, ResidualBlock(c[level])));
    }
    encode_.push_back(register_module("encode4", ResidualBlock(c[3])));
    headWeight_ = register_parameter("head_weight", torch::randn({8 * config_.classes, c[0]}) * 0.05);
    headBias_ = register_parameter("head_bias", torch::zeros({8 * config_.classes}));
}

DenseEncoderImpl::Features DenseEncoderImpl::features(const torch::Tensor& image) {
    auto x = stem_(image.contiguous(at::MemoryFormat::ChannelsLast3d));
    std::vector<torch::Tensor> skips;
    for (int level = 0; level < 3; ++level) {
        x = encode_[level](x);
        skips.push_back(x);
        x = down_[level](x);
    }
    x = encode_[4](encode_[3](x));
    const auto coarse = x;
    for (int level = 2; level >= 0; --level) {
        const auto up = at::upsample_nearest3d(x, skips[level].sizes().slice(2));
        x = decode_[level](merge_[level](at::cat({up, skips[level]}, 1)));
    }
    return {x, coarse};
}

torch::Tensor DenseEncoderImpl::head(const torch::Tensor& rows) {
    return at::linear(at::silu(rows), headWeight_.to(rows.scalar_type()), headBias_.to(rows.scalar_type()))
        .reshape({rows.size(0), 8, config_.classes});
}

torch::Tensor DenseEncoderImpl::scores(const torch::Tensor& fine) {
    const auto z = fine.size(2), y = fine.size(3), x = fine.size(4);
    const auto rows = fine[0].permute({1, 2, 3, 0}).reshape({z * y * x, fine.size(1)});
    return head(rows)
        .reshape({z, y, x, 2, 2, 2, config_.classes})
        .permute({6, 0, 3, 1, 4, 2, 5})
        .reshape({config_.classes, 2 * z, 2 * y, 2 * x});
}

}  // namespace dokuei::inference
