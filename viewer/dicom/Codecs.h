#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "viewer/Error.h"

namespace dokuei::viewer {

/// Samples of one frame as a decoder gives them, interleaved by pixel.
struct RawFrame {
    int rows = 0, columns = 0, samples = 1;
    int bytesPerSample = 2;  ///< 1, 2 or 4, native byte order
    int precision = 16;      ///< bits that carry the value, from bit 0
    std::vector<std::uint8_t> bytes;
    bool colourUndone = false;  ///< the stream had a colour transform of its own, which is undone
};

/// Decodes a JPEG-LS code stream of the expected size. Throws Error (text without file name) otherwise.
RawFrame decodeJpegLs(const std::vector<std::uint8_t>& stream, int rows, int columns, int samples);

/// Decodes a JPEG 2000 code stream (or JP2 file) of the expected size. Throws Error otherwise.
RawFrame decodeJpeg2000(const std::vector<std::uint8_t>& stream, int rows, int columns, int samples);

/// Decodes DICOM's run-length encoding (PS3.5 annex G). Throws Error when the segments are damaged.
RawFrame decodeRunLength(const std::vector<std::uint8_t>& stream, int rows, int columns, int samples,
                         int bytesPerSample);

/// Decodes a JPEG code stream (baseline, extended, progressive or lossless) of the expected size; colour as
/// it is stored. Throws Error otherwise. DCMTK's codecs must be registered (initialiseDicom).
RawFrame decodeJpeg(const std::vector<std::uint8_t>& stream, int rows, int columns, int samples);

/// Whether the three components of a JPEG stream are Y, Cb and Cr: by its own markers, which writers of
/// DICOM headers often contradict, else as the header tells.
bool jpegStoresLuminance(const std::vector<std::uint8_t>& stream, bool headerTellsYbr);

}  // namespace dokuei::viewer
