#pragma once

#include <vector>

#include "viewer/render/ViewTypes.h"
#include "viewer/render/VolumePreview.h"

class vtkVolumeProperty;

namespace dokuei::viewer {

/// Colour and opacity (0 to 1; opacity per `opacityUnitMillimetres`) at a rescaled value.
struct TransferPoint {
    double value, opacity;
    double red, green, blue;
};

constexpr double opacityUnitMillimetres = 3;

/// The points of a preset by rising value; linear in between, constant outside. CT presets are in HU and can
/// be moved by `shift` HU; the MR preset spans the value range.
std::vector<TransferPoint> transferPoints(VolumePreset preset, const ValueRange& range, double shift);

/// Sets the points on voxels whose rescaled value is voxel * scale + offset (scale above 0), with shading.
void applyTransfer(vtkVolumeProperty& property, const std::vector<TransferPoint>& points, double scale,
                   double offset);

}  // namespace dokuei::viewer
