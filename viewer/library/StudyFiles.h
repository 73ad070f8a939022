#pragma once

#include <string>
#include <vector>

#include "viewer/volume/Study.h"

namespace dokuei::viewer {

/// As scanStudy, for the given DICOM files alone, which may lie in several folders: the headers of a study
/// that the library references. `path` is the identity of where they come from. A file that is not there now
/// is in `skipped`. Throws ReadError when none of them can be opened, Cancelled.
Study scanFiles(const std::vector<std::string>& files, const std::string& path, Progress* progress = nullptr);

}  // namespace dokuei::viewer
