#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <numbers>
#include <set>

#include "viewer/dicom/Sorting.h"

namespace dokuei::viewer {
namespace {

// Displacements below this part of a pixel are the rounding of positions.
constexpr double kNegligibleShift = 0.1;

bool lossySyntax(const std::string& uid) {
    static const std::set<std::string> lossy = {"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51",
                                                "1.2.840.10008.1.2.4.81"};
    return lossy.contains(uid);
}

/// Stored type that holds every slice, rescale when it is common, padding.
void chooseScalars(const std::vector<StackSlice>& slices, VolumeSource& volume) {
    const FrameHeader& first = *slices.front().frame;
    bool common = true;
    double low = std::numeric_limits<double>::max(), high = std::numeric_limits<double>::lowest();
    for (const StackSlice& slice : slices) {
        common &= slice.frame->slope == first.slope && slice.frame->intercept == first.intercept;
        low = std::min(low, slice.image->pixels.lowest());
        high = std::max(high, slice.image->pixels.highest());
    }
    const PixelFormat& pixels = slices.front().image->pixels;
    if (pixels.colour) {
        volume.scalarType = ScalarType::Rgb8;
        volume.identity.windows.clear();
        volume.identity.defaultWindow = 255;
        volume.identity.defaultLevel = 127.5;
        return;
    }
    if (pixels.isFloat)
        volume.scalarType = ScalarType::Float32;
    else if (common && low >= -32768 && high <= 32767)
        volume.scalarType = ScalarType::Int16;
    else if (common && low >= 0 && high <= 65535)
        volume.scalarType = ScalarType::UInt16;
    else
        volume.scalarType = ScalarType::Float32;
    const bool isFloat = volume.scalarType == ScalarType::Float32;
    if (!isFloat) {
        volume.rescaleSlope = first.slope;
        volume.rescaleIntercept = first.intercept;
    }
    if (pixels.hasPadding && pixels.paddingLow >= low && pixels.paddingHigh <= high &&
        pixels.modalityLut.empty()) {
        volume.padding = isFloat ? pixels.paddingLow * first.slope + first.intercept : pixels.paddingLow;
        volume.paddingLow = volume.padding;
        volume.paddingHigh = isFloat ? volume.padding : pixels.paddingHigh;
    } else if (volume.identity.modality == "CT")  // air
        volume.padding =
            isFloat ? -1024 : std::clamp(std::round((-1024 - first.intercept) / first.slope), low, high);
}

/// Offsets that bring slices displaced within their planes onto one right-angled grid.
void straighten(const std::vector<StackSlice>& slices, VolumeSource& volume) {
    const FrameHeader& first = *slices.front().frame;
    const auto& o = first.orientation;
    double lowI = 0, highI = 0, lowJ = 0, highJ = 0;
    for (std::size_t s = 0; s < slices.size(); ++s) {
        double i = 0, j = 0;
        for (int c = 0; c < 3; ++c) {
            const double d = slices[s].frame->position[c] - first.position[c];
            i += d * o[c] / first.spacingI;
            j += d * o[3 + c] / first.spacingJ;
        }
        volume.slices[s].offsetI = i;
        volume.slices[s].offsetJ = j;
        lowI = std::min(lowI, i), highI = std::max(highI, i);
        lowJ = std::min(lowJ, j), highJ = std::max(highJ, j);
    }
    if (std::max({-lowI, highI, -lowJ, highJ}) < kNegligibleShift) {
        for (SliceSource& slice : volume.slices) slice.offsetI = slice.offsetJ = 0;
        return;
    }
    // An axis that moves by rounding only must not be interpolated.
    const double originI = std::max(-lowI, highI) < kNegligibleShift ? 0 : std::floor(lowI);
    const double originJ = std::max(-lowJ, highJ) < kNegligibleShift ? 0 : std::floor(lowJ);
    double residual = 0;
    const SliceSource lastShift = volume.slices.back();
    for (std::size_t s = 0; s < slices.size(); ++s) {
        SliceSource& slice = volume.slices[s];
        const double part =
            (slices[s].along - slices.front().along) / (slices.back().along - slices.front().along);
        residual = std::max({residual, std::abs(slice.offsetI - part * lastShift.offsetI),
                             std::abs(slice.offsetJ - part * lastShift.offsetJ)});
        slice.offsetI = std::max(-lowI, highI) < kNegligibleShift ? 0 : slice.offsetI - originI;
        slice.offsetJ = std::max(-lowJ, highJ) < kNegligibleShift ? 0 : slice.offsetJ - originJ;
    }
    Geometry& g = volume.geometry;
    // A grid beyond the limit is refused when it is allocated.
    const auto wider = [](double low, double high, double from) {
        return static_cast<int>(
            std::ceil(std::max(-low, high) < kNegligibleShift ? 0 : std::min(high - from, 1e9)));
    };
    g.size[0] += wider(lowI, highI, originI);
    g.size[1] += wider(lowJ, highJ, originJ);
    for (int c = 0; c < 3; ++c)
        g.origin[c] += originI * g.spacing[0] * o[c] + originJ * g.spacing[1] * o[3 + c];

    const double across = std::hypot(lastShift.offsetI * first.spacingI, lastShift.offsetJ * first.spacingJ);
    const double along = slices.back().along - slices.front().along;
    char text[200];
    if (residual < 0.5)
        std::snprintf(
            text, sizeof text,
            "gantry tilt of %.1f degrees corrected: the slices are moved within their planes (resampled)",
            std::atan2(across, along) * 180 / std::numbers::pi);
    else
        std::snprintf(
            text, sizeof text,
            "the slices are displaced against each other by up to %.1f mm; they are moved within their "
            "planes (resampled)",
            std::max((highI - lowI) * first.spacingI, (highJ - lowJ) * first.spacingJ));
    volume.warnings.emplace_back(text);
}

void addNotes(const std::vector<StackSlice>& slices, VolumeSource& volume) {
    std::set<std::string> notes;
    std::set<std::string> planes;
    for (const StackSlice& slice : slices) {
        notes.insert(slice.image->notes.begin(), slice.image->notes.end());
        for (const BitPlaneFormat& plane : slice.image->pixels.bitPlanes) planes.insert(plane.description());
    }
    volume.bitPlanes.assign(planes.begin(), planes.end());
    volume.warnings.insert(volume.warnings.end(), notes.begin(), notes.end());
    const FrameHeader& first = *slices.front().frame;
    if (first.hasPosition && first.hasOrientation && slices.front().image->frameOfReferenceUid.empty())
        volume.warnings.push_back(
            "the series names no frame of reference: its places cannot be compared with those of other "
            "series");
    if (slices.back().image->frameOfReferenceUid != slices.front().image->frameOfReferenceUid)
        volume.warnings.push_back("every image names a frame of reference of its own; they are taken as one");
    const double thickness = slices.front().image->identity.sliceThickness,
                 distance = volume.geometry.spacing[2];
    if (slices.size() > 1 && first.hasPosition && thickness > 0 && distance > 1.5 * thickness) {
        char text[120];
        std::snprintf(text, sizeof text,
                      "the slices are %.1f mm thick but %.1f mm apart: nothing is known between them",
                      thickness, distance);
        volume.warnings.emplace_back(text);
    }
    if (first.localizer) volume.warnings.push_back("localiser (scout), not a volume to measure in");
    if (!first.hasPosition || !first.hasOrientation)
        volume.warnings.push_back(
            slices.size() > 1 ? "the frames have no position in the patient; they are stacked in the order "
                                "of the file, 1 mm apart"
                              : "the image has no position in the patient");
    if (!first.hasSpacing) volume.warnings.push_back("the size of a pixel is not told; 1 mm is assumed");
}

/// UID of the form 2.25.n (FNV-1a) for images that name no study: without one, everything that is kept by
/// study would be shared by all patients whose images lack it.
std::string ownStudyUid(const SeriesIdentity& identity, const std::string& file) {
    unsigned long long hash = 1469598103934665603ULL;
    for (const std::string& part :
         {std::filesystem::path(file).parent_path().string(), identity.patientId, identity.patientNameDicom,
          identity.studyDate, identity.studyTime, identity.studyId})
        for (const unsigned char c : part + '\n') hash = (hash ^ c) * 1099511628211ULL;
    return "2.25." + std::to_string(hash);
}

}  // namespace

VolumeSource assembleVolume(const std::vector<StackSlice>& slices, const std::string& sourcePath) {
    const ImageHeader& image = *slices.front().image;
    const FrameHeader& first = *slices.front().frame;
    VolumeSource volume;
    volume.identity = image.identity;
    volume.identity.sourcePath = sourcePath;
    if (volume.identity.studyUid.empty())
        volume.identity.studyUid = ownStudyUid(image.identity, first.identity.file);
    for (const StackSlice& slice : slices) {
        volume.identity.lossy |=
            slice.image->identity.lossy || lossySyntax(slice.image->pixels.transferSyntaxUid);
        SliceSource source;
        source.identity = slice.frame->identity;
        source.position = slice.frame->position;
        source.slope = slice.frame->slope;
        source.intercept = slice.frame->intercept;
        source.tileI = slice.frame->tileI;
        source.tileJ = slice.frame->tileJ;
        source.tileColumns = slice.image->tileColumns;
        source.tileRows = slice.image->tileRows;
        volume.slices.push_back(std::move(source));
    }
    Geometry& g = volume.geometry;
    g.size = {image.columns(), image.rows(), static_cast<int>(slices.size())};
    g.spacing = {first.spacingI, first.spacingJ,
                 slices.size() > 1
                     ? (slices.back().along - slices.front().along) / static_cast<double>(slices.size() - 1)
                 : image.identity.sliceThickness > 0 ? image.identity.sliceThickness
                                                     : 1};
    const bool placed = first.hasPosition && first.hasOrientation;
    if (placed) {
        g.origin = first.position;
        const Vec3 normal = normalOf(first.orientation);
        for (int c = 0; c < 3; ++c) {
            g.direction[3 * c] = first.orientation[c];
            g.direction[3 * c + 1] = first.orientation[3 + c];
            g.direction[3 * c + 2] = normal[c];
        }
        g.frameOfReferenceUid = image.frameOfReferenceUid;
    }
    volume.identity.placed = placed;
    volume.identity.sizeKnown = first.hasSpacing;
    volume.identity.planar = !placed;
    chooseScalars(slices, volume);
    if (placed && slices.size() > 1) straighten(slices, volume);
    addNotes(slices, volume);
    return volume;
}

}  // namespace dokuei::viewer
