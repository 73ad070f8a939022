#pragma once

#include <string>
#include <vector>

#include "viewer/dicom/Header.h"

namespace dokuei::viewer {

struct SortedImages {
    std::vector<VolumeSource> volumes;
    std::vector<SkippedFile> skipped;  ///< images given twice
};

/// Groups images by series, orientation, matrix and frame of reference, sorts them along the slice normal by
/// position alone, and splits whatever is not one evenly spaced stack; every split is told in the warnings of
/// the volumes that come out of it. Images without a position become volumes of their own.
/// `sourcePath` goes into the identity of every volume.
SortedImages sortIntoVolumes(const std::vector<ImageHeader>& images, const std::string& sourcePath);

/// One frame together with the object it comes from.
struct StackSlice {
    const ImageHeader* image = nullptr;
    const FrameHeader* frame = nullptr;
    double along = 0;  ///< mm along the slice normal
};

/// A volume of slices that are evenly spaced in `along` and share orientation, matrix and spacing. Slices
/// that are displaced within their planes (gantry tilt) get offsets that straighten the stack, with a
/// warning.
VolumeSource assembleVolume(const std::vector<StackSlice>& slices, const std::string& sourcePath);

/// Unit normal of an orientation (row direction x column direction).
Vec3 normalOf(const std::array<double, 6>& orientation);

}  // namespace dokuei::viewer
