#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dokuei::inference {

/// Text to token ids and back, as a Hugging Face tokenizer.json describes it: BPE over bytes (GPT-2, Qwen,
/// Llama 3) or over characters with byte fallback (SentencePiece style: Llama 2, Gemma, Phi 3).
/// Cheap to copy; all methods are const and may be called from any thread.
class Tokenizer {
public:
    /// Throws ModelError naming the file and what it does not understand.
    static Tokenizer fromFile(const std::string& file);
    /// The same from the text of a tokenizer.json; `name` stands for the file in errors.
    static Tokenizer fromJson(const std::string& json, const std::string& name);

    /// Token ids of a UTF-8 text (broken sequences become U+FFFD). Adds no begin or end token. When
    /// `parseSpecial` is false, control tokens spelled out in the text stay text: use that for anything
    /// a user typed. Throws Error when a pattern of the tokenizer does not end in reasonable time.
    std::vector<int> encode(std::string_view text, bool parseSpecial) const;
    /// A part of a text; `parseSpecial` as above.
    struct Stretch {
        std::string text;
        bool parseSpecial = false;
    };
    /// Token ids of the stretches as one text: words may reach across their borders, control tokens may not.
    std::vector<int> encode(const std::vector<Stretch>& stretches) const;
    /// The ids of one text with the begin and end tokens that the file's post_processor adds.
    std::vector<int> withSpecialTokens(std::vector<int> ids) const;
    /// UTF-8 text of ids; control tokens are written out unless `skipSpecial`. Throws Error for an unknown
    /// id.
    std::string decode(const std::vector<int>& ids, bool skipSpecial = false) const;

    /// Id of a token as the vocabulary spells it; throws Error when there is none.
    int id(std::string_view token) const;
    bool contains(std::string_view token) const;
    /// The vocabulary's own spelling. Throws Error for an unknown id.
    const std::string& tokenOf(int id) const;
    /// Whether the vocabulary has the id; there may be gaps.
    bool has(int id) const;
    /// The bytes that a token adds in the middle of a text. Throws Error for an unknown id.
    std::string bytesOf(int id) const;
    /// Whether the id is a control token, which never comes from plain text.
    bool isSpecial(int id) const;
    /// One more than the largest id.
    int vocabularySize() const;

private:
    friend class StreamDecoder;
    struct Impl;
    explicit Tokenizer(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
    std::shared_ptr<const Impl> impl_;
};

/// Turns ids into text one by one; what it returns is always whole UTF-8 characters.
class StreamDecoder {
public:
    explicit StreamDecoder(Tokenizer tokenizer) : tokenizer_(std::move(tokenizer)) {}
    /// The characters that this token completes; empty when it ends inside a character.
    std::string push(int id);
    /// What is left; an unfinished character becomes U+FFFD.
    std::string finish();

private:
    std::string takeWhole(bool last);

    Tokenizer tokenizer_;
    std::string pending_;
    bool started_ = false;
};

/// Learns a byte-level BPE vocabulary of at most `vocabulary` tokens and returns it as the text of a
/// tokenizer.json. The special tokens get ids 0, 1, ... in the given order, then come the 256 bytes, then
/// the learned tokens, most frequent pair first (ties: the lower ids). The same input gives the same text.
/// Throws Error when `vocabulary` cannot hold the special tokens and the bytes.
std::string trainByteLevelBpe(const std::vector<std::string>& corpus, int vocabulary,
                              const std::vector<std::string>& specialTokens);

}  // namespace dokuei::inference
