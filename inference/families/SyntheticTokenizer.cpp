#include "inference/families/SyntheticTokenizer.h"

#include <array>
#include <cstdio>
#include <map>

#include "inference/text/ByteCharacters.h"
#include "inference/weights/ConfigReader.h"

namespace dokuei::inference {
namespace {

using nlohmann::json;

constexpr const char* kSpace = "\xE2\x96\x81";  // U+2581, a space in SentencePiece vocabularies
constexpr const char* kQwenWords =
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|"
    "\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
constexpr const char* kLlama3Words =
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|"
    "\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

enum class Style { Gemma, Qwen, Llama2, Llama3 };

using Control = std::map<int, std::string>;

int number(const json& object, const char* key, int otherwise) {
    return object.contains(key) && object.at(key).is_number_integer() ? object.at(key).get<int>() : otherwise;
}

Control gemmaControl(const json& config) {
    Control all{{0, "<pad>"},          {1, "<eos>"},        {2, "<bos>"},        {3, "<unk>"},
                {4, "<mask>"},         {100, "<unused94>"}, {101, "<unused95>"}, {105, "<start_of_turn>"},
                {106, "<end_of_turn>"}};
    if (config.contains("vision_config")) {
        all[number(config, "boi_token_index", 255999)] = "<start_of_image>";
        all[number(config, "eoi_token_index", 256000)] = "<end_of_image>";
        all[number(config, "image_token_index", 262144)] = "<image_soft_token>";
    }
    return all;
}

Control qwenControl(int first) {
    static constexpr std::array names{
        "<|endoftext|>",  "<|im_start|>",   "<|im_end|>",     "<|object_ref_start|>", "<|object_ref_end|>",
        "<|box_start|>",  "<|box_end|>",    "<|quad_start|>", "<|quad_end|>",         "<|vision_start|>",
        "<|vision_end|>", "<|vision_pad|>", "<|image_pad|>",  "<|video_pad|>"};
    Control all;
    for (std::size_t i = 0; i < names.size(); ++i) all[first + static_cast<int>(i)] = names[i];
    return all;
}

void addPhi(int vocab, Control& all) {
    const int first = vocab > 32010 ? 32000 : vocab - 24;
    all[first] = "<|endoftext|>";
    all[first + 1] = "<|assistant|>";
    all[first + 6] = "<|system|>";
    all[first + 7] = "<|end|>";
    all[first + 10] = "<|user|>";
}

Style styleOf(const json& config, const std::string& type) {
    if (type.rfind("gemma3", 0) == 0) return Style::Gemma;
    if (type.rfind("qwen", 0) == 0) return Style::Qwen;
    return number(textPart(config), "bos_token_id", 1) >= 128000 ? Style::Llama3 : Style::Llama2;
}

Control controlTokens(const json& config, const std::string& type, Style style, int vocab) {
    if (style == Style::Gemma) return gemmaControl(config);
    if (style == Style::Qwen) return qwenControl(number(textPart(config), "bos_token_id", 151643));
    if (style == Style::Llama3)
        return {{128000, "<|begin_of_text|>"}, {128001, "<|end_of_text|>"}, {128006, "<|start_header_id|>"},
                {128007, "<|end_header_id|>"}, {128008, "<|eom_id|>"},      {128009, "<|eot_id|>"}};
    Control all{{0, "<unk>"}, {1, "<s>"}, {2, "</s>"}};
    if (type == "phi3" || type == "lamed_phi3") addPhi(vocab, all);
    if (type == "llava") {
        const int image = number(config, "image_token_index", 32000);
        all[image] = "<image>";
        all[image + 1] = "<pad>";
    }
    if (type.rfind("lamed", 0) == 0) {
        all[vocab - 4] = "<im_patch>";
        all[vocab - 3] = "<bx_start>";
        all[vocab - 2] = "<bx_end>";
        all[vocab - 1] = "[SEG]";
    }
    return all;
}

/// Three letters or more; no two numbers have the same.
std::string word(int number) {
    std::string text;
    for (int left = number; text.size() < 3 || left > 0; left /= 26)
        text += static_cast<char>('a' + left % 26);
    return text;
}

json vocabulary(const Control& control, bool bytesAsCharacters, int vocab) {
    std::vector<std::string> tokens(static_cast<std::size_t>(vocab));
    for (const auto& [id, text] : control)
        if (id >= 0 && id < vocab) tokens[static_cast<std::size_t>(id)] = text;
    int byte = 0, words = 0;
    bool space = !bytesAsCharacters;
    for (auto& token : tokens) {
        if (!token.empty()) continue;
        if (byte < 256) {
            char spelled[8];
            std::snprintf(spelled, sizeof spelled, "<0x%02X>", byte);
            token = bytesAsCharacters ? characterOfByte(static_cast<unsigned char>(byte)) : spelled;
            ++byte;
        } else if (space) {
            token = kSpace;
            space = false;
        } else {
            token = (bytesAsCharacters ? characterOfByte(' ') : std::string(kSpace)) + word(words++);
        }
    }
    json object = json::object();
    for (int id = 0; id < vocab; ++id) object[tokens[static_cast<std::size_t>(id)]] = id;
    return object;
}

json replacement(const char* from, const char* to) {
    return {{"type", "Replace"}, {"pattern", {{"String", from}}}, {"content", to}};
}

void describeBytes(const char* words, bool nfc, json& out) {
    out["normalizer"] = nfc ? json{{"type", "NFC"}} : json();
    const json split{
        {"type", "Split"}, {"pattern", {{"Regex", words}}}, {"behavior", "Isolated"}, {"invert", false}};
    json level{
        {"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", false}};
    out["pre_tokenizer"] = {{"type", "Sequence"}, {"pretokenizers", json::array({split, level})}};
    out["decoder"] = level;
}

void describeCharacters(bool prepend, json& out) {
    const auto spaces = replacement(" ", kSpace);
    json prefix{{"type", "Prepend"}, {"prepend", kSpace}};
    out["normalizer"] =
        prepend ? json{{"type", "Sequence"}, {"normalizers", json::array({prefix, spaces})}} : spaces;
    out["pre_tokenizer"] = nullptr;
    auto steps = json::array({replacement(kSpace, " "), {{"type", "ByteFallback"}}, {{"type", "Fuse"}}});
    if (prepend) steps.push_back({{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}});
    out["decoder"] = {{"type", "Sequence"}, {"decoders", steps}};
}

/// Begins every text with the token, as the published files do.
json beginsWith(const std::string& token, int id) {
    const json special{{"SpecialToken", {{"id", token}, {"type_id", 0}}}};
    const json first{{"Sequence", {{"id", "A"}, {"type_id", 0}}}},
        second{{"Sequence", {{"id", "B"}, {"type_id", 0}}}};
    return {{"type", "TemplateProcessing"},
            {"single", json::array({special, first})},
            {"pair", json::array({special, first, second})},
            {"special_tokens",
             {{token, {{"id", token}, {"ids", json::array({id})}, {"tokens", json::array({token})}}}}}};
}

}  // namespace

std::string syntheticTokenizer(const json& config) {
    const auto& text = textPart(config);
    const int vocab = number(text, "vocab_size", 0);
    const auto type = config.value("model_type", std::string());
    const auto style = styleOf(config, type);
    const auto control = controlTokens(config, type, style, vocab);
    json out{{"version", "1.0"}, {"truncation", nullptr}, {"padding", nullptr}, {"post_processor", nullptr}};
    out["added_tokens"] = json::array();
    for (const auto& [id, content] : control)
        out["added_tokens"].push_back({{"id", id},
                                       {"content", content},
                                       {"single_word", false},
                                       {"lstrip", false},
                                       {"rstrip", false},
                                       {"normalized", false},
                                       {"special", true}});
    const bool bytes = style == Style::Qwen || style == Style::Llama3;
    if (bytes)
        describeBytes(style == Style::Qwen ? kQwenWords : kLlama3Words, style == Style::Qwen, out);
    else
        describeCharacters(style == Style::Llama2, out);
    if (style == Style::Llama2) out["post_processor"] = beginsWith("<s>", 1);
    if (style == Style::Llama3) out["post_processor"] = beginsWith("<|begin_of_text|>", 128000);
    if (style == Style::Gemma) out["post_processor"] = beginsWith("<bos>", 2);
    out["model"] = {{"type", "BPE"},
                    {"dropout", nullptr},
                    {"unk_token", bytes ? json() : json("<unk>")},
                    {"continuing_subword_prefix", nullptr},
                    {"end_of_word_suffix", nullptr},
                    {"fuse_unk", !bytes},
                    {"byte_fallback", !bytes},
                    {"ignore_merges", style == Style::Llama3},
                    {"vocab", vocabulary(control, bytes, vocab)},
                    {"merges", json::array()}};
    return out.dump();
}

}  // namespace dokuei::inference
