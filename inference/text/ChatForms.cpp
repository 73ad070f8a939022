#include "inference/text/ChatForms.h"

#include "inference/Error.h"
#include "inference/text/Unicode.h"

namespace dokuei::inference {
namespace {

using Role = ChatTurn::Role;
using Kind = PromptPiece::Kind;
using Pieces = std::vector<PromptPiece>;
using Turns = std::vector<ChatTurn>;

/// White space as Python's str.strip() and Jinja's trim see it.
std::size_t spaceAtStart(std::string_view text) {
    std::size_t at = 0;
    for (;;) {
        at += whiteSpaceAtStart(text.substr(at));
        if (at == text.size() || text[at] < '\x1C' || text[at] > '\x1F') return at;
        ++at;
    }
}

std::size_t spaceAtEnd(std::string_view text) {
    std::size_t end = text.size();
    for (;;) {
        end -= whiteSpaceAtEnd(text.substr(0, end));
        if (end == 0 || text[end - 1] < '\x1C' || text[end - 1] > '\x1F') return text.size() - end;
        --end;
    }
}

std::string trimmed(const std::string& text) {
    const auto begin = spaceAtStart(text);
    return begin == text.size() ? std::string() : text.substr(begin, text.size() - begin - spaceAtEnd(text));
}

/// The same over pieces that stand for one text.
Pieces trimmed(Pieces pieces) {
    while (!pieces.empty() && pieces.front().kind != Kind::Picture) {
        pieces.front().text.erase(0, spaceAtStart(pieces.front().text));
        if (!pieces.front().text.empty()) break;
        pieces.erase(pieces.begin());
    }
    while (!pieces.empty() && pieces.back().kind != Kind::Picture) {
        auto& text = pieces.back().text;
        text.resize(text.size() - spaceAtEnd(text));
        if (!text.empty()) break;
        pieces.pop_back();
    }
    return pieces;
}

class Prompt {
public:
    void control(const std::string& text) { add({Kind::Control, text, -1}); }
    void text(const std::string& text) { add({Kind::Text, text, -1}); }
    void picture(int index) { pieces_.push_back({Kind::Picture, "", index}); }
    void pieces(const Pieces& pieces) {
        for (const auto& piece : pieces) piece.kind == Kind::Picture ? picture(piece.picture) : add(piece);
    }
    /// Texts as they are, pictures between `before` and `after`.
    void parts(const ChatTurn& turn, const char* before = "", const char* after = "") {
        for (const auto& part : turn.parts) {
            if (part.picture < 0) {
                text(part.text);
                continue;
            }
            control(before);
            picture(part.picture);
            control(after);
        }
    }
    Pieces take() { return std::move(pieces_); }

private:
    void add(const PromptPiece& piece) {
        if (piece.text.empty()) return;
        if (!pieces_.empty() && pieces_.back().kind == piece.kind)
            pieces_.back().text += piece.text;
        else
            pieces_.push_back(piece);
    }
    Pieces pieces_;
};

Pieces contentOf(const ChatTurn& turn) {
    Prompt content;
    content.parts(turn);
    return content.take();
}

std::string textOf(const ChatTurn& turn) {
    std::string text;
    for (const auto& part : turn.parts) text += part.text;
    return text;
}

bool startsWithSystem(const Turns& turns) {
    return !turns.empty() && turns.front().role == Role::System;
}

/// The turns after a leading system turn. Throws Error unless questions and answers alternate.
Turns alternating(const Turns& turns) {
    const Turns rest(turns.begin() + (startsWithSystem(turns) ? 1 : 0), turns.end());
    for (std::size_t i = 0; i < rest.size(); ++i)
        if (rest[i].role != (i % 2 == 0 ? Role::User : Role::Assistant))
            throw Error("this model wants questions and answers by turns");
    return rest;
}

const char* nameOf(Role role) {
    return role == Role::System ? "system" : role == Role::User ? "user" : "assistant";
}

void chatMlTurn(Prompt& prompt, const ChatTurn& turn) {
    prompt.control(std::string("<|im_start|>") + nameOf(turn.role) + "\n");
    prompt.parts(turn, "<|vision_start|>", "<|vision_end|>");
    prompt.control("<|im_end|>\n");
}

Pieces chatMl(const Turns& turns, const std::string& defaultSystem) {
    Prompt prompt;
    if (!defaultSystem.empty() && !startsWithSystem(turns)) {
        prompt.control("<|im_start|>system\n");
        prompt.control(defaultSystem);
        prompt.control("<|im_end|>\n");
    }
    for (const auto& turn : turns) chatMlTurn(prompt, turn);
    prompt.control("<|im_start|>assistant\n");
    return prompt.take();
}

Pieces llama3(const Turns& turns, Prompt prompt) {
    for (const auto& turn : turns) {
        prompt.control(std::string("<|start_header_id|>") + nameOf(turn.role) + "<|end_header_id|>\n\n");
        prompt.pieces(trimmed(contentOf(turn)));
        prompt.control("<|eot_id|>");
    }
    prompt.control("<|start_header_id|>assistant<|end_header_id|>\n\n");
    return prompt.take();
}

enum class System { Always, Never, UnlessEmpty };

Pieces phi3(const Turns& turns, bool begin, System system) {
    Prompt prompt;
    if (begin) prompt.control("<s>");
    for (const auto& turn : turns) {
        if (turn.role == Role::System &&
            (system == System::Never || (system == System::UnlessEmpty && contentOf(turn).empty())))
            continue;
        prompt.control(std::string("<|") + nameOf(turn.role) + "|>\n");
        prompt.parts(turn);
        prompt.control("<|end|>\n");
    }
    prompt.control("<|assistant|>\n");
    return prompt.take();
}

}  // namespace

Pieces writeGemma3(const Turns& turns) {
    Prompt prompt;
    prompt.control("<bos>");
    bool first = true;
    for (const auto& turn : alternating(turns)) {
        prompt.control(turn.role == Role::User ? "<start_of_turn>user\n" : "<start_of_turn>model\n");
        if (first && startsWithSystem(turns)) {
            prompt.text(textOf(turns.front()));
            prompt.control("\n\n");
        }
        first = false;
        for (const auto& part : turn.parts) {
            if (part.picture < 0) {
                prompt.text(trimmed(part.text));
                continue;
            }
            prompt.control("\n\n<start_of_image>");
            prompt.picture(part.picture);
            prompt.control("<end_of_image>\n\n");
        }
        prompt.control("<end_of_turn>\n");
    }
    prompt.control("<start_of_turn>model\n");
    return prompt.take();
}

Pieces writeChatMl(const Turns& turns) {
    return chatMl(turns, "");
}

Pieces writeQwen2(const Turns& turns) {
    return chatMl(turns, "You are a helpful assistant.");
}

Pieces writeQwen25(const Turns& turns) {
    return chatMl(turns, "You are Qwen, created by Alibaba Cloud. You are a helpful assistant.");
}

Pieces writeQwen3(const Turns& turns) {
    Prompt prompt;
    for (auto turn : turns) {
        if (turn.role == Role::Assistant) {
            auto text = textOf(turn);
            const std::string mark = "</think>";
            if (const auto at = text.rfind(mark); at != std::string::npos) {
                const auto begin = text.find_first_not_of('\n', at + mark.size());
                text = begin == std::string::npos ? std::string() : text.substr(begin);
            }
            turn.parts = {{text, -1}};
        }
        chatMlTurn(prompt, turn);
    }
    prompt.control("<|im_start|>assistant\n");
    return prompt.take();
}

Pieces writeLlama2(const Turns& turns) {
    Prompt prompt;
    bool first = true;
    for (const auto& turn : alternating(turns)) {
        Prompt content;
        if (first && startsWithSystem(turns)) {
            content.control("<<SYS>>\n");
            content.text(textOf(turns.front()));
            content.control("\n<</SYS>>\n\n");
        }
        first = false;
        content.parts(turn);
        prompt.control(turn.role == Role::User ? "<s>[INST] " : " ");
        prompt.pieces(trimmed(content.take()));
        prompt.control(turn.role == Role::User ? " [/INST]" : " </s>");
    }
    return prompt.take();
}

Pieces writeLlama3(const Turns& turns) {
    Prompt prompt;
    prompt.control("<|begin_of_text|>");
    return llama3(turns, prompt);
}

Pieces writeLlama31(const Turns& turns) {
    // The published template writes this date when its caller gives none.
    Prompt prompt;
    prompt.control(
        "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n"
        "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n");
    const bool system = startsWithSystem(turns);
    if (system) prompt.pieces(trimmed(contentOf(turns.front())));
    prompt.control("<|eot_id|>");
    return llama3(Turns(turns.begin() + (system ? 1 : 0), turns.end()), prompt);
}

Pieces writePhi3(const Turns& turns) {
    return phi3(turns, false, System::Always);
}

Pieces writePhi3WithBegin(const Turns& turns) {
    return phi3(turns, true, System::Always);
}

Pieces writePhi3WithoutSystem(const Turns& turns) {
    return phi3(turns, false, System::Never);
}

Pieces writePhi3WithBeginWithoutSystem(const Turns& turns) {
    return phi3(turns, true, System::Never);
}

Pieces writePhi35(const Turns& turns) {
    return phi3(turns, false, System::UnlessEmpty);
}

Pieces writeLlava(const Turns& turns) {
    Prompt prompt;
    prompt.control("<s>");  // the processor adds it, the template does not
    for (const auto& turn : turns) {
        if (turn.role != Role::System) prompt.control(turn.role == Role::User ? "USER: " : "ASSISTANT: ");
        for (const auto& part : turn.parts) {
            if (part.picture < 0) continue;
            prompt.picture(part.picture);
            prompt.control("\n");
        }
        for (const auto& part : turn.parts) {
            if (part.picture >= 0) continue;
            prompt.text(part.text);
            prompt.control(" ");
        }
    }
    prompt.control("ASSISTANT:");
    return prompt.take();
}

Pieces writePlain(const Turns& turns) {
    Prompt prompt;
    prompt.control("<s>");
    for (std::size_t i = 0; i < turns.size(); ++i) {
        if (i) prompt.control(" ");
        prompt.parts(turns[i]);
    }
    return prompt.take();
}

}  // namespace dokuei::inference
