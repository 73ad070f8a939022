#pragma once

#include <nlohmann/json.hpp>

#include "inference/vision/VisionBlock.h"

namespace dokuei::inference {

/// The switches of the two plain image towers. CLIP has a class token, a norm before the blocks and no bias
/// in the patch embedding; SigLIP has none of the first two and the bias.
struct ClipTowerConfig {
    bool siglip = false;
    int hidden = 768, intermediate = 3072, layers = 12, heads = 12, channels = 3;
    int imageSize = 224, patchSize = 32;
    double eps = 1e-5;
    VisionActivation activation = VisionActivation::QuickGelu;
    /// Which hidden states are the features: 0 before the first block, n after n blocks, -1 after the last;
    /// several are joined along the channels.
    std::vector<int> featureLayers{-1};
    bool finalNorm = false;       ///< post_layernorm over the features (Gemma 3); LLaVA takes them without it
    bool dropClassToken = false;  ///< leave the first token out of the features

    int patchesPerSide() const { return imageSize / patchSize; }
    int tokens() const { return patchesPerSide() * patchesPerSide() + (siglip ? 0 : 1); }
    /// Features of one picture: [featureTokens(),featureSize()].
    int featureTokens() const { return tokens() - (dropClassToken ? 1 : 0); }
    int featureSize() const { return hidden * static_cast<int>(featureLayers.size()); }
};

/// `vision_config` of config.json, with the defaults that published files leave out. Throws Error naming a
/// key whose value makes no sense.
ClipTowerConfig clipTowerConfig(const nlohmann::json& visionConfig);

/// SigLIP and CLIP vision transformers.
class ClipTower {
public:
    /// Takes `PREFIXembeddings.*`, `PREFIXencoder.layers.N.*` and the norms. Throws ModelError naming a
    /// tensor that is missing or of another shape.
    ClipTower(const ClipTowerConfig& config, WeightSet& weights, const std::string& prefix,
              const VisionOptions& options);

    /// pixels [B,3,S,S] -> features [B,featureTokens,featureSize]. Runs as many pictures at once as a bounded
    /// working memory takes. Throws Error when the shape is another one, Cancelled.
    torch::Tensor operator()(const torch::Tensor& pixels, const std::atomic<bool>* stop = nullptr,
                             const VisionObserver& observer = {}) const;
    const ClipTowerConfig& config() const { return config_; }

private:
    torch::Tensor run(const torch::Tensor& pixels, const std::atomic<bool>* stop,
                      const VisionObserver& observer) const;

    ClipTowerConfig config_;
    VisionOptions options_;
    VisionLinear patches_;
    torch::Tensor classToken_, positions_;
    VisionNorm before_, after_;
    std::vector<VisionBlock> blocks_;
};

}  // namespace dokuei::inference
