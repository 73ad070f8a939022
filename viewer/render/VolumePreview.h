#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "viewer/volume/Volume.h"

namespace dokuei::viewer {

/// A coarser copy of a volume for the volume rendering. Always right-handed.
struct VolumePreview {
    Geometry geometry;
    std::vector<std::int16_t> voxels;  ///< i fastest; value = voxel * scale + offset
    double scale = 1, offset = 0;      ///< to the rescaled unit; 1 and 0 where the values fit int16
};

/// Averages blocks of voxels so that no side is longer than `longestSide`. Meant for a worker thread;
/// returns an empty preview when `cancel` turns true.
VolumePreview makePreview(const Volume& volume, int longestSide, const std::atomic<bool>& cancel);

/// How the values of a volume spread, rescaled.
struct ValueRange {
    double min = 0, max = 0;   ///< extremes: of all voxels when known, else of the sampled ones
    double low = 0, high = 0;  ///< 1st and 99.5th percentile
    bool valid = false;
};

/// From the histogram of a complete volume; else samples the slices that are ready. Padding is left out.
/// Meant for a worker thread.
ValueRange sampleRange(const Volume& volume);

}  // namespace dokuei::viewer
