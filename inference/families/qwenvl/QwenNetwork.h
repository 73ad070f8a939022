#pragma once

#include <optional>

#include "inference/families/Network.h"
#include "inference/vision/QwenTower.h"

namespace dokuei::inference {

/// Qwen2-VL, Qwen2.5-VL and Qwen3-VL. Pictures: pixel_values [patches,values] with image_grid_thw [B,3];
/// videos: pixel_values_videos with video_grid_thw and, for Qwen2.5-VL, second_per_grid_ts [videos].
class QwenNetwork : public Network {
public:
    QwenNetwork(const ModelDirectory& directory, WeightSet& weights, const DecoderOptions& options);
    VisionFeatures see(const NamedTensors& pixels, const std::atomic<bool>* stop) override;
    Decoder::Input join(const torch::Tensor& ids, const VisionFeatures* features,
                        std::int64_t start) override;

    const QwenTower& tower() const { return *tower_; }
    std::int64_t videoToken() const { return videoToken_; }

private:
    std::optional<QwenTower> tower_;
    std::int64_t videoToken_ = -1;
};

}  // namespace dokuei::inference
