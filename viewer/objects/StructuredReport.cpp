#include "viewer/objects/StructuredReport.h"

#include <algorithm>
#include <cmath>

#include "viewer/Error.h"
#include "viewer/dicom/CharacterSet.h"
#include "viewer/objects/ObjectFile.h"

namespace dokuei::viewer {
namespace {

constexpr int kMaximumDepth = 64;
constexpr int kMaximumItems = 200'000;

bool is(const CodedTerm& term, std::initializer_list<const char*> values) {
    return std::any_of(values.begin(), values.end(), [&](const char* value) { return term.value == value; });
}

// Concepts of TID 1500 and its parts, with the SRT codes that older writers use.
bool isMeasurementGroup(const CodedTerm& t) {
    return is(t, {"125007"});
}
bool isTracking(const CodedTerm& t) {
    return is(t, {"112039"});
}
bool isFinding(const CodedTerm& t) {
    return is(t, {"121071"});
}
bool isSite(const CodedTerm& t) {
    return is(t, {"363698007", "G-C0E3"});
}
bool isAlgorithm(const CodedTerm& t) {
    return is(t, {"111001"});
}
bool isLanguage(const CodedTerm& t) {
    return is(t, {"121049"});
}

GraphicType graphicOf(const std::string& type) {
    if (type == "POLYLINE") return GraphicType::Polyline;
    if (type == "POLYGON") return GraphicType::Polygon;
    if (type == "MULTIPOINT") return GraphicType::MultiPoint;
    if (type == "CIRCLE") return GraphicType::Circle;
    if (type == "ELLIPSE") return GraphicType::Ellipse;
    if (type == "ELLIPSOID") return GraphicType::Ellipsoid;
    return GraphicType::Point;
}

std::size_t fewestPoints(GraphicType type) {
    switch (type) {
        case GraphicType::Circle:
        case GraphicType::Polyline:
            return 2;
        case GraphicType::Ellipse:
            return 4;
        case GraphicType::Ellipsoid:
            return 6;
        case GraphicType::Polygon:
            return 3;
        default:
            return 1;
    }
}

const char* wordOf(GraphicType type) {
    switch (type) {
        case GraphicType::Polyline:
            return "polyline";
        case GraphicType::Polygon:
            return "polygon";
        case GraphicType::MultiPoint:
            return "points";
        case GraphicType::Circle:
            return "circle";
        case GraphicType::Ellipse:
            return "ellipse";
        case GraphicType::Ellipsoid:
            return "ellipsoid";
        case GraphicType::Point:
            break;
    }
    return "point";
}

/// Walks the content tree once, writing down its lines, groups, regions and images.
class TreeReader {
public:
    TreeReader(ObjectFile& object, StructuredReport& report) : object_(object), report_(report) {}

    void read(DcmItem& item, int depth, MeasurementGroup* group, const std::string& place) {
        if (depth > kMaximumDepth) object_.refuse("its content is nested deeper than any report");
        if (++items_ > kMaximumItems) object_.refuse("holds more items than any study has");
        const std::string type = asciiText(item, DCM_ValueType);
        const CodedTerm name = object_.code(item, DCM_ConceptNameCodeSequence);
        if (type.empty() && !item.tagExists(DCM_ConceptNameCodeSequence)) return;  // by-reference items
        ReportItem line{depth, ReportItem::Type::Text, name.meaning, {}, {}};
        MeasurementGroup own;
        MeasurementGroup* inner = group;
        if (type == "CONTAINER") {
            line.type = ReportItem::Type::Heading;
            if (isMeasurementGroup(name)) inner = &own;
        } else if (type == "CODE") {
            readCode(item, name, line, group);
        } else if (type == "NUM") {
            readNumber(item, name, line, group);
        } else if (type == "IMAGE") {
            readImage(item, line, group);
        } else if (type == "SCOORD" || type == "SCOORD3D") {
            readRegion(item, type == "SCOORD3D", name.meaning.empty() ? place : name.meaning, line, group);
        } else {
            readText(item, type, name, line, group);
        }
        const bool hidden = type == "IMAGE" && regionOpen_ > 0;
        if (!hidden) report_.items.push_back(std::move(line));
        const bool region = type == "SCOORD" || type == "SCOORD3D";
        regionOpen_ += region;
        const std::string here = name.meaning.empty() || type == "IMAGE" ? place : name.meaning;
        object_.forEach(
            item, DCM_ContentSequence, [&](DcmItem& child) { read(child, depth + 1, inner, here); },
            kMaximumItems);
        regionOpen_ -= region;
        if (region) region_ = nullptr;
        if (inner == &own && (!own.measurements.empty() || !own.regions.empty())) {
            for (ImageRegion& drawn : own.regions) drawn.label = labelOf(own, drawn.label);
            report_.groups.push_back(std::move(own));
        }
    }

private:
    static std::string labelOf(const MeasurementGroup& group, const std::string& otherwise) {
        if (!group.finding.meaning.empty()) return group.finding.meaning;
        return group.tracking.empty() ? otherwise : group.tracking;
    }

