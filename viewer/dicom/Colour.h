#pragma once

#include "viewer/dicom/Codecs.h"
#include "viewer/dicom/PixelFormat.h"
#include "viewer/dicom/SampleConversion.h"

namespace dokuei::viewer {

/// What the three samples of a decoded pixel are.
enum class ColourSpace { Rgb, YbrFull, YbrPartial };

/// The colour space that Photometric Interpretation names.
ColourSpace colourSpaceOf(const PixelFormat& format);

/// Makes 8-bit red, green and blue, interleaved by pixel, of three samples per pixel (of `frame.precision`
/// bits from bit 0; more than 8 lose the lowest ones).
RawFrame toRgb(RawFrame frame, ColourSpace space);

/// The same of a PALETTE COLOR frame, whose stored values index the palette.
RawFrame throughPalette(const RawFrame& frame, const SampleReading& reading, const PixelFormat& format);

/// Samples plane by plane become interleaved by pixel.
RawFrame interleaved(RawFrame frame);

/// YBR_FULL_422 and YBR_PARTIAL_422 without compression (Y1 Y2 Cb Cr for every two pixels) become three
/// samples per pixel. `columns` is even. Throws Error when the bytes are too few.
RawFrame expanded422(const std::vector<std::uint8_t>& bytes, int rows, int columns);

}  // namespace dokuei::viewer
