#pragma once

#include <string>
#include <vector>

#include "inference/vision/Regions.h"

namespace dokuei::inference {

/// Drops regions that cannot lie where they were seen: the thigh bones are not above the lungs, the skull is
/// not below the liver. Levels run from head to foot; a region is measured against the well seen ones (at
/// least `landmarkVoxels` voxels at a mean probability of 0.5), and where two contradict each other the
/// smaller one goes. `keys[c]` names class c. Voxels of dropped regions become class 2 (other soft tissue) in
/// the map.
void dropMisplaced(LabelMap& map, std::vector<Region>& regions, const std::vector<std::string>& keys,
                   std::int64_t landmarkVoxels);

}  // namespace dokuei::inference
