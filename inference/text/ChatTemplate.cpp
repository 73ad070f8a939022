#include "inference/text/ChatTemplate.h"

#include <algorithm>
#include <array>

#include "inference/Error.h"
#include "inference/text/ChatForms.h"
#include "inference/text/Sha256.h"
#include "inference/text/Unicode.h"

namespace dokuei::inference {
namespace {

struct Known {
    const char* name;
    ChatForm form;
    const char* hash;  ///< of the published text, see ChatTemplate::hashOf
};

constexpr std::array kKnown{
    Known{"Gemma 3", writeGemma3, "8d9e3a3c114fb2053ec500184677af4f7e5f8ec2582443cd535834e68b3ade29"},
    Known{"Qwen2-VL", writeQwen2, "a0bc6f6fc7a29a80017a433e8f03a1cc1236e838a944a2d034295a60c4f2fddb"},
    Known{"Qwen2-VL without a system turn", writeChatMl,
          "b17137645c544af2d4558d36a6723777b736b4045bda225eeedf90595cc774ed"},
    Known{"Qwen3-VL", writeChatMl, "9d879ef91075acbfb2df7e441fd79d60bacfca989cf6d511d2af45c681e94f10"},
    Known{"Qwen2", writeQwen2, "793202280c0910ab26bc6eb57c8212c2417324c6d8c4efd0d10d59092ab3e3eb"},
    Known{"Qwen2.5", writeQwen25, "55b2f4a26ac9ee719330a61a0c39d9e538b0e9322212f048326318cff4f8674a"},
    Known{"Qwen3", writeQwen3, "87a2728cb8dc9fe424d624542f6060ec05a1d285ebbec578bb078900e33396b5"},
    Known{"ChatML", writeChatMl, "153280e3ff55d19da1398bdb3914ee2a51b80429bfaedde11d7d216c39db80f3"},
    Known{"Llama 2", writeLlama2, "e8d5b5a546d3f19df16a5320c614fab05bdc4edd50e850f1afd947b503ea41cf"},
    Known{"Llama 3", writeLlama3, "b48c47f6443892716176eb200bf4ef108f64e06ca26ed0fa8ebc0a4b3992fcb2"},
    Known{"Llama 3", writeLlama3, "ba03a121d097859c7b5b9cd03af99aafe95275210d2876f642ad9929a150f122"},
    Known{"Llama 3.1", writeLlama31, "93c0e9aa3629bbd77e68dbc0f5621f6e6b23aa8d74b932595cdb8d64684526d7"},
    Known{"Phi-3", writePhi3, "79e4ca4b7d902dc73772bbde0c62459f93871f4c17827e8e41ad3fa663e0da04"},
    Known{"Phi-3", writePhi3, "dcaee66df77bfbb789ec541fe713218da30225a526f1db97138fc39ee6dc56aa"},
    Known{"Phi-3", writePhi3WithBegin, "b0e53f5e7bae6fdb93013abeceef343e8841cce87def2601e7269a53439b5740"},
    Known{"Phi-3", writePhi3WithoutSystem,
          "605841622bcb6572225608f09ec2afcdfb9fb50844ef52715a12689f7b9278b1"},
    Known{"Phi-3", writePhi3WithBeginWithoutSystem,
          "268b6082ceb7176dc6ed80557a2f7837f9f0339592fbee677d405a553af15f88"},
    Known{"Phi-3.5", writePhi35, "78d976a442bcde2f0be15aafbb8e3050e1104f86732266f68403251b89982a90"},
    Known{"LLaVA 1.5", writeLlava, "6fef09c05345e88b9f85e80bcb3491003332050750586568bdf91cfa81965d0c"},
};

struct OwnForm {
    const char* modelType;
    const char* name;
    ChatForm form;
};

/// For checkpoints that carry no template. A name that ends in * is the beginning of a model type.
constexpr std::array kOwnForms{
    OwnForm{"gemma3*", "Gemma 3", writeGemma3},
    OwnForm{"qwen2_vl*", "Qwen2-VL", writeQwen2},
    OwnForm{"qwen2_5_vl*", "Qwen2-VL", writeQwen2},
    OwnForm{"qwen3_vl*", "Qwen3-VL", writeChatMl},
    OwnForm{"qwen2", "Qwen2.5", writeQwen25},
    OwnForm{"qwen3", "Qwen3", writeQwen3},
    OwnForm{"llava*", "LLaVA 1.5", writeLlava},
    OwnForm{"phi3", "Phi-3", writePhi3WithBegin},
    OwnForm{"lamed*", "without a template", writePlain},
    OwnForm{"llama", "without a template", writePlain},
};

std::string withoutSpaceAround(const std::string& content) {
    std::string text;
    text.reserve(content.size());
    for (std::size_t i = 0; i < content.size(); ++i)
        if (content[i] != '\r' || i + 1 == content.size() || content[i + 1] != '\n') text += content[i];
    const auto begin = text.find_first_not_of(" \t\n");
    return begin == std::string::npos ? std::string()
                                      : text.substr(begin, text.find_last_not_of(" \t\n") - begin + 1);
}

/// What a reader can recognise a template by: the beginning of its first line.
std::string beginningOf(const std::string& content) {
    auto line = content.substr(0, content.find('\n'));
    if (line.size() > 60) {
        line.resize(60);
        line.resize(wholeCharacters(line));
        line += "...";
    }
    return validUtf8(line);
}

}  // namespace

std::string ChatTemplate::hashOf(const std::string& content) {
    return sha256(withoutSpaceAround(content));
}

ChatTemplate ChatTemplate::withHash(const std::string& hash) {
    for (const auto& known : kKnown)
        if (hash == known.hash) return ChatTemplate(known.name, known.form);
    throw Error("no chat template with the SHA-256 " + hash + " is built in");
}

ChatTemplate ChatTemplate::recognise(const std::string& content, const std::string& modelType,
                                     const std::string& file) {
    const auto text = withoutSpaceAround(content);
    if (text.empty()) {
        for (const auto& own : kOwnForms) {
            const std::string_view type = own.modelType;
            const bool open = type.back() == '*';
            if (open ? modelType.starts_with(type.substr(0, type.size() - 1)) : modelType == type)
                return ChatTemplate(own.name, own.form);
        }
        throw ModelError(
            file, "holds no chat template, and the model type " + modelType + " has no form of its own");
    }
    const auto hash = sha256(text);
    for (const auto& known : kKnown)
        if (hash == known.hash) return ChatTemplate(known.name, known.form);
    throw ModelError(file, "has a chat template that is not known here: \"" + beginningOf(text) +
                               "\" (SHA-256 " + hash.substr(0, 16) + ")");
}

std::vector<PromptPiece> ChatTemplate::render(const std::vector<ChatTurn>& turns) const {
    return form_(turns);
}

std::vector<int> tokenise(const Tokenizer& tokenizer, const std::vector<PromptPiece>& prompt,
                          const std::vector<std::vector<int>>& pictureTokens) {
    std::vector<int> ids;
    std::vector<Tokenizer::Stretch> text;
    const auto flush = [&] {
        const auto some = tokenizer.encode(text);
        ids.insert(ids.end(), some.begin(), some.end());
        text.clear();
    };
    for (const auto& piece : prompt) {
        if (piece.kind != PromptPiece::Kind::Picture) {
            text.push_back({piece.text, piece.kind == PromptPiece::Kind::Control});
            continue;
        }
        if (piece.picture < 0 || static_cast<std::size_t>(piece.picture) >= pictureTokens.size())
            throw Error("the prompt has a place for picture " + std::to_string(piece.picture + 1) +
                        ", which is not there");
        flush();
        const auto& tokens = pictureTokens[static_cast<std::size_t>(piece.picture)];
        ids.insert(ids.end(), tokens.begin(), tokens.end());
    }
    flush();
    return ids;
}

}  // namespace dokuei::inference
