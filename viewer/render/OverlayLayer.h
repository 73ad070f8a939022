#pragma once

#include <QImage>
#include <QPainter>

#include <optional>
#include <vector>

#include "viewer/objects/Overlay.h"
#include "viewer/render/PlaneGeometry.h"

namespace dokuei::viewer {

/// Draws segmentations, contours, regions and marks over one plane.
///
/// Masks are sampled at the nearest voxel of their own grid, so that they lie right on images of any other
/// grid of the same patient space; their picture is kept until plane or overlays change.
class OverlayLayer {
public:
    /// What the plane shows: its mapping, its slices, the slice's position (mm) and, where the plane shows
    /// whole slices of the volume, their index k (else -1).
    struct Shown {
        PlaneGeometry geometry;
        SliceStack stack;
        double position = 0;
        int volumeSlice = -1;
    };

    /// `revision` differs whenever `overlays` do. Returns which overlays have something on this slice.
    std::vector<const Overlay*> paint(QPainter& painter, const std::vector<Overlay>& overlays, int revision,
                                      const Shown& shown);

    /// From where to where a figure reaches along the normal of a plane, mm.
    struct Extent {
        double low = 0, high = 0;
    };
    /// The figure has a point at least.
    static Extent extentOf(const OverlayFigure& figure, const Shown& shown);
    /// Whether a figure lies flat in the plane, and if so whether in this slice; nothing when it cuts
    /// through.
    static std::optional<bool> flatOnSlice(const Extent& extent, const Shown& shown);
    /// Where a closed or open line is cut by the slice: pairs of points, LPS mm, between which it is inside
    /// (closed), or single points twice (open).
    static std::vector<std::pair<Vec3, Vec3>> cuts(const OverlayFigure& figure, const Shown& shown);

private:
    void paintMasks(const std::vector<Overlay>& overlays, const Shown& shown);
    bool paintFigure(QPainter& painter, const Overlay& overlay, const OverlayFigure& figure,
                     const Extent& extent, const Shown& shown);
    bool paintTexts(QPainter& painter, const Overlay& overlay, const Shown& shown);

    QImage masks_;
    std::vector<bool> maskSeen_;  ///< by overlay: has pixels in masks_
    /// By overlay and figure; contours of hundreds of slices are not walked through for every picture.
    std::vector<std::vector<Extent>> extents_;
    int revision_ = -1;
    PlaneGeometry drawn_;
};

}  // namespace dokuei::viewer
