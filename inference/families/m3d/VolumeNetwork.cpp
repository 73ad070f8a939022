#include "inference/families/m3d/VolumeNetwork.h"

#include "inference/Error.h"
#include "inference/families/Placement.h"
#include "inference/vision/ConfigValues.h"

namespace dokuei::inference {

VolumeNetwork::VolumeNetwork(const ModelDirectory& directory, WeightSet& weights,
                             const DecoderOptions& options) {
    const auto& config = directory.config();
    const auto tower = volumeTowerConfig(config);
    const VisionOptions visionOptions{options.device, options.compute};
    tower_.emplace(tower, weights, "vision.", visionOptions);

    const auto decoder = directory.decoderConfig();
    const auto type = configText(config, "mm_projector_type", "spp");
    if (type == "linear") {
        projector_.emplace(weights, std::vector<std::string>{"projector.linear"}, visionOptions,
                           tower_->hidden(), decoder.hidden, VisionActivation::Gelu);
    } else if (type == "spp") {
        const auto layers = configText(config, "proj_layer_type", "mlp");
        if (layers != "mlp" && layers != "linear") throw Error("proj_layer_type " + layers + " is not known");
        const int step = layers == "mlp" ? 2 : 1;  // activations take a number too
        std::vector<std::string> names;
        for (int i = 0; i < configSize(config, "proj_layer_num", 2, 16); ++i)
            names.push_back("projector." + std::to_string(step * i));
        projector_.emplace(weights, names, visionOptions, tower_->hidden(), decoder.hidden,
                           VisionActivation::Gelu);
        if (layers == "linear") projector_->makeLinear();
        const auto pooling = configText(config, "proj_pooling_type", "spatial");
        const int size = configSize(config, "proj_pooling_size", 2, 64);
        if (pooling == "spatial")
            projector_->poolVolume(tower.grid(), size);
        else if (pooling == "sequence")
            projector_->poolSequence(size);
        else
            throw Error("proj_pooling_type " + pooling + " is not known");
    } else {
        throw Error("mm_projector_type " + type + " is not known");
    }
    if (!weights.namesUnder("segmentation.").empty()) {
        maskHead_.emplace(tower, weights, "segmentation.", visionOptions);
        VisionLoader loader(weights, {options.device, torch::kFloat});
        promptFirst_ = loader.linear("segmentation_projector.0", decoder.hidden, decoder.hidden);
        promptSecond_ = loader.linear("segmentation_projector.2", decoder.hidden, maskHead_->width());
        if (config.contains("seg_token_id")) segToken_ = configSize(config, "seg_token_id", 1, 1 << 24);
    }
    decoder_ = std::make_unique<Decoder>(decoder, weights, "text.", options);
}

VisionFeatures VolumeNetwork::see(const NamedTensors& pixels, const std::atomic<bool>* stop) {
    torch::InferenceMode guard;
    const auto tokens = (*projector_)((*tower_)(pictureTensor(pixels, "images"), stop));
    VisionFeatures features;
    features.counts.assign(static_cast<std::size_t>(tokens.size(0)), tokens.size(1));
    features.tokens = tokens.flatten(0, 1);
    return features;
}

torch::Tensor VolumeNetwork::segment(const torch::Tensor& images, const torch::Tensor& states,
                                     const std::atomic<bool>* stop) const {
    if (!maskHead_) throw Error("this checkpoint has no segmentation part");
    if (states.dim() != 2 || states.size(0) < 1 || states.size(1) != decoder_->config().hidden)
        throw Error("the states of the [SEG] tokens have another shape than the decoder gives");
    torch::InferenceMode guard;
    const auto state = states.to(promptFirst_.weight.device(), torch::kFloat).mean(0, true);
    return (*maskHead_)(images, promptSecond_(at::relu(promptFirst_(state))), stop);
}

Decoder::Input VolumeNetwork::join(const torch::Tensor& ids, const VisionFeatures* features, std::int64_t) {
    checkIds(ids);
    Decoder::Input input;
    torch::Tensor places;
    if (features) {
        const auto count = features->tokens.size(0);
        if (ids.size(0) < count + 1)
            throw Error("the text has fewer places for the volume than the volume has tokens");
        places = at::arange(1, count + 1, torch::dtype(torch::kLong));
    }
    input.embeddings = embedAround(*decoder_, ids, places, features ? features->tokens : torch::Tensor());
    return input;
}

}  // namespace dokuei::inference
