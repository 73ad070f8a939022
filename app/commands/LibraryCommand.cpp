#include "app/commands/LibraryCommand.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>

#include "app/bridge/LibraryPlace.h"
#include "app/commands/Options.h"
#include "app/commands/WorkProgress.h"
#include "viewer/library/Importer.h"
#include "viewer/library/IndexUpkeep.h"
#include "viewer/library/LibraryMove.h"
#include "viewer/library/SeriesThumbnails.h"
#include "viewer/library/StudyRemoval.h"

namespace dokuei::app {
namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

QString folderOf(const Options& options) {
    return text(options.has("--library") ? options.value("--library") : presentLibraryDirectory());
}

QString indexOf(const Options& options) {
    const QString folder = folderOf(options);
    const QString file = folder + QStringLiteral("/library.sqlite");
    if (!QFileInfo::exists(file)) throw viewer::ReadError(folder.toStdString(), "holds no library");
    return file;
}

/// YYYYMMDD of a date with or without dashes.
QString dateOf(const Options& options, const std::string& name) {
    QString date = text(options.value(name));
    date.remove(QLatin1Char('-'));
    if (!date.isEmpty() && (date.size() != 8 || date.toLongLong() <= 0))
        throw UsageError{name + " needs a date such as 2026-01-12"};
    return date;
}

void printJson(const QJsonObject& object) {
    std::cout << QJsonDocument(object).toJson().toStdString();
}

QJsonArray toJson(const std::vector<viewer::SkippedFile>& files) {
    QJsonArray array;
    for (const viewer::SkippedFile& file : files)
        array.append(QJsonObject{{"file", text(file.file)}, {"reason", text(file.reason)}});
    return array;
}

QJsonObject toJson(const viewer::IndexedStudy& study) {
    QJsonArray series;
    for (const viewer::IndexedSeries& s : study.series)
        series.append(QJsonObject{{"uid", s.uid},
                                  {"number", s.number},
                                  {"modality", s.modality},
                                  {"description", s.description},
                                  {"bodyPart", s.bodyPart},
                                  {"images", s.slices},
                                  {"files", s.instances}});
    return {{"uid", study.uid},
            {"patientName", study.patientName},
            {"patientNameDicom", study.patientNameDicom},
            {"patientId", study.patientId},
            {"issuerOfPatientId", study.issuerOfPatientId},
            {"patientBirthDate", study.patientBirthDate},
            {"patientSex", study.patientSex},
            {"studyDate", study.studyDate},
            {"description", study.description},
            {"accessionNumber", study.accessionNumber},
            {"modalities", QJsonArray::fromStringList(study.modalities)},
            {"bodyParts", QJsonArray::fromStringList(study.bodyParts)},
            {"path", study.path},
            {"files", study.instances},
            {"copies", study.copies},
            {"bytes", study.bytes},
            {"series", series}};
}

int list(const Options& options) {
    viewer::StudyFilter filter;
    QStringList words;
    for (std::size_t w = 1; w < options.words().size(); ++w) words << text(options.words()[w]);
    filter.text = words.join(QLatin1Char(' '));
    filter.fromDate = dateOf(options, "--from");
    filter.toDate = dateOf(options, "--to");
    if (options.has("--modality"))
        filter.modalities = text(options.value("--modality")).toUpper().split(QLatin1Char(','));
    filter.bodyPart = text(options.value("--body"));
    const long long limit = options.integer("--limit", 1000);
    if (limit < 1) throw UsageError{"--limit needs a number above 0"};
    viewer::StudyIndex index(indexOf(options));
    std::size_t total = 0;
    const auto studies = index.list(filter, static_cast<std::size_t>(limit), 0, &total);
    if (options.has("--json")) {
        QJsonArray array;
        for (const viewer::IndexedStudy& study : studies) array.append(toJson(study));
        printJson({{"studies", array}, {"total", static_cast<qint64>(total)}});
        return 0;
    }
    qint64 patient = -1;
    for (const viewer::IndexedStudy& study : studies) {
        if (study.patient != patient)
            std::printf("%s  %s\n", qUtf8Printable(study.patientName), qUtf8Printable(study.patientId));
        patient = study.patient;
        std::printf("  %-10s %-6s %5lld  %s  %s\n", qUtf8Printable(study.studyDate),
                    qUtf8Printable(study.modalities.join(QLatin1Char('/'))),
                    static_cast<long long>(study.instances), qUtf8Printable(study.description),
                    qUtf8Printable(study.uid));
    }
    std::printf("%zu of %zu studies\n", studies.size(), total);
    return 0;
}

int verify(const Options& options) {
    indexOf(options);
    viewer::VerifyResult result;
    {
        WorkProgress shown("verifying");
        result = viewer::verifyLibrary(folderOf(options), &shown.progress());
    }
    if (options.has("--json")) {
        printJson({{"files", result.files},
                   {"missing", result.missing},
                   {"problems", toJson(result.problems)},
                   {"cancelled", result.cancelled}});
    } else {
        for (const viewer::SkippedFile& problem : result.problems)
            std::printf("%s: %s\n", problem.file.c_str(), problem.reason.c_str());
        std::printf("%lld files, %zu problems, %lld referenced files are not there now\n", result.files,
                    result.problems.size(), result.missing);
    }
    return result.problems.empty() && !result.cancelled ? 0 : 1;
}

int reindex(const Options& options) {
    const QString folder = folderOf(options);
    if (!QFileInfo(folder).isDir()) throw viewer::ReadError(folder.toStdString(), "does not exist");
    viewer::ImportResult result;
    {
        WorkProgress shown("re-indexing");
        result = viewer::Importer(folder).rebuild(&shown.progress());
    }
    if (!result.cancelled) {
        WorkProgress shown("pictures");
        viewer::StudyIndex index(indexOf(options));
        viewer::makeThumbnails(index, &shown.progress());
    }
    if (options.has("--json")) {
        printJson({{"files", result.files},
                   {"indexed", result.imported},
                   {"studies", static_cast<int>(result.studies.size())},
                   {"seconds", result.seconds},
                   {"cancelled", result.cancelled},
                   {"issues", toJson(result.issues)}});
    } else {
        std::printf("%lld files of %lld studies indexed in %.1f s\n", result.imported,
                    static_cast<long long>(result.studies.size()), result.seconds);
        for (const viewer::SkippedFile& file : result.issues)
            std::printf("left out %s: %s\n", file.file.c_str(), file.reason.c_str());
    }
    return result.cancelled ? 1 : 0;
}

int move(const Options& options) {
    if (options.words().size() != 2) throw UsageError{"move needs the folder to move to"};
    const QString from = folderOf(options);
    const QString to = QDir::cleanPath(QFileInfo(text(options.words()[1])).absoluteFilePath());
    const bool usual = !options.has("--library");
    if (usual && QDir::cleanPath(to) == QDir::cleanPath(from) && !libraryToRemove().empty()) {
        // The move itself was done; only the old files are left.
        viewer::finishMove(text(libraryToRemove()), from);
        setLibraryDirectory(from.toStdString());
        return 0;
    }
    indexOf(options);
    {
        WorkProgress shown("moving");
        viewer::copyLibrary(from, to, &shown.progress());
    }
    if (usual) setLibraryDirectory(to.toStdString(), from.toStdString());
    viewer::finishMove(from, to);
    if (usual) setLibraryDirectory(to.toStdString());
    if (options.has("--json")) {
        printJson({{"library", to}});
    } else {
        std::printf("the library is now in %s\n", qUtf8Printable(to));
    }
    return 0;
}

int remove(const Options& options) {
    if (options.words().size() != 2) throw UsageError{"delete needs the UID of one study"};
    const QString uid = text(options.words()[1]);
    viewer::StudyIndex index(indexOf(options));
    std::vector<viewer::IndexedStudy> studies;
    for (const qint64 id : index.idsOf(uid)) studies.push_back(index.study(id));
    const QString patient = text(options.value("--patient"));
    if (options.has("--patient"))
        std::erase_if(studies, [&](const viewer::IndexedStudy& s) { return s.patientId != patient; });
    if (studies.empty()) throw viewer::ReadError(uid.toStdString(), "is not in the library");
    if (studies.size() > 1)
        throw viewer::ReadError(uid.toStdString(), "belongs to several patients; name one with --patient ID");
    viewer::removeStudy(index.folder(), index.database(), studies[0].id);
    const qint64 copies = studies[0].copies, references = studies[0].instances - copies;
    if (options.has("--json")) {
        printJson({{"uid", uid}, {"deletedFiles", copies}, {"forgottenFiles", references}});
    } else {
        std::printf("%lld copies deleted, %lld referenced files forgotten (they stay where they are)\n",
                    static_cast<long long>(copies), static_cast<long long>(references));
    }
    return 0;
}

}  // namespace

int library(const Arguments& arguments) {
    const Options options(arguments,
                          {"--library", "--from", "--to", "--modality", "--body", "--limit", "--patient"},
                          {"--json"});
    static const std::map<std::string, int (*)(const Options&)> parts = {
        {"list", list}, {"verify", verify}, {"reindex", reindex}, {"move", move}, {"delete", remove}};
    if (options.words().empty()) throw UsageError{"list, verify, reindex, move or delete is missing"};
    const auto part = parts.find(options.words()[0]);
    if (part == parts.end()) throw UsageError{"library does not know " + options.words()[0]};
    return part->second(options);
}

}  // namespace dokuei::app
