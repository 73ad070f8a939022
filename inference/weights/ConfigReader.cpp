#include "inference/weights/ConfigReader.h"

#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

using nlohmann::json;

constexpr int kLargestSide = 1 << 20, kLargestVocabulary = 1 << 24, kMostLayers = 1024, kMostHeads = 4096;

/// What the classes in `transformers` assume where a config says nothing.
struct Defaults {
    int vocab, hidden, intermediate, layers, heads, kvHeads, headDim, maxPositions;
    double rmsEps, theta;
    int window;
    bool tied;
};

const std::map<std::string, Defaults>& defaults() {
    static const std::map<std::string, Defaults> all{
        {"llama", {32000, 4096, 11008, 32, 32, 0, 0, 2048, 1e-6, 10000, 0, false}},
        {"mistral", {32000, 4096, 14336, 32, 32, 8, 0, 131072, 1e-6, 10000, 4096, false}},
        {"qwen2", {151936, 4096, 22016, 32, 32, 32, 0, 32768, 1e-6, 10000, 4096, false}},
        {"qwen3", {151936, 4096, 22016, 32, 32, 32, 128, 32768, 1e-6, 10000, 4096, false}},
        {"phi3", {32064, 3072, 8192, 32, 32, 0, 0, 4096, 1e-5, 10000, 0, false}},
        {"gemma3_text", {262208, 2304, 9216, 26, 8, 4, 256, 131072, 1e-6, 1000000, 4096, true}},
        {"qwen2_vl", {152064, 8192, 29568, 80, 64, 8, 0, 32768, 1e-5, 1000000, 4096, false}},
        {"qwen2_5_vl", {152064, 8192, 29568, 80, 64, 8, 0, 32768, 1e-5, 1000000, 4096, false}},
        {"qwen3_vl", {151936, 4096, 22016, 32, 32, 32, 128, 128000, 1e-6, 500000, 0, false}}};
    return all;
}

/// One object of config.json, read with the file's name at hand.
class Reader {
public:
    Reader(const json& object, const std::string& file) : object_(object), file_(file) {}

    bool contains(const char* key) const { return object_.contains(key); }
    bool has(const char* key) const { return object_.contains(key) && !object_.at(key).is_null(); }
    const json& at(const char* key) const { return object_.at(key); }
    [[noreturn]] void fail(const std::string& reason) const { throw ModelError(file_, reason); }

    int integer(const char* key, int otherwise, int low, int high) const {
        if (!has(key)) return otherwise;
        const auto& value = at(key);
        const double number = value.is_number() ? value.get<double>() : std::nan("");
        if (!(number >= low && number <= high) || number != std::floor(number))
            fail(std::string(key) + " is " + value.dump() + ", which makes no sense");
        return static_cast<int>(number);
    }
    /// A positive number.
    double number(const char* key, double otherwise) const {
        if (!has(key)) return otherwise;
        const auto& value = at(key);
        if (!value.is_number() || !std::isfinite(value.get<double>()) || value.get<double>() <= 0)
            fail(std::string(key) + " is " + value.dump() + ", which makes no sense");
        return value.get<double>();
    }
    bool flag(const char* key, bool otherwise) const {
        if (!has(key)) return otherwise;
        if (!at(key).is_boolean()) fail(std::string(key) + " is neither true nor false");
        return at(key).get<bool>();
    }
    std::string text(const char* key, const std::string& otherwise) const {
        if (!has(key)) return otherwise;
        if (!at(key).is_string()) fail(std::string(key) + " is not a word");
        return at(key).get<std::string>();
    }
    std::vector<double> numbers(const char* key, std::size_t count) const {
        const auto bad = [&] {
            fail(std::string(key) + " is not a list of " + std::to_string(count) + " positive numbers");
        };
        if (!has(key) || !at(key).is_array() || at(key).size() != count) bad();
        std::vector<double> values;
        for (const auto& value : at(key)) {
            if (!value.is_number() || !(value.get<double>() > 0)) bad();
            values.push_back(value.get<double>());
        }
        return values;
    }

private:
    const json& object_;
    const std::string& file_;
};

