#include "inference/families/gemma3/GemmaNetwork.h"

#include <cmath>

#include "inference/Error.h"
#include "inference/families/Placement.h"
#include "inference/vision/ConfigValues.h"

namespace dokuei::inference {

GemmaNetwork::GemmaNetwork(const ModelDirectory& directory, WeightSet& weights,
                           const DecoderOptions& options) {
    const auto& config = directory.config();
    auto vision = configPart(config, "vision_config");
    if (!vision.contains("model_type")) vision["model_type"] = "siglip_vision_model";
    auto tower = clipTowerConfig(vision);
    tower.finalNorm = true;
    const int tokens = configSize(config, "mm_tokens_per_image", 256);
    const int side = static_cast<int>(std::lround(std::sqrt(tokens)));
    if (side * side != tokens) throw Error("mm_tokens_per_image is not a square number");
    imageToken_ = configSize(config, "image_token_index",
                             configSize(config, "image_token_id", 262144, 1 << 24), 1 << 24);

    const VisionOptions visionOptions{options.device, options.compute};
    const auto decoder = directory.decoderConfig();
    tower_.emplace(tower, weights, "vision.", visionOptions);
    projector_.emplace(weights, "projector.", visionOptions, tower.patchesPerSide(), side, tower.hidden,
                       decoder.hidden, tower.eps);
    decoder_ = std::make_unique<Decoder>(decoder, weights, "text.", options);
}

VisionFeatures GemmaNetwork::see(const NamedTensors& pixels, const std::atomic<bool>* stop) {
    torch::InferenceMode guard;
    const auto tokens = (*projector_)((*tower_)(pictureTensor(pixels, "pixel_values"), stop));
    VisionFeatures features;
    features.counts.assign(static_cast<std::size_t>(tokens.size(0)), tokens.size(1));
    features.tokens = tokens.flatten(0, 1);
    return features;
}

Decoder::Input GemmaNetwork::join(const torch::Tensor& ids, const VisionFeatures* features, std::int64_t) {
    const auto places = placesOf(ids, imageToken_);
    Decoder::Input input;
    input.embeddings = embedAround(*decoder_, ids, places, features ? features->tokens : torch::Tensor());
    if (places.size(0) == 0) return input;
    // One picture's tokens stand side by side; text stands between pictures.
    const auto row = ids.cpu().contiguous();
    const auto* id = row.data_ptr<std::int64_t>();
    std::vector<std::int64_t> images(static_cast<std::size_t>(row.size(0)), -1);
    std::int64_t image = -1;
    for (std::int64_t i = 0; i < row.size(0); ++i) {
        if (id[i] != imageToken_) continue;
        if (i == 0 || id[i - 1] != imageToken_) ++image;
        images[static_cast<std::size_t>(i)] = image;
    }
    input.images = torch::tensor(images, torch::kLong);
    return input;
}

}  // namespace dokuei::inference
