#include "viewer/volume/HeaderScan.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <exception>
#include <filesystem>
#include <mutex>
#include <new>
#include <string_view>
#include <thread>

#include "viewer/Error.h"
#include "viewer/dicom/Archive.h"
#include "viewer/dicom/Outline.h"
#include "viewer/volume/Enumeration.h"
#include "viewer/volume/ImageFormats.h"
#include "viewer/volume/Reason.h"

namespace dokuei::viewer {
namespace {

using std::chrono::milliseconds;

// A medium that answers slowly is read faster by more threads than there are cores.
constexpr unsigned kFewestReaders = 4;
constexpr std::string_view kDirectoryReason = "a directory of DICOM files (DICOMDIR)";

/// The name's extension in lower case, without the dot.
std::string extensionOf(const std::string& file) {
    std::string extension = std::filesystem::path(file).extension();
    if (!extension.empty()) extension.erase(0, 1);
    for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return extension;
}

template <std::size_t N>
bool isOneOf(const std::string& text, const std::array<std::string_view, N>& list) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

/// Programs that lie beside the images on a patient's disc: not even opened.
bool isProgram(const std::string& extension) {
    static constexpr std::array<std::string_view, 20> kPrograms = {
        "exe", "dll", "jar", "class", "msi", "cab", "sys", "so", "dylib", "inf",
        "ini", "lnk", "ico", "chm",   "url", "db",  "css", "js", "htm",   "html"};
    return isOneOf(extension, kPrograms);
}

bool promisesDicom(const std::string& file) {
    static constexpr std::array<std::string_view, 4> kDicom = {"dcm", "dicom", "ima", "dc3"};
    return isOneOf(extensionOf(file), kDicom) || std::filesystem::path(file).filename() == "DICOMDIR";
}

struct Outcome {
    std::string file;
    std::optional<ImageHeader> image;
    std::optional<StudyObject> object;
    std::string reason;
    bool isDicom = true;
};

Outcome outcomeOf(std::string file) {
    Outcome outcome;
    outcome.file = std::move(file);
    try {
        outcome.image = readImageHeader(outcome.file);
    } catch (const NotDicomError& error) {
        outcome.reason = reasonOf(outcome.file, error);
        outcome.isDicom = false;
    } catch (const std::bad_alloc&) {
        outcome.reason = "not enough memory";
    } catch (const std::exception& error) {
        outcome.reason = reasonOf(outcome.file, error);
    }
    if (outcome.reason.starts_with("holds no image")) try {
            outcome.object = readStudyObject(outcome.file);
        } catch (const std::exception&) {
        }
    return outcome;
}

/// What the listing thread, the readers and the caller share. Outlives the caller when a medium hangs.
struct Work {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::string> waiting;
    std::vector<Outcome> outcomes;
    ScannedFiles scanned;
    std::exception_ptr failure;
    int running = 0;
    bool listed = false;
    std::atomic<bool> stop{false};
    std::atomic<long long> found{0}, done{0}, bytes{0};

    void skip(std::string file, std::string reason) {
        const std::lock_guard lock(mutex);
        scanned.skipped.push_back({std::move(file), std::move(reason)});
    }

    /// A file that the user chose himself: it is opened whatever its name is.
    void takeAlone(const std::string& file) {
        const std::lock_guard lock(mutex);
        scanned.all.push_back(file);
        ++found;
        if (isImageFormat(file))
            scanned.volumeFiles.push_back(file);
        else
            waiting.push_back(file);
        changed.notify_one();
    }

    void take(std::string file, bool inArchive) {
        const std::string extension = extensionOf(file);
        const std::lock_guard lock(mutex);
        scanned.all.push_back(file);
        ++found;
        if (isImageFormat(file)) {
            ++done;
            if (inArchive)
                scanned.skipped.push_back({file, "from an archive only DICOM is opened; unpack it first"});
            else
                scanned.volumeFiles.push_back(std::move(file));
        } else if (extension == "zip") {
            ++done;
            scanned.skipped.push_back({std::move(file), inArchive
                                                            ? "an archive within an archive; unpack it first"
                                                            : "a ZIP archive; open it on its own"});
        } else if (isProgram(extension)) {
            ++done;
            ++scanned.passedOver;
        } else {
            waiting.push_back(std::move(file));
            changed.notify_one();
        }
    }
};

void listFiles(const std::string& path, Work& work) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
        forEachFileBelow(
            path,
            [&](std::string file) {
                work.take(std::move(file), false);
                return !work.stop;
            },
            [&](std::string file, std::string reason) { work.skip(std::move(file), std::move(reason)); });
        return;
    }
    if (!isImageFormat(path) && isArchive(path)) {
        const auto archive = openArchive(path);
        for (const ArchiveEntry& entry : archive->entries()) {
            if (work.stop) return;
            std::string file = nameInArchive(path, entry.name);
            if (entry.refusal.empty())
                work.take(std::move(file), true);
            else
                work.skip(std::move(file), entry.refusal);
        }
        return;
    }
    if (extensionOf(path) == "zip")
        throw ReadError(path, "cannot be opened as a ZIP archive (damaged or cut short)");
    work.takeAlone(path);
}

