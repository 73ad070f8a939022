#pragma once

#include <map>
#include <vector>

#include "viewer/objects/StructuredReport.h"
#include "viewer/volume/Volume.h"

namespace dokuei::viewer {

/// Finds the slices of a volume that an object refers to, and carries pixels of them into the patient.
class ImagePlaces {
public:
    /// `volume` must outlive this.
    explicit ImagePlaces(const Volume& volume);

    /// Slices k of the referenced frames; empty when the image is not in the volume.
    std::vector<int> slicesOf(const ImageReference& reference) const;
    /// LPS position (mm) of a point of slice k's image: column and row, 0,0 being the top left corner of the
    /// top left pixel, whose centre is 0.5,0.5.
    Vec3 lpsOfPixel(double column, double row, int k) const;

private:
    const Volume& volume_;
    std::multimap<std::string, int> slices_;
};

/// The points of a region as a line to draw, in the region's own coordinates: circles and ellipses become
/// polygons of 64 corners. Several lines for an ellipsoid: its three principal sections.
struct DrawnLine {
    std::vector<Vec3> points;
    bool closed = false, marks = false;
};
std::vector<DrawnLine> linesOf(const ImageRegion& region);

/// A smooth curve through the points (Catmull-Rom), eight pieces between two of them.
std::vector<Vec3> curveThrough(const std::vector<Vec3>& points);

}  // namespace dokuei::viewer
