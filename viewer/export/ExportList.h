#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "viewer/export/IdentifyingContent.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {

class Archive;

/// One DICOM object that can be exported.
struct ExportObject {
    std::string file;
    std::string sopInstanceUid;
    int instanceNumber = 0;
};

/// The objects of one series, images or not, in the order of their instance numbers.
struct ExportSeries {
    std::string studyUid, seriesUid, modality, description, studyDate, studyDescription;
    int number = 0;
    std::string patientName, patientId;  ///< UTF-8, name for display
    std::vector<ExportObject> objects;
    long long bytes = 0;
    std::vector<IdentifyingContent> identifying;  ///< what any of its objects has
};

/// What a folder or file holds that can be exported.
struct ExportList {
    std::vector<ExportSeries> series;                      ///< by patient, study, series number
    std::vector<SkippedFile> skipped;                      ///< files that are no DICOM objects
    std::vector<std::shared_ptr<const Archive>> archives;  ///< kept open while objects lie in them
};

/// Reads the headers of all DICOM objects below `path` (a DICOMDIR stands for its folder; ZIP archives are
/// looked into), also of those that are no images. Keeps the studies whose UID is in `studyUids`; all when
/// that is empty. An object that comes twice is listed once. Throws ReadError when `path` does not exist or
/// holds no DICOM object, Cancelled.
ExportList listForExport(const std::string& path, const std::set<std::string>& studyUids = {},
                         Progress* progress = nullptr);
/// The same for several folders, files, or entries of ZIP archives together.
ExportList listForExport(const std::vector<std::string>& paths, const std::set<std::string>& studyUids = {},
                         Progress* progress = nullptr);

}  // namespace dokuei::viewer
