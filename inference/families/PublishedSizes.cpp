#include "inference/families/PublishedSizes.h"

#include <algorithm>
#include <array>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

using nlohmann::json;

/// Sizes of a decoder; headDim 0: hidden / heads.
struct Size {
    const char *family, *name;
    int hidden, intermediate, layers, heads, kvHeads, headDim, vocab;
    bool tied;
};

constexpr std::array kSizes{Size{"gemma3", "4b", 2560, 10240, 34, 8, 4, 256, 262208, true},
                            Size{"gemma3", "27b", 5376, 21504, 62, 32, 16, 128, 262208, true},
                            Size{"gemma3", "tiny", 48, 64, 7, 6, 2, 12, 640, true},
                            Size{"gemma3_text", "1b", 1152, 6912, 26, 4, 1, 256, 262144, true},
                            Size{"gemma3_text", "27b", 5376, 21504, 62, 32, 16, 128, 262208, true},
                            Size{"gemma3_text", "tiny", 48, 64, 7, 6, 2, 12, 640, true},
                            Size{"qwen2_vl", "2b", 1536, 8960, 28, 12, 2, 0, 151936, true},
                            Size{"qwen2_vl", "7b", 3584, 18944, 28, 28, 4, 0, 152064, false},
                            Size{"qwen2_vl", "tiny", 40, 56, 2, 5, 1, 0, 640, true},
                            Size{"qwen2_5_vl", "3b", 2048, 11008, 36, 16, 2, 0, 151936, true},
                            Size{"qwen2_5_vl", "7b", 3584, 18944, 28, 28, 4, 0, 152064, false},
                            Size{"qwen2_5_vl", "32b", 5120, 27648, 64, 40, 8, 0, 152064, false},
                            Size{"qwen2_5_vl", "tiny", 40, 56, 2, 5, 1, 0, 640, false},
                            Size{"qwen3_vl", "2b", 2048, 6144, 28, 16, 8, 128, 151936, true},
                            Size{"qwen3_vl", "4b", 2560, 9728, 36, 32, 8, 128, 151936, true},
                            Size{"qwen3_vl", "8b", 4096, 12288, 36, 32, 8, 128, 151936, false},
                            Size{"qwen3_vl", "tiny", 40, 56, 3, 6, 2, 20, 640, false},
                            Size{"llava", "7b", 4096, 11008, 32, 32, 32, 0, 32064, false},
                            Size{"llava", "13b", 5120, 13824, 40, 40, 40, 0, 32064, false},
                            Size{"llava", "tiny", 40, 56, 2, 5, 5, 0, 640, false},
                            Size{"m3d", "phi3-4b", 3072, 8192, 32, 32, 32, 0, 32015, false},
                            Size{"m3d", "llama-7b", 4096, 11008, 32, 32, 32, 0, 32004, false},
                            Size{"m3d", "tiny", 40, 56, 2, 5, 5, 0, 640, false},
                            Size{"llama", "1b", 2048, 8192, 16, 32, 8, 64, 128256, true},
                            Size{"llama", "3b", 3072, 8192, 28, 24, 8, 128, 128256, true},
                            Size{"llama", "7b", 4096, 11008, 32, 32, 32, 0, 32000, false},
                            Size{"llama", "8b", 4096, 14336, 32, 32, 8, 128, 128256, false},
                            Size{"llama", "tiny", 40, 56, 2, 10, 2, 0, 640, true},
                            Size{"mistral", "7b", 4096, 14336, 32, 32, 8, 128, 32000, false},
                            Size{"mistral", "tiny", 40, 56, 2, 10, 2, 0, 640, false},
                            Size{"qwen2", "0.5b", 896, 4864, 24, 14, 2, 0, 151936, true},
                            Size{"qwen2", "1.5b", 1536, 8960, 28, 12, 2, 0, 151936, true},
                            Size{"qwen2", "3b", 2048, 11008, 36, 16, 2, 0, 151936, true},
                            Size{"qwen2", "7b", 3584, 18944, 28, 28, 4, 0, 152064, false},
                            Size{"qwen2", "tiny", 40, 56, 2, 5, 1, 0, 640, true},
                            Size{"qwen3", "0.6b", 1024, 3072, 28, 16, 8, 128, 151936, true},
                            Size{"qwen3", "1.7b", 2048, 6144, 28, 16, 8, 128, 151936, true},
                            Size{"qwen3", "4b", 2560, 9728, 36, 32, 8, 128, 151936, true},
                            Size{"qwen3", "8b", 4096, 12288, 36, 32, 8, 128, 151936, false},
                            Size{"qwen3", "tiny", 40, 56, 2, 6, 2, 12, 640, true},
                            Size{"phi3", "4b", 3072, 8192, 32, 32, 32, 0, 32064, false},
                            Size{"phi3", "tiny", 40, 56, 2, 5, 5, 0, 640, false}};

