#include "viewer/export/ExportList.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <tuple>

#include "viewer/Error.h"
#include "viewer/dicom/Archive.h"
#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/CharacterSet.h"
#include "viewer/dicom/Source.h"
#include "viewer/volume/Parallel.h"
#include "viewer/volume/Reason.h"

namespace dokuei::viewer {
namespace {

namespace fs = std::filesystem;

/// A file, or all that lie in it when it is a ZIP archive.
void addFile(const std::string& file, std::vector<std::string>& files, ExportList& list) {
    if (!isArchive(file)) {
        files.push_back(file);
        return;
    }
    try {
        list.archives.push_back(openArchive(file));
    } catch (const ReadError& error) {
        list.skipped.push_back({file, reasonOf(file, error)});
        return;
    }
    for (const ArchiveEntry& entry : list.archives.back()->entries())
        files.push_back(nameInArchive(file, entry.name));
}

void addFilesBelow(const std::string& folder, std::vector<std::string>& files, ExportList& list,
                   Progress* progress) {
    std::vector<std::string> found;
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error), end;
    if (error) throw ReadError(folder, "cannot be opened (" + error.message() + ")");
    for (; entry != end; entry.increment(error)) {
        if (progress && progress->cancel) throw Cancelled();
        if (error) throw ReadError(folder, "cannot be read (" + error.message() + ")");
        if (entry->is_regular_file(error)) found.push_back(entry->path());
    }
    std::sort(found.begin(), found.end());
    for (const std::string& file : found) addFile(file, files, list);
}

struct Found {
    ExportSeries series;
    ExportObject object;
};

Found describeObject(const std::string& file) {
    const OpenedHeader header = openHeader(file);
    DcmDataset& dataset = *header.format->getDataset();
    DcmMetaInfo& meta = *header.format->getMetaInfo();
    const auto uid = [&](const DcmTagKey& tag, const DcmTagKey& metaTag) {
        std::string value = asciiText(dataset, tag);
        return value.empty() ? asciiText(meta, metaTag) : value;
    };
    const std::string sopClass = uid(DCM_SOPClassUID, DCM_MediaStorageSOPClassUID);
    if (sopClass == UID_MediaStorageDirectoryStorage || dataset.tagExists(DCM_DirectoryRecordSequence))
        throw ReadError(file, "a directory of DICOM files (DICOMDIR), not an image");
    const std::string characterSet = rawText(dataset, DCM_SpecificCharacterSet);
    Found found;
    ExportSeries& series = found.series;
    series.studyUid = asciiText(dataset, DCM_StudyInstanceUID);
    series.seriesUid = asciiText(dataset, DCM_SeriesInstanceUID);
    if (series.studyUid.empty() || series.seriesUid.empty())
        throw ReadError(file, "belongs to no study or no series");
    series.modality = asciiText(dataset, DCM_Modality);
    series.description = utf8Text(dataset, DCM_SeriesDescription, characterSet);
    series.studyDescription = utf8Text(dataset, DCM_StudyDescription, characterSet);
    series.studyDate = asciiText(dataset, DCM_StudyDate);
    series.number = std::atoi(asciiText(dataset, DCM_SeriesNumber).c_str());
    series.patientName = displayName(utf8Text(dataset, DCM_PatientName, characterSet, true));
    series.patientId = utf8Text(dataset, DCM_PatientID, characterSet);
    series.identifying = identifyingContent(dataset, sopClass);
    series.bytes = static_cast<long long>(header.fileBytes);
    found.object = {file, uid(DCM_SOPInstanceUID, DCM_MediaStorageSOPInstanceUID),
                    std::atoi(asciiText(dataset, DCM_InstanceNumber).c_str())};
    return found;
}

}  // namespace

ExportList listForExport(const std::string& path, const std::set<std::string>& studyUids,
                         Progress* progress) {
    return listForExport(std::vector{path}, studyUids, progress);
}

ExportList listForExport(const std::vector<std::string>& paths, const std::set<std::string>& studyUids,
                         Progress* progress) {
    ExportList list;
    std::vector<std::string> files;
    std::error_code error;
    for (const std::string& path : paths) {
        if (const auto entry = entryOfArchive(path)) {
            list.archives.push_back(entry->first);
            files.push_back(path);
            continue;
        }
        fs::path absolute = fs::absolute(path, error).lexically_normal();
        if (!fs::exists(absolute, error)) throw ReadError(path, "does not exist");
        if (absolute.filename() == "DICOMDIR" && fs::is_regular_file(absolute, error))
            absolute = absolute.parent_path();
        if (fs::is_directory(absolute, error)) {
            addFilesBelow(absolute, files, list, progress);
        } else {
            addFile(absolute, files, list);
        }
    }
    if (progress) progress->total = static_cast<long long>(files.size());
    std::vector<std::optional<Found>> found(files.size());
    std::vector<std::string> reasons(files.size());
    runParallel(files.size(), 0, [&] {
        return [&](std::size_t index) {
            if (progress && progress->cancel) throw Cancelled();
            try {
                found[index] = describeObject(files[index]);
            } catch (const std::exception& exception) {
                reasons[index] = reasonOf(files[index], exception);
            }
            if (progress) ++progress->done;
        };
    });

    std::map<std::string, std::size_t> seriesAt;
    std::set<std::string> instances;
    for (std::size_t f = 0; f < files.size(); ++f) {
        if (!found[f]) {
            list.skipped.push_back({files[f], reasons[f]});
            continue;
        }
        ExportSeries& one = found[f]->series;
        if (!studyUids.empty() && !studyUids.count(one.studyUid)) continue;
        if (!instances.insert(found[f]->object.sopInstanceUid).second) {
            list.skipped.push_back({files[f], "the same object as another file"});
            continue;
        }
        const auto [at, isNew] = seriesAt.emplace(one.studyUid + '\n' + one.seriesUid, list.series.size());
        if (isNew) {
            list.series.push_back(one);
            list.series.back().bytes = 0;
        }
        ExportSeries& series = list.series[at->second];
        series.objects.push_back(found[f]->object);
        series.bytes += one.bytes;
        for (const IdentifyingContent content : one.identifying) series.identifying.push_back(content);
    }
    if (list.series.empty()) {
        if (list.skipped.size() == 1) throw ReadError(list.skipped[0].file, list.skipped[0].reason);
        if (list.skipped.empty())
            throw ReadError(paths.front(), "holds no DICOM object that could be exported");
        throw ReadError(paths.front(), "none of its " + std::to_string(list.skipped.size()) +
                                           " files can be exported, for example " + list.skipped[0].file +
                                           ": " + list.skipped[0].reason);
    }
    for (ExportSeries& series : list.series) {
        std::sort(series.identifying.begin(), series.identifying.end());
        series.identifying.erase(std::unique(series.identifying.begin(), series.identifying.end()),
                                 series.identifying.end());
        std::stable_sort(
            series.objects.begin(), series.objects.end(),
            [](const ExportObject& a, const ExportObject& b) { return a.instanceNumber < b.instanceNumber; });
    }
    std::stable_sort(
        list.series.begin(), list.series.end(), [](const ExportSeries& a, const ExportSeries& b) {
            return std::tie(a.patientId, a.patientName, a.studyDate, a.studyUid, a.number, a.seriesUid) <
                   std::tie(b.patientId, b.patientName, b.studyDate, b.studyUid, b.number, b.seriesUid);
        });
    return list;
}

}  // namespace dokuei::viewer
