#pragma once

#include <string>
#include <vector>

#include "viewer/dicom/Header.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {

/// What lies in a folder, an archive or a file, from headers alone; every list in the order of the paths.
struct ScannedFiles {
    std::vector<ImageHeader> images;
    std::vector<StudyObject> objects;
    std::vector<SkippedFile> skipped;      ///< what a reader has to know of
    std::vector<std::string> directories;  ///< DICOMDIRs
    std::vector<std::string> volumeFiles;  ///< NIfTI and the like, by name; not opened
    std::vector<std::string> all;          ///< every file that was met
    long long passedOver = 0;              ///< files of other kinds: programs, texts, pictures
};

/// Reads the headers of `path` (a folder, a ZIP archive, an entry of one, or a file) while the folder is
/// still being listed, on several threads. Returns within a tenth of a second of a cancel, also when a slow
/// medium keeps a thread waiting: that thread then ends by itself, its result unused. Throws Cancelled;
/// ReadError when the folder or archive itself cannot be read.
ScannedFiles scanHeaders(const std::string& path, Progress* progress);

}  // namespace dokuei::viewer
