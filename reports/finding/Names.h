#pragma once

#include <string>

#include "reports/finding/Finding.h"

/// Words for the enumerations as they stand in the store and in JSON: "aiEdited", "proposed", "uncertain".
namespace dokuei::reports {

const char* nameOf(Origin value);
const char* nameOf(State value);
const char* nameOf(Certainty value);
const char* nameOf(Section value);
const char* nameOf(ReportState value);
const char* nameOf(EvidenceLink::Kind value);

/// The value of that name; throws Error for a word that is none.
template <class Enum>
Enum valueOf(const std::string& name);

}  // namespace dokuei::reports
