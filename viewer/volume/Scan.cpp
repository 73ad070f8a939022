#include <filesystem>
#include <set>

#include "viewer/Error.h"
#include "viewer/dicom/Archive.h"
#include "viewer/dicom/Sorting.h"
#include "viewer/volume/HeaderScan.h"
#include "viewer/volume/ImageFormats.h"
#include "viewer/volume/Medium.h"
#include "viewer/volume/Reason.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

namespace fs = std::filesystem;

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
            for (VolumeSource& source : scanImageFile(file)) study.volumes.push_back(std::move(source));
        } catch (const std::exception& error) {
            study.skipped.push_back({file, reasonOf(file, error)});
        }
    }
}

/// Leaves out images that a DICOMDIR takes from outside its folder.
void dropFilesOf(const std::vector<SkippedFile>& refused, std::vector<ImageHeader>& images) {
    std::set<std::string> files;
    for (const SkippedFile& file : refused) files.insert(file.file);
    std::erase_if(images, [&](const ImageHeader& image) {
        return !image.frames.empty() && files.contains(image.frames.front().identity.file);
    });
}

[[noreturn]] void refuseStudy(const Study& study) {
    const auto files = static_cast<long long>(study.skipped.size()) + study.passedOver;
    if (files == 0) throw ReadError(study.path, "the folder holds no files");
    if (study.skipped.empty())
        throw ReadError(study.path, "none of its " + std::to_string(files) + " files is a DICOM file");
    const SkippedFile& first = study.skipped.front();
    if (files == 1) throw ReadError(first.file, first.reason);
    throw ReadError(study.path, "none of its " + std::to_string(files) +
                                    " files can be opened as an image, for example " + first.file + ": " +
                                    first.reason);
}

}  // namespace

Study scanStudy(const std::string& path, Progress* progress) {
    std::error_code error;
    const fs::path absolute = fs::absolute(path, error).lexically_normal();
    if (!fs::exists(absolute, error) && !entryOfArchive(absolute)) throw ReadError(path, "does not exist");
    Study study;
    study.path = absolute;
    // The directory file of a medium stands for the folder it lies in, also when it is damaged itself.
    if (absolute.filename() == "DICOMDIR" && fs::is_regular_file(absolute, error))
        study.path = absolute.parent_path();
    ScannedFiles scanned = scanHeaders(study.path, progress);
    if (scanned.all.size() == 1 && scanned.directories.size() == 1 && scanned.directories[0] == study.path) {
        const auto entry = entryOfArchive(study.path);
        study.path = entry ? entry->first->file() : absolute.parent_path().string();
        scanned = scanHeaders(study.path, progress);
    }
    study.passedOver = scanned.passedOver;
    study.objects = std::move(scanned.objects);
    study.skipped = checkDirectories(scanned.directories, scanned.all);
    dropFilesOf(study.skipped, scanned.images);
    study.skipped.insert(study.skipped.end(), scanned.skipped.begin(), scanned.skipped.end());
    SortedImages sorted = sortIntoVolumes(scanned.images, study.path);
    study.volumes = std::move(sorted.volumes);
    study.skipped.insert(study.skipped.end(), sorted.skipped.begin(), sorted.skipped.end());
    scanImageFiles(scanned.volumeFiles, !study.volumes.empty(), study, progress);
    if (study.volumes.empty() && study.objects.empty()) refuseStudy(study);
    return study;
}

}  // namespace dokuei::viewer
