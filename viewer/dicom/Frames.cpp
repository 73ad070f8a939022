#include "viewer/dicom/Frames.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/Mosaic.h"
#include "viewer/dicom/Planar.h"
#include "viewer/dicom/VoiWindows.h"

namespace dokuei::viewer {
namespace {

// No scanner is larger, nor are pixels; what lies beyond is a damaged number, not a place.
constexpr double kFarthestMm = 1e6;
// Keeps rescaled values within what a float holds.
constexpr double kLargestRescale = 1e30, kSmallestSlope = 1e-30;

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

void noteNumber(FrameHeader& frame, const char* name, const std::vector<double>& values) {
    if (values.empty()) return;
    char text[32];
    std::snprintf(text, sizeof text, "%.10g", values.front());
    frame.differences[name] = text;
}

/// The b-value where the standard or, in older objects, the manufacturer puts it (s/mm2).
std::vector<double> bValueOf(DcmItem& d) {
    const auto ofPrivate = [&](std::uint16_t group, std::uint16_t element, const char* creator) {
        if (!rawText(d, DcmTagKey(group, 0x0010)).starts_with(creator)) return std::vector<double>();
        return numbers(d, DcmTagKey(group, element));
    };
    if (auto told = numbers(d, DCM_DiffusionBValue); !told.empty()) return told;
    if (auto siemens = ofPrivate(0x0019, 0x100C, "SIEMENS MR HEADER"); !siemens.empty()) return siemens;
    if (auto philips = ofPrivate(0x2001, 0x1003, "Philips Imaging DD 001"); !philips.empty()) return philips;
    // GE adds 1e9 in some versions of its software.
    auto ge = ofPrivate(0x0043, 0x1039, "GEMS_PARM_01");
    if (!ge.empty()) ge.front() = std::fmod(ge.front(), 1e9);
    return ge;
}

void noteDirection(FrameHeader& frame, DcmItem& item) {
    const auto g = numbers(item, DCM_DiffusionGradientOrientation);
    if (g.size() != 3) return;
    char text[64];
    std::snprintf(text, sizeof text, "%.4f %.4f %.4f", g[0], g[1], g[2]);
    frame.differences["diffusion direction"] = text;
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
    noteNumber(frame, "echo time", numbers(d, DCM_EchoTime));
    noteNumber(frame, "inversion time", numbers(d, DCM_InversionTime));
    noteNumber(frame, "b-value", bValueOf(d));
    noteDirection(frame, d);
    noteNumber(frame, "cardiac phase", numbers(d, DCM_NominalPercentageOfCardiacPhase));
    noteNumber(frame, "trigger time", numbers(d, DCM_TriggerTime));
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
        noteNumber(frame, "temporal position", numbers(*item, DCM_TemporalPositionIndex));
        note(frame, "acquisition time", asciiText(*item, DCM_FrameAcquisitionDateTime));
        noteNumber(frame, "acquisition number", numbers(*item, DCM_FrameAcquisitionNumber));
    }
    if (DcmItem* item = sequenceItem(groups, DCM_MREchoSequence))
        noteNumber(frame, "echo time", numbers(*item, DCM_EffectiveEchoTime));
    if (DcmItem* item = sequenceItem(groups, DCM_MRModifierSequence))
        noteNumber(frame, "inversion time", numbers(*item, DCM_InversionTimes));
    if (DcmItem* item = sequenceItem(groups, DCM_MRDiffusionSequence)) {
        noteNumber(frame, "b-value", numbers(*item, DCM_DiffusionBValue));
        if (DcmItem* gradient = sequenceItem(*item, DCM_DiffusionGradientDirectionSequence))
            noteDirection(frame, *gradient);
    }
    if (DcmItem* item = sequenceItem(groups, DCM_CardiacSynchronizationSequence)) {
        noteNumber(frame, "cardiac phase", numbers(*item, DCM_NominalPercentageOfCardiacPhase));
        noteNumber(frame, "trigger time", numbers(*item, DCM_NominalCardiacTriggerDelayTime));
    }
    if (DcmItem* item = sequenceItem(groups, DCM_RespiratorySynchronizationSequence))
        noteNumber(frame, "respiratory phase", numbers(*item, DCM_NominalPercentageOfRespiratoryPhase));
}

void readWindow(DcmItem& groups, SeriesIdentity& identity) {
    if (DcmItem* item = sequenceItem(groups, DCM_FrameVOILUTSequence))
        readVoiWindows(*item, true, {}, identity);
}

}  // namespace

std::vector<FrameHeader> readFrames(DcmDataset& d, ImageHeader& header, const SliceIdentity& identity) {
    FrameHeader first = commonFrame(d, identity);
    readPlanarSpacing(d, header, first);
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
    header.identity.framesPerSecond = framesPerSecondOf(d, header.pixels.frames);
    header.identity.rowsRunTo = asciiText(d, DCM_PatientOrientation, 0);
    header.identity.columnsRunTo = asciiText(d, DCM_PatientOrientation, 1);
    for (std::size_t f = 0; f < frames.size(); ++f) {
        frames[f].identity.frame = static_cast<int>(f) + 1;
        if (!enhanced) continue;
        DcmItem* groups = perFrame->getItem(static_cast<unsigned long>(f));
        applyFunctionalGroups(*groups, frames[f]);
        if (f == 0) readWindow(*groups, header.identity);
    }
    if (isMosaic(d)) {
        if (std::vector<FrameHeader> slices = slicesOfMosaic(d, header, frames.front()); !slices.empty())
            return slices;
        // The position in the header is not that of any of its slices.
        for (FrameHeader& frame : frames) frame.hasPosition = false;
    }
    // One position cannot be that of every frame: a cine or an old multi-frame object without positions.
    if (frames.size() > 1 && !enhanced)
        for (FrameHeader& frame : frames) frame.hasPosition = false;
    return frames;
}

}  // namespace dokuei::viewer
