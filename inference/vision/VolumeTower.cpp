#include "inference/vision/VolumeTower.h"

#include <set>

#include "inference/Error.h"
#include "inference/vision/ConfigValues.h"

namespace dokuei::inference {
namespace {

constexpr double eps = 1e-5;

std::array<int, 3> three(const nlohmann::json& config, const std::string& key, std::array<int, 3> fallback) {
    const auto found = config.find(key);
    if (found == config.end() || found->is_null()) return fallback;
    const auto list = found->get<std::vector<int>>();
    if (list.size() != 3) throw Error(key + " has to hold three sizes");
    for (const int size : list)
        if (size < 1 || size > 4096) throw Error(key + " holds a size that makes no sense");
    return {list[0], list[1], list[2]};
}

/// How many blocks the tensors' names tell.
int blockCount(const WeightSet& weights, const std::string& prefix) {
    std::set<std::string> numbers;
    for (const auto& name : weights.namesUnder(prefix))
        numbers.insert(name.substr(prefix.size(), name.find('.', prefix.size()) - prefix.size()));
    return static_cast<int>(numbers.size());
}

}  // namespace

std::array<std::int64_t, 3> VolumeTowerConfig::grid() const {
    return {imageSize[0] / patchSize[0], imageSize[1] / patchSize[1], imageSize[2] / patchSize[2]};
}

std::int64_t VolumeTowerConfig::patches() const {
    const auto g = grid();
    return g[0] * g[1] * g[2];
}

VolumeTowerConfig volumeTowerConfig(const nlohmann::json& config) {
    VolumeTowerConfig c;
    c.channels = configSize(config, "image_channel", 1, 16);
    c.imageSize = three(config, "image_size", c.imageSize);
    c.patchSize = three(config, "patch_size", c.patchSize);
    c.heads = configSize(config, "vision_num_heads", 12, 512);
    for (int axis = 0; axis < 3; ++axis)
        if (c.imageSize[axis] % c.patchSize[axis] != 0) throw Error("patch_size does not divide image_size");
    if (c.patches() > (1 << 20)) throw Error("image_size asks for more patches than a model can read");
    const auto feature = configText(config, "vision_select_feature", "patch");
    if (feature != "patch" && feature != "cls_patch")
        throw Error("vision_select_feature " + feature + " is not known");
    c.dropClassToken = feature == "patch";
    const auto layer = config.find("vision_select_layer");
    if (layer != config.end() && !layer->is_null() && layer->get<int>() != -1)
        throw Error("vision_select_layer other than -1 is not supported");
    return c;
}

VolumeTower::VolumeTower(const VolumeTowerConfig& config, WeightSet& weights, const std::string& prefix,
                         const VisionOptions& options)
    : config_(config), options_(options) {
    const auto& c = config_;
    VisionLoader loader(weights, options);
    const auto embedding = prefix + "patch_embedding.patch_embeddings.1";
    hidden_ = weights.shape(embedding + ".weight").front();
    if (hidden_ < 1 || hidden_ % c.heads != 0)
        throw ModelError(weights.file(), embedding + ".weight does not fit the tower's heads");
    patches_ = loader.linear(
        embedding, std::int64_t{c.channels} * c.patchSize[0] * c.patchSize[1] * c.patchSize[2], hidden_);
    positions_ = loader.tensor(prefix + "patch_embedding.position_embeddings", {1, c.patches(), hidden_});
    if (c.classToken) classToken_ = loader.tensor(prefix + "cls_token", {1, 1, hidden_});
    const int layers = blockCount(weights, prefix + "blocks.");
    for (int i = 0; i < layers; ++i) {
        const auto name = prefix + "blocks." + std::to_string(i) + ".";
        const auto inner = weights.shape(name + "mlp.linear1.weight").front();
        VisionBlock block;
        block.norm1 = loader.norm(name + "norm1", hidden_, eps);
        block.norm2 = loader.norm(name + "norm2", hidden_, eps);
        block.qkv = loader.linear(name + "attn.qkv", hidden_, 3 * hidden_, false);
        block.proj = loader.linear(name + "attn.out_proj", hidden_, hidden_);
        block.first = loader.linear(name + "mlp.linear1", hidden_, inner);
        block.second = loader.linear(name + "mlp.linear2", inner, hidden_);
        block.heads = c.heads;
        block.activation = VisionActivation::Gelu;
        blocks_.push_back(std::move(block));
        // Newer versions of MONAI save parts of a cross attention that this tower does not use.
        loader.skip(name + "norm_cross_attn.");
        loader.skip(name + "cross_attn.");
    }
    norm_ = loader.norm(prefix + "norm", hidden_, eps);
}

torch::Tensor VolumeTower::operator()(const torch::Tensor& volumes, const std::atomic<bool>* stop,
                                      const VisionObserver& observer) const {
    const auto& c = config_;
    if (volumes.dim() != 5 || volumes.size(1) != c.channels || volumes.size(2) != c.imageSize[0] ||
        volumes.size(3) != c.imageSize[1] || volumes.size(4) != c.imageSize[2])
        throw Error("the volumes have to be [count," + std::to_string(c.channels) + "," +
                    std::to_string(c.imageSize[0]) + "," + std::to_string(c.imageSize[1]) + "," +
                    std::to_string(c.imageSize[2]) + "]");
    torch::InferenceMode guard;
    const auto g = c.grid();
    const auto batch = volumes.size(0), tokens = c.patches() + (c.classToken ? 1 : 0);
    const auto cells =
        volumes.to(options_.device, options_.compute)
            .reshape({batch, c.channels, g[0], c.patchSize[0], g[1], c.patchSize[1], g[2], c.patchSize[2]})
            .permute({0, 2, 4, 6, 3, 5, 7, 1})
            .reshape({batch, c.patches(), -1});
    auto x = patches_(cells) + positions_;
    if (c.classToken) x = at::cat({classToken_.expand({batch, 1, hidden_}), x}, 1);
    x = x.reshape({batch * tokens, hidden_});
    const std::vector<VisionSpans> spans{{0, batch, tokens}};
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        checkStop(stop);
        blocks_[i](x, spans);
        if (observer) observer(static_cast<int>(i), x);
    }
    const auto features = norm_(x).reshape({batch, tokens, hidden_});
    return c.classToken && c.dropClassToken ? features.narrow(1, 1, c.patches()) : features;
}

}  // namespace dokuei::inference
