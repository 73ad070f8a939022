#pragma once

#include <vtkVolumeProperty.h>

#include "viewer/render/ViewTypes.h"
#include "viewer/render/VolumePreview.h"

namespace dokuei::viewer {

/// Sets colour, opacity and shading of a preset on voxels whose rescaled value is voxel * scale + offset
/// (scale above 0). CT presets are in HU and can be moved by `shift` HU; the MR preset spans the value range.
void applyVolumePreset(vtkVolumeProperty& property, VolumePreset preset, const ValueRange& range,
                       double scale, double offset, double shift);

}  // namespace dokuei::viewer
