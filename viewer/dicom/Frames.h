#pragma once

#include <vector>

#include "viewer/dicom/Header.h"

namespace dokuei::viewer {

/// Reads place, rescale and distinguishing attributes of every frame of an object whose identity and pixels
/// are already in `header`, into which doubts (notes) and the window and thickness of functional groups go.
/// `identity` is that of the object; frames are numbered from 1.
std::vector<FrameHeader> readFrames(DcmDataset& dataset, ImageHeader& header, const SliceIdentity& identity);

}  // namespace dokuei::viewer
