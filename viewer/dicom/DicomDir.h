#pragma once

#include <string>
#include <vector>

namespace dokuei::viewer {

/// One record of a DICOMDIR that names a file.
struct DirectoryRecord {
    std::string type;                 ///< IMAGE, SR DOCUMENT, PRESENTATION, ...
    std::vector<std::string> fileId;  ///< folder, folder, file: the components of the Referenced File ID
    std::string sopInstanceUid;       ///< as the record tells; may be empty
};

/// Reads the records of a DICOMDIR (PS3.3 F.3) that are in use and name a file, in the order in which they
/// lie there: the offsets that link them are not followed, so that wrong or circular ones do no harm.
/// `file` may be an entry of a ZIP archive. Throws ReadError when it is not a DICOM file or holds no
/// directory.
std::vector<DirectoryRecord> readDicomDir(const std::string& file);

/// Whether a file ID stays below the folder of its DICOMDIR: no "..", no root, no drive, no separators within
/// a component.
bool staysInFolder(const std::vector<std::string>& fileId);

/// The file ID as a medium shows it: folder/folder/file.
std::string fileIdText(const std::vector<std::string>& fileId);

}  // namespace dokuei::viewer
