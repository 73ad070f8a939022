#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "reports/finding/Finding.h"

namespace dokuei::reports {

/// Fixed words of a report in one language.
struct Wording {
    std::string title, patient, patientId, birthDate, sex, study, studyDate, accession, referring, findings,
        impression, none, keyImages, figure, ofFinding, state, draft, preliminary, signedState, signedBy,
        page, model, notice, unverifiedMark;
    std::map<std::string, std::string> measurements;  ///< names of measurements by their key
};

/// The words of the report's language ("ja"; anything else is English).
const Wording& wording(const std::string& language);

/// The findings of one section that a reader gets to see, in order: all but the rejected.
std::vector<const Finding*> shown(const Report& report, Section section);

/// True when the sentence comes from the AI and no person has accepted or edited it yet.
bool isUnverifiedAi(const Finding& finding);

/// True when a shown finding is an unverified AI statement.
bool hasUnverifiedAi(const Report& report);

/// True when a shown finding comes from the AI, verified or not.
bool hasAi(const Report& report);

/// A PN value as a person writes it: the ideographic group for Japanese where there is one, carets as spaces.
std::string readableName(const std::string& personName, const std::string& language);

/// Value and unit as a person reads them: "15 mm", "58 HU".
std::string readable(const Measurement& measurement);

/// The sentence with its mark while unverified, and measurements that the sentence does not state itself.
std::string sentence(const Finding& finding, const Wording& words);

/// Heading lines: {"Patient", "..."}, {"Study", "..."}; empty values are left out.
std::vector<std::pair<std::string, std::string>> header(const Report& report);

/// The report as plain UTF-8 text in its language: header, findings, impression and, while an AI statement is
/// unverified, the notice that it is to be verified. Rejected findings are left out.
std::string toText(const Report& report);

}  // namespace dokuei::reports
