#pragma once

#include <optional>

#include "inference/families/Network.h"
#include "inference/vision/ClipTower.h"
#include "inference/vision/Projectors.h"

namespace dokuei::inference {

/// Gemma 3 with SigLIP: MedGemma 1 and 1.5. Pictures: pixel_values [B,3,S,S].
class GemmaNetwork : public Network {
public:
    GemmaNetwork(const ModelDirectory& directory, WeightSet& weights, const DecoderOptions& options);
    VisionFeatures see(const NamedTensors& pixels, const std::atomic<bool>* stop) override;
    Decoder::Input join(const torch::Tensor& ids, const VisionFeatures* features,
                        std::int64_t start) override;

    const ClipTower& tower() const { return *tower_; }
    const PoolingProjector& projector() const { return *projector_; }

private:
    std::optional<ClipTower> tower_;
    std::optional<PoolingProjector> projector_;
};

}  // namespace dokuei::inference
