#pragma once

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmsr/dsrdoctr.h>

#include <string>
#include <vector>

#include "reports/finding/Finding.h"

namespace dokuei::reports {

inline constexpr auto productName = "Dokuei";

struct SrContent {
    DSRDocumentTree tree;
    bool usesPrivateScheme = false;  ///< codes of our own scheme are in it
};

/// The report's content by TID 1500. Throws ExportError.
SrContent srContent(const Report& report);

/// Links of shown findings that name a key image, one for each image.
std::vector<const EvidenceLink*> referencedImages(const Report& report);

/// A name typed by a person as a PN value: one that is a PN value already is kept, Japanese (family name
/// first) goes into the ideographic group, "Given Family" and "Family, Given" become Family^Given.
std::string personNameValue(const std::string& name);

}  // namespace dokuei::reports
