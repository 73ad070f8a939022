#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dokuei::inference {

/// An entry of a tokenizer.json's `added_tokens`.
struct AddedToken {
    int id = 0;
    std::string content;
    bool singleWord = false, leftStrip = false, rightStrip = false, normalized = false, control = false;
};

/// Who wrote the bytes of a text: up to `end` they come from one hand; `control` when control tokens in them
/// count as such. In order; the last one ends where the text ends.
struct WrittenRun {
    std::size_t end = 0;
    bool control = false;
};

/// Finds added tokens in text, leftmost first, then longest.
class AddedTokens {
public:
    /// `spelling` is what is looked for: the content, or what the normalizer makes of it.
    void add(const AddedToken& token, const std::string& spelling);
    bool empty() const { return tokens_.empty(); }

    struct Part {
        std::size_t begin, end;
        int id;  ///< -1: plain text
    };
    /// Cuts valid UTF-8 at the tokens. A control token counts only where all its bytes are of control runs.
    std::vector<Part> cut(std::string_view text, const std::vector<WrittenRun>& runs) const;

private:
    struct Hit {
        std::size_t begin, end, index;
    };
    /// The token at `at`; `run` is the run of that byte. A token that does not count because of who wrote it
    /// has the index kBlocked and ends where the search may go on.
    bool findAt(std::string_view text, std::size_t at, const std::vector<WrittenRun>& runs, std::size_t run,
                Hit& hit) const;

    std::vector<AddedToken> tokens_;
    std::unordered_map<std::string, std::size_t> bySpelling_;
    std::array<std::vector<std::size_t>, 256> lengths_;  ///< by first byte, longest first
};

}  // namespace dokuei::inference
