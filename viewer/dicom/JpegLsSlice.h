#pragma once

#include <cstdint>
#include <span>

#include "viewer/volume/Statistics.h"

namespace dokuei::viewer {

/// Size of a grey image and how its values are stored: from bit 0 up.
struct StoredBits {
    int rows = 0, columns = 0, bits = 16;
    bool isSigned = false;
};

/// Decodes a JPEG-LS stream into slice `k` of a volume of its size, and adds the slice to `statistics`.
/// False, with nothing done, when the volume holds no 16-bit integers or has another size, or when the
/// stream is one that readJpegLsFrame leaves to others. Throws Error when the stream is damaged; the slice
/// then holds `padding`.
bool decodeJpegLsInto(std::span<const std::uint8_t> stream, const StoredBits& stored, Volume& volume,
                      double padding, int k, SliceStatistics& statistics);

}  // namespace dokuei::viewer
