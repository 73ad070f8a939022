#pragma once

#include <QPointF>
#include <QSizeF>

#include <array>
#include <utility>

#include "viewer/volume/Geometry.h"

namespace dokuei::viewer {

/// The three orthogonal planes of the patient.
enum class Plane { Axial, Coronal, Sagittal };

/// How a plane lies on the screen: unit LPS vectors of screen right and screen down, and the LPS axis
/// (0 x, 1 y, 2 z) along which its slices are counted.
struct PlaneAxes {
    Vec3 right, down;
    int normalAxis;
};

/// Axial is seen from the feet and coronal from the front (patient left on screen right); sagittal is
/// seen from the left (anterior on screen left).
PlaneAxes planeAxes(Plane plane);

/// Letters of the directions at the left, right, top and bottom edge of a plane's picture.
std::array<char, 4> edgeLetters(Plane plane);

/// Smallest axis-aligned LPS box that holds the volume, half-voxel border included: min, max, mm.
std::pair<Vec3, Vec3> lpsBounds(const Geometry& geometry);

/// The positions at which a plane cuts a volume.
///
/// When a voxel axis runs along the plane's normal (within half a degree) these are its voxel centres,
/// in its order; otherwise they are spread evenly over the volume, as far apart as the slices of the
/// nearest axis.
struct SliceStack {
    int axis = 2;      ///< LPS axis
    double first = 0;  ///< position of slice 0, mm
    double step = 1;   ///< mm from slice to slice; negative when the order runs against the axis
    int count = 0;
    bool native = true;  ///< slices are voxel centres

    double position(int slice) const { return first + step * slice; }
    /// The slice nearest to a position, within the stack.
    int nearest(double positionMm) const;
};

SliceStack sliceStack(const Geometry& geometry, Plane plane);

/// Maps between patient space and the pixels of one view.
struct PlaneGeometry {
    Plane plane = Plane::Axial;
    Vec3 center{0, 0, 0};   ///< LPS point at the middle of the view; its normal component is the slice
    double mmPerPixel = 1;  ///< logical pixels
    QSizeF size{1, 1};      ///< logical pixels

    /// Projects along the normal.
    QPointF screenFromLps(const Vec3& lps) const;
    /// The point of the shown slice under a pixel.
    Vec3 lpsFromScreen(const QPointF& pixel) const;
    /// Chooses center and scale so that the bounds just fit; keeps the slice position.
    void fit(const std::pair<Vec3, Vec3>& bounds);
    /// Scales by `factor` (above 1: closer) so that the point under `pixel` stays where it is.
    void zoom(double factor, const QPointF& pixel);
    /// Moves the picture by a distance in pixels.
    void pan(const QPointF& pixels);
    bool operator==(const PlaneGeometry&) const = default;
};

/// Whether a slice at `positionMm` of a stack cuts the interval [low, high] (mm). An interval that falls
/// between two slices belongs to the nearest.
bool sliceCuts(const SliceStack& stack, double positionMm, double low, double high);

}  // namespace dokuei::viewer
