#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "viewer/objects/LabelGrid.h"
#include "viewer/objects/StudyObject.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {

using Colour = std::array<std::uint8_t, 3>;  ///< sRGB

/// How a mask or a contour came to be.
enum class Origin { Unknown, Manual, SemiAutomatic, Automatic };

/// One segment of a segmentation; mask n of the grid is segment n of the list.
struct Segment {
    int number = 0;
    std::string label, description, algorithmName;  ///< UTF-8
    CodedTerm category, type, site;
    Origin origin = Origin::Unknown;
    Colour colour{0, 0, 0};
};

/// A DICOM segmentation, binary, fractional or label map, as masks on its own grid.
struct Segmentation {
    StudyObject object;
    std::string type;  ///< BINARY, FRACTIONAL or LABELMAP
    std::vector<Segment> segments;
    LabelGrid grid;  ///< geometry().frameOfReferenceUid is the object's
    std::vector<std::string> notes;
};

/// Reads a segmentation. A voxel of a fractional one belongs to its segment from `threshold` (share of the
/// maximum) on. Sizes are checked before memory is taken. Throws ReadError, Cancelled.
Segmentation readSegmentation(const std::string& file, Progress* progress = nullptr, double threshold = 0.5);

/// sRGB of a Recommended Display CIELab Value (PS3.3 C.10.7.1.1: L 0..100 as 0..65535, a and b -128..127).
Colour colourOfLab(const std::array<double, 3>& encoded);
/// One of a row of easily told apart colours, for objects that name none.
Colour defaultColour(int index);

}  // namespace dokuei::viewer
