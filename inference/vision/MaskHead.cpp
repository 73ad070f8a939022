#include "inference/vision/MaskHead.h"

#include <cmath>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

constexpr double eps = 1e-5;
constexpr int heads = 8, maskTokens = 4, layerCount = 2;

}  // namespace

torch::Tensor MaskHead::Attention::operator()(const torch::Tensor& q, const torch::Tensor& k,
                                              const torch::Tensor& v) const {
    const auto split = [](const torch::Tensor& t) { return t.unflatten(1, {heads, -1}).transpose(0, 1); };
    const auto mixed = at::scaled_dot_product_attention(
        split(query(q)).unsqueeze(0), split(key(k)).unsqueeze(0), split(value(v)).unsqueeze(0));
    return out(mixed.squeeze(0).transpose(0, 1).flatten(1));
}

torch::Tensor MaskHead::Deconvolution::operator()(const torch::Tensor& x) const {
    return at::conv_transpose3d(x, weight, bias, {2, 2, 2});
}

MaskHead::Attention MaskHead::takeAttention(VisionLoader& loader, const std::string& name, std::int64_t width,
                                            std::int64_t inner) {
    return {loader.linear(name + ".q_proj", width, inner), loader.linear(name + ".k_proj", width, inner),
            loader.linear(name + ".v_proj", width, inner), loader.linear(name + ".out_proj", inner, width)};
}

MaskHead::MaskHead(VolumeTowerConfig config, WeightSet& weights, const std::string& prefix,
                   const VisionOptions& options)
    : device_(options.device), grid_(config.grid()) {
    config.classToken = false;
    tower_ = std::make_unique<VolumeTower>(config, weights, prefix + "image_encoder.", options);
    const auto width = tower_->hidden(), half = width / 2;
    if (width % (2 * heads) != 0)
        throw ModelError(weights.file(), prefix + "image_encoder does not fit the mask decoder");
    VisionLoader loader(weights, {options.device, torch::kFloat});

    const auto prompts = prefix + "prompt_encoder.";
    frequencies_ = loader.tensor(prompts + "pe_layer.positional_encoding_gaussian_matrix", {3, half});
    noMask_ = loader.tensor(prompts + "no_mask_embed.weight", {1, width});
    loader.skip(prompts + "point_embeddings.");
    loader.skip(prompts + "not_a_point_embed.");
    loader.skip(prompts + "mask_downscaling.");

    const auto decoder = prefix + "mask_decoder.";
    tokens_ = at::cat({loader.tensor(decoder + "iou_token.weight", {1, width}),
                       loader.tensor(decoder + "mask_tokens.weight", {maskTokens, width})});
    for (int i = 0; i < layerCount; ++i) {
        const auto name = decoder + "transformer.layers." + std::to_string(i) + ".";
        const auto inner = weights.shape(name + "mlp.lin1.weight").front();
        layers_.push_back({takeAttention(loader, name + "self_attn", width, width),
                           takeAttention(loader, name + "cross_attn_token_to_image", width, half),
                           takeAttention(loader, name + "cross_attn_image_to_token", width, half),
                           loader.norm(name + "norm1", width, eps), loader.norm(name + "norm2", width, eps),
                           loader.norm(name + "norm3", width, eps), loader.norm(name + "norm4", width, eps),
                           loader.linear(name + "mlp.lin1", width, inner),
                           loader.linear(name + "mlp.lin2", inner, width)});
    }
    last_ = takeAttention(loader, decoder + "transformer.final_attn_token_to_image", width, half);
    lastNorm_ = loader.norm(decoder + "transformer.norm_final_attn", width, eps);

    const auto quarter = width / 4, eighth = width / 8;
    const auto enlarge = decoder + "output_upscaling.";
    enlargeFirst_ = {loader.tensor(enlarge + "0.weight", {width, quarter, 2, 2, 2}),
                     loader.tensor(enlarge + "0.bias", {quarter})};
    const std::vector<std::int64_t> block{quarter, 2 * grid_[0], 2 * grid_[1], 2 * grid_[2]};
    enlargeNormWeight_ = loader.tensor(enlarge + "1.weight", block);
    enlargeNormBias_ = loader.tensor(enlarge + "1.bias", block);
    enlargeSecond_ = {loader.tensor(enlarge + "3.weight", {quarter, eighth, 2, 2, 2}),
                      loader.tensor(enlarge + "3.bias", {eighth})};
    // Of the four masks M3D-LaMed shows the first; the others and their quality are only learned with.
    for (int i = 0; i < 3; ++i)
        mask_.push_back(loader.linear(decoder + "output_hypernetworks_mlps.0.layers." + std::to_string(i),
                                      width, i < 2 ? width : eighth));
    loader.skip(decoder + "output_hypernetworks_mlps.");
    loader.skip(decoder + "iou_prediction_head.");
    text_ = loader.linear(decoder + "txt_align_upscaled_embedding", width, eighth);
}

