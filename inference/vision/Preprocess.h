#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <vector>

#include "inference/VolumeView.h"

namespace dokuei::inference {

/// The grid that the encoder reads: isotropic voxels, axes along the patient (x to the left, y to the back,
/// z up, the axes of LPS), extents padded at the high ends to multiples of 16.
struct ModelGrid {
    std::array<int, 3> size{};    ///< with padding
    std::array<int, 3> extent{};  ///< without
    double voxelMm = 4;
    std::array<double, 3> originLps{};  ///< of the centre of voxel (0,0,0), mm

    /// Grid coordinates count voxel centres: voxel i reaches from i - 0.5 to i + 0.5.
    std::array<double, 3> lpsFromGrid(const std::array<double, 3>& grid) const;
    std::array<double, 3> gridFromLps(const std::array<double, 3>& lps) const;
};

struct PreprocessedVolume {
    ModelGrid grid;
    std::vector<std::int16_t> hu;  ///< x fastest; -1024 where the scan does not reach
    bool hounsfield = true;        ///< false: intensities were mapped, see preprocess()
};

/// The grid for a volume: its bounding box along the patient's axes. Throws Error when the geometry makes no
/// sense and OutOfMemory when the field of view is larger than this machine or the model can take.
ModelGrid gridFor(const VolumeView& volume, double voxelMm);

/// Resamples a volume to the model grid: every grid voxel is the mean of evenly spread trilinear samples, as
/// many as it takes to see every source voxel. Works slice by slice from the caller's buffer. CT values (and
/// values of an unnamed modality that reach below -900 like the air of a CT) stay Hounsfield units; anything
/// else is mapped so that its 0.5th percentile becomes -1000 and its 99.5th 800, which is the range that the
/// encoder saw in training. Throws Cancelled, Error, OutOfMemory.
PreprocessedVolume preprocess(const VolumeView& volume, double voxelMm,
                              const std::atomic<bool>* stop = nullptr);

/// Box of whole voxels (inclusive) nearest to a box of grid edges (grid coordinates, low and high face per
/// axis), clipped to the volume. False when it is empty or lies outside.
bool voxelBoxFromGrid(const ModelGrid& grid, const VolumeView& volume, const std::array<double, 6>& faces,
                      std::array<int, 6>& voxel);
/// Axis-aligned LPS hull of a voxel box with its half-voxel borders.
std::array<double, 6> lpsBoxOfVoxels(const VolumeView& volume, const std::array<int, 6>& voxel);

}  // namespace dokuei::inference
