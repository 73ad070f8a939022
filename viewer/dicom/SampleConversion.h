#pragma once

#include <cstdint>
#include <vector>

#include "viewer/dicom/Codecs.h"
#include "viewer/dicom/PixelFormat.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {

/// How the raw samples of a grey frame become stored values.
struct SampleReading {
    int shift = 0;  ///< lowest bit of the value
    int bits = 16;
    bool isSigned = false;
    bool isFloat = false;  ///< IEEE numbers of the frame's bytes per sample (4 or 8)
};

/// Stored values of a grey frame of integers, by reading order.
std::vector<std::int64_t> storedIntegers(const RawFrame& frame, const SampleReading& reading);

/// Writes a decoded frame (RGB of 8 bits for an Rgb8 volume, else one grey sample per pixel) into slice `k`:
/// stored values, in a Float32 volume rescaled ones with `source`'s slope and intercept, padding pixels of
/// `format` then as `padding`. An image that does not fill the slice is placed at its offset, `padding`
/// around it. Throws Error when it does not fit.
void writeSlice(const RawFrame& frame, const SampleReading& reading, const PixelFormat& format,
                const SliceSource& source, double padding, Volume& volume, int k);

}  // namespace dokuei::viewer
