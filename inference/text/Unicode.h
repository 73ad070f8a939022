#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dokuei::inference {

/// The text with every broken UTF-8 sequence replaced by U+FFFD.
std::string validUtf8(std::string_view text);
bool isValidUtf8(std::string_view text);
/// Bytes of the whole characters that `text` starts with; the rest is an unfinished character that more
/// bytes may complete. Broken sequences count as whole.
std::size_t wholeCharacters(std::string_view text);
/// Length in bytes of the character at `at` of valid UTF-8.
std::size_t characterLength(std::string_view text, std::size_t at);

enum class NormalForm { Nfc, Nfd, Nfkc, Nfkd };
std::string normalised(const std::string& utf8, NormalForm form);
std::string lowerCase(const std::string& utf8);

/// Bytes of white space (Unicode property White_Space) at the start and at the end of valid UTF-8.
std::size_t whiteSpaceAtStart(std::string_view text);
std::size_t whiteSpaceAtEnd(std::string_view text);
/// Whether the character at the byte offset, or the one that ends there, belongs to a word.
bool wordCharacterAt(std::string_view text, std::size_t at);
bool wordCharacterBefore(std::string_view text, std::size_t at);

/// A regular expression of a tokenizer.json (Oniguruma spelling), or a literal text.
class Pattern {
public:
    /// Throws Error when the expression is malformed.
    static Pattern regex(const std::string& expression);
    static Pattern literal(const std::string& text);
    /// Byte ranges of all non-overlapping, non-empty matches in valid UTF-8. Throws Error when matching does
    /// not end in reasonable time.
    std::vector<std::pair<std::size_t, std::size_t>> matches(const std::string& utf8) const;

private:
    struct Compiled;
    std::string literal_;
    std::shared_ptr<const Compiled> compiled_;
};

}  // namespace dokuei::inference
