#include "viewer/dicom/PixelFormat.h"

#include <algorithm>
#include <cmath>

#include "viewer/Error.h"
#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/Palette.h"
#include "viewer/dicom/Source.h"

namespace dokuei::viewer {
namespace {

constexpr int kMaximumFrames = 65535;

/// Reads the modality lookup table (PS3.3 C.11.1), which takes the place of slope and intercept.
void readModalityLut(DcmDataset& d, PixelFormat& p) {
    DcmItem* item = sequenceItem(d, DCM_ModalityLUTSequence);
    if (!item) return;
    const LookupTable table = readLookupTable(*item, p.isSigned);
    p.modalityLut = table.values;
    p.lutFirst = table.first;
}

/// A value of the pixels' own representation, whatever VR it was written with.
double asStored(double value, const PixelFormat& p) {
    if (p.bitsAllocated > 16) return value;
    const auto bits = static_cast<unsigned>(wholePart(value)) & 0xFFFFU;
    return p.isSigned ? static_cast<std::int16_t>(bits) : static_cast<int>(bits);
}

void readPadding(DcmDataset& d, PixelFormat& p) {
    const bool isFloat = p.isFloat;
    const DcmTagKey value = !isFloat                ? DCM_PixelPaddingValue
                            : p.bitsAllocated == 64 ? DCM_DoubleFloatPixelPaddingValue
                                                    : DCM_FloatPixelPaddingValue;
    const DcmTagKey limit = !isFloat                ? DCM_PixelPaddingRangeLimit
                            : p.bitsAllocated == 64 ? DCM_DoubleFloatPixelPaddingRangeLimit
                                                    : DCM_FloatPixelPaddingRangeLimit;
    const auto padding = numbers(d, value);
    if (padding.empty() || p.colour) return;
    p.hasPadding = true;
    p.paddingLow = p.paddingHigh = isFloat ? padding.front() : asStored(padding.front(), p);
    const auto end = numbers(d, limit);
    if (end.empty()) return;
    const double other = isFloat ? end.front() : asStored(end.front(), p);
    p.paddingLow = std::min(p.paddingLow, other);
    p.paddingHigh = std::max(p.paddingHigh, other);
}

void checkFormat(const PixelFormat& p, const std::string& file) {
    if (p.rows < 1 || p.columns < 1 || p.rows > 65535 || p.columns > 65535)
        throw ReadError(file, "rows and columns are missing or not plausible");
    if (p.frames > kMaximumFrames) throw ReadError(file, "more frames than any scan has");
    const bool known = p.isFloat ? p.bitsAllocated == 32 || p.bitsAllocated == 64
                                 : p.bitsAllocated == 1 || p.bitsAllocated == 8 || p.bitsAllocated == 16 ||
                                       p.bitsAllocated == 32;
    if (!known || p.bitsStored < 1 || p.bitsStored > p.bitsAllocated || p.highBit >= p.bitsAllocated ||
        p.highBit + 1 < p.bitsStored)
        throw ReadError(file, "pixels of " + std::to_string(p.bitsStored) + " bits stored in " +
                                  std::to_string(p.bitsAllocated) + " are not supported");
    if (p.samplesPerPixel != 1 && p.samplesPerPixel != 3)
        throw ReadError(file, std::to_string(p.samplesPerPixel) + " samples per pixel are not supported");
}

}  // namespace

double PixelFormat::lowest() const {
    if (isFloat) return -3e38;
    if (!modalityLut.empty()) return 0;
    return isSigned ? -std::ldexp(1, bitsStored - 1) : 0;
}

double PixelFormat::highest() const {
    if (isFloat) return 3e38;
    if (!modalityLut.empty()) return *std::max_element(modalityLut.begin(), modalityLut.end());
    return std::ldexp(1, isSigned ? bitsStored - 1 : bitsStored) - 1;
}

PixelFormat pixelFormatOf(DcmDataset& d, bool floating, const std::string& file) {
    PixelFormat p;
    const auto whole = [&](const DcmTagKey& tag, double otherwise) {
        return static_cast<int>(std::clamp(number(d, tag, otherwise), -2e9, 2e9));
    };
    p.rows = whole(DCM_Rows, 0);
    p.columns = whole(DCM_Columns, 0);
    p.frames = std::max(1, whole(DCM_NumberOfFrames, 1));
    p.samplesPerPixel = whole(DCM_SamplesPerPixel, 1);
    p.isFloat = floating;
    p.bitsAllocated = whole(DCM_BitsAllocated, floating ? 32 : 16);
    p.bitsStored = floating ? p.bitsAllocated : whole(DCM_BitsStored, p.bitsAllocated);
    p.highBit = floating ? p.bitsAllocated - 1 : whole(DCM_HighBit, p.bitsStored - 1);
    p.isSigned = whole(DCM_PixelRepresentation, 0) == 1;
    p.planar = whole(DCM_PlanarConfiguration, 0) == 1;
    p.photometric = asciiText(d, DCM_PhotometricInterpretation);
    p.colour = p.samplesPerPixel == 3 || p.photometric == "PALETTE COLOR";
    checkFormat(p, file);
    if (p.photometric == "PALETTE COLOR") {
        readPalette(d, p, file);
    } else if (d.tagExists(DCM_RedPaletteColorLookupTableDescriptor)) {
        p.notes.push_back("a supplemental colour table comes with the image; only its grey values are shown");
    }
    p.bitPlanes = bitPlaneFormatsOf(d, p.rows, p.columns, p.bitsAllocated, p.notes);
    readPadding(d, p);
    if (!p.colour && !p.isFloat) readModalityLut(d, p);
    if (!p.colour && !p.isFloat && p.bitsStored > 24)
        p.notes.push_back("values of more than 24 bits are kept with 24 bits of precision");
    return p;
}

int framesPresent(const OpenedHeader& opened, const PixelFormat& p, const std::string& file) {
    const PixelDataPlace& place = opened.pixels;
    if (!place.present) throw ReadError(file, "the pixel data are missing (the file may be cut short)");
    const auto fileBytes = static_cast<double>(opened.fileBytes);
    if (place.encapsulated) {
        // No compressor makes less than this of an image; a header that promises more would only cost memory.
        if (double(p.rows) * p.columns * p.frames > 20000.0 * fileBytes || 8.0 * p.frames > fileBytes)
            throw ReadError(file, "promises more pixels than a file of this size can hold");
        if (place.cutShort) throw ReadError(file, "the pixel data are cut short");
        return p.frames;
    }
    const bool halved = p.photometric == "YBR_FULL_422" || p.photometric == "YBR_PARTIAL_422";
    const double bits = halved ? 2.0 / 3.0 * p.bitsAllocated : p.bitsAllocated;
    const double frame = double(p.rows) * p.columns * p.samplesPerPixel * bits / 8;
    const double needed = std::ceil(frame * p.frames);
    const auto present = static_cast<double>(std::min(place.told, place.there));
    // Frames may be missing from a file that was cut, not from one that was written so.
    if (present < std::ceil(frame) || static_cast<double>(place.told) < needed)
        throw ReadError(file,
                        "the pixel data are cut short: " + std::to_string(static_cast<long long>(present)) +
                            " of " + std::to_string(static_cast<long long>(needed)) + " bytes");
    return static_cast<int>(std::min(present / frame, double(p.frames)));
}

}  // namespace dokuei::viewer
