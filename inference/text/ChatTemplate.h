#pragma once

#include <string>
#include <utility>
#include <vector>

#include "inference/text/Tokenizer.h"

namespace dokuei::inference {

/// A part of a message: text that somebody wrote, or the place of a picture.
struct ChatPart {
    std::string text;  ///< UTF-8; unused for a picture
    int picture = -1;  ///< index of the picture, -1 for text
};

struct ChatTurn {
    enum class Role { System, User, Assistant };
    Role role = Role::User;
    std::vector<ChatPart> parts;
};

/// A stretch of a prompt.
struct PromptPiece {
    enum class Kind {
        Control,  ///< written by the template: control tokens in it are control tokens
        Text,     ///< written by a person or a model: control tokens in it stay text
        Picture   ///< place of the picture's tokens
    };
    Kind kind = Kind::Text;
    std::string text;
    int picture = -1;
};

/// How a model wants a conversation to be written. The published templates that Dokuei knows are built in and
/// recognised by their content; it runs no template language.
class ChatTemplate {
public:
    /// `content`: the template's text, as ModelDirectory::chatTemplate() tells; `file` is for errors; without
    /// a content the model type's own form is taken. Throws ModelError naming the template when it is
    /// unknown.
    static ChatTemplate recognise(const std::string& content, const std::string& modelType,
                                  const std::string& file);

    /// The built-in template whose published text has this hash. Throws Error when there is none.
    static ChatTemplate withHash(const std::string& hash);
    /// SHA-256 of a template's text without white space at its ends, with line ends as \n.
    static std::string hashOf(const std::string& content);

    /// The whole conversation, ending where the model goes on as the assistant.
    std::vector<PromptPiece> render(const std::vector<ChatTurn>& turns) const;
    const std::string& name() const { return name_; }

private:
    using Form = std::vector<PromptPiece> (*)(const std::vector<ChatTurn>& turns);
    ChatTemplate(std::string name, Form form) : name_(std::move(name)), form_(form) {}

    std::string name_;
    Form form_;
};

/// Ids of a prompt, as if its text were one; only control pieces make control tokens. Every picture becomes
/// `pictureTokens[picture]` (ids that the network replaces).
std::vector<int> tokenise(const Tokenizer& tokenizer, const std::vector<PromptPiece>& prompt,
                          const std::vector<std::vector<int>>& pictureTokens);

}  // namespace dokuei::inference
