#include "viewer/library/LibraryMove.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <filesystem>

#include "viewer/Error.h"
#include "viewer/library/ImportFiles.h"
#include "viewer/library/IndexDatabase.h"
#include "viewer/library/LibraryFolder.h"

namespace dokuei::viewer {
namespace {

namespace fs = std::filesystem;

/// Sole use of a library: no program has it open while this lives.
class SoleUse {
public:
    explicit SoleUse(const LibraryFolder& library) {
        const QByteArray file = QFile::encodeName(library.indexFile() + QStringLiteral(".lock"));
        lock_ = open(file.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (lock_ < 0) throw WriteError(library.path().toStdString(), "the library folder cannot be written");
        if (flock(lock_, LOCK_EX | LOCK_NB) != 0) {
            close(lock_);
            throw IndexError("another program has the library open; close it and try again");
        }
    }
    ~SoleUse() { close(lock_); }
    SoleUse(const SoleUse&) = delete;
    SoleUse& operator=(const SoleUse&) = delete;

private:
    int lock_ = -1;
};

/// Names the library that is on its way into a folder.
QString markerOf(const LibraryFolder& target) {
    return target.path() + QStringLiteral("/moving-library.txt");
}

void prepareTarget(const LibraryFolder& source, const LibraryFolder& target) {
    const std::string folder = target.path().toStdString();
    if (target.path() == source.path()) throw WriteError(folder, "the library lies there already");
    if ((target.path() + QLatin1Char('/')).startsWith(source.imagesFolder() + QLatin1Char('/')))
        throw WriteError(folder, "lies inside the library itself");
    if (!QDir().mkpath(target.path())) throw WriteError(folder, "cannot be made");
    QFile marker(markerOf(target));
    if (marker.open(QIODevice::ReadOnly) && marker.readAll() == source.path().toUtf8()) return;
    if (!QDir(target.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        throw WriteError(folder, "is not empty");
    QSaveFile fresh(markerOf(target));
    if (!fresh.open(QIODevice::WriteOnly) || fresh.write(source.path().toUtf8()) < 0 || !fresh.commit())
        throw WriteError(folder, "cannot be written");
}

void bring(const std::string& from, const std::string& to, IncomingFolder& incoming,
           const std::atomic<bool>& cancel) {
    std::error_code error;
    fs::create_directories(fs::path(to).parent_path(), error);
    if (link(from.c_str(), to.c_str()) == 0) return;
    const CopiedFile copied = copyDurably(from, to, incoming.nextFile(), cancel);
    if (copied.outcome == CopyOutcome::Different) throw WriteError(to, "another file lies there");
    if (copied.outcome == CopyOutcome::Copied && digestOf(to, cancel) != copied.digest)
        throw WriteError(to, "was not written correctly; check the disk");
}

void bringIndex(const LibraryFolder& source, const LibraryFolder& target) {
    const QString half = target.indexFile() + QStringLiteral(".part");
    QFile::remove(half);
    {
        const IndexDatabase database(source.indexFile(), IndexDatabase::Lock::HeldAlready);
        Statement(database.handle(), "VACUUM INTO ?").run({half});
    }
    const int written = open(QFile::encodeName(half).constData(), O_RDONLY | O_CLOEXEC);
    if (written >= 0) {
        fsync(written);
        close(written);
    }
    QFile::setPermissions(half, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    std::error_code error;
    fs::rename(half.toStdString(), target.indexFile().toStdString(), error);
    if (error)
        throw WriteError(target.indexFile().toStdString(), "cannot be written (" + error.message() + ")");
    syncFolder(target.path().toStdString());
}

}  // namespace

void copyLibrary(const QString& from, const QString& to, Progress* progress) {
    Progress own;
    Progress& p = progress ? *progress : own;
    const LibraryFolder source(from), target(to);
    if (!QFileInfo::exists(source.indexFile()))
        throw ReadError(source.path().toStdString(), "holds no library");
    source.cleanUp();
    const SoleUse sole(source);
    prepareTarget(source, target);
    std::vector<FoundFile> files;
    if (QFileInfo(source.imagesFolder()).isDir())
        files = filesToImport(source.imagesFolder().toStdString(), p.cancel);
    p.total = static_cast<long long>(files.size());
    for (const FoundFile& file : files) p.totalBytes += file.stamp.size;
    {
        IncomingFolder incoming(target);
        std::string folder;
        for (const FoundFile& file : files) {
            if (p.cancel) throw Cancelled();
            const std::string to =
                target.path().toStdString() + file.path.substr(source.path().toStdString().size());
            bring(file.path, to, incoming, p.cancel);
            const std::string parent = to.substr(0, to.rfind('/'));
            if (!folder.empty() && parent != folder) syncFolder(folder);
            folder = parent;
            ++p.done;
            p.bytes += file.stamp.size;
        }
        if (!folder.empty()) syncFolder(folder);
    }
    bringIndex(source, target);
}

void finishMove(const QString& from, const QString& to) {
    const LibraryFolder library(from), target(to);
    if (!QFileInfo::exists(target.indexFile()) || library.path() == target.path()) return;
    QFile::remove(markerOf(target));
    if (!QFileInfo::exists(library.indexFile()) && !QFileInfo::exists(library.imagesFolder())) return;
    const SoleUse sole(library);
    // The index first: what is left of the copies without it is no library any more.
    for (const char* suffix : {"", "-wal", "-shm", ".unreadable"})
        QFile::remove(library.indexFile() + QLatin1String(suffix));
    QDir(library.imagesFolder()).removeRecursively();
    QFile::remove(library.indexFile() + QStringLiteral(".lock"));
}

}  // namespace dokuei::viewer