bool isTiny(const Size& size) {
    return std::string(size.name) == "tiny";
}

json textConfig(const Size& size, const char* type) {
    json text{{"model_type", type},
              {"vocab_size", size.vocab},
              {"hidden_size", size.hidden},
              {"intermediate_size", size.intermediate},
              {"num_hidden_layers", size.layers},
              {"num_attention_heads", size.heads},
              {"num_key_value_heads", size.kvHeads},
              {"tie_word_embeddings", size.tied},
              {"torch_dtype", "bfloat16"}};
    if (size.headDim > 0) text["head_dim"] = size.headDim;
    return text;
}

json gemmaText(const Size& size) {
    auto text = textConfig(size, "gemma3_text");
    const std::string name = size.name;
    text.update({{"rms_norm_eps", 1e-6},
                 {"query_pre_attn_scalar", name == "27b"    ? 168
                                           : name == "tiny" ? 20
                                                            : 256},
                 {"sliding_window", name == "1b"     ? 512
                                    : name == "tiny" ? 16
                                                     : 1024},
                 {"sliding_window_pattern", 6},
                 {"rope_theta", 1000000.0},
                 {"rope_local_base_freq", 10000.0},
                 {"max_position_embeddings", name == "1b"     ? 32768
                                             : name == "tiny" ? 4096
                                                              : 131072},
                 {"hidden_activation", "gelu_pytorch_tanh"},
                 {"pad_token_id", 0},
                 {"bos_token_id", 2},
                 {"eos_token_id", 1}});
    if (name != "1b") text["rope_scaling"] = {{"rope_type", "linear"}, {"factor", 8.0}};
    return text;
}

PublishedCheckpoint gemma(const Size& size, bool pictures) {
    PublishedCheckpoint out;
    const bool tiny = isTiny(size);
    out.generation = {{"bos_token_id", 2}, {"eos_token_id", {1, 106}},
                      {"pad_token_id", 0}, {"do_sample", true},
                      {"top_k", 64},       {"top_p", 0.95}};
    if (!pictures) {
        out.config = gemmaText(size);
        out.config["architectures"] = {"Gemma3ForCausalLM"};
        return out;
    }
    const int side = tiny ? 48 : 896;
    out.config = {{"model_type", "gemma3"},
                  {"architectures", {"Gemma3ForConditionalGeneration"}},
                  {"text_config", gemmaText(size)},
                  {"vision_config",
                   {{"model_type", "siglip_vision_model"},
                    {"hidden_size", tiny ? 36 : 1152},
                    {"intermediate_size", tiny ? 44 : 4304},
                    {"num_hidden_layers", tiny ? 2 : 27},
                    {"num_attention_heads", tiny ? 3 : 16},
                    {"image_size", side},
                    {"patch_size", tiny ? 8 : 14},
                    {"vision_use_head", false}}},
                  {"mm_tokens_per_image", tiny ? 9 : 256},
                  {"boi_token_index", tiny ? 636 : 255999},
                  {"eoi_token_index", tiny ? 637 : 256000},
                  {"image_token_index", tiny ? 638 : 262144},
                  {"tie_word_embeddings", true},
                  {"torch_dtype", "bfloat16"}};
    out.preprocessor = {{"image_processor_type", "Gemma3ImageProcessor"},
                        {"size", {{"height", side}, {"width", side}}},
                        {"do_resize", true},
                        {"do_rescale", true},
                        {"do_normalize", true},
                        {"resample", 2},
                        {"rescale_factor", 1.0 / 255},
                        {"image_mean", {0.5, 0.5, 0.5}},
                        {"image_std", {0.5, 0.5, 0.5}},
                        {"image_seq_length", tiny ? 9 : 256}};
    return out;
}

