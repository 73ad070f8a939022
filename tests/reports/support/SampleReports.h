#pragma once

#include "reports/finding/Finding.h"

/// Reports of invented patients.
namespace dokuei::reports::testing {

/// Size of every key image that the sample reports refer to.
inline constexpr int imageColumns = 512, imageRows = 512;

/// A box on the n-th CT slice of the report's study.
EvidenceLink boxLink(const std::string& id, const std::string& label, int slice, std::array<double, 4> pixels,
                     Origin origin = Origin::Ai);

/// Japanese draft with a name in three groups: a boxed nodule (proposed), the liver (accepted), no effusion
/// (absent, proposed), one rejected sentence and an impression.
Report japaneseReport();

/// English report, everything decided: three boxed findings, one of them with two boxes and one drawn by
/// hand, one uncertain and unboxed with a measurement, one absent, and an impression.
Report englishReport();

}  // namespace dokuei::reports::testing
