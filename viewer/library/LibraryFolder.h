#pragma once

#include <QByteArray>
#include <QString>
#include <atomic>
#include <string>

#include "viewer/library/InstanceHeader.h"

namespace dokuei::viewer {

/// Where a library lies: a folder with the index (library.sqlite) and the copies (images/). Copies are
/// images/ab/STUDY/OBJECT.dcm, where ab, STUDY and OBJECT are made of hashes, so that nothing a file says
/// can lead outside the folder or give an impossible name.
class LibraryFolder {
public:
    explicit LibraryFolder(const QString& folder);

    const QString& path() const { return path_; }
    QString indexFile() const;
    QString imagesFolder() const;
    /// Absolute path of a place in the index, which is relative to the library for copies.
    QString absolute(const QString& place) const;
    /// Folder of a study's copies relative to the library; patients who share a study UID have two.
    static QString studyFolder(const InstanceHeader& header);
    /// File name of an object's copy.
    static QString fileName(const InstanceHeader& header);

    /// Removes what a killed import left half done, and finishes or undoes a delete that was cut short.
    /// What a program that still runs is doing stays.
    void cleanUp() const;

private:
    QString path_;
};

/// The folder for files on their way into a library, of one running import; goes away with the object.
/// Throws WriteError when it cannot be made.
class IncomingFolder {
public:
    explicit IncomingFolder(const LibraryFolder& library);
    ~IncomingFolder();
    IncomingFolder(const IncomingFolder&) = delete;
    IncomingFolder& operator=(const IncomingFolder&) = delete;
    /// A path in it that was not given before; for any thread.
    std::string nextFile();

private:
    std::string path_;
    int lock_ = -1;
    std::atomic<long long> next_{0};
};

enum class CopyOutcome { Copied, AlreadyThere, Different };

struct CopiedFile {
    CopyOutcome outcome = CopyOutcome::Copied;
    QByteArray digest;  ///< BLAKE2b-256 of the source's bytes
    qint64 bytes = 0;
};

/// Copies `source` to `target` by way of `temporary` (same file system): written, synced to the disk, then
/// renamed, so that `target` is whole or absent. A file that is at `target` is never replaced: it is told
/// whether it holds the same bytes. Throws WriteError or ReadError, with words for a full disk; Cancelled
/// when `cancel` becomes true. For any thread.
CopiedFile copyDurably(const std::string& source, const std::string& target, const std::string& temporary,
                       const std::atomic<bool>& cancel);

/// BLAKE2b-256 of a file's bytes. Throws ReadError, Cancelled.
QByteArray digestOf(const std::string& file, const std::atomic<bool>& cancel);

/// Makes a folder's entries durable; failures are ignored (some file systems cannot).
void syncFolder(const std::string& folder);

/// Bytes that may still be written in a folder (or the nearest one above that exists); -1 when not known.
qint64 freeBytes(const std::string& folder);

}  // namespace dokuei::viewer
