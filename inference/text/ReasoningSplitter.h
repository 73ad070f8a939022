#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace dokuei::inference {

/// Separates a model's reasoning from its answer while the text streams in. Marks are never shown, not even
/// the beginning of one; neither is white space at the ends of a span.
class ReasoningSplitter {
public:
    /// `marks`: what begins and what ends reasoning, as Dialect::reasoningMarks() tells; empty: all is
    /// answer. `begun`: the prompt itself has opened the reasoning. With <think> the tags <answer> and
    /// </answer> are left out of the answer too.
    explicit ReasoningSplitter(const std::array<std::string, 2>& marks, bool begun = false);

    struct Part {
        bool reasoning = false;
        std::string text;  ///< UTF-8
    };
    /// What can be shown now. `text` holds whole characters.
    std::vector<Part> push(const std::string& text);
    /// What is left when the model has stopped. Reasoning that was not ended stays reasoning.
    std::vector<Part> finish();
    /// Whether the text so far ends inside reasoning: then there may be no answer at all.
    bool reasoning() const { return reasoning_; }

private:
    struct Mark {
        std::string text;
        enum class Effect { Begin, End, Nothing } effect;
    };
    const Mark* markAt(std::size_t at) const;
    bool mayBecomeMark(std::size_t at) const;
    void show(std::string_view text, std::vector<Part>& parts);
    std::vector<Part> read(bool last);

    std::vector<Mark> marks_;
    bool reasoning_ = false;
    std::string pending_;  ///< may become a mark
    std::string space_;    ///< shown when something follows it in the same span
    bool empty_ = true;    ///< nothing of this span was shown
};

}  // namespace dokuei::inference
