#pragma once

#include <array>
#include <nlohmann/json.hpp>

#include "inference/vision/VisionBlock.h"

namespace dokuei::inference {

/// The 3D vision transformer of M3D-LaMed. Width, depth and MLP are fixed in its program, not in its
/// config.json, so they are read from the shapes of the tensors.
struct VolumeTowerConfig {
    int channels = 1;
    std::array<int, 3> imageSize{32, 256, 256};  ///< depth, height, width
    std::array<int, 3> patchSize{4, 16, 16};
    int heads = 12;
    bool classToken = true;      ///< a class token stands before the patches (without a position)
    bool dropClassToken = true;  ///< leave it out of the features

    std::array<std::int64_t, 3> grid() const;
    std::int64_t patches() const;
};

/// image_channel, image_size, patch_size, vision_select_layer and vision_select_feature of config.json.
/// Throws Error naming a key whose value makes no sense.
VolumeTowerConfig volumeTowerConfig(const nlohmann::json& config);

class VolumeTower {
public:
    /// Takes `PREFIXpatch_embedding.*`, `PREFIXcls_token`, `PREFIXblocks.N.*` and `PREFIXnorm.*`. Throws
    /// ModelError naming a tensor that is missing or of another shape.
    VolumeTower(const VolumeTowerConfig& config, WeightSet& weights, const std::string& prefix,
                const VisionOptions& options);

    /// volumes [B,channels,D,H,W], values 0 to 1 -> features [B,patches,hidden] after the last norm; patches
    /// in the order depth, height, width. Throws Error when the shape is another one, Cancelled.
    torch::Tensor operator()(const torch::Tensor& volumes, const std::atomic<bool>* stop = nullptr,
                             const VisionObserver& observer = {}) const;
    const VolumeTowerConfig& config() const { return config_; }
    std::int64_t hidden() const { return hidden_; }

private:
    VolumeTowerConfig config_;
    VisionOptions options_;
    std::int64_t hidden_ = 0;
    VisionLinear patches_;
    torch::Tensor classToken_, positions_;
    std::vector<VisionBlock> blocks_;
    VisionNorm norm_;
};

}  // namespace dokuei::inference
