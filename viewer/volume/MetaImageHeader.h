#pragma once

#include <string>

namespace dokuei::viewer {

/// Reads the header of a MetaImage file (.mha, .mhd) as ITK's reader will: that one copies field names into
/// fixed buffers, and searches for ever where a field lacks its numbers. Throws ReadError ("its header is
/// damaged") for such a file.
void checkMetaImageHeader(const std::string& file);

}  // namespace dokuei::viewer
