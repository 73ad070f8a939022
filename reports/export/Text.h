#pragma once

#include <string>

#include "reports/finding/Finding.h"

namespace dokuei::reports {

/// Names used by a person's eye in the report's language ("ja", anything else is English).
struct Wording {
    std::string title, patient, patientId, birthDate, sex, study, studyDate, accession, referring, findings,
        impression, none, keyImages, signedBy, draft, preliminary, page, notice, unverifiedMark, uncertain,
        absent;
};
const Wording& wording(const std::string& language);

/// True when a finding that is not rejected comes from the AI and no person has accepted or edited it yet.
bool hasUnverifiedAi(const Report& report);

/// True when any finding that is not rejected comes from the AI, verified or not.
bool hasAi(const Report& report);

/// Measured quantities as a person reads them: "15 mm, 58 HU".
std::string measurementText(const Finding& finding);

/// The report as plain UTF-8 text in its language: header, findings, impression and, while an AI statement is
/// unverified, the notice that it is to be verified. Rejected findings are left out.
std::string toText(const Report& report);

}  // namespace dokuei::reports