/// Ids of Qwen's control tokens; those of a tiny vocabulary lie at its end in the same order.
int qwenId(const Size& size, int published) {
    return isTiny(size) ? published - 151643 + size.vocab - 16 : published;
}

json qwenText(const Size& size, const std::string& type) {
    auto text = textConfig(size, type.c_str());
    const bool third = type.rfind("qwen3", 0) == 0;
    text.update({{"rms_norm_eps", 1e-6},
                 {"rope_theta", type == "qwen3_vl" ? 5000000.0 : 1000000.0},
                 {"max_position_embeddings", isTiny(size) ? 4096
                                             : third      ? 40960
                                                          : 32768},
                 {"use_sliding_window", false},
                 {"hidden_act", "silu"},
                 {"bos_token_id", qwenId(size, 151643)},
                 {"eos_token_id", qwenId(size, 151645)}});
    if (third) text["attention_bias"] = false;
    return text;
}

json qwenGeneration(const Size& size) {
    return {{"bos_token_id", qwenId(size, 151643)},
            {"pad_token_id", qwenId(size, 151643)},
            {"eos_token_id", {qwenId(size, 151645), qwenId(size, 151643)}},
            {"do_sample", true},
            {"temperature", 0.7},
            {"top_p", 0.8},
            {"top_k", 20}};
}

PublishedCheckpoint qwen(const Size& size) {
    PublishedCheckpoint out;
    const std::string type = size.family;
    out.config = qwenText(size, type);
    out.config["architectures"] = {type == "qwen2" ? "Qwen2ForCausalLM" : "Qwen3ForCausalLM"};
    out.generation = qwenGeneration(size);
    return out;
}

json qwenVision(const Size& size, const std::string& type) {
    const bool tiny = isTiny(size), large = std::string(size.name) == "32b";
    json vision{{"model_type", type},
                {"depth", tiny                 ? 4
                          : type == "qwen3_vl" ? (size.hidden == 4096 ? 27 : 24)
                                               : 32},
                {"num_heads", tiny ? 2 : 16},
                {"patch_size", tiny                 ? 4
                               : type == "qwen3_vl" ? 16
                                                    : 14},
                {"temporal_patch_size", 2},
                {"spatial_merge_size", 2},
                {"in_channels", 3}};
    if (type == "qwen2_vl") {
        vision.update({{"embed_dim", tiny ? 32 : 1280},
                       {"hidden_size", size.hidden},
                       {"mlp_ratio", 4},
                       {"hidden_act", "quick_gelu"}});
    } else if (type == "qwen2_5_vl") {
        vision.update({{"hidden_size", tiny ? 32 : 1280},
                       {"intermediate_size", tiny    ? 44
                                             : large ? 3456
                                                     : 3420},
                       {"out_hidden_size", size.hidden},
                       {"window_size", tiny ? 32 : 112},
                       {"tokens_per_second", 2},
                       {"hidden_act", "silu"}});
        vision["fullatt_block_indexes"] = tiny ? json{1, 3} : json{7, 15, 23, 31};
    } else {
        const bool deep = size.hidden == 4096;
        vision.update({{"hidden_size", tiny   ? 32
                                       : deep ? 1152
                                              : 1024},
                       {"intermediate_size", tiny   ? 44
                                             : deep ? 4304
                                                    : 4096},
                       {"out_hidden_size", size.hidden},
                       {"num_position_embeddings", tiny ? 36 : 2304},
                       {"hidden_act", "gelu_pytorch_tanh"}});
        vision["deepstack_visual_indexes"] = tiny ? json{0, 1, 3} : deep ? json{8, 16, 24} : json{5, 11, 17};
    }
    return vision;
}

