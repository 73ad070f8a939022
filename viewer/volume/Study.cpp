#include "viewer/volume/Study.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "viewer/Error.h"
#include "viewer/dicom/FrameReader.h"
#include "viewer/dicom/Header.h"
#include "viewer/dicom/Sorting.h"
#include "viewer/volume/ImageFormats.h"
#include "viewer/volume/Parallel.h"

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

/// The text after "file: ", since the list names the file beside it.
std::string reasonOf(const std::string& file, const std::exception& error) {
    const std::string text = error.what();
    return text.starts_with(file + ": ") ? text.substr(file.size() + 2) : text;
}

struct ScannedFiles {
    std::vector<ImageHeader> images;
    std::vector<SkippedFile> skipped;
};

ScannedFiles readHeaders(const std::vector<std::string>& files, Progress* progress) {
    std::vector<std::optional<ImageHeader>> headers(files.size());
    std::vector<std::string> reasons(files.size());
    if (progress) progress->total = static_cast<long long>(files.size());
    runParallel(files.size(), 0, [&] {
        return [&](std::size_t index) {
            if (progress && progress->cancel) throw Cancelled();
            try {
                headers[index] = readImageHeader(files[index]);
            } catch (const std::exception& error) {
                reasons[index] = reasonOf(files[index], error);
            }
            if (progress) ++progress->done;
        };
    });
    ScannedFiles scanned;
    for (std::size_t f = 0; f < files.size(); ++f) {
        if (headers[f])
            scanned.images.push_back(std::move(*headers[f]));
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

/// k in the order in which a volume becomes useful: the wanted slice, then coarse to fine.
std::vector<int> interleaved(int count, int first) {
    std::vector<int> order;
    std::vector<bool> taken(count, false);
    const auto take = [&](int k) {
        if (!taken[k]) order.push_back(k);
        taken[k] = true;
    };
    take(first >= 0 && first < count ? first : count / 2);
    for (int step = 32; step >= 1; step /= 2)
        for (int k = 0; k < count; k += step) take(k);
    return order;
}

std::vector<SkippedFile> decodeSlices(const VolumeSource& source, Volume& volume, Progress* progress,
                                      int firstSlice, int threads) {
    const int count = volume.geometry().size[2];
    if (static_cast<int>(source.slices.size()) != count)
        throw Error(source.identity.sourcePath + ": the volume was made from another source");
    const auto order = interleaved(count, firstSlice);
    if (progress) progress->total = count;
    std::vector<std::string> reasons(count);
    std::atomic<int> failed{0};
    runParallel(order.size(), threads, [&] {
        return [&, reader = std::make_shared<FrameReader>()](std::size_t index) {
            if (progress && progress->cancel) throw Cancelled();
            const int k = order[index];
            try {
                reader->readInto(source.slices[k], volume, source.padding, k);
            } catch (const Error& error) {
                reasons[k] = reasonOf(source.slices[k].identity.file, error);
                ++failed;
                addStatisticsOfSlice(volume, k);
            }
            volume.markSliceReady(k);
            if (progress) ++progress->done;
        };
    });
    std::vector<SkippedFile> undecoded;
    for (int k = 0; k < count; ++k)
        if (!reasons[k].empty()) undecoded.push_back({source.slices[k].identity.file, reasons[k]});
    if (failed == count) throw ReadError(undecoded.front().file, undecoded.front().reason);
    return undecoded;
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
    study.skipped = std::move(scanned.skipped);
    SortedImages sorted = sortIntoVolumes(scanned.images, study.path);
    study.volumes = std::move(sorted.volumes);
    study.skipped.insert(study.skipped.end(), sorted.skipped.begin(), sorted.skipped.end());
    scanImageFiles(others, !study.volumes.empty(), study, progress);
    if (!study.volumes.empty()) return study;
    if (study.skipped.size() == 1) throw ReadError(study.skipped.front().file, study.skipped.front().reason);
    if (study.skipped.empty()) throw ReadError(study.path, "the folder holds no files");
    throw ReadError(study.path, "none of its " + std::to_string(study.skipped.size()) +
                                    " files can be opened as an image, for example " +
                                    study.skipped.front().file + ": " + study.skipped.front().reason);
}

std::shared_ptr<Volume> allocateVolume(const VolumeSource& source) {
    auto volume = std::make_shared<Volume>(source.geometry, source.scalarType, source.padding);
    volume->rescaleSlope = source.rescaleSlope;
    volume->rescaleIntercept = source.rescaleIntercept;
    volume->identity = source.identity;
    volume->warnings = source.warnings;
    volume->slices.reserve(source.slices.size());
    for (const SliceSource& slice : source.slices) {
        volume->slices.push_back(slice.identity);
        volume->slices.back().offsetI = slice.offsetI;
        volume->slices.back().offsetJ = slice.offsetJ;
    }
    return volume;
}

std::vector<SkippedFile> decodeVolume(const VolumeSource& source, Volume& volume, Progress* progress,
                                      int firstSlice, int threads) {
    if (progress) progress->done = 0;
    if (source.slices.empty()) {
        readImageFile(source, volume, progress);
        return {};
    }
    return decodeSlices(source, volume, progress, firstSlice, threads);
}

std::shared_ptr<Volume> loadVolume(const std::string& path, const std::string& seriesUid,
                                   Progress* progress) {
    const Study study = scanStudy(path, progress);
    const VolumeSource* chosen = nullptr;
    for (const VolumeSource& candidate : study.volumes) {
        if (!seriesUid.empty() && candidate.identity.seriesUid != seriesUid) continue;
        if (!chosen || candidate.geometry.voxelCount() > chosen->geometry.voxelCount()) chosen = &candidate;
    }
    if (!chosen) throw ReadError(path, "holds no series " + seriesUid);
    auto volume = allocateVolume(*chosen);
    for (const SkippedFile& file : decodeVolume(*chosen, *volume, progress))
        volume->warnings.push_back("not decoded: " + file.file + ": " + file.reason);
    return volume;
}

}  // namespace dokuei::viewer