/// The rotary positions that one object of either dialect describes; `theta` where it does not say.
RopeConfig readRope(const json& parameters, const Reader& text, const std::string& file, double theta,
                    const DecoderConfig& config, bool phi) {
    const Reader in(parameters, file);
    RopeConfig rope;
    rope.theta = in.number("rope_theta", theta);
    const auto half = static_cast<std::size_t>(config.headDim / 2);
    if (in.number("partial_rotary_factor", text.number("partial_rotary_factor", 1)) != 1)
        in.fail("rotates only a part of each head, which is not supported");
    auto type = in.text("rope_type", in.text("type", "default"));
    if (phi && (type == "su" || type == "yarn")) type = "longrope";
    const auto original = [&] {
        return text.integer(
            "original_max_position_embeddings",
            in.integer("original_max_position_embeddings", phi ? 4096 : config.maxPositions, 1, 1 << 28), 1,
            1 << 28);
    };
    if (type == "default" || type == "mrope") return rope;
    if (type == "linear") {
        rope.scaling = RopeConfig::Scaling::Linear;
        rope.factor = in.number("factor", 1);
    } else if (type == "llama3") {
        rope.scaling = RopeConfig::Scaling::Llama3;
        rope.factor = in.number("factor", 8);
        rope.lowFrequency = in.number("low_freq_factor", 1);
        rope.highFrequency = in.number("high_freq_factor", 4);
        if (rope.highFrequency <= rope.lowFrequency) in.fail("high_freq_factor is not above low_freq_factor");
        rope.originalPositions = original();
    } else if (type == "longrope") {
        rope.scaling = RopeConfig::Scaling::LongRope;
        rope.originalPositions = original();
        rope.shortFactor = in.numbers("short_factor", half);
        rope.longFactor = in.numbers("long_factor", half);
        rope.factor = in.number("factor", static_cast<double>(config.maxPositions) / rope.originalPositions);
        const double usual =
            rope.factor > 1 ? std::sqrt(1 + std::log(rope.factor) / std::log(rope.originalPositions)) : 1;
        rope.attentionFactor = in.number("attention_factor", usual);
    } else {
        in.fail("uses the position scaling " + type + ", which is not supported");
    }
    return rope;
}

void readSections(const json& parameters, const std::string& type, const std::string& file,
                  const DecoderConfig& config, RopeConfig& rope) {
    rope.interleaved = type == "qwen3_vl";
    rope.sections = rope.interleaved ? std::array{24, 20, 20} : std::array{16, 24, 24};
    const Reader in(parameters, file);
    if (in.has("mrope_section")) {
        const auto given = in.numbers("mrope_section", 3);
        for (std::size_t i = 0; i < 3; ++i) {
            if (given[i] != std::floor(given[i]) || given[i] > kMostHeads)
                in.fail("mrope_section does not hold whole numbers");
            rope.sections[i] = static_cast<int>(given[i]);
        }
    }
    if (rope.sections[0] + rope.sections[1] + rope.sections[2] != config.headDim / 2)
        in.fail("mrope_section does not add up to half of the head size " + std::to_string(config.headDim));
}

const json kEmpty = json::object();

const json& objectAt(const json& object, const char* key, const std::string& file) {
    if (!object.contains(key) || object.at(key).is_null()) return kEmpty;
    if (!object.at(key).is_object()) throw ModelError(file, std::string(key) + " is not an object");
    return object.at(key);
}

void readRopes(const json& part, const std::string& type, const std::string& file, double theta,
               DecoderConfig& config) {
    const Reader in(part, file);
    const auto& old = objectAt(part, "rope_scaling", file);
    const auto& parameters = objectAt(part, "rope_parameters", file);
    const bool phi = type == "phi3";
    theta = in.number("rope_theta", theta);
    if (type == "gemma3_text") {
        const bool nested = parameters.contains("full_attention") || parameters.contains("sliding_attention");
        const auto& global = nested               ? objectAt(parameters, "full_attention", file)
                             : parameters.empty() ? old
                                                  : parameters;
        config.rope = readRope(global, in, file, theta, config, phi);
        config.localRope = readRope(nested ? objectAt(parameters, "sliding_attention", file) : kEmpty, in,
                                    file, in.number("rope_local_base_freq", 10000), config, phi);
        return;
    }
    const auto& given = old.empty() ? parameters : old;
    config.rope = readRope(given, in, file, theta, config, phi);
    if (type == "qwen2_vl" || type == "qwen2_5_vl" || type == "qwen3_vl")
        readSections(given, type, file, config, config.rope);
    config.localRope = config.rope;
}

DecoderConfig::Activation readActivation(const Reader& in, const char* key) {
    const auto name = in.text(key, key == std::string("hidden_activation") ? "gelu_pytorch_tanh" : "silu");
    if (name == "silu" || name == "swish") return DecoderConfig::Activation::Silu;
    if (name == "gelu_pytorch_tanh" || name == "gelu_new") return DecoderConfig::Activation::GeluTanh;
    if (name == "gelu") return DecoderConfig::Activation::Gelu;
    in.fail("uses the activation " + name + ", which is not supported");
}

