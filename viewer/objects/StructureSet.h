#pragma once

#include <string>
#include <vector>

#include "viewer/objects/Segmentation.h"

namespace dokuei::viewer {

/// One contour of a region of interest.
struct Contour {
    enum class Type { Closed, Open, Points };
    Type type = Type::Closed;
    std::vector<Vec3> points;    ///< LPS, mm
    std::string sopInstanceUid;  ///< image it was drawn on; may be empty
};

struct RegionOfInterest {
    int number = 0;
    std::string name, interpretedType;  ///< UTF-8; GTV, ORGAN, EXTERNAL, ...
    std::string frameOfReferenceUid;
    Origin origin = Origin::Unknown;
    Colour colour{0, 0, 0};
    std::vector<Contour> contours;
};

/// A radiotherapy structure set.
struct StructureSet {
    StudyObject object;
    std::vector<RegionOfInterest> regions;
    std::vector<std::string> notes;
};

/// Reads a structure set, with or without a meta header. Throws ReadError.
StructureSet readStructureSet(const std::string& file);

/// Fills the closed contours by the even-odd rule: mask n of the result is region n. The grid is `image`
/// where the contours lie in its slices; else a grid in the contours' own planes, as fine as the image in
/// plane. A slice between two contour planes that are further apart than the slices takes the nearer one's.
/// Throws Error when memory is short, Cancelled.
LabelGrid fillContours(const std::vector<RegionOfInterest>& regions, const Geometry& image,
                       Progress* progress = nullptr);

}  // namespace dokuei::viewer
