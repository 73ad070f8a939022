#pragma once

#include <optional>

#include "inference/families/Network.h"
#include "inference/vision/ClipTower.h"
#include "inference/vision/Projectors.h"

namespace dokuei::inference {

/// LLaVA: a CLIP or SigLIP tower, an MLP and any decoder. Pictures: pixel_values [B,3,S,S], or cut into tiles
/// (LLaVA 1.6) pixel_values [B,tiles,3,S,S] with image_sizes [B,2].
class LlavaNetwork : public Network {
public:
    LlavaNetwork(const ModelDirectory& directory, WeightSet& weights, const DecoderOptions& options);
    VisionFeatures see(const NamedTensors& pixels, const std::atomic<bool>* stop) override;
    Decoder::Input join(const torch::Tensor& ids, const VisionFeatures* features,
                        std::int64_t start) override;

    const ClipTower& tower() const { return *tower_; }
    const MlpProjector& projector() const { return *projector_; }

private:
    /// How the tiles of a picture become one row of tokens.
    enum class Merge { Flat, Spatial, SpatialUnpad };
    void readTiles(const nlohmann::json& config);
    VisionFeatures seeTiles(const torch::Tensor& pixels, const torch::Tensor& sizes,
                            const std::atomic<bool>* stop) const;

    std::vector<std::array<int, 2>> resolutions_;  ///< (height, width)
    Merge merge_ = Merge::SpatialUnpad;
    torch::Tensor newline_;
    std::optional<ClipTower> tower_;
    std::optional<MlpProjector> projector_;
};

}  // namespace dokuei::inference
