#pragma once

#include <optional>
#include <string>

#include "viewer/dicom/Sorting.h"

namespace dokuei::viewer {

/// A whole series whose slices are unevenly spaced, as one volume on an even grid: linear between neighbours
/// along the normal, each slice named after the nearer image. Nothing when there is a place of which the
/// series knows nothing (neighbours further apart than half a slice thickness more than their thickness) or
/// when the slices do not make one stack. `stack` is sorted, without repeats.
std::optional<VolumeSource> resampleUneven(const std::vector<StackSlice>& stack,
                                           const std::string& sourcePath);

}  // namespace dokuei::viewer
