#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "inference/families/Dialect.h"
#include "inference/families/lmm/TokenTrace.h"
#include "inference/session/Answer.h"

namespace dokuei::inference {

/// Takes what a model writes, token by token, and makes the answer of it.
class AnswerSink {
public:
    virtual ~AnswerSink() = default;
    /// Characters that a token completed and its natural-log probability; `forced`: a grammar left no choice.
    virtual void push(const std::string& characters, double logProbability, bool forced) = 0;
    virtual void finish(bool stopped) = 0;
};

/// Turns a public checkpoint's text into an answer while it streams: boxes leave the text, are placed in the
/// volume and merged over slices; what cannot be placed is refused with the reason. Text that was handed out
/// is never taken back.
class AnswerComposer : public AnswerSink {
public:
    using TextHandler = std::function<void(const std::string&)>;
    using BoxHandler = std::function<void(const Grounding&)>;

    /// Fills `answer`. `held`: the text is held to the dialect's box form.
    AnswerComposer(const Dialect& dialect, const Pictures& pictures, const VolumeView& volume, bool held,
                   Answer& answer, TextHandler onText, BoxHandler onBox);

    void push(const std::string& characters, double logProbability, bool forced) override;
    /// The answer ended: merges boxes, marks unsure sentences. After a stop an unfinished box is left out
    /// without a word.
    void finish(bool stopped) override;

private:
    void advance(bool complete);
    void sayWords(std::size_t begin, std::size_t end);
    void sayBoxes(const TextStretch& stretch);
    void say(const std::string& text, std::size_t rawBegin, std::size_t rawEnd);
    void placeBox(const BoxText& text, std::size_t shownBegin, std::size_t shownEnd);
    /// Byte range in the answer's text of a range of the raw text.
    std::array<std::size_t, 2> shown(std::size_t rawBegin, std::size_t rawEnd) const;
    void markUnsure();

    struct Piece {
        std::size_t rawBegin, rawEnd, begin, end;
    };
    struct Placed {
        WrittenModelBox box;
        std::size_t begin, end;  ///< of its label in the answer's text
    };

    const Dialect& dialect_;
    const Pictures& pictures_;
    const VolumeView& volume_;
    BoxStyle style_;
    bool held_;
    Answer& answer_;
    TextHandler onText_;
    BoxHandler onBox_;
    TokenTrace trace_;
    std::size_t done_ = 0;   ///< raw text that was dealt with
    std::string spaces_;     ///< white space that is shown when more follows
    bool afterBox_ = false;  ///< nothing but white space since boxes left the text
    std::vector<Piece> pieces_;
    std::vector<Placed> boxes_;
};

/// Byte ranges of the sentences of a text, white space around them left out.
std::vector<std::array<std::size_t, 2>> sentencesOf(const std::string& text);

}  // namespace dokuei::inference