torch::Tensor MaskHead::positions() const {
    const auto axis = [&](int i) {
        return (at::arange(grid_[i], frequencies_.options()) + 0.5) / static_cast<double>(grid_[i]) * 2 - 1;
    };
    const std::vector<std::int64_t> shape{grid_[0], grid_[1], grid_[2]};
    // The second axis comes first, as the frequencies were learned with.
    const auto coordinates =
        at::stack({axis(1).view({1, -1, 1}).expand(shape), axis(0).view({-1, 1, 1}).expand(shape),
                   axis(2).view({1, 1, -1}).expand(shape)},
                  3);
    const auto angle = at::matmul(coordinates, frequencies_) * (2 * M_PI);
    return at::cat({angle.sin(), angle.cos()}, 3).flatten(0, 2);
}

torch::Tensor MaskHead::operator()(const torch::Tensor& images, const torch::Tensor& prompt,
                                   const std::atomic<bool>* stop) const {
    if (prompt.dim() != 2 || prompt.size(0) != 1 || prompt.size(1) != width())
        throw Error("the prompt of the segmentation has to be [1," + std::to_string(width()) + "]");
    if (images.dim() != 5 || images.size(0) != 1) throw Error("one volume at a time can be segmented");
    torch::InferenceMode guard;
    const auto text = prompt.to(device_, torch::kFloat);
    auto keys = (*tower_)(images, stop)[0].to(torch::kFloat) + noMask_;
    const auto keyPositions = positions();
    const auto queryPositions = at::cat({tokens_, text});
    auto queries = queryPositions;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        checkStop(stop);
        const auto& layer = layers_[i];
        if (i == 0) {
            queries = layer.self(queries, queries, queries);
        } else {
            const auto q = queries + queryPositions;
            queries = queries + layer.self(q, q, queries);
        }
        queries = layer.norm1(queries);
        queries = layer.norm2(queries + layer.toImage(queries + queryPositions, keys + keyPositions, keys));
        queries = layer.norm3(queries + layer.second(at::relu(layer.first(queries))));
        keys = layer.norm4(keys + layer.toTokens(keys + keyPositions, queries + queryPositions, queries));
    }
    queries = lastNorm_(queries + last_(queries + queryPositions, keys + keyPositions, keys));

    auto up = enlargeFirst_(keys.transpose(0, 1).reshape({1, width(), grid_[0], grid_[1], grid_[2]}));
    up = at::gelu(at::layer_norm(up, enlargeNormWeight_.sizes(), enlargeNormWeight_, enlargeNormBias_, eps));
    up = at::gelu(enlargeSecond_(up))[0];
    auto mask = queries.narrow(0, 1, 1);
    for (std::size_t i = 0; i < mask_.size(); ++i) {
        mask = mask_[i](mask);
        if (i + 1 < mask_.size()) mask = at::relu(mask);
    }
    // The mask token's and the prompt's weights of the channels add up.
    const auto scores =
        at::matmul(mask + text_(text), up.flatten(1)).view({1, 1, up.size(1), up.size(2), up.size(3)});
    const auto& size = tower_->config().imageSize;
    return at::upsample_trilinear3d(scores, {size[0], size[1], size[2]}, false)[0][0].cpu();
}

}  // namespace dokuei::inference
