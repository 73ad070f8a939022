#include "viewer/export/ExportMedium.h"

#include <fcntl.h>
#include <minizip/zip.h>
#include <unistd.h>

#include <QRandomGenerator>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <system_error>
#include <utility>

#include "viewer/Error.h"

namespace dokuei::viewer {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& file, int error) {
    if (error == ENOSPC || error == EDQUOT) throw WriteError(file, "the disk is full");
    throw WriteError(file,
                     "cannot be written (" + std::error_code(error, std::generic_category()).message() + ")");
}

fs::path normal(const std::string& target) {
    fs::path path = fs::absolute(target).lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

/// A name beside the target that nobody else uses.
fs::path hiddenSibling(const fs::path& target) {
    const auto random = QRandomGenerator::system()->generate64();
    return target.parent_path() / ("." + target.filename().string() + "." + std::to_string(random) + ".part");
}

void needParent(const fs::path& target) {
    std::error_code error;
    if (!fs::is_directory(target.parent_path(), error))
        throw WriteError(target.parent_path(), "the folder does not exist");
}

/// A file that is open for writing; errors name it.
class OutputFile {
public:
    explicit OutputFile(std::string path)
        : path_(std::move(path)), fd_(::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) {
        if (fd_ < 0) fail(path_, errno);
    }
    ~OutputFile() {
        if (fd_ >= 0) ::close(fd_);
    }
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    void write(const char* bytes, std::size_t count) {
        while (count > 0) {
            const ssize_t written = ::write(fd_, bytes, count);
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail(path_, errno);
            bytes += written;
            count -= static_cast<std::size_t>(written);
        }
    }
    void close() {
        if (::close(std::exchange(fd_, -1)) != 0) fail(path_, errno);
    }
    int descriptor() const { return fd_; }

private:
    std::string path_;
    int fd_;
};

class Folder : public ExportMedium {
public:
    explicit Folder(const std::string& target) : target_(normal(target)), part_(hiddenSibling(target_)) {
        std::error_code error;
        needParent(target_);
        if (fs::exists(target_, error) && !(fs::is_directory(target_, error) && fs::is_empty(target_, error)))
            throw WriteError(target_, "is there already and is not an empty folder");
        if (!fs::create_directory(part_, error)) fail(part_, error.value());
    }
    ~Folder() override {
        file_.reset();
        std::error_code error;
        if (!finished_) fs::remove_all(part_, error);
    }
    void begin(const std::string& path, bool) override {
        const fs::path file = part_ / path;
        std::error_code error;
        fs::create_directories(file.parent_path(), error);
        if (error) fail(target_ / path, error.value());
        file_ = std::make_unique<OutputFile>(file);
    }
    void write(const char* bytes, std::size_t count) override { file_->write(bytes, count); }
    void end() override {
        file_->close();
        file_.reset();
    }
    void finish() override {
        // Takes the place of an empty folder, and fails when that has been filled meanwhile.
        if (::rename(part_.c_str(), target_.c_str()) != 0) fail(target_, errno);
        finished_ = true;
    }

private:
    fs::path target_, part_;
    std::unique_ptr<OutputFile> file_;
    bool finished_ = false;
};

/// minizip's way to a file, with the system's error kept.
struct ZipStream {
    std::string path;
    int fd = -1, error = 0;

    static ZipStream& of(void* stream) { return *static_cast<ZipStream*>(stream); }
    static void* open(void* opaque, const void*, int) { return opaque; }
    static uLong read(void*, void* stream, void* buffer, uLong size) {
        const ssize_t count = ::read(of(stream).fd, buffer, size);
        if (count < 0) of(stream).error = errno;
        return count < 0 ? 0 : static_cast<uLong>(count);
    }
    static uLong write(void*, void* stream, const void* buffer, uLong size) {
        uLong done = 0;
        while (done < size) {
            const ssize_t count =
                ::write(of(stream).fd, static_cast<const char*>(buffer) + done, size - done);
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) {
                of(stream).error = errno;
                break;
            }
            done += static_cast<uLong>(count);
        }
        return done;
    }
    static ZPOS64_T tell(void*, void* stream) {
        return static_cast<ZPOS64_T>(::lseek(of(stream).fd, 0, SEEK_CUR));
    }
    static long seek(void*, void* stream, ZPOS64_T offset, int origin) {
        const int whence = origin == ZLIB_FILEFUNC_SEEK_CUR   ? SEEK_CUR
                           : origin == ZLIB_FILEFUNC_SEEK_END ? SEEK_END
                                                              : SEEK_SET;
        return ::lseek(of(stream).fd, static_cast<off_t>(offset), whence) < 0 ? -1 : 0;
    }
    static int close(void*, void*) { return 0; }
    static int failed(void*, void* stream) { return of(stream).error; }
};

