#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viewer/volume/Geometry.h"

namespace dokuei::viewer {

/// Where a NIfTI-1 file says that its voxels lie.
struct NiftiPlace {
    bool told = false;            ///< false: neither form has a code; the geometry is left as it is
    Geometry geometry;            ///< spacing, origin and direction (LPS, mm); no size
    bool sheared = false;         ///< its axes are not at right angles
    double secondsPerVolume = 0;  ///< of a time series; 0 when not told
    double disagreement = 0;  ///< mm by which qform and sform differ at most, at the corners; 0 with one form
};

/// Reads both forms from the header; the sform is taken when it has a code, else the qform. `size` in voxels.
/// Nothing when it is not a NIfTI-1 header that can be read.
std::optional<NiftiPlace> readNiftiPlace(const std::string& file, const Index3& size);

}  // namespace dokuei::viewer
