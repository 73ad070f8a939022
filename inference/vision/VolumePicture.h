#pragma once

#include <torch/torch.h>

#include <array>
#include <atomic>

#include "inference/VolumeView.h"
#include "inference/vision/SlicePictures.h"

namespace dokuei::inference {

/// A volume as M3D-LaMed reads it.
struct PreparedVolume {
    torch::Tensor images;  ///< fp32 [1,1,depth,height,width], values 0 to 1
    /// voxel = origin + z * deep + y * down + x * right, with z, y and x in voxels of the prepared volume
    /// counted from its first corner (edges).
    std::array<double, 3> origin{}, deep{}, down{}, right{};
    std::array<int, 3> size{};  ///< depth, height, width

    /// Low and high faces in voxel coordinates (i,j,k; edges) of a box in fractions of depth, height and
    /// width, [z0,y0,x0,z1,y1,x1]: first and last voxel index divided by the size, the last one inclusive.
    std::array<double, 6> voxelFaces(const std::array<double, 6>& fractions) const;
};
/// Grey values (clipped to `window` first), min-max to 0..1, cropped to the box of values above 0, trilinear
/// to `size` (depth, height, width). Depth runs as the plane's pictures do. The M3D program fixes no
/// orientation and its training turned and mirrored the volumes, so what such a model says about sides is
/// not evidence; positions are placed through the mapping. Throws Error for an empty volume, Cancelled,
/// OutOfMemory.
PreparedVolume prepareVolume(const VolumeView& volume, const PicturePlane& plane, const GreyWindow& window,
                             const std::array<int, 3>& size = {32, 256, 256},
                             const std::atomic<bool>* stop = nullptr);

}  // namespace dokuei::inference
