#pragma once

#include <vector>

#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/Header.h"

namespace dokuei::viewer {

/// Whether an image is a Siemens mosaic: the slices of a volume side by side in one picture.
bool isMosaic(DcmItem& dataset);

/// The slices of a mosaic, in the order of their tiles. Their number and direction come from the
/// manufacturer's header (0029,1010); `mosaic` is the frame as the standard attributes describe it. Sets the
/// tile's size in `header`. Empty, with the reason in `header.notes`, when the header does not tell enough:
/// the order of the slices is never guessed.
std::vector<FrameHeader> slicesOfMosaic(DcmItem& dataset, ImageHeader& header, const FrameHeader& mosaic);

}  // namespace dokuei::viewer
