#pragma once

#include <cstdint>
#include <string>
#include <vector>

class DcmDataset;
class DcmItem;

namespace dokuei::viewer {

struct PixelFormat;

/// A modality or VOI lookup table: the output for the inputs first, first + 1, ...
struct LookupTable {
    int first = 0;
    int bits = 16;  ///< of the output
    std::vector<std::uint16_t> values;
};

/// Reads a LUT item (PS3.3 C.11.1, C.11.2) with 8 or 16 bit entries. No values when it is not sound.
/// `isSigned` tells how the first input is to be read.
LookupTable readLookupTable(DcmItem& item, bool isSigned);

/// Reads the red, green and blue palette (PS3.3 C.7.9), plain or segmented, into `format`.
/// Throws ReadError when a table is missing or damaged.
void readPalette(DcmDataset& dataset, PixelFormat& format, const std::string& file);

}  // namespace dokuei::viewer
