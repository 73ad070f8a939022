#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "viewer/dicom/BitPlanes.h"

class DcmDataset;

namespace dokuei::viewer {

struct OpenedHeader;

/// How the pixels of one DICOM object are stored.
struct PixelFormat {
    int rows = 0, columns = 0, frames = 1;
    int samplesPerPixel = 1, bitsAllocated = 16, bitsStored = 16, highBit = 15;
    bool isSigned = false, colour = false;
    bool planar = false;   ///< the samples of a colour come plane by plane, not pixel by pixel
    bool isFloat = false;  ///< Float (32 bits allocated) or Double Float Pixel Data (64)
    /// Pixel Padding Value to Pixel Padding Range Limit, as the pixels' signedness reads them: stored values
    /// that stand for "no picture here".
    bool hasPadding = false;
    double paddingLow = 0, paddingHigh = 0;
    std::string photometric, transferSyntaxUid;
    std::vector<std::uint16_t> modalityLut;  ///< values of stored lutFirst, lutFirst + 1, ...; mostly empty
    int lutFirst = 0;
    /// Red, green and blue of stored paletteFirst, paletteFirst + 1, ...; empty but for PALETTE COLOR.
    std::array<std::vector<std::uint8_t>, 3> palette;
    int paletteFirst = 0;
    std::vector<BitPlaneFormat> bitPlanes;
    std::vector<std::string> notes;  ///< what of the description is doubtful or not shown

    /// Range of the values that decoding can give: after a modality lookup table, before rescale.
    double lowest() const;
    double highest() const;
    bool isPadding(double stored) const {
        return hasPadding && stored >= paddingLow && stored <= paddingHigh;
    }
};

/// The pixel description of a data set, `floating` when its pixel data are Float or Double Float Pixel Data.
/// Throws ReadError when it is not one that can be shown.
PixelFormat pixelFormatOf(DcmDataset& dataset, bool floating, const std::string& file);

/// How many frames are in the file, one after the other from the first: fewer than the description tells only
/// when the file was cut within uncompressed frames. Throws ReadError when there is none, when the pixel data
/// element is absent or shorter than the description promises, and when no file of this size can hold as many
/// pixels. Reads no pixels.
int framesPresent(const OpenedHeader& opened, const PixelFormat& format, const std::string& file);

}  // namespace dokuei::viewer
