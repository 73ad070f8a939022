#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "viewer/objects/Overlay.h"
#include "viewer/render/ImageWrap.h"
#include "viewer/render/PlaneGeometry.h"
#include "viewer/render/ViewTypes.h"
#include "viewer/render/VolumePreview.h"
#include "viewer/render/WindowPresets.h"
#include "viewer/volume/Volume.h"

namespace dokuei::viewer {

/// A length drawn on one slice.
struct LengthMeasurement {
    Plane plane = Plane::Axial;
    Vec3 from{0, 0, 0}, to{0, 0, 0};  ///< LPS, mm

    double millimetres() const;
};

/// What the four views show together. ViewGrid changes it; the views read it.
struct ViewModel {
    std::shared_ptr<const Volume> volume;
    WrappedImage wrapped;
    std::array<SliceStack, 3> stacks;  ///< by Plane
    bool loading = false;
    int loadedPercent = 0;

    Vec3 cursor{0, 0, 0};
    std::vector<ViewBox> boxes;
    std::string selectedBox, highlightedBox, hoveredBox;
    std::vector<LengthMeasurement> lengths;
    std::vector<Overlay> overlays;
    int overlayRevision = 0;  ///< another number whenever `overlays` are others
    bool overlaysVisible = true;

    ValueRange range;  ///< not valid until the first slices are there
    WindowLevel windowLevel;
    VoiFunction voiFunction = VoiFunction::Linear;
    std::shared_ptr<const VoiTable> voiTable;  ///< of the file; takes the place of windowLevel
    bool inverted = false;
    Tool tool = Tool::Crosshair;
    double boxThickness = 0;
    double slabThickness = 0;
    SlabMode slabMode = SlabMode::Mip;
    VolumePreset volumePreset = VolumePreset::CtBone;

    bool cornerTextVisible = true;
    bool crosshairVisible = true;
    bool bitPlanesVisible = true;  ///< the overlay planes of the images themselves
    CornerText cornerText;

    const SliceStack& stack(Plane plane) const { return stacks[static_cast<int>(plane)]; }
    /// The slice that a plane shows.
    int slice(Plane plane) const { return stack(plane).nearest(cursor[stack(plane).axis]); }
    /// Its position along the LPS axis, mm.
    double slicePosition(Plane plane) const { return stack(plane).position(slice(plane)); }
    /// Rescaled value of the nearest voxel; NaN outside or not decoded yet.
    double valueAt(const Vec3& lps) const;
    /// The nearest voxel; nothing outside or not decoded yet.
    std::optional<Index3> voxelAt(const Vec3& lps) const;
    /// "HU 43  x -12.4  y 88.0  z 210.5 mm"; in a colour volume "R 12  G 80  B 200  x ...".
    QString positionText(const Vec3& lps, double value) const;
    const ViewBox* box(const std::string& id) const;
    /// Selected, highlighted from outside, or under the pointer.
    bool emphasised(const ViewBox& box) const;
};

}  // namespace dokuei::viewer
