#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "viewer/export/Deidentifier.h"
#include "viewer/export/ExportList.h"

namespace dokuei::viewer {

/// Where an export goes and what it does.
struct ExportOptions {
    std::string target;  ///< a folder (new or empty), or a ZIP file
    bool zip = false;
    bool overwrite = false;  ///< a ZIP file that is there is replaced; folders never are
    std::optional<DeidentifyOptions> deidentify;
    std::set<std::string> seriesUids;  ///< which series; all when empty
    /// De-identifying: series that need consent (see identifyingContent) are left out unless they are here.
    /// "*" stands for all.
    std::set<std::string> consentedSeriesUids;
    std::string mappingFile;  ///< de-identifying: CSV of names, IDs and pseudonyms; none when empty. Secret
};

/// A series that was not exported, and why.
struct LeftOutSeries {
    std::string seriesUid, modality, description;
    int objects = 0;
    std::vector<IdentifyingContent> reasons;
};

/// What an export did.
struct ExportSummary {
    int patients = 0, studies = 0, series = 0, objects = 0;
    long long bytes = 0;  ///< of the exported objects, before ZIP compression
    double seconds = 0;
    int rewritten = 0;  ///< objects whose encoding became Explicit VR Little Endian (no pixel value changes)
    bool deidentified = false;
    std::vector<LeftOutSeries> leftOut;
    std::vector<SkippedFile> notListed;  ///< exported, but no directory record exists for their kind
    std::vector<SkippedFile> failed;     ///< not exported: damaged
    std::vector<Pseudonym> pseudonyms;   ///< secret
};

/// Writes objects with a DICOMDIR to a folder or ZIP file: DICOM/PAT00001/STU00001/SER00001/IMG00001.
///
/// Pixel data are never recompressed. Without de-identification a file that media allow is copied byte for
/// byte; others get a new meta header and Explicit VR Little Endian. Progress counts objects. Until the end
/// everything lies beside the target under a hidden name; after an error or a cancel nothing is left. A file
/// that cannot be read is told and left out. Throws Error when nothing remains to be exported, WriteError
/// (target there already, disk full, ...), Cancelled.
ExportSummary exportObjects(const ExportList& list, const ExportOptions& options,
                            Progress* progress = nullptr);

}  // namespace dokuei::viewer
