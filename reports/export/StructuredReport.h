#pragma once

#include <string>

#include "reports/finding/Finding.h"

namespace dokuei::reports {

/// Writes the report as a DICOM Comprehensive 3D SR following TID 1500, in UTF-8 (ISO_IR 192).
///
/// Each link of kind Box with a key image becomes a measurement group (TID 1410) whose image region is a
/// closed POLYLINE of 5 points; every sentence is in the document. Draft: PARTIAL; preliminary: COMPLETE,
/// UNVERIFIED, preliminary flag; signed: COMPLETE, VERIFIED, final. The same report gives the same instance
/// UID, a changed one another. Rejected findings are left out. Throws ExportError when the report lacks what
/// DICOM demands (a study UID) or the file cannot be written.
void writeStructuredReport(const Report& report, const std::string& path);

/// Tracking UID of a link: "2.25." and the decimal of its UUID.
std::string trackingUid(const std::string& linkId);

}  // namespace dokuei::reports
