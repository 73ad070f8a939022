#pragma once

#include <array>
#include <memory>

#include "inference/vision/VolumeTower.h"

namespace dokuei::inference {

/// SegVol's segmentation part of M3D-LaMed: from a volume and one embedding of what is looked for to a mask.
/// Its own volume tower sees the volume; a two-way transformer lets mask tokens and volume look at each
/// other. The prompts for points, boxes and masks that the checkpoint carries are not used by M3D-LaMed. The
/// method is that of "SegVol: Universal and Interactive Volumetric Medical Image Segmentation" (arXiv
/// 2311.13385), with the prompt of M3D (arXiv 2404.00578).
class MaskHead {
public:
    /// Takes `PREFIXimage_encoder.*`, `PREFIXprompt_encoder.*` and `PREFIXmask_decoder.*`. The mask decoder
    /// computes in fp32. Throws ModelError naming a tensor that is missing or of another shape.
    MaskHead(VolumeTowerConfig config, WeightSet& weights, const std::string& prefix,
             const VisionOptions& options);

    /// images [1,channels,D,H,W], prompt [1,width] -> scores fp32 [D,H,W] on the CPU, above 0 inside. Throws
    /// Error when a shape is another one, Cancelled.
    torch::Tensor operator()(const torch::Tensor& images, const torch::Tensor& prompt,
                             const std::atomic<bool>* stop = nullptr) const;
    /// Width of the prompt.
    std::int64_t width() const { return tower_->hidden(); }

private:
    struct Attention {
        VisionLinear query, key, value, out;
        torch::Tensor operator()(const torch::Tensor& q, const torch::Tensor& k,
                                 const torch::Tensor& v) const;
    };
    struct Layer {
        Attention self, toImage, toTokens;
        VisionNorm norm1, norm2, norm3, norm4;
        VisionLinear first, second;
    };
    struct Deconvolution {
        torch::Tensor weight, bias;
        torch::Tensor operator()(const torch::Tensor& x) const;
    };
    static Attention takeAttention(VisionLoader& loader, const std::string& name, std::int64_t width,
                                   std::int64_t inner);
    torch::Tensor positions() const;

    std::unique_ptr<VolumeTower> tower_;
    torch::Device device_;
    std::array<std::int64_t, 3> grid_;
    torch::Tensor frequencies_, noMask_, tokens_;
    std::vector<Layer> layers_;
    Attention last_;
    VisionNorm lastNorm_;
    Deconvolution enlargeFirst_, enlargeSecond_;
    torch::Tensor enlargeNormWeight_, enlargeNormBias_;
    std::vector<VisionLinear> mask_;
    VisionLinear text_;
};

}  // namespace dokuei::inference
