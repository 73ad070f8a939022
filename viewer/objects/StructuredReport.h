#pragma once

#include <string>
#include <vector>

#include "viewer/objects/StudyObject.h"

namespace dokuei::viewer {

enum class GraphicType { Point, MultiPoint, Polyline, Polygon, Circle, Ellipse, Ellipsoid };

/// A region that a report or presentation state draws on an image (SCOORD) or in the patient (SCOORD3D).
struct ImageRegion {
    GraphicType type = GraphicType::Point;
    bool inPatient = false;  ///< points are LPS mm; otherwise column, row, 0 on the referenced image
    /// As DICOM gives them. On an image 0,0 is the top left corner of the top left pixel, whose centre is
    /// 0.5,0.5. Circle: centre, a point on it. Ellipse: ends of the major, then of the minor axis.
    std::vector<Vec3> points;
    std::string frameOfReferenceUid;  ///< of an inPatient region
    ImageReference image;             ///< of a region on an image
    std::string label;                ///< what it is, for the reader; UTF-8

    /// An axis-aligned rectangle given as a polyline of 4 or 5 points.
    bool isBox() const;
};

/// One number of a report.
struct Measurement {
    CodedTerm name;
    double value = 0;
    std::string unit;  ///< UCUM code
};

/// What was measured at one place (TID 1410, 1411, 1501 and what resembles them).
struct MeasurementGroup {
    std::string tracking;  ///< identifier for people; UTF-8
    CodedTerm finding, site;
    bool automatic = false;  ///< an algorithm is named as its source
    std::vector<Measurement> measurements;
    std::vector<ImageRegion> regions;
    std::vector<ImageReference> segments;  ///< segmentations it refers to
    std::vector<int> segmentNumbers;       ///< of segments[n]; 0 when not told
};

/// One line of a report's tree.
struct ReportItem {
    enum class Type { Heading, Text, Code, Number, Image, Region, Other };
    int depth = 0;  ///< 0: the title
    Type type = Type::Text;
    std::string name;      ///< of the concept; UTF-8, may be empty
    std::string value;     ///< text, meaning of a code, number with unit, ... empty for headings
    ImageReference image;  ///< of an Image, or of the image of a Region
};

/// A structured report or key object selection.
struct StructuredReport {
    StudyObject object;
    std::string title;              ///< UTF-8
    std::vector<ReportItem> items;  ///< the whole tree in reading order
    std::string language;           ///< of the content, e.g. "en"; may be empty
    bool verified = false, complete = true;
    bool algorithmMade = false;             ///< an algorithm is named in it
    std::vector<MeasurementGroup> groups;   ///< only those with a measurement or a region
    std::vector<ImageRegion> regions;       ///< regions outside any group
    std::vector<ImageReference> keyImages;  ///< images named outside regions
    std::vector<std::string> notes;         ///< what of it could not be read
};

/// Reads any structured report or key object selection. Depth and number of items are bounded.
/// Throws ReadError.
StructuredReport readStructuredReport(const std::string& file);

/// The tree as plain text (English words for images and regions): two spaces deeper a level.
std::string readableText(const StructuredReport& report);

}  // namespace dokuei::viewer
