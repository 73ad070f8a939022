#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "inference/grounding/Grounding.h"

namespace dokuei::inference {

/// One statement of a drafted report.
struct DraftFinding {
    std::string section;        ///< "finding" or "impression"
    std::string text;           ///< one sentence, UTF-8
    std::string siteKey, site;  ///< anatomy, e.g. "liver"; site is in the report's language
    std::string certainty;      ///< "present", "uncertain" or "absent"
    std::vector<int> boxes;     ///< indices into Answer::boxes; empty when the statement has no focal box
    /// Geometric mean of the probabilities of the sentence's tokens, 0..1; nothing when the model gave none.
    std::optional<double> confidence;
};

/// A sentence of an answer that the model itself held improbable. It has to be shown as such in words.
struct UnsureSentence {
    std::size_t textBegin = 0, textEnd = 0;  ///< byte range in Answer::text
    double confidence = 0;                   ///< geometric mean of the tokens' probabilities, 0..1
};

/// What came back from one question.
struct Answer {
    std::string text;      ///< UTF-8, without location tokens and without reasoning
    std::string language;  ///< "ja" or "en"
    std::vector<Grounding> boxes;
    std::vector<std::string>
        rejectedBoxes;  ///< why a box was dropped: malformed, outside the volume, contradicted
    std::vector<DraftFinding> findings;  ///< only for a draft report
    std::vector<UnsureSentence> unsure;  ///< in the order of the text
    /// What the model wrote to itself before it answered: no statement, never part of a report. UTF-8, mostly
    /// empty.
    std::string reasoning;
    bool sawImage = true;  ///< false: the model is a chat model to which no image can be shown
    /// Slices that were shown to a model which reads pictures, of those that the volume has; 0 of 0 for a
    /// model that reads the whole volume or none. What lies on other slices the model cannot know.
    int slicesShown = 0, slicesInVolume = 0;
    /// Places were asked for (Request::grounded) and the model named none: the text is empty then.
    bool namedNoPlace = false;
    bool cut = false;            ///< ended by Sampling::maxTokens or because the model's context is full
    std::string model, device;   ///< e.g. "dokuei-starter-1", "CPU"
    int tokens = 0;              ///< written, reasoning included
    double tokensPerSecond = 0;  ///< after the first token; 0 when there was but one
    /// Positions of the prompt that were read for this answer, and those that were known from before.
    long long positionsRead = 0, positionsReused = 0;
    bool stopped = false;  ///< by the user
    struct Seconds {
        double load = 0, encode = 0, firstToken = 0, total = 0;
    } seconds;
};

}  // namespace dokuei::inference
