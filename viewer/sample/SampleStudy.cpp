#include "viewer/sample/SampleStudy.h"

#include <QCoreApplication>
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <mutex>
#include <thread>

#include "viewer/Error.h"
#include "viewer/sample/Phantom.h"
#include "viewer/sample/SampleSlice.h"

namespace dokuei::viewer {
namespace {

namespace fs = std::filesystem;

/// Removes a half-written folder unless it was renamed into place.
class TemporaryFolder {
public:
    explicit TemporaryFolder(fs::path path) : path_(std::move(path)) {
        std::error_code error;
        fs::remove_all(path_, error);
        fs::create_directories(path_, error);
        if (error) throw WriteError(path_.string(), error.message());
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const fs::path& path() const { return path_; }
    void moveTo(const fs::path& target) {
        std::error_code error;
        fs::remove_all(target, error);
        if (!error) fs::rename(path_, target, error);
        if (error) throw WriteError(target.string(), error.message());
        path_.clear();
    }

private:
    fs::path path_;
};

std::string sliceName(int instance) {
    char name[24];
    std::snprintf(name, sizeof name, "IM%04d.dcm", instance);
    return name;
}

void refuseForeignFiles(const fs::path& directory) {
    std::error_code error;
    const auto status = fs::status(directory, error);
    if (!fs::exists(status)) return;
    if (!fs::is_directory(status)) throw WriteError(directory.string(), "is a file, not a folder");
    fs::directory_iterator entries(directory, error);
    if (error) throw WriteError(directory.string(), error.message());
    for (const auto& entry : entries)
        if (!entry.is_regular_file() || !isSampleSlice(entry.path().string()))
            throw WriteError(directory.string(), "holds other files (" + entry.path().filename().string() +
                                                     "); give an empty or new folder");
}

}  // namespace

std::vector<SampleTruth> writeSampleStudy(const std::string& directory, const std::string& anatomyDirectory,
                                          std::uint64_t seed, Progress* progress) {
    auto target = fs::absolute(fs::path(directory)).lexically_normal();
    if (!target.has_filename()) target = target.parent_path();
    refuseForeignFiles(target);
    const auto patient =
        readSamplePatient((fs::path(anatomyDirectory) / "../../sample/patient.json").string());
    const auto cancelled = [&] { return progress && progress->cancel; };

    const Phantom phantom(readSampleBody(anatomyDirectory), seed);
    if (cancelled()) throw Cancelled();
    if (progress) progress->total = phantom.sliceCount(), progress->done = 0;
    std::string partName = ".";
    partName += target.filename().string() + ".part" + std::to_string(QCoreApplication::applicationPid());
    TemporaryFolder folder(target.parent_path() / partName);

    std::vector<Phantom::Tally> tallies(phantom.lesionCount());
    std::atomic<int> next{0};
    std::mutex mutex;
    std::exception_ptr failure;
    const auto work = [&] {
        std::vector<Phantom::Tally> own(phantom.lesionCount());
        try {
            for (int k; (k = next++) < phantom.sliceCount();) {
                if (cancelled()) throw Cancelled();
                SampleSlice slice;
                slice.instanceNumber = k + 1;
                slice.position = phantom.position(k);
                slice.columns = Phantom::width;
                slice.rows = Phantom::height;
                slice.pixelSpacing = Phantom::pixel;
                slice.thickness = Phantom::thickness;
                slice.tableHeight = phantom.tableHeight();
                slice.hu = phantom.draw(k, own);
                writeSampleSlice((folder.path() / sliceName(k + 1)).string(), slice, patient, seed);
                if (progress) ++progress->done;
            }
            const std::lock_guard lock(mutex);
            for (std::size_t l = 0; l < own.size(); ++l) tallies[l].add(own[l]);
        } catch (...) {
            const std::lock_guard lock(mutex);
            if (!failure) failure = std::current_exception();
            next = phantom.sliceCount();
        }
    };
    {
        std::vector<std::jthread> workers;
        const unsigned count = std::clamp(std::thread::hardware_concurrency(), 1u, 16u);
        for (unsigned w = 0; w < count; ++w) workers.emplace_back(work);
    }
    if (failure) std::rethrow_exception(failure);
    folder.moveTo(target);
    return phantom.truths(tallies);
}

}  // namespace dokuei::viewer
