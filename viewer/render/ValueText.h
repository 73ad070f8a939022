#pragma once

#include <QString>

#include "viewer/volume/Volume.h"

namespace dokuei::viewer {

/// A rescaled value with its unit, for a status line: "HU 43", "SUV 2.31 (6810 Bq/ml)", "12.5 Bq/ml",
/// "Value 310"; empty for NaN.
QString valueText(const Volume& volume, double value);

/// Window and level as the corner of a view tells them: "W 400  L 40"; for a PET with SUV its bounds,
/// "SUV 0.0 - 7.0".
QString windowText(const Volume& volume, double window, double level);

}  // namespace dokuei::viewer
