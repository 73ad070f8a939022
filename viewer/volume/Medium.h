#pragma once

#include <string>
#include <vector>

#include "viewer/volume/Study.h"

namespace dokuei::viewer {

/// Compares the DICOMDIRs that were found with the files that were found (both as paths, or as entries of one
/// archive). Returns what a reader has to know: a DICOMDIR that cannot be read, files that it names but that
/// are not there, file IDs that lead out of its folder. Names are compared without regard to case and to what
/// ISO 9660 appends (";1", a final dot).
std::vector<SkippedFile> checkDirectories(const std::vector<std::string>& directories,
                                          const std::vector<std::string>& files);

}  // namespace dokuei::viewer
