#include "app/commands/Export.h"

#include <unistd.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <thread>

#include "app/commands/Options.h"
#include "viewer/Error.h"
#include "viewer/export/Exporter.h"

namespace dokuei::app {
namespace {

/// Objects done and their rate, on a terminal a line that changes.
class ProgressLine {
public:
    explicit ProgressLine(const viewer::Progress& progress) : progress_(progress) {
        if (isatty(STDERR_FILENO)) thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }

private:
    void run(const std::stop_token& stop) const {
        const auto started = std::chrono::steady_clock::now();
        while (!stop.stop_requested()) {
            const double seconds =
                std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
            const long long done = progress_.done, total = progress_.total;
            std::fprintf(stderr, "\r%lld of %lld, %.0f per second \033[K", done, total,
                         static_cast<double>(done) / std::max(seconds, 0.1));
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
        }
        std::fprintf(stderr, "\r\033[K");
    }
    const viewer::Progress& progress_;
    std::jthread thread_;
};

std::vector<std::string> listOf(const std::string& text) {
    std::vector<std::string> words;
    std::size_t from = 0;
    while (from <= text.size() && !text.empty()) {
        const auto to = std::min(text.find(',', from), text.size());
        if (to > from) words.push_back(text.substr(from, to - from));
        from = to + 1;
    }
    return words;
}

viewer::DeidentifyOptions deidentifyOptions(const Options& options) {
    viewer::DeidentifyOptions how;
    how.pseudonym = options.value("--pseudonym", how.pseudonym);
    const std::string dates = options.value("--dates", "remove");
    if (dates == "shift") {
        how.dates = viewer::DatePolicy::Shift;
    } else if (dates == "keep") {
        how.dates = viewer::DatePolicy::Keep;
    } else if (dates != "remove") {
        throw UsageError{"--dates is remove, shift or keep, not " + dates};
    }
    for (const std::string& kept : listOf(options.value("--keep"))) {
        if (kept == "uids") {
            how.keepUids = true;
        } else if (kept == "characteristics") {
            how.keepCharacteristics = true;
        } else if (kept == "device") {
            how.keepDevice = true;
        } else if (kept == "institution") {
            how.keepInstitution = true;
        } else {
            throw UsageError{"--keep knows uids, characteristics, device and institution, not " + kept};
        }
    }
    if (options.has("--project-key-file")) {
        const std::string name = options.value("--project-key-file");
        QFile file(QString::fromStdString(name));
        if (!file.open(QIODevice::ReadOnly)) throw viewer::ReadError(name, "cannot be opened");
        how.projectKey = file.read(4096).trimmed().toStdString();
        if (how.projectKey.size() < 16)
            throw viewer::ReadError(name, "a project key has at least 16 characters");
    }
    return how;
}

std::string reasonsOf(const viewer::LeftOutSeries& series) {
    std::string text;
    for (const viewer::IdentifyingContent reason : series.reasons)
        text += (text.empty() ? "" : "; ") + viewer::describe(reason);
    return text;
}

QJsonArray toJson(const std::vector<viewer::SkippedFile>& files) {
    QJsonArray array;
    for (const viewer::SkippedFile& file : files)
        array.append(QJsonObject{{"file", QString::fromStdString(file.file)},
                                 {"reason", QString::fromStdString(file.reason)}});
    return array;
}

void printJson(const viewer::ExportSummary& summary, const std::string& target,
               const std::vector<viewer::SkippedFile>& skipped) {
    QJsonArray leftOut;
    for (const viewer::LeftOutSeries& series : summary.leftOut)
        leftOut.append(QJsonObject{{"seriesUid", QString::fromStdString(series.seriesUid)},
                                   {"modality", QString::fromStdString(series.modality)},
                                   {"objects", series.objects},
                                   {"reason", QString::fromStdString(reasonsOf(series))}});
    const QJsonObject result{{"target", QString::fromStdString(target)},
                             {"deidentified", summary.deidentified},
                             {"patients", summary.patients},
                             {"studies", summary.studies},
                             {"series", summary.series},
                             {"objects", summary.objects},
                             {"bytes", static_cast<double>(summary.bytes)},
                             {"seconds", summary.seconds},
                             {"rewritten", summary.rewritten},
                             {"leftOut", leftOut},
                             {"notListed", toJson(summary.notListed)},
                             {"failed", toJson(summary.failed)},
                             {"skipped", toJson(skipped)}};
    std::fputs(QJsonDocument(result).toJson().constData(), stdout);
}

void print(const viewer::ExportSummary& summary, const std::string& target,
           const std::vector<viewer::SkippedFile>& skipped) {
    std::printf("%d objects in %d series, %d studies, %d patients, %.1f MB in %.1f s to %s%s\n",
                summary.objects, summary.series, summary.studies, summary.patients,
                static_cast<double>(summary.bytes) / 1e6, summary.seconds, target.c_str(),
                summary.deidentified ? ", de-identified" : "");
    if (summary.rewritten > 0)
        std::printf("%d objects are now Explicit VR Little Endian, as media demand; no pixel value changed\n",
                    summary.rewritten);
    for (const viewer::LeftOutSeries& series : summary.leftOut)
        std::printf("left out: series %s (%s, %d objects) %s\n", series.seriesUid.c_str(),
                    series.modality.c_str(), series.objects, reasonsOf(series).c_str());
    for (const viewer::SkippedFile& file : summary.notListed)
        std::printf("not in DICOMDIR: %s: %s\n", file.file.c_str(), file.reason.c_str());
    for (const viewer::SkippedFile& file : skipped)
        std::printf("skipped %s: %s\n", file.file.c_str(), file.reason.c_str());
    for (const viewer::SkippedFile& file : summary.failed)
        std::printf("not exported: %s: %s\n", file.file.c_str(), file.reason.c_str());
}

bool isZipName(const std::string& name) {
    std::string end = name.size() > 4 ? name.substr(name.size() - 4) : std::string();
    std::transform(end.begin(), end.end(), end.begin(), [](unsigned char c) { return std::tolower(c); });
    return end == ".zip";
}

}  // namespace

int exportImages(const Arguments& arguments) {
    const Options options(
        arguments,
        {"--out", "--dates", "--pseudonym", "--keep", "--series", "--mapping", "--project-key-file"},
        {"--deidentify", "--include-burned-in", "--overwrite", "--json"});
    const std::string path = options.onlyWord("PATH");
    viewer::ExportOptions how;
    how.target = options.value("--out");
    if (how.target.empty()) throw UsageError{"--out is missing"};
    how.zip = isZipName(how.target);
    how.overwrite = options.has("--overwrite");
    if (how.overwrite && !how.zip) throw UsageError{"--overwrite replaces ZIP files only, never a folder"};
    if (options.has("--deidentify")) how.deidentify = deidentifyOptions(options);
    for (const char* only :
         {"--dates", "--pseudonym", "--keep", "--mapping", "--project-key-file", "--include-burned-in"})
        if (options.has(only) && !how.deidentify) throw UsageError{std::string(only) + " needs --deidentify"};
    if (options.has("--include-burned-in")) how.consentedSeriesUids = {"*"};
    how.mappingFile = options.value("--mapping");
    for (const std::string& uid : listOf(options.value("--series"))) how.seriesUids.insert(uid);

    viewer::Progress progress;
    viewer::ExportList list;
    viewer::ExportSummary summary;
    {
        const ProgressLine line(progress);
        list = viewer::listForExport(path, {}, &progress);
        summary = viewer::exportObjects(list, how, &progress);
    }
    if (options.has("--json")) {
        printJson(summary, how.target, list.skipped);
    } else {
        print(summary, how.target, list.skipped);
    }
    return summary.failed.empty() ? 0 : 1;
}

}  // namespace dokuei::app
