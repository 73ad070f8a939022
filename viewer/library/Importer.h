#pragma once

#include <QString>
#include <QStringList>
#include <memory>
#include <string>
#include <vector>

#include "viewer/volume/Study.h"

namespace dokuei::viewer {

enum class ImportMode {
    Copy,      ///< files are copied into the library folder
    Reference  ///< files stay where they are; the library only knows them
};

struct ImportOptions {
    ImportMode mode = ImportMode::Copy;
    int threads = 0;                   ///< that read headers and copy; 0: all cores
    qint64 reserveBytes = 64LL << 20;  ///< a copy that would leave less free space is not made
};

/// What an import did. Also filled when it was cancelled: what was imported by then stays.
struct ImportResult {
    long long files = 0;       ///< that were found
    long long imported = 0;    ///< new in the library, or brought up to date
    long long unchanged = 0;   ///< known, with the same size and time: not opened
    long long duplicates = 0;  ///< the same object is in the library already, byte for byte
    long long otherFiles = 0;  ///< no DICOM
    long long bytes = 0;       ///< of the files that were opened
    double seconds = 0;
    bool cancelled = false;
    QStringList studies;              ///< UIDs of the studies that were touched
    std::vector<SkippedFile> issues;  ///< DICOM files that could not be taken, with the reason
};

/// Brings DICOM files of any SOP class into a library: a folder, a file, a medium by its DICOMDIR, or
/// a ZIP archive (whose files are always copied).
///
/// Headers are read and files copied on several threads; one thread writes the index, in batches. Unchanged
/// files are skipped unopened, so that an import that was cancelled or killed goes on where it stopped when
/// it is asked for again; at no moment does the library hold half a file under a final name, or an index
/// entry without its file. Several programs may import into one library at once.
class Importer {
public:
    /// `library` is the library's folder; it is made when it is not there.
    explicit Importer(const QString& library);

    /// Runs on the calling thread until it is done. `progress` counts files and bytes; setting its `cancel`
    /// stops soon, with `cancelled` in the result. Throws ReadError when `path` cannot be read, WriteError
    /// when the library folder cannot be written or is full (what was copied by then is in the index), and
    /// IndexError.
    ImportResult run(const std::string& path, const ImportOptions& options, Progress* progress = nullptr);

    /// Rebuilds the index from the files: every copy in the library folder and every referenced file is read
    /// again; what is indexed without a file goes, except references whose medium is not there. Thumbnails
    /// and studies that were only opened stay. Throws as run().
    ImportResult rebuild(Progress* progress = nullptr);

private:
    QString library_;
};

}  // namespace dokuei::viewer
