#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace dokuei::inference {

/// The `normalizer` of a tokenizer.json as a chain of steps on valid UTF-8.
class TextNormalizer {
public:
    /// Throws Error for a step that is not supported.
    static TextNormalizer fromJson(const nlohmann::json& description);
    std::string apply(std::string text) const;
    bool empty() const { return steps_.empty(); }

private:
    void add(const nlohmann::json& description, int depth);
    std::vector<std::function<std::string(std::string)>> steps_;
};

/// The `pre_tokenizer` of a tokenizer.json: cuts a text into the pieces that BPE works on.
class PreTokenizer {
public:
    struct Piece {
        std::string text;
        bool first = false;  ///< starts where the whole text starts
    };
    /// Throws Error for a step that is not supported.
    static PreTokenizer fromJson(const nlohmann::json& description);
    std::vector<Piece> apply(Piece text) const;

private:
    void add(const nlohmann::json& description, int depth);
    std::vector<std::function<std::vector<Piece>(const Piece&)>> steps_;
};

/// The `decoder` of a tokenizer.json: what a token stands for in the decoded text.
class TokenDecoder {
public:
    /// Throws Error for a step that is not supported.
    static TokenDecoder fromJson(const nlohmann::json& description);
    /// Bytes of a token; `first` for the first token of a text.
    std::string bytesOf(const std::string& token, bool first) const;

private:
    void add(const nlohmann::json& description, int depth);
    bool byteLevel_ = false, byteFallback_ = false;
    std::vector<std::pair<std::string, std::string>> replace_;
    std::string stripText_;
    int strip_ = 0;  ///< how many of stripText_ to drop where the text starts
};

}  // namespace dokuei::inference