class Zip : public ExportMedium {
public:
    Zip(const std::string& target, bool overwrite) : target_(normal(target)), overwrite_(overwrite) {
        std::error_code error;
        needParent(target_);
        if (fs::is_directory(target_, error)) throw WriteError(target_, "is a folder");
        if (!overwrite && fs::exists(target_, error)) throw WriteError(target_, "is there already");
        part_ = hiddenSibling(target_);
        file_ = std::make_unique<OutputFile>(part_);
        stream_.fd = file_->descriptor();
        zlib_filefunc64_def functions{};
        functions.zopen64_file = ZipStream::open;
        functions.zread_file = ZipStream::read;
        functions.zwrite_file = ZipStream::write;
        functions.ztell64_file = ZipStream::tell;
        functions.zseek64_file = ZipStream::seek;
        functions.zclose_file = ZipStream::close;
        functions.zerror_file = ZipStream::failed;
        functions.opaque = &stream_;
        zip_ = zipOpen2_64(part_.c_str(), APPEND_STATUS_CREATE, nullptr, &functions);
        if (!zip_) {
            file_.reset();
            fs::remove(part_, error);
            throw WriteError(target_, "cannot be written");
        }
    }
    ~Zip() override {
        if (zip_) zipClose(zip_, nullptr);
        file_.reset();
        std::error_code error;
        if (!finished_) fs::remove(part_, error);
    }
    void begin(const std::string& path, bool compress) override {
        // Times of writing, not of the sources. Size is unknown before: always with room for ZIP64.
        const std::time_t now = std::time(nullptr);
        std::tm local{};
        localtime_r(&now, &local);
        zip_fileinfo info{};
        info.tmz_date.tm_sec = static_cast<uInt>(local.tm_sec);
        info.tmz_date.tm_min = static_cast<uInt>(local.tm_min);
        info.tmz_date.tm_hour = static_cast<uInt>(local.tm_hour);
        info.tmz_date.tm_mday = static_cast<uInt>(local.tm_mday);
        info.tmz_date.tm_mon = static_cast<uInt>(local.tm_mon);
        info.tmz_date.tm_year = static_cast<uInt>(local.tm_year + 1900);
        info.external_fa = 0644UL << 16;
        constexpr int madeByUnix = 3 << 8 | 45;
        check(zipOpenNewFileInZip4_64(zip_, path.c_str(), &info, nullptr, 0, nullptr, 0, nullptr,
                                      compress ? Z_DEFLATED : 0, compress ? Z_BEST_SPEED : 0, 0, -MAX_WBITS,
                                      DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, nullptr, 0, madeByUnix, 0, 1));
    }
    void write(const char* bytes, std::size_t count) override {
        while (count > 0) {
            const auto part = static_cast<unsigned>(std::min<std::size_t>(count, 1U << 30));
            check(zipWriteInFileInZip(zip_, bytes, part));
            bytes += part;
            count -= part;
        }
    }
    void end() override { check(zipCloseFileInZip(zip_)); }
    void finish() override {
        check(zipClose(std::exchange(zip_, nullptr), nullptr));
        file_->close();
        // Not even a file that has come meanwhile is replaced unasked.
        std::error_code error;
        if (!overwrite_ && fs::exists(target_, error)) throw WriteError(target_, "is there already");
        if (::rename(part_.c_str(), target_.c_str()) != 0) fail(target_, errno);
        finished_ = true;
    }

private:
    void check(int status) {
        if (stream_.error) fail(target_, stream_.error);
        if (status != ZIP_OK) throw WriteError(target_, "cannot be written");
    }

    fs::path target_, part_;
    bool overwrite_, finished_ = false;
    std::unique_ptr<OutputFile> file_;
    ZipStream stream_;
    zipFile zip_ = nullptr;
};

}  // namespace

std::unique_ptr<ExportMedium> folderMedium(const std::string& target) {
    return std::make_unique<Folder>(target);
}

std::unique_ptr<ExportMedium> zipMedium(const std::string& target, bool overwrite) {
    return std::make_unique<Zip>(target, overwrite);
}

}  // namespace dokuei::viewer