    void readCode(DcmItem& item, const CodedTerm& name, ReportItem& line, MeasurementGroup* group) {
        const CodedTerm value = object_.code(item, DCM_ConceptCodeSequence);
        line.type = ReportItem::Type::Code;
        line.value = value.meaning.empty() ? value.value : value.meaning;
        if (isLanguage(name)) report_.language = value.value;
        if (group && isFinding(name)) group->finding = value;
        if (group && isSite(name)) group->site = value;
    }

    void readNumber(DcmItem& item, const CodedTerm& name, ReportItem& line, MeasurementGroup* group) {
        line.type = ReportItem::Type::Number;
        DcmItem* measured = sequenceItem(item, DCM_MeasuredValueSequence);
        if (!measured) return;
        const CodedTerm unit = object_.code(*measured, DCM_MeasurementUnitsCodeSequence);
        line.value = asciiText(*measured, DCM_NumericValue);
        // UCUM writes numbers without a unit as 1, or as a remark in braces.
        if (!unit.value.empty() && unit.value != "1" && unit.value.front() != '{')
            line.value += " " + unit.value;
        const auto value = numbers(*measured, DCM_NumericValue);
        if (group && !value.empty()) group->measurements.push_back({name, value.front(), unit.value});
    }

    void readImage(DcmItem& item, ReportItem& line, MeasurementGroup* group) {
        line.type = ReportItem::Type::Image;
        DcmItem* reference = sequenceItem(item, DCM_ReferencedSOPSequence);
        if (!reference) return;
        line.image = referenceOf(*reference);
        const auto isSegmentation = line.image.sopClassUid == UID_SegmentationStorage;
        if (regionOpen_ > 0 && region_ && region_->image.sopInstanceUid.empty()) {
            region_->image = line.image;
            if (!report_.items.empty() && report_.items.back().type == ReportItem::Type::Region)
                report_.items.back().image = line.image;
        } else if (isSegmentation && group) {
            group->segments.push_back(line.image);
            group->segmentNumbers.push_back(wholeNumber(*reference, DCM_ReferencedSegmentNumber, 0));
        } else if (!line.image.sopInstanceUid.empty() && !isSegmentation) {
            report_.keyImages.push_back(line.image);
        }
    }

    void readRegion(DcmItem& item, bool inPatient, const std::string& label, ReportItem& line,
                    MeasurementGroup* group) {
        line.type = ReportItem::Type::Region;
        region_ = nullptr;
        ImageRegion region;
        region.type = graphicOf(asciiText(item, DCM_GraphicType));
        region.inPatient = inPatient;
        region.label = label;
        region.frameOfReferenceUid = asciiText(item, DCM_ReferencedFrameOfReferenceUID);
        const auto values = manyNumbers(item, DCM_GraphicData);
        const std::size_t width = inPatient ? 3 : 2;
        if (values.empty() || values.size() % width != 0 || values.size() / width < fewestPoints(region.type))
            return report_.notes.push_back("a region of it has no whole points");
        for (std::size_t v = 0; v < values.size(); v += width)
            region.points.push_back({values[v], values[v + 1], inPatient ? values[v + 2] : 0});
        line.value = wordOf(region.type);
        auto& list = group ? group->regions : report_.regions;
        list.push_back(std::move(region));
        region_ = &list.back();
    }

