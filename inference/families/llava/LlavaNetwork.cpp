#include "inference/families/llava/LlavaNetwork.h"

#include "inference/Error.h"
#include "inference/families/Placement.h"
#include "inference/vision/ConfigValues.h"
#include "inference/vision/Tiles.h"

namespace dokuei::inference {
namespace {

std::vector<int> featureLayers(const nlohmann::json& config) {
    const auto found = config.find("vision_feature_layer");
    if (found == config.end() || found->is_null()) return {-2};
    const auto layers =
        found->is_array() ? found->get<std::vector<int>>() : std::vector<int>{found->get<int>()};
    if (layers.empty()) throw Error("vision_feature_layer names no layer");
    return layers;
}

}  // namespace

LlavaNetwork::LlavaNetwork(const ModelDirectory& directory, WeightSet& weights,
                           const DecoderOptions& options) {
    const auto& config = directory.config();
    auto tower = clipTowerConfig(configPart(config, "vision_config"));
    tower.featureLayers = featureLayers(config);
    const auto strategy = configText(config, "vision_feature_select_strategy", "default");
    if (strategy != "default" && strategy != "full")
        throw Error("vision_feature_select_strategy " + strategy + " is not known");
    tower.dropClassToken = strategy == "default";
    imageToken_ = 32000;
    for (const char* key : {"image_token_id", "image_token_index"})
        if (config.contains(key) && config[key].is_number_integer())
            imageToken_ = config[key].get<std::int64_t>();

    if (weights.namesUnder("vision.").empty())
        throw ModelError(weights.file(),
                         "holds no vision tower: " + configText(config, "mm_vision_tower", "vision_config") +
                             " has to be part of the checkpoint");
    const auto decoder = directory.decoderConfig();
    const VisionOptions visionOptions{options.device, options.compute};
    tower_.emplace(tower, weights, "vision.", visionOptions);
    const bool single = weights.contains("projector.weight");
    const auto names = single ? std::vector<std::string>{"projector"}
                              : std::vector<std::string>{"projector.linear_1", "projector.linear_2"};
    projector_.emplace(weights, names, visionOptions, tower.featureSize(), decoder.hidden,
                       visionActivation(configText(config, "projector_hidden_act", "gelu")),
                       config.value("multimodal_projector_bias", true));
    if (weights.contains("projector.image_newline"))
        newline_ = VisionLoader(weights, visionOptions).tensor("projector.image_newline", {decoder.hidden});
    readTiles(config);
    decoder_ = std::make_unique<Decoder>(decoder, weights, "text.", options);
}

void LlavaNetwork::readTiles(const nlohmann::json& config) {
    const bool original = config.contains("mm_vision_tower");
    const auto merge = configText(config, "mm_patch_merge_type", original ? "flat" : "spatial_unpad");
    if (merge != "flat" && merge != "spatial" && merge != "spatial_unpad")
        throw Error("mm_patch_merge_type " + merge + " is not known");
    merge_ = merge == "flat" ? Merge::Flat : merge == "spatial" ? Merge::Spatial : Merge::SpatialUnpad;
    const auto list = config.find("image_grid_pinpoints");
    if (list == config.end() || !list->is_array()) return;
    for (const auto& entry : *list) {
        const auto size = entry.get<std::vector<int>>();
        if (size.size() != 2 || size[0] < 1 || size[1] < 1)
            throw Error("image_grid_pinpoints holds a size that makes no sense");
        // The original program writes the width first.
        resolutions_.push_back(original ? std::array{size[1], size[0]} : std::array{size[0], size[1]});
    }
}

VisionFeatures LlavaNetwork::seeTiles(const torch::Tensor& pixels, const torch::Tensor& sizes,
                                      const std::atomic<bool>* stop) const {
    if (resolutions_.empty()) throw Error("this model does not cut pictures into tiles");
    if (sizes.dim() != 2 || sizes.size(1) != 2 || sizes.size(0) != pixels.size(0))
        throw Error("image_sizes does not fit the pictures");
    const auto edge = tower_->config().imageSize;
    std::vector<torch::Tensor> tokens;
    VisionFeatures features;
    for (std::int64_t i = 0; i < pixels.size(0); ++i) {
        const auto height = sizes[i][0].item<std::int64_t>(), width = sizes[i][1].item<std::int64_t>();
        if (height < 1 || width < 1 || height > (1 << 20) || width > (1 << 20))
            throw Error("image_sizes holds a size that makes no sense");
        const auto best = bestResolution(static_cast<int>(height), static_cast<int>(width), resolutions_);
        const int rows = best[0] / edge, columns = best[1] / edge;
        const std::int64_t count = 1 + std::int64_t{rows} * columns;
        if (count > pixels.size(1)) throw Error("a picture has fewer tiles than its size asks for");
        const auto seen = (*projector_)((*tower_)(pixels[i].narrow(0, 0, count), stop));
        if (merge_ == Merge::Flat)
            tokens.push_back(seen.flatten(0, 1));
        else
            tokens.push_back(packTiles(seen, merge_ == Merge::SpatialUnpad ? newline_ : torch::Tensor(), rows,
                                       columns, static_cast<int>(height), static_cast<int>(width),
                                       merge_ == Merge::SpatialUnpad));
        features.counts.push_back(tokens.back().size(0));
    }
    features.tokens = at::cat(tokens);
    return features;
}

VisionFeatures LlavaNetwork::see(const NamedTensors& pixels, const std::atomic<bool>* stop) {
    torch::InferenceMode guard;
    const auto pictures = pictureTensor(pixels, "pixel_values");
    if (pictures.dim() == 5) return seeTiles(pictures, pictureTensor(pixels, "image_sizes").cpu(), stop);
    const auto tokens = (*projector_)((*tower_)(pictures, stop));
    VisionFeatures features;
    features.counts.assign(static_cast<std::size_t>(tokens.size(0)), tokens.size(1));
    features.tokens = tokens.flatten(0, 1);
    return features;
}

Decoder::Input LlavaNetwork::join(const torch::Tensor& ids, const VisionFeatures* features, std::int64_t) {
    Decoder::Input input;
    input.embeddings = embedAround(*decoder_, ids, placesOf(ids, imageToken_),
                                   features ? features->tokens : torch::Tensor());
    return input;
}

}  // namespace dokuei::inference
