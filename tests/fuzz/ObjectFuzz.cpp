#include <cmath>

#include "tests/fuzz/FuzzTargets.h"
#include "viewer/Error.h"
#include "viewer/objects/EncapsulatedDocument.h"
#include "viewer/objects/PresentationState.h"
#include "viewer/objects/Segmentation.h"
#include "viewer/objects/StructureSet.h"
#include "viewer/objects/StructuredReport.h"

namespace dokuei::viewer::fuzz {
namespace {

void readAs(ObjectKind kind, const std::string& file) {
    switch (kind) {
        case ObjectKind::Segmentation: {
            const Segmentation segmentation = readSegmentation(file);
            require(segmentation.grid.maskCount() == segmentation.segments.size(),
                    "a segmentation has another number of masks than segments");
            for (std::size_t m = 0; m < segmentation.segments.size(); ++m)
                require(std::isfinite(segmentation.grid.facts(m).millilitres), "a size is not a number");
            break;
        }
        case ObjectKind::StructureSet: {
            const StructureSet set = readStructureSet(file);
            Geometry image;
            image.size = {32, 32, 8};
            image.spacing = {4, 4, 10};
            image.origin = {-64, -64, -40};
            fillContours(set.regions, image);
            break;
        }
        case ObjectKind::StructuredReport:
        case ObjectKind::KeyImages: {
            const StructuredReport report = readStructuredReport(file);
            readableText(report);
            for (const MeasurementGroup& group : report.groups) {
                for (const Measurement& measurement : group.measurements)
                    require(std::isfinite(measurement.value), "a measurement is not a number");
                for (const ImageRegion& region : group.regions) region.isBox();
            }
            break;
        }
        case ObjectKind::PresentationState:
            readPresentationState(file);
            break;
        case ObjectKind::Document:
            readDocument(file);
            break;
        case ObjectKind::NotShown:
            break;
    }
}

}  // namespace

void fuzzObjects(Bytes input) {
    const InputFile file(input, "input.dcm");
    try {
        const auto object = readStudyObject(file.path());
        if (object) readAs(object->kind, file.path());
    } catch (const Error&) {
    }
}

}  // namespace dokuei::viewer::fuzz
