#pragma once

#include <memory>
#include <string>
#include <vector>

class DcmItem;

namespace dokuei::viewer {

/// The directory file of a DICOM medium (DICOMDIR, PS3.3 Annex F, PS3.10), built in memory, so that it can go
/// into a ZIP file as well as into a folder.
///
/// Records hold what the objects tell, in their own character sets. Values that a directory must have and an
/// object lacks are invented: numbers of studies, series and images count up, dates are 1900-01-01.
class MediaDirectory {
public:
    MediaDirectory();
    ~MediaDirectory();
    MediaDirectory(const MediaDirectory&) = delete;
    MediaDirectory& operator=(const MediaDirectory&) = delete;

    /// Adds an object below its patient, study and series. `fileId` has components of at most eight capital
    /// letters and digits, separated by backslashes. Returns false, and adds nothing, when a directory has no
    /// record for this kind of object.
    bool add(DcmItem& dataset, const std::string& transferSyntax, const std::string& fileId);

    int objects() const { return objects_; }
    /// The file, with records linked by their offsets.
    std::string bytes() const;

private:
    struct Record;
    Record& child(Record& parent, const std::string& key);

    std::unique_ptr<Record> root_;
    int objects_ = 0;
};

}  // namespace dokuei::viewer
