#pragma once

#include <string>
#include <vector>

#include "viewer/library/IndexDatabase.h"
#include "viewer/library/IndexWriter.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {

/// A file that may be imported.
struct FoundFile {
    std::string path;  ///< absolute; "archive.zip!/entry" for one in an archive
    FileStamp stamp;
};

/// All regular files of a folder and below, or the file itself, sorted by path; a DICOMDIR stands for its
/// folder and a ZIP archive for its entries. Hidden folders of a library are left out. Throws ReadError,
/// Cancelled.
std::vector<FoundFile> filesToImport(const std::string& path, const std::atomic<bool>& cancel);

/// Removes the files that are in the index already, with the size and time they had then (as copies, when
/// `asCopies`). Returns how many they were.
long long removeUnchanged(const QSqlDatabase& database, bool asCopies, std::vector<FoundFile>& files);

}  // namespace dokuei::viewer