/// Which layers see only a window.
void readWindow(const Reader& in, const std::string& type, int usual, DecoderConfig& config) {
    const auto layers = static_cast<std::size_t>(config.layers);
    const bool gemma = type == "gemma3_text", qwen = type.rfind("qwen", 0) == 0;
    const bool written = in.has("sliding_window");
    const bool null = !written && in.contains("sliding_window");
    int window = written ? in.integer("sliding_window", 0, 1, 1 << 28) : null ? 0 : usual;
    if (qwen && !in.flag("use_sliding_window", false)) window = 0;
    if (type == "llama") window = 0;
    std::vector<bool> local(layers, false);
    if (in.has("layer_types") && (gemma || qwen)) {
        const auto& kinds = in.at("layer_types");
        if (!kinds.is_array() || kinds.size() != layers) in.fail("layer_types does not name every layer");
        for (std::size_t i = 0; i < layers; ++i) {
            if (kinds[i] != "full_attention" && kinds[i] != "sliding_attention")
                in.fail("layer_types holds " + kinds[i].dump() + ", which is not supported");
            local[i] = kinds[i] == "sliding_attention";
        }
    } else if (gemma) {
        const auto every = static_cast<std::size_t>(
            in.integer("sliding_window_pattern", in.integer("_sliding_window_pattern", 6, 1, kMostLayers), 1,
                       kMostLayers));
        for (std::size_t i = 0; i < layers; ++i) local[i] = (i + 1) % every != 0;
    } else if (qwen) {
        const auto from = static_cast<std::size_t>(in.integer(
            "max_window_layers", type == "qwen2_vl" || type == "qwen2_5_vl" ? 80 : 28, 0, 1 << 20));
        for (std::size_t i = from; i < layers; ++i) local[i] = true;
    } else {
        local.assign(layers, true);
    }
    bool any = false;
    for (const bool one : local) any = any || one;
    if (!any) return;
    if (window == 0) {
        if (gemma) in.fail("has local layers but no sliding_window");
        return;
    }
    config.window = window;
    config.local = local;
}

}  // namespace

const json& textPart(const json& config) {
    return config.contains("text_config") && config.at("text_config").is_object() ? config.at("text_config")
                                                                                  : config;
}

std::string textType(const json& config, const std::string& file) {
    const auto type = Reader(config, file).text("model_type", "");
    static const std::map<std::string, std::string> whole{
        {"gemma3", "gemma3_text"}, {"qwen2_vl", "qwen2_vl"},     {"qwen2_5_vl", "qwen2_5_vl"},
        {"qwen3_vl", "qwen3_vl"},  {"lamed_phi3", "phi3"},       {"lamed_llama", "llama"},
        {"llava_llama", "llama"},  {"llava_mistral", "mistral"}, {"llava_qwen", "qwen2"}};
    const auto found = whole.find(type);
    auto text = found != whole.end() ? found->second : type;
    if (type == "llava" || type == "llava_next")
        text = config.contains("text_config") ? Reader(textPart(config), file).text("model_type", "llama")
                                              : "llama";
    if (defaults().count(text) == 0)
        throw ModelError(file, "describes a model of type " +
                                   (text == type ? type : type + " with a " + text) +
                                   ", which this program does not know");
    return text;
}

