#pragma once

#include <array>
#include <nlohmann/json.hpp>

#include "inference/vision/QwenGrid.h"
#include "inference/vision/VisionBlock.h"

namespace dokuei::inference {

/// The switches of the Qwen-VL image towers: native resolution, 2D rotary positions, merge x merge patches
/// joined into one token.
struct QwenTowerConfig {
    enum class Version { Qwen2, Qwen25, Qwen3 };

    Version version = Version::Qwen25;
    int hidden = 1280, intermediate = 3420, layers = 32, heads = 16, out = 3584;
    int channels = 3, patchSize = 14, temporalPatchSize = 2, merge = 2;
    double theta = 10000;
    VisionActivation activation = VisionActivation::Silu;
    int windowSize = 112;              ///< pixels along an edge (Qwen2.5)
    std::vector<int> fullBlocks;       ///< blocks that see the whole frame (Qwen2.5; the others: all do)
    int positions = 0;                 ///< rows of the learned position table (Qwen3), a square number
    std::vector<int> deepStackBlocks;  ///< blocks after which a DeepStack merger reads (Qwen3)
    double tokensPerSecond = 4;        ///< rotary positions of a video's second (Qwen2.5)

    int patchValues() const { return channels * temporalPatchSize * patchSize * patchSize; }
};

/// `vision_config` of config.json, with the defaults that published files leave out. Throws Error naming a
/// key whose value makes no sense.
QwenTowerConfig qwenTowerConfig(const nlohmann::json& visionConfig, QwenTowerConfig::Version version);

/// Vision transformers of Qwen2-VL, Qwen2.5-VL and Qwen3-VL with their mergers.
class QwenTower {
public:
    struct Output {
        torch::Tensor tokens;             ///< [patches / merge^2,out]
        std::vector<torch::Tensor> deep;  ///< the same shape, one per DeepStack merger
    };

    /// Takes `PREFIXpatch_embed.*`, `PREFIXblocks.N.*`, `PREFIXmerger.*`, `PREFIXpos_embed.weight` and
    /// `PREFIXdeepstack_merger_list.K.*`. Throws ModelError naming a tensor that is missing or of another
    /// shape.
    QwenTower(const QwenTowerConfig& config, WeightSet& weights, const std::string& prefix,
              const VisionOptions& options);

    /// patches [P,patchValues] of all pictures, one behind the other; grid int64 [pictures,3]: frames, rows
    /// and columns in patches. Runs as many frames at once as a bounded working memory takes. Throws Error
    /// when the two do not fit together, Cancelled. The observer sees the patches in the order of `patches`.
    Output operator()(const torch::Tensor& patches, const torch::Tensor& grid,
                      const std::atomic<bool>* stop = nullptr, const VisionObserver& observer = {}) const;
    const QwenTowerConfig& config() const { return config_; }

private:
    struct Merger {
        VisionNorm norm;
        VisionLinear first, second;
        bool normAfterJoining = false;
        torch::Tensor operator()(const torch::Tensor& x, std::int64_t joined) const;
    };
    Merger takeMerger(VisionLoader& loader, const std::string& name, bool deep) const;
    Output run(const torch::Tensor& patches, const std::vector<PatchGrid>& frames,
               const std::atomic<bool>* stop, const VisionObserver& observer) const;

    QwenTowerConfig config_;
    VisionOptions options_;
    VisionLinear patches_;
    torch::Tensor positions_;
    std::vector<VisionBlock> blocks_;
    Merger merger_;
    std::vector<Merger> deepMergers_;
};

}  // namespace dokuei::inference
