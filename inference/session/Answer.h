#pragma once

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
};

/// What came back from one question.
struct Answer {
    std::string text;      ///< UTF-8, without location tokens
    std::string language;  ///< "ja" or "en"
    std::vector<Grounding> boxes;
    std::vector<std::string>
        rejectedBoxes;  ///< why a box was dropped: malformed, outside the volume, contradicted
    std::vector<DraftFinding> findings;  ///< only for a draft report
    std::string model, device;           ///< e.g. "dokuei-starter-1", "CPU"
    int tokens = 0;
    bool stopped = false;  ///< by the user
    struct Seconds {
        double load = 0, encode = 0, firstToken = 0, total = 0;
    } seconds;
};

}  // namespace dokuei::inference