DecoderConfig readDecoderConfig(const json& config, const std::string& file) {
    const auto type = textType(config, file);
    const auto& usual = defaults().at(type);
    const auto& part = textPart(config);
    const Reader in(part, file), root(config, file);
    DecoderConfig c;
    c.vocab = in.integer("vocab_size", usual.vocab, 1, kLargestVocabulary);
    c.hidden = in.integer("hidden_size", usual.hidden, 1, kLargestSide);
    c.intermediate = in.integer("intermediate_size", usual.intermediate, 1, kLargestSide);
    c.layers = in.integer("num_hidden_layers", usual.layers, 1, kMostLayers);
    c.heads = in.integer("num_attention_heads", usual.heads, 1, kMostHeads);
    // A missing entry has the class's default, an entry that says null as many as there are heads.
    const bool null = in.contains("num_key_value_heads") && !in.has("num_key_value_heads");
    c.kvHeads = in.integer("num_key_value_heads", null || usual.kvHeads == 0 ? c.heads : usual.kvHeads, 1,
                           kMostHeads);
    if (c.heads % c.kvHeads != 0) in.fail("num_attention_heads is not a multiple of num_key_value_heads");
    c.headDim = in.integer("head_dim", usual.headDim > 0 ? usual.headDim : c.hidden / c.heads, 1, 4096);
    if (c.headDim % 2 != 0) in.fail("has heads of an odd size, " + std::to_string(c.headDim));
    c.rmsEps = in.number("rms_norm_eps", usual.rmsEps);
    c.maxPositions = in.integer("max_position_embeddings", usual.maxPositions, 1, 1 << 28);
    c.tied = root.flag("tie_word_embeddings", usual.tied) || in.flag("tie_word_embeddings", false);

    const bool gemma = type == "gemma3_text";
    c.activation = readActivation(in, gemma ? "hidden_activation" : "hidden_act");
    if (in.flag("mlp_bias", false)) in.fail("has biases in the feed-forward part, which is not supported");
    const bool biases = (type == "llama" || type == "qwen3" || type == "qwen3_vl" || gemma) &&
                        in.flag("attention_bias", false);
    c.qkvBias = biases || type == "qwen2" || type == "qwen2_vl" || type == "qwen2_5_vl";
    c.outBias = biases;
    c.queryKeyNorm = gemma || type == "qwen3" || type == "qwen3_vl";
    c.fusedProjections = type == "phi3";
    if (gemma) {
        c.normOnePlus = c.sandwichNorms = true;
        c.embeddingScale = std::sqrt(static_cast<double>(c.hidden));
        c.attentionScale = 1 / std::sqrt(in.number("query_pre_attn_scalar", 256));
        c.attentionSoftcap = in.number("attn_logit_softcapping", 0);
        c.logitSoftcap = in.number("final_logit_softcapping", 0);
        c.bidirectionalImages = config.value("model_type", std::string()) == "gemma3";
        if (in.flag("use_bidirectional_attention", false))
            in.fail("reads text in both directions: it is no model that answers");
    }
    readWindow(in, type, usual.window, c);
    readRopes(part, type, file, usual.theta, c);
    return c;
}

json inCommonDialect(json config, const std::string& file) {
    const Reader in(config, file);
    const auto type = in.text("model_type", "");
    if (config.contains("text_config") ||
        (type != "llava" && type != "llava_llama" && type != "llava_mistral" && type != "llava_qwen"))
        return config;
    struct Tower {
        const char* name;
        const char* type;
        int hidden, intermediate, layers, heads, patch, image;
    };
    static constexpr std::array<Tower, 4> towers{
        {{"clip-vit-large-patch14-336", "clip_vision_model", 1024, 4096, 24, 16, 14, 336},
         {"clip-vit-large-patch14", "clip_vision_model", 1024, 4096, 24, 16, 14, 224},
         {"siglip-so400m-patch14-384", "siglip_vision_model", 1152, 4304, 27, 16, 14, 384},
         {"siglip-base-patch16-224", "siglip_vision_model", 768, 3072, 12, 12, 16, 224}}};
    const auto path = in.text("mm_vision_tower", "");
    if (path.empty()) in.fail("names no vision tower (mm_vision_tower)");
    const auto name = path.substr(path.find_last_of('/') + 1);
    const Tower* tower = nullptr;
    for (const auto& known : towers)
        if (name == known.name) tower = &known;
    if (!tower) in.fail("names the vision tower " + path + ", which this program does not know");
    const auto projector = in.text("mm_projector_type", "linear");
    if (projector != "mlp2x_gelu")
        in.fail("has a projector of type " + projector + ", which is not supported");
    const auto feature = in.text("mm_vision_select_feature", "patch");
    if (feature != "patch" && feature != "cls_patch")
        in.fail("selects the vision feature " + feature + ", which is not supported");
    config["vision_config"] = {{"model_type", tower->type},
                               {"hidden_size", tower->hidden},
                               {"intermediate_size", tower->intermediate},
                               {"num_hidden_layers", tower->layers},
                               {"num_attention_heads", tower->heads},
                               {"patch_size", tower->patch},
                               {"image_size", tower->image}};
    const bool clip = std::string(tower->type) == "clip_vision_model";
    config["vision_feature_layer"] = in.integer("mm_vision_select_layer", -2, -kMostLayers, kMostLayers);
    config["vision_feature_select_strategy"] = clip && feature == "patch" ? "default" : "full";
    config["projector_hidden_act"] = "gelu";
    // The original program marks an image by a number that no vocabulary has.
    config["image_token_index"] = -200;
    config["text_config"] = config;
    config["text_config"]["model_type"] = type == "llava_mistral" ? "mistral"
                                          : type == "llava_qwen"  ? "qwen2"
                                                                  : "llama";
    config["model_type"] = "llava";
    return config;
}

}  // namespace dokuei::inference