void runLister(const std::string& path, Work& work) {
    try {
        listFiles(path, work);
    } catch (...) {
        const std::lock_guard lock(work.mutex);
        work.failure = std::current_exception();
    }
    const std::lock_guard lock(work.mutex);
    work.listed = true;
    --work.running;
    work.changed.notify_all();
}

void runReader(Work& work) {
    std::unique_lock lock(work.mutex);
    while (!work.stop) {
        work.changed.wait(lock, [&] { return work.stop || work.listed || !work.waiting.empty(); });
        if (work.stop || work.waiting.empty()) break;
        std::string file = std::move(work.waiting.front());
        work.waiting.pop_front();
        lock.unlock();
        const auto before = bytesReadByThread();
        Outcome outcome = outcomeOf(std::move(file));
        work.bytes += static_cast<long long>(bytesReadByThread() - before);
        ++work.done;
        lock.lock();
        work.outcomes.push_back(std::move(outcome));
    }
    --work.running;
    work.changed.notify_all();
}

void waitFor(Work& work, Progress* progress) {
    std::unique_lock lock(work.mutex);
    for (;;) {
        const bool ended = work.changed.wait_for(lock, milliseconds(30), [&] { return work.running == 0; });
        if (progress) {
            progress->total = work.found.load();
            progress->done = work.done.load();
            progress->bytes = work.bytes.load();
        }
        if (progress && progress->cancel) {
            work.stop = true;
            work.changed.notify_all();
            throw Cancelled();
        }
        if (ended) return;
    }
}

/// Sorts the outcomes by what they mean for a reader.
void distribute(std::vector<Outcome>& outcomes, bool alone, ScannedFiles& scanned) {
    for (Outcome& outcome : outcomes) {
        if (outcome.image)
            scanned.images.push_back(std::move(*outcome.image));
        else if (outcome.object)
            scanned.objects.push_back(std::move(*outcome.object));
        else if (outcome.reason.starts_with(kDirectoryReason))
            scanned.directories.push_back(std::move(outcome.file));
        else if (outcome.isDicom || alone)
            scanned.skipped.push_back({std::move(outcome.file), std::move(outcome.reason)});
        else if (promisesDicom(outcome.file))
            scanned.skipped.push_back(
                {std::move(outcome.file), outcome.reason == "not a DICOM file"
                                              ? "not a DICOM file, though its name says so"
                                              : std::move(outcome.reason)});
        else
            ++scanned.passedOver;
    }
}

}  // namespace

ScannedFiles scanHeaders(const std::string& path, Progress* progress) {
    initialiseDicom();
    const auto work = std::make_shared<Work>();
    const unsigned readers = std::max(kFewestReaders, std::thread::hardware_concurrency());
    work->running = static_cast<int>(readers) + 1;
    // Not joined: a thread that a dead network drive holds must not hold the window too.
    std::thread([work, path] { runLister(path, *work); }).detach();
    for (unsigned r = 0; r < readers; ++r) std::thread([work] { runReader(*work); }).detach();
    waitFor(*work, progress);
    if (work->failure) std::rethrow_exception(work->failure);

    std::sort(work->outcomes.begin(), work->outcomes.end(),
              [](const Outcome& a, const Outcome& b) { return a.file < b.file; });
    ScannedFiles scanned = std::move(work->scanned);
    distribute(work->outcomes, scanned.all.size() == 1, scanned);
    std::sort(scanned.volumeFiles.begin(), scanned.volumeFiles.end());
    std::sort(scanned.skipped.begin(), scanned.skipped.end(),
              [](const SkippedFile& a, const SkippedFile& b) { return a.file < b.file; });
    return scanned;
}

}  // namespace dokuei::viewer