    void readText(DcmItem& item, const std::string& type, const CodedTerm& name, ReportItem& line,
                  MeasurementGroup* group) {
        if (type == "TEXT") {
            line.value = object_.text(item, DCM_TextValue);
            if (group && isTracking(name)) group->tracking = line.value;
            if (isAlgorithm(name)) {
                report_.algorithmMade = true;
                if (group) group->automatic = true;
            }
            return;
        }
        line.type = ReportItem::Type::Other;
        if (type == "PNAME") {
            line.value = displayName(object_.text(item, DCM_PersonName));
        } else if (type == "UIDREF") {
            line.value = asciiText(item, DCM_UID);
        } else {
            for (const DcmTagKey& tag : {DCM_DateTime, DCM_Date, DCM_Time})
                if (line.value.empty()) line.value = asciiText(item, tag);
        }
    }

    ObjectFile& object_;
    StructuredReport& report_;
    ImageRegion* region_ = nullptr;  ///< the one whose image comes next
    int regionOpen_ = 0, items_ = 0;
};

}  // namespace

bool ImageRegion::isBox() const {
    if (type != GraphicType::Polyline || inPatient || points.size() < 4 || points.size() > 5) return false;
    if (points.size() == 5 && points.front() != points.back()) return false;
    double left = points[0][0], right = left, top = points[0][1], bottom = top;
    for (const Vec3& point : points) {
        left = std::min(left, point[0]);
        right = std::max(right, point[0]);
        top = std::min(top, point[1]);
        bottom = std::max(bottom, point[1]);
    }
    if (!(right > left && bottom > top)) return false;
    // Written as 32-bit numbers; a hundredth of a pixel is nothing.
    const double slack = 0.01;
    for (std::size_t p = 0; p < 4; ++p) {
        const Vec3& a = points[p];
        const Vec3& b = points[(p + 1) % 4];
        const bool vertical = std::abs(a[0] - b[0]) <= slack, horizontal = std::abs(a[1] - b[1]) <= slack;
        if (vertical == horizontal) return false;
        const Vec3& c = points[(p + 2) % 4];
        if (vertical && std::abs(b[1] - c[1]) > slack) return false;
        if (horizontal && std::abs(b[0] - c[0]) > slack) return false;
    }
    return true;
}

StructuredReport readStructuredReport(const std::string& file) try {
    ObjectFile object(file);
    StructuredReport report;
    report.object = object.facts();
    if (report.object.kind != ObjectKind::StructuredReport && report.object.kind != ObjectKind::KeyImages)
        object.refuse("is not a structured report");
    DcmDataset& d = object.dataset();
    report.title = report.object.title;
    report.verified = asciiText(d, DCM_VerificationFlag) == "VERIFIED";
    report.complete = asciiText(d, DCM_CompletionFlag) != "PARTIAL" && !object.cutShort();
    TreeReader(object, report).read(d, 0, nullptr, report.title);
    return report;
} catch (const ReadError&) {
    throw;
} catch (const std::exception& error) {
    throw ReadError(file, error.what());
}

std::string readableText(const StructuredReport& report) {
    std::string text;
    for (const ReportItem& item : report.items) {
        std::string line = item.name;
        std::string value = item.value;
        if (item.type == ReportItem::Type::Image || item.type == ReportItem::Type::Region) {
            value = (item.type == ReportItem::Type::Image ? "image " : item.value + " on image ") +
                    item.image.sopInstanceUid;
            for (const int frame : item.image.frames) value += " frame " + std::to_string(frame);
        }
        if (!line.empty() && !value.empty()) line += ": ";
        line += value;
        if (line.empty()) continue;
        const std::string indent(2 * static_cast<std::size_t>(item.depth), ' ');
        // A paragraph keeps its lines, each as deep as the first.
        for (std::size_t at = 0; at <= line.size();) {
            const auto end = std::min(line.find('\n', at), line.size());
            std::string part = line.substr(at, end - at);
            std::erase(part, '\r');
            text += indent + part + "\n";
            at = end + 1;
        }
    }
    return text;
}

}  // namespace dokuei::viewer