PublishedCheckpoint qwenVl(const Size& size) {
    PublishedCheckpoint out;
    const std::string type = size.family;
    const bool tiny = isTiny(size), third = type == "qwen3_vl";
    auto text = qwenText(size, type);
    text["rope_scaling"] = {{"mrope_section", tiny    ? (third ? json{4, 3, 3} : json{1, 1, 2})
                                              : third ? json{24, 20, 20}
                                                      : json{16, 24, 24}}};
    if (third) {
        text["rope_scaling"].update({{"rope_type", "default"}, {"mrope_interleaved", true}});
        text["model_type"] = "qwen3_vl_text";
        out.config = {{"model_type", type}, {"text_config", text}, {"tie_word_embeddings", size.tied}};
    } else {
        text["rope_scaling"]["type"] = "mrope";
        out.config = text;
    }
    out.config["vision_config"] = qwenVision(size, type);
    out.config["architectures"] = {type == "qwen2_vl"     ? "Qwen2VLForConditionalGeneration"
                                   : type == "qwen2_5_vl" ? "Qwen2_5_VLForConditionalGeneration"
                                                          : "Qwen3VLForConditionalGeneration"};
    out.config["vision_start_token_id"] = qwenId(size, 151652);
    out.config["vision_end_token_id"] = qwenId(size, 151653);
    out.config["image_token_id"] = qwenId(size, 151655);
    out.config["video_token_id"] = qwenId(size, 151656);
    out.generation = qwenGeneration(size);
    const int patch = tiny ? 4 : third ? 16 : 14;
    out.preprocessor = {{"image_processor_type", "Qwen2VLImageProcessor"},
                        {"patch_size", patch},
                        {"temporal_patch_size", 2},
                        {"merge_size", 2}};
    if (third)
        out.preprocessor.update({{"image_mean", {0.5, 0.5, 0.5}}, {"image_std", {0.5, 0.5, 0.5}}});
    else
        out.preprocessor.update({{"image_mean", {0.48145466, 0.4578275, 0.40821073}},
                                 {"image_std", {0.26862954, 0.26130258, 0.27577711}}});
    if (third || tiny)
        out.preprocessor["size"] = {{"shortest_edge", tiny ? 256 : 65536},
                                    {"longest_edge", tiny ? 4096 : 16777216}};
    else
        out.preprocessor.update({{"min_pixels", 3136}, {"max_pixels", 12845056}});
    return out;
}

json llamaText(const Size& size, const char* type) {
    auto text = textConfig(size, type);
    const bool third = size.vocab == 128256;
    text.update({{"rms_norm_eps", 1e-5},
                 {"rope_theta", third ? 500000.0 : 10000.0},
                 {"max_position_embeddings", third ? 131072 : 4096},
                 {"hidden_act", "silu"},
                 {"bos_token_id", third ? 128000 : 1},
                 {"eos_token_id", third ? 128001 : 2}});
    if (third)
        text["rope_scaling"] = {{"rope_type", "llama3"},
                                {"factor", size.tied ? 32.0 : 8.0},
                                {"low_freq_factor", 1.0},
                                {"high_freq_factor", 4.0},
                                {"original_max_position_embeddings", 8192}};
    return text;
}

PublishedCheckpoint llama(const Size& size) {
    PublishedCheckpoint out;
    const std::string type = size.family;
    out.config = llamaText(size, size.family);
    if (type == "mistral") {
        out.config["sliding_window"] = isTiny(size) ? 16 : 4096;
        out.config["max_position_embeddings"] = isTiny(size) ? 4096 : 32768;
    }
    if (type == "phi3") {
        out.config.update({{"sliding_window", 2047},
                           {"original_max_position_embeddings", 4096},
                           {"eos_token_id", isTiny(size) ? 2 : 32000}});
    }
    out.config["architectures"] = {type == "llama"     ? "LlamaForCausalLM"
                                   : type == "mistral" ? "MistralForCausalLM"
                                                       : "Phi3ForCausalLM"};
    out.generation = {{"bos_token_id", out.config["bos_token_id"]},
                      {"eos_token_id", out.config["eos_token_id"]},
                      {"do_sample", false}};
    if (size.vocab == 128256) out.generation["eos_token_id"] = {128001, 128008, 128009};
    if (type == "phi3" && !isTiny(size)) out.generation["eos_token_id"] = {32000, 32001, 32007};
    return out;
}

