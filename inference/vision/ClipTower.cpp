#include "inference/vision/ClipTower.h"

#include <algorithm>

#include "inference/Error.h"
#include "inference/vision/ConfigValues.h"

namespace dokuei::inference {
namespace {

/// How many blocks lie before hidden states `layer`.
int blocksBefore(int layer, int layers) {
    return layer >= 0 ? layer : layers + 1 + layer;
}

}  // namespace

ClipTowerConfig clipTowerConfig(const nlohmann::json& vision) {
    ClipTowerConfig c;
    const auto type = configText(vision, "model_type", "clip_vision_model");
    if (type != "siglip_vision_model" && type != "clip_vision_model" && type != "siglip" && type != "clip")
        throw Error("the vision tower " + type + " is not known");
    c.siglip = type.rfind("siglip", 0) == 0;
    c.hidden = configSize(vision, "hidden_size", 768, 1 << 14);
    c.intermediate = configSize(vision, "intermediate_size", 3072, 1 << 17);
    c.layers = configSize(vision, "num_hidden_layers", 12, 512);
    c.heads = configSize(vision, "num_attention_heads", 12, 512);
    c.channels = configSize(vision, "num_channels", 3, 16);
    c.imageSize = configSize(vision, "image_size", 224, 1 << 13);
    c.patchSize = configSize(vision, "patch_size", c.siglip ? 16 : 32, 1 << 10);
    c.eps = configNumber(vision, "layer_norm_eps", c.siglip ? 1e-6 : 1e-5);
    c.activation =
        visionActivation(configText(vision, "hidden_act", c.siglip ? "gelu_pytorch_tanh" : "quick_gelu"));
    if (c.hidden % c.heads != 0) throw Error("num_attention_heads does not divide hidden_size");
    if (c.imageSize < c.patchSize) throw Error("patch_size is larger than image_size");
    return c;
}

ClipTower::ClipTower(const ClipTowerConfig& config, WeightSet& weights, const std::string& prefix,
                     const VisionOptions& options)
    : config_(config), options_(options) {
    const auto& c = config_;
    for (const int layer : c.featureLayers) {
        const int blocks = blocksBefore(layer, c.layers);
        if (blocks < 0 || blocks > c.layers)
            throw Error("the vision tower has no hidden states " + std::to_string(layer));
    }
    VisionLoader loader(weights, options);
    const auto embeddings = prefix + "embeddings.";
    patches_.weight =
        loader.tensor(embeddings + "patch_embedding.weight", {c.hidden, c.channels, c.patchSize, c.patchSize})
            .reshape({c.hidden, -1});
    if (c.siglip) patches_.bias = loader.tensor(embeddings + "patch_embedding.bias", {c.hidden});
    positions_ = loader.tensor(embeddings + "position_embedding.weight", {c.tokens(), c.hidden});
    if (!c.siglip) {
        classToken_ = loader.tensor(embeddings + "class_embedding", {c.hidden});
        before_ = loader.norm(prefix + "pre_layrnorm", c.hidden, c.eps);
    }
    for (int i = 0; i < c.layers; ++i) {
        const auto layer = prefix + "encoder.layers." + std::to_string(i) + ".";
        VisionBlock block;
        block.norm1 = loader.norm(layer + "layer_norm1", c.hidden, c.eps);
        block.norm2 = loader.norm(layer + "layer_norm2", c.hidden, c.eps);
        const auto attention = layer + "self_attn.";
        block.qkv = loader.stacked({attention + "q_proj", attention + "k_proj", attention + "v_proj"},
                                   c.hidden, c.hidden);
        block.proj = loader.linear(attention + "out_proj", c.hidden, c.hidden);
        block.first = loader.linear(layer + "mlp.fc1", c.hidden, c.intermediate);
        block.second = loader.linear(layer + "mlp.fc2", c.intermediate, c.hidden);
        block.heads = c.heads;
        block.activation = c.activation;
        blocks_.push_back(std::move(block));
    }
    // Some checkpoints carry the parts that only the tower's own training used.
    if (c.finalNorm)
        after_ = loader.norm(prefix + "post_layernorm", c.hidden, c.eps);
    else
        loader.skip(prefix + "post_layernorm.");
    loader.skip(prefix + "head.");
    int needed = 0;
    for (const int layer : c.featureLayers) needed = std::max(needed, blocksBefore(layer, c.layers));
    blocks_.resize(static_cast<std::size_t>(needed));
}

torch::Tensor ClipTower::operator()(const torch::Tensor& pixels, const std::atomic<bool>* stop,
                                    const VisionObserver& observer) const {
    const auto& c = config_;
    if (pixels.dim() != 4 || pixels.size(1) != c.channels || pixels.size(2) != c.imageSize ||
        pixels.size(3) != c.imageSize)
        throw Error("the pictures have to be " + std::to_string(c.imageSize) + " x " +
                    std::to_string(c.imageSize) + " pixels with " + std::to_string(c.channels) + " channels");
    torch::InferenceMode guard;
    const std::int64_t perPicture =
        4LL * c.tokens() * (std::int64_t{6} * c.hidden + std::int64_t{c.intermediate});
    const std::int64_t budget = options_.device.is_cuda() ? (std::int64_t{4} << 30) : (std::int64_t{1} << 28);
    const auto batch = std::clamp<std::int64_t>(budget / perPicture, 1, 64);
    std::vector<torch::Tensor> features;
    for (std::int64_t first = 0; first < pixels.size(0); first += batch)
        features.push_back(
            run(pixels.narrow(0, first, std::min(batch, pixels.size(0) - first)), stop, observer));
    if (features.empty())
        return torch::empty({0, c.featureTokens(), c.featureSize()},
                            torch::dtype(options_.compute).device(options_.device));
    return features.size() == 1 ? features.front() : at::cat(features, 0);
}

torch::Tensor ClipTower::run(const torch::Tensor& pixels, const std::atomic<bool>* stop,
                             const VisionObserver& observer) const {
    const auto& c = config_;
    const std::int64_t batch = pixels.size(0), side = c.patchesPerSide(), edge = side * c.patchSize;
    // A convolution whose step is its kernel is a matrix product over the patches.
    const auto cells = pixels.narrow(2, 0, edge)
                           .narrow(3, 0, edge)
                           .to(options_.device, options_.compute)
                           .reshape({batch, c.channels, side, c.patchSize, side, c.patchSize})
                           .permute({0, 2, 4, 1, 3, 5})
                           .reshape({batch, side * side, -1});
    auto x = patches_(cells);
    if (classToken_.defined()) x = at::cat({classToken_.expand({batch, 1, c.hidden}), x}, 1);
    x = (x + positions_).reshape({batch * c.tokens(), c.hidden});
    if (before_.weight.defined()) x = before_(x);

    const std::vector<VisionSpans> spans{{0, batch, c.tokens()}};
    std::vector<torch::Tensor> chosen(c.featureLayers.size());
    for (int done = 0;; ++done) {
        for (std::size_t k = 0; k < chosen.size(); ++k)
            if (blocksBefore(c.featureLayers[k], c.layers) == done) chosen[k] = x.clone();
        if (done == static_cast<int>(blocks_.size())) break;
        checkStop(stop);
        blocks_[static_cast<std::size_t>(done)](x, spans);
        if (observer) observer(done, x);
    }
    auto features = chosen.size() == 1 ? chosen.front() : at::cat(chosen, 1);
    if (c.finalNorm) features = after_(features);
    features = features.reshape({batch, c.tokens(), c.featureSize()});
    return c.dropClassToken ? features.narrow(1, 1, c.tokens() - 1) : features;
}

}  // namespace dokuei::inference
