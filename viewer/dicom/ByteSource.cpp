#include "viewer/dicom/ByteSource.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "viewer/Error.h"
#include "viewer/dicom/Archive.h"

namespace dokuei::viewer {
namespace {

thread_local std::uint64_t readByThread = 0;

std::string systemReason() {
    return std::generic_category().message(errno);
}

class FileBytes : public ByteSource {
public:
    explicit FileBytes(const std::string& file) : file_(file) {
        // A pipe would wait for a writer for ever.
        descriptor_ = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (descriptor_ < 0) throw ReadError(file, "cannot be opened (" + systemReason() + ")");
        struct stat status {};
        const bool regular = fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
        if (!regular) {
            close(descriptor_);
            throw ReadError(file, "not a file that can be read");
        }
        size_ = static_cast<std::uint64_t>(status.st_size);
        // The system would read ahead into pixels that are not wanted yet.
        posix_fadvise(descriptor_, 0, 0, POSIX_FADV_RANDOM);
    }
    ~FileBytes() override { close(descriptor_); }
    FileBytes(const FileBytes&) = delete;
    FileBytes& operator=(const FileBytes&) = delete;

    std::uint64_t size() const override { return size_; }
    bool isFile() const override { return true; }

    std::size_t read(std::uint64_t offset, void* into, std::size_t count) override {
        std::size_t got = 0;
        while (got < count) {
            const auto n = pread(descriptor_, static_cast<char*>(into) + got, count - got,
                                 static_cast<off_t>(offset + got));
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) throw ReadError(file_, "cannot be read (" + systemReason() + ")");
            if (n == 0) break;
            got += static_cast<std::size_t>(n);
        }
        readByThread += got;
        return got;
    }

private:
    std::string file_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

class InflatedBytes : public ByteSource {
public:
    InflatedBytes(ByteSource& source, std::uint64_t offset) : source_(source), begin_(offset) { restart(); }
    ~InflatedBytes() override { inflateEnd(&stream_); }
    InflatedBytes(const InflatedBytes&) = delete;
    InflatedBytes& operator=(const InflatedBytes&) = delete;

    std::uint64_t size() const override { return kUnknown; }

    std::size_t read(std::uint64_t offset, void* into, std::size_t count) override {
        if (offset < at_) restart();
        std::array<std::uint8_t, 16384> discarded;
        while (at_ < offset) {
            const auto wanted = std::min<std::uint64_t>(offset - at_, discarded.size());
            if (next(discarded.data(), static_cast<std::size_t>(wanted)) < wanted) return 0;
        }
        return next(static_cast<std::uint8_t*>(into), count);
    }

private:
    void restart() {
        inflateEnd(&stream_);
        stream_ = {};
        ended_ = inflateInit2(&stream_, -MAX_WBITS) != Z_OK;
        consumed_ = begin_;
        at_ = 0;
    }

    std::size_t next(std::uint8_t* into, std::size_t count) {
        std::size_t got = 0;
        while (got < count && !ended_) {
            if (stream_.avail_in == 0) {
                const auto n = source_.read(consumed_, input_.data(), input_.size());
                if (n == 0) break;
                consumed_ += n;
                stream_.next_in = input_.data();
                stream_.avail_in = static_cast<uInt>(n);
            }
            const auto part = static_cast<uInt>(std::min<std::size_t>(count - got, 1U << 30));
            stream_.next_out = into + got;
            stream_.avail_out = part;
            ended_ = inflate(&stream_, Z_NO_FLUSH) != Z_OK;
            got += part - stream_.avail_out;
        }
        at_ += got;
        return got;
    }

    ByteSource& source_;
    std::uint64_t begin_, consumed_ = 0, at_ = 0;
    z_stream stream_{};
    std::array<std::uint8_t, 16384> input_;
    bool ended_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> openBytes(const std::string& file) {
    if (const auto entry = entryOfArchive(file)) return entry->first->open(entry->second);
    return std::make_unique<FileBytes>(file);
}

std::uint64_t bytesReadByThread() {
    return readByThread;
}

std::unique_ptr<ByteSource> inflated(ByteSource& source, std::uint64_t offset) {
    return std::make_unique<InflatedBytes>(source, offset);
}

}  // namespace dokuei::viewer
