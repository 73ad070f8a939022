#include "viewer/library/StudyFiles.h"

#include <optional>

#include "viewer/Error.h"
#include "viewer/dicom/Header.h"
#include "viewer/dicom/Sorting.h"
#include "viewer/objects/StudyObject.h"
#include "viewer/volume/Parallel.h"
#include "viewer/volume/Reason.h"

namespace dokuei::viewer {
namespace {

struct Opened {
    std::optional<ImageHeader> image;
    std::optional<StudyObject> object;
    std::string reason;
};

Opened opened(const std::string& file) {
    Opened result;
    try {
        result.image = readImageHeader(file);
        return result;
    } catch (const std::exception& error) {
        result.reason = reasonOf(file, error);
    }
    try {
        result.object = readStudyObject(file);
    } catch (const ReadError&) {
        // The reason that it is no image says more.
    }
    return result;
}

}  // namespace

Study scanFiles(const std::vector<std::string>& files, const std::string& path, Progress* progress) {
    std::vector<Opened> all(files.size());
    if (progress) progress->total = static_cast<long long>(files.size());
    runParallel(files.size(), 0, [&] {
        return [&](std::size_t index) {
            if (progress && progress->cancel) throw Cancelled();
            all[index] = opened(files[index]);
            if (progress) ++progress->done;
        };
    });
    Study study;
    study.path = path;
    std::vector<ImageHeader> images;
    for (std::size_t f = 0; f < files.size(); ++f) {
        if (all[f].image)
            images.push_back(std::move(*all[f].image));
        else if (all[f].object)
            study.objects.push_back(std::move(*all[f].object));
        else
            study.skipped.push_back({files[f], all[f].reason});
    }
    SortedImages sorted = sortIntoVolumes(images, path);
    study.volumes = std::move(sorted.volumes);
    study.skipped.insert(study.skipped.end(), sorted.skipped.begin(), sorted.skipped.end());
    if (study.volumes.empty() && study.objects.empty()) {
        if (study.skipped.empty()) throw ReadError(path, "the folder holds no files");
        throw ReadError(study.skipped.front().file, study.skipped.front().reason);
    }
    return study;
}

}  // namespace dokuei::viewer
