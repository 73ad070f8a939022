#include "inference/families/llava/LlavaNetwork.h"

#include "inference/Error.h"
#include "inference/families/Placement.h"
#include "inference/vision/ConfigValues.h"

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
    // LLaVA 1.6 marks the ends of lines between the tiles of a picture; here a picture is one tile.
    VisionLoader(weights, visionOptions).skip("projector.image_newline");
    decoder_ = std::make_unique<Decoder>(decoder, weights, "text.", options);
}

VisionFeatures LlavaNetwork::see(const NamedTensors& pixels, const std::atomic<bool>* stop) {
    torch::InferenceMode guard;
    const auto tokens = (*projector_)((*tower_)(pictureTensor(pixels, "pixel_values"), stop));
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
