#include "inference/families/CheckpointPlan.h"

#include <map>
#include <utility>

#include "inference/vision/ClipTower.h"
#include "inference/vision/ConfigValues.h"
#include "inference/vision/QwenTower.h"
#include "inference/vision/VolumeTower.h"

namespace dokuei::inference {
namespace {

using nlohmann::json;

class Plan {
public:
    void add(const std::string& name, std::vector<std::int64_t> shape) {
        tensors.push_back({name, std::move(shape)});
    }
    void linear(const std::string& name, std::int64_t in, std::int64_t out, bool bias) {
        add(name + ".weight", {out, in});
        if (bias) add(name + ".bias", {out});
    }
    void norm(const std::string& name, std::int64_t size, bool bias) {
        add(name + ".weight", {size});
        if (bias) add(name + ".bias", {size});
    }

    std::vector<PlannedTensor> tensors;
};

void planDecoder(const DecoderConfig& c, Plan& plan) {
    const std::int64_t queries = std::int64_t{c.heads} * c.headDim,
                       keys = std::int64_t{c.kvHeads} * c.headDim;
    plan.add("text.embed_tokens.weight", {c.vocab, c.hidden});
    for (int i = 0; i < c.layers; ++i) {
        const auto layer = "text.layers." + std::to_string(i) + ".", attention = layer + "self_attn.";
        plan.norm(layer + "input_layernorm", c.hidden, false);
        if (c.fusedProjections) {
            plan.linear(attention + "qkv_proj", c.hidden, queries + 2 * keys, c.qkvBias);
        } else {
            plan.linear(attention + "q_proj", c.hidden, queries, c.qkvBias);
            plan.linear(attention + "k_proj", c.hidden, keys, c.qkvBias);
            plan.linear(attention + "v_proj", c.hidden, keys, c.qkvBias);
        }
        plan.linear(attention + "o_proj", queries, c.hidden, c.outBias);
        if (c.queryKeyNorm) {
            plan.norm(attention + "q_norm", c.headDim, false);
            plan.norm(attention + "k_norm", c.headDim, false);
        }
        plan.norm(layer + "post_attention_layernorm", c.hidden, false);
        if (c.sandwichNorms) {
            plan.norm(layer + "pre_feedforward_layernorm", c.hidden, false);
            plan.norm(layer + "post_feedforward_layernorm", c.hidden, false);
        }
        if (c.fusedProjections) {
            plan.linear(layer + "mlp.gate_up_proj", c.hidden, 2 * std::int64_t{c.intermediate}, false);
        } else {
            plan.linear(layer + "mlp.gate_proj", c.hidden, c.intermediate, false);
            plan.linear(layer + "mlp.up_proj", c.hidden, c.intermediate, false);
        }
        plan.linear(layer + "mlp.down_proj", c.intermediate, c.hidden, false);
    }
    plan.norm("text.norm", c.hidden, false);
    if (!c.tied) plan.linear("lm_head", c.hidden, c.vocab, false);
}

void planClip(const ClipTowerConfig& c, Plan& plan) {
    plan.add("vision.embeddings.patch_embedding.weight", {c.hidden, c.channels, c.patchSize, c.patchSize});
    if (c.siglip) plan.add("vision.embeddings.patch_embedding.bias", {c.hidden});
    if (!c.siglip) plan.add("vision.embeddings.class_embedding", {c.hidden});
    plan.add("vision.embeddings.position_embedding.weight", {c.tokens(), c.hidden});
    if (!c.siglip) plan.norm("vision.pre_layrnorm", c.hidden, true);
    for (int i = 0; i < c.layers; ++i) {
        const auto layer = "vision.encoder.layers." + std::to_string(i) + ".";
        plan.norm(layer + "layer_norm1", c.hidden, true);
        for (const char* part : {"q_proj", "k_proj", "v_proj", "out_proj"})
            plan.linear(layer + "self_attn." + part, c.hidden, c.hidden, true);
        plan.norm(layer + "layer_norm2", c.hidden, true);
        plan.linear(layer + "mlp.fc1", c.hidden, c.intermediate, true);
        plan.linear(layer + "mlp.fc2", c.intermediate, c.hidden, true);
    }
    plan.norm("vision.post_layernorm", c.hidden, true);
}

void planQwenMerger(const QwenTowerConfig& c, const std::string& name, bool deep, Plan& plan) {
    const bool third = c.version == QwenTowerConfig::Version::Qwen3;
    const std::int64_t joined = std::int64_t{c.hidden} * c.merge * c.merge;
    plan.norm(name + (third ? ".norm" : ".ln_q"), deep ? joined : c.hidden,
              c.version != QwenTowerConfig::Version::Qwen25);
    plan.linear(name + (third ? ".linear_fc1" : ".mlp.0"), joined, joined, true);
    plan.linear(name + (third ? ".linear_fc2" : ".mlp.2"), joined, c.out, true);
}

void planQwen(const QwenTowerConfig& c, Plan& plan) {
    using Version = QwenTowerConfig::Version;
    plan.add("vision.patch_embed.proj.weight",
             {c.hidden, c.channels, c.temporalPatchSize, c.patchSize, c.patchSize});
    if (c.version == Version::Qwen3) {
        plan.add("vision.patch_embed.proj.bias", {c.hidden});
        plan.add("vision.pos_embed.weight", {c.positions, c.hidden});
    }
    for (int i = 0; i < c.layers; ++i) {
        const auto block = "vision.blocks." + std::to_string(i) + ".";
        const bool layerNorm = c.version != Version::Qwen25;
        plan.norm(block + "norm1", c.hidden, layerNorm);
        plan.norm(block + "norm2", c.hidden, layerNorm);
        plan.linear(block + "attn.qkv", c.hidden, 3 * std::int64_t{c.hidden}, true);
        plan.linear(block + "attn.proj", c.hidden, c.hidden, true);
        if (c.version == Version::Qwen25) {
            plan.linear(block + "mlp.gate_proj", c.hidden, c.intermediate, true);
            plan.linear(block + "mlp.up_proj", c.hidden, c.intermediate, true);
            plan.linear(block + "mlp.down_proj", c.intermediate, c.hidden, true);
        } else {
            const std::string fc = c.version == Version::Qwen3 ? "mlp.linear_fc" : "mlp.fc";
            plan.linear(block + fc + "1", c.hidden, c.intermediate, true);
            plan.linear(block + fc + "2", c.intermediate, c.hidden, true);
        }
    }
    planQwenMerger(c, "vision.merger", false, plan);
    for (std::size_t k = 0; k < c.deepStackBlocks.size(); ++k)
        planQwenMerger(c, "vision.deepstack_merger_list." + std::to_string(k), true, plan);
}

void planVolume(const json& config, const VolumeTowerSizes& sizes, std::int64_t out, Plan& plan) {
    const auto c = volumeTowerConfig(config);
    const std::int64_t hidden = sizes.hidden;
    plan.linear("vision.patch_embedding.patch_embeddings.1",
                std::int64_t{c.channels} * c.patchSize[0] * c.patchSize[1] * c.patchSize[2], hidden, true);
    plan.add("vision.patch_embedding.position_embeddings", {1, c.patches(), hidden});
    if (c.classToken) plan.add("vision.cls_token", {1, 1, hidden});
    for (int i = 0; i < sizes.layers; ++i) {
        const auto block = "vision.blocks." + std::to_string(i) + ".";
        plan.norm(block + "norm1", hidden, true);
        plan.linear(block + "attn.qkv", hidden, 3 * hidden, false);
        plan.linear(block + "attn.out_proj", hidden, hidden, true);
        plan.norm(block + "norm2", hidden, true);
        plan.linear(block + "mlp.linear1", hidden, sizes.intermediate, true);
        plan.linear(block + "mlp.linear2", sizes.intermediate, hidden, true);
    }
    plan.norm("vision.norm", hidden, true);
    if (configText(config, "mm_projector_type", "spp") == "linear") {
        plan.linear("projector.linear", hidden, out, true);
        return;
    }
    const int step = configText(config, "proj_layer_type", "mlp") == "mlp" ? 2 : 1;
    for (int i = 0; i < configSize(config, "proj_layer_num", 2, 16); ++i)
        plan.linear("projector." + std::to_string(step * i), i == 0 ? hidden : out, out, true);
}

void planPictures(const json& config, const std::string& type, std::int64_t out,
                  const VolumeTowerSizes& volume, Plan& plan) {
    auto vision = configPart(config, "vision_config");
    if (type == "gemma3") {
        if (!vision.contains("model_type")) vision["model_type"] = "siglip_vision_model";
        const auto tower = clipTowerConfig(vision);
        planClip(tower, plan);
        plan.add("projector.mm_input_projection_weight", {tower.hidden, out});
        plan.add("projector.mm_soft_emb_norm.weight", {tower.hidden});
    } else if (type == "llava" || type == "llava_next") {
        const auto tower = clipTowerConfig(vision);
        planClip(tower, plan);
        const bool bias = config.value("multimodal_projector_bias", true);
        const auto layers = config.find("vision_feature_layer");
        const std::int64_t joined =
            layers != config.end() && layers->is_array() ? static_cast<std::int64_t>(layers->size()) : 1;
        plan.linear("projector.linear_1", tower.hidden * joined, out, bias);
        plan.linear("projector.linear_2", out, out, bias);
    } else if (type == "lamed_phi3" || type == "lamed_llama") {
        planVolume(config, volume, out, plan);
    } else if (type == "qwen2_vl" || type == "qwen2_5_vl" || type == "qwen3_vl") {
        using Version = QwenTowerConfig::Version;
        planQwen(qwenTowerConfig(vision, type == "qwen2_vl"     ? Version::Qwen2
                                         : type == "qwen2_5_vl" ? Version::Qwen25
                                                                : Version::Qwen3),
                 plan);
    }
}

}  // namespace

std::int64_t PlannedTensor::count() const {
    std::int64_t count = 1;
    for (const auto side : shape) count *= side;
    return count;
}

std::vector<PlannedTensor> plannedTensors(const json& config, const DecoderConfig& decoder,
                                          const VolumeTowerSizes& volume) {
    Plan plan;
    planPictures(config, configText(config, "model_type", ""), decoder.hidden, volume, plan);
    planDecoder(decoder, plan);
    return plan.tensors;
}

std::string publishedTensorName(const std::string& modelType, const std::string& name) {
    struct Prefixes {
        const char *text, *vision, *projector, *head;
    };
    static const Prefixes plain{"model.", "visual.", "", "lm_head."};
    static const std::map<std::string, Prefixes> all{
        {"gemma3",
         {"language_model.model.", "vision_tower.vision_model.", "multi_modal_projector.",
          "language_model.lm_head."}},
        {"llava",
         {"language_model.model.", "vision_tower.vision_model.", "multi_modal_projector.",
          "language_model.lm_head."}},
        {"qwen3_vl", {"model.language_model.", "model.visual.", "", "lm_head."}},
        {"lamed_phi3",
         {"model.", "model.vision_tower.vision_tower.", "model.mm_projector.projector.", "lm_head."}},
        {"lamed_llama",
         {"model.", "model.vision_tower.vision_tower.", "model.mm_projector.projector.", "lm_head."}}};
    const auto found = all.find(modelType);
    const auto& to = found == all.end() ? plain : found->second;
    for (const auto& [ours, theirs] : {std::pair<std::string, const char*>{"text.", to.text},
                                       {"vision.", to.vision},
                                       {"projector.", to.projector},
                                       {"lm_head.", to.head}})
        if (name.rfind(ours, 0) == 0) return theirs + name.substr(ours.size());
    return name;
}

}  // namespace dokuei::inference
