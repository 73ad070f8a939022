#include "viewer/objects/StructureSet.h"

#include <algorithm>
#include <map>

#include "viewer/Error.h"
#include "viewer/objects/ObjectFile.h"

namespace dokuei::viewer {
namespace {

Contour contourOf(ObjectFile& object, DcmItem& item) {
    Contour contour;
    const std::string type = asciiText(item, DCM_ContourGeometricType);
    contour.type = type == "POINT"                                     ? Contour::Type::Points
                   : type == "OPEN_PLANAR" || type == "OPEN_NONPLANAR" ? Contour::Type::Open
                                                                       : Contour::Type::Closed;
    const auto values = numbers(item, DCM_ContourData);
    if (values.empty() || values.size() % 3 != 0) object.refuse("a contour has no whole points");
    for (std::size_t v = 0; v < values.size(); v += 3)
        contour.points.push_back({values[v], values[v + 1], values[v + 2]});
    if (contour.type == Contour::Type::Closed && contour.points.size() < 3)
        contour.type = Contour::Type::Points;
    if (DcmItem* image = sequenceItem(item, DCM_ContourImageSequence))
        contour.sopInstanceUid = asciiText(*image, DCM_ReferencedSOPInstanceUID);
    return contour;
}

}  // namespace

StructureSet readStructureSet(const std::string& file) try {
    ObjectFile object(file);
    StructureSet set;
    set.object = object.facts();
    if (set.object.kind != ObjectKind::StructureSet) object.refuse("is not a structure set");
    if (object.cutShort()) object.refuse("is cut short");
    DcmDataset& d = object.dataset();
    std::map<int, std::size_t> indexOf;
    object.forEach(
        d, DCM_StructureSetROISequence,
        [&](DcmItem& item) {
            RegionOfInterest region;
            region.number = wholeNumber(item, DCM_ROINumber, 0);
            region.name = object.text(item, DCM_ROIName);
            region.frameOfReferenceUid = asciiText(item, DCM_ReferencedFrameOfReferenceUID);
            const std::string algorithm = asciiText(item, DCM_ROIGenerationAlgorithm);
            region.origin = algorithm == "AUTOMATIC"       ? Origin::Automatic
                            : algorithm == "SEMIAUTOMATIC" ? Origin::SemiAutomatic
                            : algorithm == "MANUAL"        ? Origin::Manual
                                                           : Origin::Unknown;
            region.colour = defaultColour(static_cast<int>(set.regions.size()));
            if (!indexOf.emplace(region.number, set.regions.size()).second)
                object.refuse("two regions have the number " + std::to_string(region.number));
            set.regions.push_back(std::move(region));
        },
        65536);
    object.forEach(
        d, DCM_ROIContourSequence,
        [&](DcmItem& item) {
            const auto found = indexOf.find(wholeNumber(item, DCM_ReferencedROINumber, -1));
            if (found == indexOf.end()) {
                set.notes.push_back("holds contours of a region that it does not name; left out");
                return;
            }
            RegionOfInterest& region = set.regions[found->second];
            const auto colour = numbers(item, DCM_ROIDisplayColor);
            if (colour.size() == 3)
                for (std::size_t c = 0; c < 3; ++c)
                    region.colour[c] = static_cast<std::uint8_t>(std::clamp(colour[c], 0.0, 255.0));
            object.forEach(item, DCM_ContourSequence,
                           [&](DcmItem& contour) { region.contours.push_back(contourOf(object, contour)); });
        },
        65536);
    object.forEach(
        d, DCM_RTROIObservationsSequence,
        [&](DcmItem& item) {
            const auto found = indexOf.find(wholeNumber(item, DCM_ReferencedROINumber, -1));
            if (found != indexOf.end())
                set.regions[found->second].interpretedType = asciiText(item, DCM_RTROIInterpretedType);
        },
        65536);
    if (set.object.frameOfReferenceUid.empty())
        for (const RegionOfInterest& region : set.regions)
            if (set.object.frameOfReferenceUid.empty())
                set.object.frameOfReferenceUid = region.frameOfReferenceUid;
    return set;
} catch (const ReadError&) {
    throw;
} catch (const std::exception& error) {
    throw ReadError(file, error.what());
}

}  // namespace dokuei::viewer
