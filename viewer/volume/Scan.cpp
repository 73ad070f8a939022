#include <algorithm>
#include <filesystem>
#include <optional>

#include "viewer/Error.h"
#include "viewer/dicom/Header.h"
#include "viewer/dicom/Sorting.h"
#include "viewer/volume/ImageFormats.h"
#include "viewer/volume/Parallel.h"
#include "viewer/volume/Reason.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> filesBelow(const std::string& path, Progress* progress) {
    std::vector<std::string> files;
    std::error_code error;
    fs::recursive_directory_iterator entry(path, fs::directory_options::skip_permission_denied, error), end;
    if (error) throw ReadError(path, "cannot be opened (" + error.message() + ")");
    for (; entry != end; entry.increment(error)) {
        if (progress && progress->cancel) throw Cancelled();
        if (error) throw ReadError(path, "cannot be read (" + error.message() + ")");
        if (entry->is_regular_file(error)) files.push_back(entry->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

struct ScannedFiles {
    std::vector<ImageHeader> images;
    std::vector<StudyObject> objects;
    std::vector<SkippedFile> skipped;
};

/// The object that a file holds which is no image; nothing when it is none of those either.
std::optional<StudyObject> objectIn(const std::string& file) try {
    return readStudyObject(file);
} catch (const ReadError&) {
    return {};
}

ScannedFiles readHeaders(const std::vector<std::string>& files, Progress* progress) {
    std::vector<std::optional<ImageHeader>> headers(files.size());
    std::vector<std::optional<StudyObject>> objects(files.size());
    std::vector<std::string> reasons(files.size());
    if (progress) progress->total = static_cast<long long>(files.size());
    runParallel(files.size(), 0, [&] {
        return [&](std::size_t index) {
            if (progress && progress->cancel) throw Cancelled();
            try {
                headers[index] = readImageHeader(files[index]);
            } catch (const std::exception& error) {
                reasons[index] = reasonOf(files[index], error);
                if (reasons[index].starts_with("holds no image")) objects[index] = objectIn(files[index]);
            }
            if (progress) ++progress->done;
        };
    });
    ScannedFiles scanned;
    for (std::size_t f = 0; f < files.size(); ++f) {
        if (headers[f])
            scanned.images.push_back(std::move(*headers[f]));
        else if (objects[f])
            scanned.objects.push_back(std::move(*objects[f]));
        else
            scanned.skipped.push_back({files[f], reasons[f]});
    }
    return scanned;
}

/// Volumes of NIfTI and similar files, when a folder holds no DICOM images.
void scanImageFiles(const std::vector<std::string>& files, bool besideDicom, Study& study,
                    Progress* progress) {
    for (const std::string& file : files) {
        if (progress && progress->cancel) throw Cancelled();
        if (besideDicom) {
            study.skipped.push_back({file, "not DICOM, but lies among DICOM images; open it on its own"});
            continue;
        }
        try {
            study.volumes.push_back(scanImageFile(file));
        } catch (const std::exception& error) {
            study.skipped.push_back({file, reasonOf(file, error)});
        }
    }
}

}  // namespace

Study scanStudy(const std::string& path, Progress* progress) {
    std::error_code error;
    fs::path absolute = fs::absolute(path, error).lexically_normal();
    if (!fs::exists(absolute, error)) throw ReadError(path, "does not exist");
    // The directory file of a medium stands for the folder it lies in.
    if (absolute.filename() == "DICOMDIR" && fs::is_regular_file(absolute, error))
        absolute = absolute.parent_path();
    Study study;
    study.path = absolute;
    std::vector<std::string> files =
        fs::is_directory(absolute) ? filesBelow(study.path, progress) : std::vector<std::string>{study.path};
    const auto firstOther = std::stable_partition(
        files.begin(), files.end(), [](const std::string& file) { return !isImageFormat(file); });
    const std::vector<std::string> others(firstOther, files.end());
    files.erase(firstOther, files.end());

    ScannedFiles scanned = readHeaders(files, progress);
    study.objects = std::move(scanned.objects);
    study.skipped = std::move(scanned.skipped);
    SortedImages sorted = sortIntoVolumes(scanned.images, study.path);
    study.volumes = std::move(sorted.volumes);
    study.skipped.insert(study.skipped.end(), sorted.skipped.begin(), sorted.skipped.end());
    scanImageFiles(others, !study.volumes.empty(), study, progress);
    if (!study.volumes.empty() || !study.objects.empty()) return study;
    if (study.skipped.size() == 1) throw ReadError(study.skipped.front().file, study.skipped.front().reason);
    if (study.skipped.empty()) throw ReadError(study.path, "the folder holds no files");
    throw ReadError(study.path, "none of its " + std::to_string(study.skipped.size()) +
                                    " files can be opened as an image, for example " +
                                    study.skipped.front().file + ": " + study.skipped.front().reason);
}

}  // namespace dokuei::viewer
