#pragma once

#include <optional>

#include "inference/families/Network.h"
#include "inference/vision/MaskHead.h"
#include "inference/vision/Projectors.h"
#include "inference/vision/VolumeTower.h"

namespace dokuei::inference {

/// M3D-LaMed: a 3D vision transformer before Phi-3 or LLaMA-2, with or without its segmentation part.
/// Pictures: images [1,1,32,256,256], values 0 to 1.
class VolumeNetwork : public Network {
public:
    VolumeNetwork(const ModelDirectory& directory, WeightSet& weights, const DecoderOptions& options);
    VisionFeatures see(const NamedTensors& pixels, const std::atomic<bool>* stop) override;
    /// The features take the places after the first id, whatever ids stand there.
    Decoder::Input join(const torch::Tensor& ids, const VisionFeatures* features,
                        std::int64_t start) override;

    std::int64_t maskToken() const override { return canSegment() ? segToken_ : -1; }
    torch::Tensor mask(const NamedTensors& pixels, const torch::Tensor& states,
                       const std::atomic<bool>* stop) override {
        return segment(pixels.at("images"), states, stop);
    }

    /// The checkpoint carries a segmentation part.
    bool canSegment() const { return maskHead_.has_value(); }
    /// The id of `[SEG]`, which stands where the answer shows a mask; -1 when config.json tells none.
    std::int64_t segToken() const { return segToken_; }
    /// The mask that an answer shows. `states` [count,hidden]: for each [SEG] the hidden state that it was
    /// chosen from, after the last norm; several are averaged. Returns scores fp32 [D,H,W] on the CPU in the
    /// grid of `images`, above 0 inside. Throws Error without a segmentation part, Cancelled.
    torch::Tensor segment(const torch::Tensor& images, const torch::Tensor& states,
                          const std::atomic<bool>* stop = nullptr) const;

    const VolumeTower& tower() const { return *tower_; }
    const MlpProjector& projector() const { return *projector_; }

private:
    std::optional<VolumeTower> tower_;
    std::optional<MlpProjector> projector_;
    std::optional<MaskHead> maskHead_;
    VisionLinear promptFirst_, promptSecond_;
    std::int64_t segToken_ = -1;
};

}  // namespace dokuei::inference
