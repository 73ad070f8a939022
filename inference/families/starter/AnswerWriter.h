#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "inference/families/starter/AnswerTexts.h"
#include "inference/families/starter/StarterModel.h"
#include "inference/grounding/BoxParser.h"
#include "inference/grounding/Grounding.h"
#include "inference/session/Answer.h"
#include "inference/vision/Preprocess.h"

namespace dokuei::inference {

/// Turns the decoder's tokens into an answer, one sentence at a time: boxes are checked against the dense
/// head's mask and take its exact extent, numbers are measured on that mask. A sentence whose box is refused,
/// whose number cannot be measured or which the decoder itself holds improbable is not said: the answer says
/// that it cannot tell. Text that was handed out is never taken back.
class AnswerWriter {
public:
    struct Context {
        const StarterConfig& config;
        const AnswerTexts& texts;
        const Encoding& encoding;
        const ModelGrid& grid;
        bool hounsfield;  ///< whether mean values may be called HU
        const VolumeView& volume;
        bool report;  ///< lines of a draft report instead of sentences
    };
    using TextHandler = std::function<void(const std::string&)>;
    using BoxHandler = std::function<void(const Grounding&)>;

    /// Fills `answer`, whose language is set.
    AnswerWriter(const Context& context, Answer& answer, TextHandler onText, BoxHandler onBox);

    /// One token: its spelling when it is a control token, else the characters it completes, and its
    /// natural-log probability.
    void control(const std::string& token, double logProbability);
    void text(const std::string& characters, double logProbability);
    /// The answer ended; `stopped` by the user, in which case an unfinished sentence is left out.
    void finish(bool stopped);

private:
    struct Item {
        enum class Kind { Text, Ml, Hu, Mm, Box, Refused } kind = Kind::Text;
        std::string text;  ///< Text: characters; Refused: the key
        WrittenBox box;
    };
    void closeUnit();
    void closeFinding(const std::string& text, const std::vector<int>& boxes, bool refused);
    void refuse(const std::string& key);
    /// What is said instead of a sentence that was refused.
    std::string unsureText(const std::string& key) const;
    /// Whether the mask holds a lesion of the class (of any class when empty) that cannot be denied.
    bool showsLesion(const std::string& key) const;
    /// Whether the sentence says left and the box lies on the right of the spine, or the reverse.
    bool wrongSide(const std::string& sentence, const Grounding& box) const;
    void say(const std::string& text);
    std::optional<Grounding> ground(const WrittenBox& box);
    std::optional<std::string> measured(Item::Kind kind, const Grounding& of) const;
    int classNamed(const std::string& key) const;
    std::string nameOf(int classIndex) const;

    Context context_;
    Answer& answer_;
    TextHandler onText_;
    BoxHandler onBox_;
    BoxParser parser_;
    std::vector<Item> unit_;
    double logProbability_ = 0;
    int counted_ = 0;
    std::optional<Grounding> current_;  ///< what numbers without a box of their own are about
    bool refused_ = false;
    std::string site_, certainty_ = "present";
    bool impression_ = false;
};

/// Measured values as a report writes them: millilitres with two or three digits, millimetres and HU whole.
std::string roundedMl(double ml);

}  // namespace dokuei::inference
