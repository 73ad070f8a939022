#include "viewer/dicom/Frames.h"

#include <algorithm>
#include <cmath>

#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/VoiWindows.h"

namespace dokuei::viewer {
namespace {

// No scanner is larger, nor are pixels; what lies beyond is a damaged number, not a place.
constexpr double kFarthestMm = 1e6, kFinestMm = 1e-5, kCoarsestMm = 1e4;
// Keeps rescaled values within what a float holds.
constexpr double kLargestRescale = 1e30, kSmallestSlope = 1e-30;

bool plausibleSpacing(double mm) {
    return mm >= kFinestMm && mm <= kCoarsestMm;
}

void readOrientation(DcmItem& item, FrameHeader& frame) {
    const auto values = numbers(item, DCM_ImageOrientationPatient);
    if (values.size() != 6) return;
    for (int v = 0; v < 2; ++v) {
        const double length = std::hypot(values[3 * v], values[3 * v + 1], values[3 * v + 2]);
        if (!(std::abs(length - 1) < 0.1)) return;
        for (int c = 0; c < 3; ++c) frame.orientation[3 * v + c] = values[3 * v + c] / length;
    }
    double dot = 0;
    for (int c = 0; c < 3; ++c) dot += frame.orientation[c] * frame.orientation[3 + c];
    if (std::abs(dot) > 1e-2) return;
    // Headers round to few decimals; the column direction is made exactly perpendicular.
    double length = 0;
    for (int c = 0; c < 3; ++c) frame.orientation[3 + c] -= dot * frame.orientation[c];
    for (int c = 0; c < 3; ++c) length += frame.orientation[3 + c] * frame.orientation[3 + c];
    for (int c = 0; c < 3; ++c) frame.orientation[3 + c] /= std::sqrt(length);
    frame.hasOrientation = true;
}

void readPosition(DcmItem& item, FrameHeader& frame) {
    const auto values = numbers(item, DCM_ImagePositionPatient);
    if (values.size() != 3) return;
    for (const double mm : values)
        if (std::abs(mm) > kFarthestMm) return;
    frame.position = {values[0], values[1], values[2]};
    frame.hasPosition = true;
}

void readSpacing(DcmItem& item, const DcmTagKey& tag, FrameHeader& frame) {
    const auto values = numbers(item, tag);
    if (values.empty() || !plausibleSpacing(values[0]) || (values.size() > 1 && !plausibleSpacing(values[1])))
        return;
    // DICOM tells the distance between rows first.
    frame.spacingJ = values[0];
    frame.spacingI = values.size() > 1 ? values[1] : values[0];
    frame.hasSpacing = true;
}

void readRescale(DcmItem& item, FrameHeader& frame) {
    const double slope = number(item, DCM_RescaleSlope, frame.slope);
    const double intercept = number(item, DCM_RescaleIntercept, frame.intercept);
    if (std::abs(slope) < kSmallestSlope || std::abs(slope) > kLargestRescale ||
        std::abs(intercept) > kLargestRescale)
        return;
    frame.slope = slope;
    frame.intercept = intercept;
}

void note(FrameHeader& frame, const char* name, std::string value) {
    if (!value.empty()) frame.differences[name] = std::move(value);
}

FrameHeader commonFrame(DcmDataset& d, const SliceIdentity& identity) {
    FrameHeader frame;
    frame.identity = identity;
    readPosition(d, frame);
    readOrientation(d, frame);
    readSpacing(d, DCM_PixelSpacing, frame);
    readRescale(d, frame);
    const std::string type = rawText(d, DCM_ImageType);
    frame.localizer = type.find("LOCALIZER") != std::string::npos;
    frame.gantryTilt = number(d, DCM_GantryDetectorTilt, 0);
    note(frame, "image type", type);
    note(frame, "acquisition number", asciiText(d, DCM_AcquisitionNumber));
    note(frame, "temporal position", asciiText(d, DCM_TemporalPositionIdentifier));
    note(frame, "echo number", rawText(d, DCM_EchoNumbers));
    note(frame, "echo time", rawText(d, DCM_EchoTime));
    note(frame, "inversion time", rawText(d, DCM_InversionTime));
    const auto b = numbers(d, DCM_DiffusionBValue);
    if (!b.empty()) note(frame, "b-value", std::to_string(b.front()));
    note(frame, "trigger time", rawText(d, DCM_TriggerTime));
    note(frame, "acquisition time", asciiText(d, DCM_AcquisitionTime));
    note(frame, "content time", asciiText(d, DCM_ContentTime));
    return frame;
}

/// Applies one functional group item (shared or per frame) of an enhanced object.
void applyFunctionalGroups(DcmItem& groups, FrameHeader& frame) {
    if (DcmItem* item = sequenceItem(groups, DCM_PlanePositionSequence)) readPosition(*item, frame);
    if (DcmItem* item = sequenceItem(groups, DCM_PlaneOrientationSequence)) readOrientation(*item, frame);
    if (DcmItem* item = sequenceItem(groups, DCM_PixelMeasuresSequence))
        readSpacing(*item, DCM_PixelSpacing, frame);
    if (DcmItem* item = sequenceItem(groups, DCM_PixelValueTransformationSequence)) readRescale(*item, frame);
    for (const DcmTagKey& tag :
         {DCM_CTImageFrameTypeSequence, DCM_MRImageFrameTypeSequence, DCM_PETFrameTypeSequence})
        if (DcmItem* item = sequenceItem(groups, tag)) {
            const std::string type = rawText(*item, DCM_FrameType);
            frame.localizer = type.find("LOCALIZER") != std::string::npos;
            note(frame, "image type", type);
        }
    if (DcmItem* item = sequenceItem(groups, DCM_FrameContentSequence)) {
        note(frame, "stack", asciiText(*item, DCM_StackID));
        const auto temporal = numbers(*item, DCM_TemporalPositionIndex);
        if (!temporal.empty()) note(frame, "temporal position", std::to_string(wholePart(temporal.front())));
        note(frame, "acquisition time", asciiText(*item, DCM_FrameAcquisitionDateTime));
        const auto acquisition = numbers(*item, DCM_FrameAcquisitionNumber);
        if (!acquisition.empty())
            note(frame, "acquisition number", std::to_string(wholePart(acquisition.front())));
    }
    if (DcmItem* item = sequenceItem(groups, DCM_MREchoSequence))
        note(frame, "echo time", std::to_string(number(*item, DCM_EffectiveEchoTime, 0)));
    if (DcmItem* item = sequenceItem(groups, DCM_MRDiffusionSequence)) {
        const auto b = numbers(*item, DCM_DiffusionBValue);
        if (!b.empty()) note(frame, "b-value", std::to_string(b.front()));
    }
    if (DcmItem* item = sequenceItem(groups, DCM_CardiacSynchronizationSequence))
        note(frame, "trigger time", std::to_string(number(*item, DCM_NominalCardiacTriggerDelayTime, 0)));
}

void readWindow(DcmItem& groups, SeriesIdentity& identity) {
    if (DcmItem* item = sequenceItem(groups, DCM_FrameVOILUTSequence))
        readVoiWindows(*item, true, {}, identity);
}

}  // namespace

std::vector<FrameHeader> readFrames(DcmDataset& d, ImageHeader& header, const SliceIdentity& identity) {
    FrameHeader first = commonFrame(d, identity);
    if (!first.hasSpacing) {
        readSpacing(d, DCM_ImagerPixelSpacing, first);
        if (first.hasSpacing)
            header.notes.push_back("distances are those at the detector, not in the patient");
    }
    const auto ratio = numbers(d, DCM_PixelAspectRatio);
    if (!first.hasSpacing && ratio.size() == 2 && ratio[0] > 0 && ratio[1] > 0) {
        first.spacingJ = ratio[0] / ratio[1];
        first.spacingI = 1;
    }
    if (DcmItem* shared = sequenceItem(d, DCM_SharedFunctionalGroupsSequence)) {
        applyFunctionalGroups(*shared, first);
        readWindow(*shared, header.identity);
        if (DcmItem* item = sequenceItem(*shared, DCM_PixelMeasuresSequence))
            header.identity.sliceThickness =
                lengthMm(*item, DCM_SliceThickness, header.identity.sliceThickness);
    }
    std::vector<FrameHeader> frames(header.pixels.frames, first);
    DcmSequenceOfItems* perFrame = nullptr;
    const bool enhanced = d.findAndGetSequence(DCM_PerFrameFunctionalGroupsSequence, perFrame).good() &&
                          perFrame && perFrame->card() >= frames.size();
    for (std::size_t f = 0; f < frames.size(); ++f) {
        frames[f].identity.frame = static_cast<int>(f) + 1;
        if (!enhanced) continue;
        DcmItem* groups = perFrame->getItem(static_cast<unsigned long>(f));
        applyFunctionalGroups(*groups, frames[f]);
        if (f == 0) readWindow(*groups, header.identity);
    }
    // A mosaic holds many slices in one picture; the position in the header is not that of any of them.
    if (rawText(d, DCM_ImageType).find("MOSAIC") != std::string::npos) {
        header.notes.push_back("mosaic of several slices, which are not taken apart");
        for (FrameHeader& frame : frames) frame.hasPosition = false;
    }
    // One position cannot be that of every frame: a cine or an old multi-frame object without positions.
    if (frames.size() > 1 && !enhanced)
        for (FrameHeader& frame : frames) frame.hasPosition = false;
    return frames;
}

}  // namespace dokuei::viewer
