#pragma once

#include <optional>

#include "inference/families/Network.h"
#include "inference/vision/Projectors.h"
#include "inference/vision/VolumeTower.h"

namespace dokuei::inference {

/// M3D-LaMed: a 3D vision transformer before Phi-3 or LLaMA-2. Pictures: images [1,1,32,256,256], values 0 to
/// 1. Its segmentation part (SegVol) is checked and counted when it is there, and not run: the model's masks
/// are not shown, only its answers and boxes.
class VolumeNetwork : public Network {
public:
    VolumeNetwork(const ModelDirectory& directory, WeightSet& weights, const DecoderOptions& options);
    VisionFeatures see(const NamedTensors& pixels, const std::atomic<bool>* stop) override;
    /// The features take the places after the first id, whatever ids stand there.
    Decoder::Input join(const torch::Tensor& ids, const VisionFeatures* features,
                        std::int64_t start) override;

    const VolumeTower& tower() const { return *tower_; }
    const MlpProjector& projector() const { return *projector_; }

private:
    std::optional<VolumeTower> tower_;
    std::optional<MlpProjector> projector_;
};

}  // namespace dokuei::inference
