#pragma once

#include <QString>

#include <vector>

#include "viewer/volume/Volume.h"

namespace dokuei::viewer {

/// Window width and level in the volume's rescaled unit (HU for CT).
struct WindowLevel {
    double window = 400, level = 40;
    bool operator==(const WindowLevel&) const = default;
};

/// A named window on a number key.
struct WindowPreset {
    int key = 0;   ///< 1 to 9
    QString name;  ///< translated
    WindowLevel value;
    bool fullRange = false;  ///< spans the volume's values; `value` is then unused
    bool automatic = false;  ///< from the histogram; `value` is then unused
};

/// The presets for a modality ("CT", "MR", "PT", "" ...), by key. CT has the Hounsfield windows; every
/// other modality has automatic and full range.
std::vector<WindowPreset> windowPresets(const std::string& modality);

}  // namespace dokuei::viewer