PublishedCheckpoint llava(const Size& size) {
    PublishedCheckpoint out;
    const bool tiny = isTiny(size);
    const int side = tiny ? 24 : 336;
    out.config = {{"model_type", "llava"},
                  {"architectures", {"LlavaForConditionalGeneration"}},
                  {"text_config", llamaText(size, "llama")},
                  {"vision_config",
                   {{"model_type", "clip_vision_model"},
                    {"hidden_size", tiny ? 36 : 1024},
                    {"intermediate_size", tiny ? 44 : 4096},
                    {"num_hidden_layers", tiny ? 3 : 24},
                    {"num_attention_heads", tiny ? 3 : 16},
                    {"image_size", side},
                    {"patch_size", tiny ? 8 : 14},
                    {"projection_dim", 768}}},
                  {"vision_feature_layer", -2},
                  {"vision_feature_select_strategy", "default"},
                  {"projector_hidden_act", "gelu"},
                  {"image_seq_length", tiny ? 9 : 576},
                  {"image_token_index", tiny ? 638 : 32000},
                  {"tie_word_embeddings", false},
                  {"torch_dtype", "bfloat16"}};
    out.generation = {{"bos_token_id", 1}, {"eos_token_id", 2}, {"pad_token_id", tiny ? 639 : 32001}};
    out.preprocessor = {{"image_processor_type", "CLIPImageProcessor"},
                        {"size", {{"shortest_edge", side}}},
                        {"crop_size", {{"height", side}, {"width", side}}},
                        {"do_resize", true},
                        {"do_center_crop", true},
                        {"do_rescale", true},
                        {"do_normalize", true},
                        {"resample", 3},
                        {"image_mean", {0.48145466, 0.4578275, 0.40821073}},
                        {"image_std", {0.26862954, 0.26130258, 0.27577711}}};
    return out;
}

PublishedCheckpoint m3d(const Size& size) {
    PublishedCheckpoint out;
    const bool tiny = isTiny(size), phi = std::string(size.name) != "llama-7b";
    out.config = llamaText(size, phi ? "lamed_phi3" : "lamed_llama");
    if (phi && !tiny) out.config.update({{"sliding_window", 2047}, {"eos_token_id", 32000}});
    if (phi) out.config["original_max_position_embeddings"] = 4096;
    if (tiny) out.volume = {48, 96, 2};
    out.config.update({{"architectures", {phi ? "LamedPhi3ForCausalLM" : "LamedLlamaForCausalLM"}},
                       {"image_channel", 1},
                       {"image_size", tiny ? json{8, 32, 64} : json{32, 256, 256}},
                       {"patch_size", {4, 16, 16}},
                       {"vision_tower", "vit3d"},
                       {"vision_select_layer", -1},
                       {"vision_select_feature", "patch"},
                       {"mm_projector_type", "spp"},
                       {"proj_layer_type", "mlp"},
                       {"proj_layer_num", 2},
                       {"proj_pooling_type", "spatial"},
                       {"proj_pooling_size", 2},
                       {"mm_hidden_size", out.volume.hidden},
                       {"segmentation_module", nullptr},
                       {"seg_token_id", size.vocab - 1}});
    out.generation = {{"bos_token_id", 1}, {"eos_token_id", out.config["eos_token_id"]}};
    return out;
}

}  // namespace

std::vector<std::string> publishedSizes() {
    std::vector<std::string> all;
    for (const auto& size : kSizes) all.push_back(std::string(size.family) + " " + size.name);
    return all;
}

PublishedCheckpoint publishedCheckpoint(const std::string& family, const std::string& name) {
    std::string known;
    for (const auto& size : kSizes) {
        if (family != size.family) continue;
        if (name == size.name) {
            if (family.rfind("gemma3", 0) == 0) return gemma(size, family == "gemma3");
            if (family == "qwen2" || family == "qwen3") return qwen(size);
            if (family.rfind("qwen", 0) == 0) return qwenVl(size);
            if (family == "llava") return llava(size);
            return family == "m3d" ? m3d(size) : llama(size);
        }
        known += (known.empty() ? "" : ", ") + std::string(size.name);
    }
    if (!known.empty()) throw Error("of " + family + " the sizes " + known + " are known, not " + name);
    std::string last;  // the sizes of a family stand together
    for (const auto& size : kSizes) {
        if (last != size.family) known += (known.empty() ? "" : ", ") + std::string(size.family);
        last = size.family;
    }
    throw Error("the families " + known + " are known, not " + family);
}

}  // namespace dokuei::inference
