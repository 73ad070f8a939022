#include "viewer/export/Exporter.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include "viewer/Error.h"
#include "viewer/dicom/ByteSource.h"
#include "viewer/export/ExportFile.h"
#include "viewer/export/ExportMedium.h"
#include "viewer/export/MediaDirectory.h"
#include "viewer/volume/Reason.h"

namespace dokuei::viewer {
namespace {

/// Objects up to this size go through memory, larger ones are read twice. Bytes.
constexpr std::uintmax_t largestInMemory = 64U << 20;

/// A folder or file name of eight characters: "IMG00001", "IM100000".
std::string numbered(const std::string& letters, int number) {
    const std::string digits = std::to_string(number);
    if (digits.size() > 7) throw Error("more objects in one folder than a medium can name");
    const std::size_t kept = std::min(letters.size(), 8 - digits.size());
    return letters.substr(0, kept) + std::string(8 - kept - digits.size(), '0') + digits;
}

std::string asFileId(std::string path) {
    std::replace(path.begin(), path.end(), '/', '\\');
    return path;
}

/// A value of a CSV line; a leading character that a spreadsheet would take for a formula is defused.
std::string csv(std::string text) {
    if (!text.empty() && std::string("=+-@\t\r").find(text.front()) != std::string::npos)
        text.insert(text.begin(), '\'');
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

class Export {
public:
    Export(const ExportOptions& options, Progress* progress)
        : options_(options),
          progress_(progress),
          medium_(options.zip ? zipMedium(options.target, options.overwrite) : folderMedium(options.target)) {
        if (options.deidentify) deidentifier_.emplace(*options.deidentify);
        summary_.deidentified = options.deidentify.has_value();
    }

    void write(const ExportSeries& series) {
        const std::string patientKey = series.patientId + '\n' + series.patientName;
        if (patientKey != patientKey_ || summary_.patients == 0) {
            patientKey_ = patientKey;
            ++summary_.patients;
            studiesOfPatient_ = 0;
            studyUid_.clear();
        }
        if (series.studyUid != studyUid_) {
            studyUid_ = series.studyUid;
            ++summary_.studies;
            ++studiesOfPatient_;
            seriesOfStudy_ = 0;
        }
        const std::string folder = "DICOM/" + numbered("PAT", summary_.patients) + '/' +
                                   numbered("STU", studiesOfPatient_) + '/' +
                                   numbered("SER", seriesOfStudy_ + 1) + '/';
        int written = 0;
        for (const ExportObject& object : series.objects) {
            if (progress_ && progress_->cancel) throw Cancelled();
            try {
                write(object, folder + numbered("IMG", written + 1));
                ++written;
            } catch (const ReadError& error) {
                summary_.failed.push_back({object.file, reasonOf(object.file, error)});
            }
            if (progress_) ++progress_->done;
        }
        if (written == 0) return;
        ++seriesOfStudy_;
        ++summary_.series;
        summary_.objects += written;
    }

    ExportSummary finish() {
        if (summary_.objects == 0) {
            const SkippedFile& first = summary_.failed.front();
            throw ReadError(first.file, first.reason);
        }
        if (directory_.objects() > 0) {
            const std::string bytes = directory_.bytes();
            medium_->begin("DICOMDIR", true);
            medium_->write(bytes.data(), bytes.size());
            medium_->end();
        }
        if (deidentifier_) summary_.pseudonyms = deidentifier_->patients();
        writeMapping();
        if (progress_ && progress_->cancel) throw Cancelled();
        medium_->finish();
        mapping_.clear();
        return std::move(summary_);
    }

    ~Export() {
        std::error_code error;
        if (!mapping_.empty()) std::filesystem::remove(mapping_, error);
    }

private:
    void write(const ExportObject& source, const std::string& path) {
        const LoadedObject object = loadObject(source.file);
        DcmDataset& dataset = *object.file->getDataset();
        const std::string syntax = mediumTransferSyntax(object.transferSyntax);
        if (deidentifier_) deidentifier_->apply(dataset);
        const bool copy = !deidentifier_ && object.copyable;
        const auto produce = [&](const ByteSink& sink) {
            if (copy) {
                copyFile(source.file, sink);
            } else {
                writeObject(object, source.file, sink);
            }
        };
        // A medium cannot take back what it has begun: a source that cannot be read must show before.
        const bool small = openBytes(source.file)->size() <= largestInMemory;
        std::string bytes;
        long long count = 0;
        produce([&](const char* part, std::size_t size) {
            if (small) bytes.append(part, size);
            count += static_cast<long long>(size);
            if (progress_ && progress_->cancel) throw Cancelled();
        });
        // Encapsulated pixels do not shrink any further.
        medium_->begin(path, !DcmXfer(syntax.c_str()).isEncapsulated());
        if (small) {
            medium_->write(bytes.data(), bytes.size());
        } else {
            writeTwiceRead(source.file, produce);
        }
        medium_->end();
        if (!directory_.add(dataset, syntax, asFileId(path)))
            summary_.notListed.push_back({source.file, "a directory (DICOMDIR) has no entry for its kind"});
        if (!copy && syntax != object.transferSyntax) ++summary_.rewritten;
        summary_.bytes += count;
    }

    void writeTwiceRead(const std::string& file, const std::function<void(const ByteSink&)>& produce) {
        try {
            produce([this](const char* part, std::size_t size) {
                medium_->write(part, size);
                if (progress_ && progress_->cancel) throw Cancelled();
            });
        } catch (const ReadError& error) {
            // It could be read a moment ago.
            throw WriteError(options_.target, "not complete (" + reasonOf(file, error) + ")");
        }
    }

    static void copyFile(const std::string& file, const ByteSink& sink) {
        const auto source = openBytes(file);
        std::vector<char> buffer(1 << 18);
        for (std::uint64_t at = 0;;) {
            const std::size_t count = source->read(at, buffer.data(), buffer.size());
            if (count > 0) sink(buffer.data(), count);
            if (count < buffer.size()) return;
            at += count;
        }
    }

    void writeMapping() {
        if (!deidentifier_ || options_.mappingFile.empty()) return;
        if (std::filesystem::exists(options_.mappingFile))
            throw WriteError(options_.mappingFile, "is there already");
        std::ofstream out(options_.mappingFile, std::ios::binary);
        mapping_ = options_.mappingFile;
        std::error_code error;
        std::filesystem::permissions(options_.mappingFile,
                                     std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
                                     error);
        out << "pseudonym,patient ID,patient name,days added to dates\r\n";
        const bool shifted = options_.deidentify->dates == DatePolicy::Shift;
        for (const Pseudonym& patient : summary_.pseudonyms)
            out << csv(patient.name) << ',' << csv(patient.originalId) << ',' << csv(patient.originalName)
                << ',' << (shifted ? std::to_string(patient.dayShift) : std::string()) << "\r\n";
        out.close();
        if (!out) throw WriteError(options_.mappingFile, "cannot be written");
    }

    const ExportOptions& options_;
    Progress* progress_;
    std::optional<Deidentifier> deidentifier_;
    MediaDirectory directory_;
    ExportSummary summary_;
    std::unique_ptr<ExportMedium> medium_;
    std::string patientKey_, studyUid_, mapping_;
    int studiesOfPatient_ = 0, seriesOfStudy_ = 0;
};

std::vector<IdentifyingContent> reasonsToLeaveOut(const ExportSeries& series, const ExportOptions& options) {
    std::vector<IdentifyingContent> reasons;
    if (!options.deidentify) return reasons;
    const bool consented =
        options.consentedSeriesUids.count(series.seriesUid) || options.consentedSeriesUids.count("*");
    for (const IdentifyingContent content : series.identifying)
        if (isRefused(content) || (needsConsent(content) && !consented)) reasons.push_back(content);
    return reasons;
}

}  // namespace

ExportSummary exportObjects(const ExportList& list, const ExportOptions& options, Progress* progress) {
    const auto started = std::chrono::steady_clock::now();
    std::vector<const ExportSeries*> chosen;
    std::vector<LeftOutSeries> leftOut;
    long long objects = 0;
    for (const ExportSeries& series : list.series) {
        if (!options.seriesUids.empty() && !options.seriesUids.count(series.seriesUid)) continue;
        std::vector<IdentifyingContent> reasons = reasonsToLeaveOut(series, options);
        if (reasons.empty()) {
            chosen.push_back(&series);
            objects += static_cast<long long>(series.objects.size());
        } else {
            leftOut.push_back({series.seriesUid, series.modality, series.description,
                               static_cast<int>(series.objects.size()), std::move(reasons)});
        }
    }
    if (chosen.empty() && leftOut.empty()) throw Error("none of the chosen series is there");
    if (chosen.empty())
        throw Error("nothing is left to export: series " + leftOut.front().seriesUid + " " +
                    describe(leftOut.front().reasons.front()));
    if (progress) {
        progress->done = 0;
        progress->total = objects;
    }
    Export work(options, progress);
    for (const ExportSeries* series : chosen) work.write(*series);
    ExportSummary summary = work.finish();
    summary.leftOut = std::move(leftOut);
    summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return summary;
}

}  // namespace dokuei::viewer
