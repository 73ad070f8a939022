#pragma once

#include "viewer/volume/Study.h"

namespace dokuei::viewer {

class FrameReader;

/// Decodes slice `k` of a volume whose sources may be two images to be mixed (SliceSource::next), statistics
/// included; does not mark it ready. Throws ReadError.
void readSlice(FrameReader& reader, const VolumeSource& source, Volume& volume, int k);

}  // namespace dokuei::viewer
