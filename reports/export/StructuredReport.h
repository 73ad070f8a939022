#pragma once

#include <QByteArray>
#include <string>

#include "reports/finding/Finding.h"

namespace dokuei::reports {

/// The report as a DICOM file: Comprehensive 3D SR following TID 1500, in UTF-8 (ISO_IR 192).
///
/// Each Box link with a key image becomes a measurement group (TID 1410) whose image region is a closed
/// POLYLINE of 5 points; a finding with measurements but no such box becomes a group of TID 1501. Every
/// sentence is a text of the qualitative evaluations, in order. Draft: PARTIAL; preliminary: COMPLETE,
/// UNVERIFIED, preliminary flag; signed: COMPLETE, VERIFIED, final. The same report gives the same instance
/// UID, a changed one another; without a study UID (a volume that never was DICOM) the document opens a study
/// of its own. Rejected findings are left out. Throws ExportError when a box cannot be an outline (not
/// finite, negative, empty).
QByteArray toStructuredReport(const Report& report);

/// Tracking UID of a link: "2.25." and the decimal of its UUID.
std::string trackingUid(const std::string& linkId);

}  // namespace dokuei::reports
