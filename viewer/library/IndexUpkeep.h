#pragma once

#include <QSet>
#include <string>
#include <vector>

#include "viewer/library/IndexDatabase.h"
#include "viewer/library/LibraryFolder.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {

/// Absolute paths of all files that the library references outside its folder.
std::vector<std::string> referencedFiles(const QSqlDatabase& database);

/// After every file was read again: removes instances that are not among `written` (a reference whose file is
/// not there now stays), then series and studies that hold nothing, and counts anew.
void dropStale(const LibraryFolder& library, const QSqlDatabase& database, const QSet<qint64>& written);

/// What is wrong with a library.
struct VerifyResult {
    long long files = 0;    ///< that the index names
    long long missing = 0;  ///< referenced files that are not there now (a medium that was taken out)
    std::vector<SkippedFile> problems;
    bool cancelled = false;
};

/// Reads every file of the library and compares it with the index: copies byte for byte with the digest taken
/// at import, references by size and time; names copies that the index does not know, and counts that are
/// wrong. Nothing is changed. Throws IndexError.
VerifyResult verifyLibrary(const QString& library, Progress* progress = nullptr);

}  // namespace dokuei::viewer
