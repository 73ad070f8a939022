#pragma once

#include <array>
#include <optional>

#include "inference/VolumeView.h"
#include "inference/vision/Preprocess.h"
#include "inference/vision/Regions.h"

namespace dokuei::inference {

/// Smallest box of the volume's own voxels (inclusive) around a region's mask; nothing when no voxel of the
/// volume lies in it.
std::optional<std::array<int, 6>> voxelBoxOfMask(const LabelMap& map, const Region& region,
                                                 const ModelGrid& grid, const VolumeView& volume);

}  // namespace dokuei::inference
