#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dokuei::inference {

/// How a family writes boxes into its text.
struct BoxStyle {
    enum class Form {
        None,
        Json,     ///< {"box_2d": [...], "label": "..."}, alone or in a list, with or without a code fence
        Marked,   ///< between two marks: <|box_start|>(x1,y1),(x2,y2)<|box_end|>, <bx_start>[...]<bx_end>
        Brackets  ///< [x0, y0, x1, y1] in the sentence
    };
    Form form = Form::None;
    std::string key;         ///< Json: of the coordinates; `bbox_2d`, `box_2d` and `bbox` are read too
    std::string begin, end;  ///< Marked: around the coordinates
    std::string labelBegin, labelEnd;  ///< Marked: around the label before them; empty: the sentence's words
    std::size_t numbers = 4;
};

/// A box as it stands in a text, not placed yet.
struct BoxText {
    std::size_t begin = 0, end = 0;                ///< byte range of all that belongs to it
    std::string label;                             ///< UTF-8; empty when none is told
    std::size_t labelBegin = 0, labelEnd = 0;      ///< byte range of the label
    std::size_t numbersBegin = 0, numbersEnd = 0;  ///< byte range of the coordinates
    std::vector<double> numbers;
    std::optional<int> picture;  ///< number that the text gives: "slice": 12
    std::string malformed;       ///< why it cannot be read; empty when it can
};

/// A stretch of a model's text: words, or boxes and what holds them together.
struct TextStretch {
    std::size_t begin = 0, end = 0;
    bool words = true;
    std::vector<BoxText> boxes;  ///< of a stretch that is not words
};

/// Divides a model's text. The stretches cover it from its start on without a gap; unless `complete`, a
/// beginning at the end of the text that may become boxes is left for later. A stretch that looks like boxes
/// and holds none is words.
std::vector<TextStretch> divideText(const std::string& raw, const BoxStyle& style, bool complete);

/// The boxes among the JSON objects in a byte range of a text.
std::vector<BoxText> boxesInJson(const std::string& raw, std::size_t begin, std::size_t end,
                                 const BoxStyle& style);
/// One past the bracket or brace that closes the one at `at`, not counting those in strings; npos while it is
/// open.
std::size_t endOfBracket(const std::string& text, std::size_t at);
/// Byte range of the value of a key in an object's text, quotes left out; an empty range when it is not
/// there.
std::array<std::size_t, 2> rangeOfValue(const std::string& raw, std::size_t begin, std::size_t end,
                                        const std::string& key);

}  // namespace dokuei::inference
