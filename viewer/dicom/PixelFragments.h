#pragma once

#include <cstdint>
#include <vector>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

namespace dokuei::viewer {

/// The compressed bytes of frame `frame` (1-based) of `frames`. Fragments are told apart by their number, the
/// offset table, or the markers that begin a code stream. Throws Error when none of them does.
std::vector<std::uint8_t> codeStreamOf(DcmPixelSequence& sequence, int frame, int frames);

}  // namespace dokuei::viewer
