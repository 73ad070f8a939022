#pragma once

#include <string_view>

class DcmItem;

namespace dokuei::viewer {

struct SeriesIdentity;

/// Adds the windows (with their explanations) and VOI lookup tables that an item proposes (PS3.3 C.11.2) to
/// `identity`; the first of all becomes the default window, for a table the range of its inputs.
/// `signedInput` tells whether the values that a table takes can be negative.
void readVoiWindows(DcmItem& item, bool signedInput, std::string_view characterSet, SeriesIdentity& identity);

}  // namespace dokuei::viewer
