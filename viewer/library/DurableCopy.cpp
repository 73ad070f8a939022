#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QCryptographicHash>
#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

#include "viewer/Error.h"
#include "viewer/dicom/Archive.h"
#include "viewer/library/LibraryFolder.h"

namespace dokuei::viewer {
namespace {

constexpr std::size_t kChunk = 1 << 20;

class Descriptor {
public:
    Descriptor(const std::string& file, int flags) : value_(open(file.c_str(), flags | O_CLOEXEC, 0600)) {}
    ~Descriptor() {
        if (value_ >= 0) close(value_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    operator int() const { return value_; }

private:
    int value_;
};

[[noreturn]] void failWriting(const std::string& file, int error) {
    if (error == ENOSPC || error == EDQUOT) throw WriteError(file, "the disk is full");
    if (error == EROFS || error == EACCES || error == EPERM)
        throw WriteError(file, "the library folder cannot be written");
    throw WriteError(file, std::string("cannot be written (") + std::strerror(error) + ")");
}

[[noreturn]] void failReading(const std::string& file, int error) {
    throw ReadError(file, std::string("cannot be read (") + std::strerror(error) + ")");
}

/// Gives every chunk of the file to `take(data, size)`.
template <typename Take>
void readChunks(const std::string& file, const std::atomic<bool>& cancel, Take take) {
    static thread_local std::vector<char> buffer(kChunk);
    const Descriptor in(file, O_RDONLY);
    if (in < 0 && entryOfArchive(file)) {
        const auto entry = openBytes(file);
        for (std::uint64_t at = 0;;) {
            if (cancel) throw Cancelled();
            const std::size_t got = entry->read(at, buffer.data(), buffer.size());
            if (got == 0) return;
            take(buffer.data(), got);
            at += got;
        }
    }
    if (in < 0) failReading(file, errno);
    posix_fadvise(in, 0, 0, POSIX_FADV_SEQUENTIAL);
    for (;;) {
        if (cancel) throw Cancelled();
        const ssize_t got = read(in, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) failReading(file, errno);
        if (got == 0) return;
        take(buffer.data(), static_cast<std::size_t>(got));
    }
}

void writeAll(int out, const std::string& file, const char* data, std::size_t size) {
    while (size > 0) {
        const ssize_t written = write(out, data, size);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) failWriting(file, errno);
        data += written;
        size -= static_cast<std::size_t>(written);
    }
}

/// Gives the file its name unless the name is taken. Returns whether it did.
bool renameIfFree(const std::string& from, const std::string& to) {
    if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
    if (errno == EEXIST) return false;
    if (errno != EINVAL && errno != ENOSYS) failWriting(to, errno);
    // Some network file systems cannot refuse to replace; a link can.
    if (link(from.c_str(), to.c_str()) == 0) {
        unlink(from.c_str());
        return true;
    }
    if (errno == EEXIST) return false;
    if (access(to.c_str(), F_OK) == 0) return false;
    if (rename(from.c_str(), to.c_str()) != 0) failWriting(to, errno);
    return true;
}

void makeFolderOf(const std::string& file) {
    if (access(file.substr(0, file.rfind('/')).c_str(), F_OK) == 0) return;
    for (std::size_t slash = file.find('/', 1); slash != std::string::npos; slash = file.find('/', slash + 1))
        if (mkdir(file.substr(0, slash).c_str(), 0700) != 0 && errno != EEXIST)
            failWriting(file.substr(0, slash), errno);
}

/// Removes a temporary file unless it got its final name.
class TemporaryFile {
public:
    explicit TemporaryFile(std::string path) : path_(std::move(path)) {}
    ~TemporaryFile() { unlink(path_.c_str()); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

private:
    std::string path_;
};

}  // namespace

CopiedFile copyDurably(const std::string& source, const std::string& target, const std::string& temporary,
                       const std::atomic<bool>& cancel) {
    CopiedFile copied;
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    struct stat there {};
    if (stat(target.c_str(), &there) != 0) {
        const TemporaryFile half(temporary);
        {
            const Descriptor out(temporary, O_WRONLY | O_CREAT | O_TRUNC);
            if (out < 0) failWriting(temporary, errno);
            readChunks(source, cancel, [&](const char* data, std::size_t size) {
                hash.addData(QByteArrayView(data, static_cast<qsizetype>(size)));
                writeAll(out, temporary, data, size);
                copied.bytes += static_cast<qint64>(size);
            });
            if (fsync(out) != 0) failWriting(temporary, errno);
        }
        copied.digest = hash.result();
        makeFolderOf(target);
        if (renameIfFree(temporary, target)) return copied;
    } else {
        copied.digest = digestOf(source, cancel);
    }
    if (stat(target.c_str(), &there) == 0) copied.bytes = there.st_size;
    copied.outcome =
        digestOf(target, cancel) == copied.digest ? CopyOutcome::AlreadyThere : CopyOutcome::Different;
    return copied;
}

QByteArray digestOf(const std::string& file, const std::atomic<bool>& cancel) {
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    readChunks(file, cancel, [&](const char* data, std::size_t size) {
        hash.addData(QByteArrayView(data, static_cast<qsizetype>(size)));
    });
    return hash.result();
}

void syncFolder(const std::string& folder) {
    const Descriptor opened(folder, O_RDONLY | O_DIRECTORY);
    if (opened >= 0) fsync(opened);
}

}  // namespace dokuei::viewer
