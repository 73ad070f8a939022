#pragma once

#include <string>
#include <utility>
#include <vector>

#include "viewer/volume/Study.h"

namespace dokuei::viewer {

/// A volume and what sets it apart from others of its series: attribute name and value, coarsest first.
struct ApartVolume {
    VolumeSource source;
    std::vector<std::pair<std::string, std::string>> attributes;
};

/// Gives volumes of one series that share a grid and differ by time, phase, b-value, echo and the like a
/// common Phase group, in the order of those values, and moves them next to each other. Volumes of other
/// image types (magnitude and phase, water and fat) or stacks stay entries of their own.
std::vector<VolumeSource> groupPhases(std::vector<ApartVolume> volumes);

}  // namespace dokuei::viewer
