#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "viewer/dicom/Codecs.h"
#include "viewer/volume/BitPlane.h"

class DcmDataset;

namespace dokuei::viewer {

/// Where an overlay plane lies and how it is stored.
struct BitPlaneFormat {
    unsigned group = 0x6000;
    std::string label;
    int rows = 0, columns = 0, firstI = 0, firstJ = 0;
    int bitPosition = -1;            ///< in the pixels' own unused bits; -1 in an element of its own
    int frames = 0, firstFrame = 1;  ///< frames of the image it has a plane for; 0: one plane for all

    /// "6000: label, 512 x 512 at 0, 0".
    std::string description() const;
};

/// The overlay planes that a data set describes. Those whose size or place is impossible are left out and
/// told in `notes`.
std::vector<BitPlaneFormat> bitPlaneFormatsOf(DcmDataset& dataset, int imageRows, int imageColumns,
                                              int bitsAllocated, std::vector<std::string>& notes);

/// The planes of one frame (1-based). `samples` are the frame's samples as decoded, for planes in unused
/// bits. Planes whose data are missing or too short are left out.
std::vector<BitPlane> readBitPlanes(DcmDataset& dataset, const std::vector<BitPlaneFormat>& formats,
                                    int frame, const RawFrame& samples);

}  // namespace dokuei::viewer
