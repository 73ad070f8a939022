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

/// A named window, on a number key or from the file.
struct WindowPreset {
    int key = 0;   ///< 1 to 9; kFirstFileWindow and more for what the file proposes
    QString name;  ///< translated
    WindowLevel value;
    bool fullRange = false;  ///< spans the volume's values; `value` is then unused
    bool automatic = false;  ///< from the histogram; `value` is then unused
    VoiFunction function = VoiFunction::Linear;
    std::shared_ptr<const VoiTable> table = nullptr;  ///< takes the place of `value` when there
    double suv = 0;  ///< from SUV 0 to this; `value` is the same in the volume's unit
};

constexpr int kFirstFileWindow = 11, kLastFileWindow = 16;

/// The presets for a modality ("CT", "MR", "PT", "" ...), by key. CT has the Hounsfield windows; a
/// PET whose values are SUV when multiplied by `suvFactor` has SUV ranges; every modality but CT has
/// automatic and full range.
std::vector<WindowPreset> windowPresets(const std::string& modality, double suvFactor = 0);

/// The same for a volume, the windows of its file first ("From the file: LUNG").
std::vector<WindowPreset> windowPresets(const SeriesIdentity& identity);

}  // namespace dokuei::viewer
