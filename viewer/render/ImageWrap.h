#pragma once

#include <vtkImageData.h>
#include <vtkMatrix4x4.h>
#include <vtkSmartPointer.h>

#include <cstdint>
#include <vector>

#include "viewer/volume/Volume.h"

namespace dokuei::viewer {

/// A voxel grid as VTK sees it: the image lies at the origin along its own axes, and `toLps` carries it
/// into patient space (set it as the user matrix of the prop).
struct WrappedImage {
    vtkSmartPointer<vtkImageData> image;
    vtkSmartPointer<vtkMatrix4x4> toLps;
};

/// Wraps the buffer of a volume without a copy. The volume must outlive the image.
WrappedImage wrapVolume(const Volume& volume);

/// Wraps int16 voxels (i fastest) without a copy. `voxels` must outlive the image.
WrappedImage wrapVoxels(const std::vector<std::int16_t>& voxels, const Geometry& geometry);

}  // namespace dokuei::viewer
