#pragma once

#include <array>
#include <string>
#include <vector>

#include "inference/VolumeView.h"
#include "inference/families/Dialect.h"
#include "inference/grounding/Grounding.h"
#include "inference/vision/PictureRecord.h"

namespace dokuei::inference {

/// Where a box of a prepared picture lies in the volume, or why it lies nowhere.
struct PlacedBox {
    std::array<double, 6> voxel{};  ///< low and high faces, voxel coordinates (edges)
    bool clipped = false;           ///< a part lay on padding
    std::string refused;            ///< empty when it is placed
};

/// `box`: x0, y0, x1, y1 in pixels of the prepared picture, edges. What reaches over the picture's edge by
/// no more than `rounding` pixels is taken back to it; more is refused, as are a box without width or height,
/// one whose corners are exchanged, and one that lies on padding alone.
PlacedBox placeOnPicture(const PictureRecord& record, const VolumeView& volume,
                         const std::array<double, 4>& box, double rounding);
/// `box`: x0, y0, z0, x1, y1, z1 in cells of a prepared volume, edges; the same rules.
PlacedBox placeInVolume(const PictureRecord& record, const VolumeView& volume,
                        const std::array<double, 6>& box, double rounding);

/// A placed box as the rest of the program knows boxes: whole voxels, at least one along each axis, and
/// their hull in patient space. `confidence` is 0 yet.
Grounding groundingOf(const WrittenModelBox& box, const VolumeView& volume);

/// Boxes that say the same of neighbouring slices.
struct MergedBox {
    std::vector<std::size_t> from;  ///< indices of the boxes it was made of
    WrittenModelBox box;            ///< hull of them; label and text range of the first
};
/// Joins boxes with the same label (letter case aside) on pictures that were shown one after the other, when
/// their areas overlap by at least a tenth of their union. The result reaches from the first slice's lower to
/// the last slice's upper face, over the slices between that were not shown too. Refused boxes are left out;
/// 3D boxes and boxes without a partner stay as they are.
std::vector<MergedBox> mergeSlices(const std::vector<WrittenModelBox>& boxes,
                                   const std::vector<PictureRecord>& pictures);

}  // namespace dokuei::inference
