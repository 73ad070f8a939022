#include "app/commands/Import.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <iostream>

#include "app/bridge/LibraryPlace.h"
#include "app/commands/Options.h"
#include "app/commands/WorkProgress.h"
#include "viewer/library/Importer.h"
#include "viewer/library/SeriesThumbnails.h"

namespace dokuei::app {
namespace {

QJsonObject toJson(const viewer::ImportResult& r) {
    QJsonArray issues;
    for (const viewer::SkippedFile& file : r.issues)
        issues.append(QJsonObject{{"file", QString::fromStdString(file.file)},
                                  {"reason", QString::fromStdString(file.reason)}});
    return {{"files", r.files},
            {"imported", r.imported},
            {"unchanged", r.unchanged},
            {"duplicates", r.duplicates},
            {"otherFiles", r.otherFiles},
            {"bytes", r.bytes},
            {"seconds", r.seconds},
            {"cancelled", r.cancelled},
            {"studies", QJsonArray::fromStringList(r.studies)},
            {"issues", issues}};
}

}  // namespace

int importFiles(const Arguments& arguments) {
    const Options options(arguments, {"--library"}, {"--copy", "--reference", "--json"});
    const std::string path = options.onlyWord("PATH");
    if (options.has("--copy") && options.has("--reference"))
        throw UsageError{"--copy and --reference exclude each other"};
    viewer::ImportOptions wish;
    if (options.has("--reference")) wish.mode = viewer::ImportMode::Reference;
    const QString library = QString::fromStdString(options.has("--library") ? options.value("--library")
                                                                            : presentLibraryDirectory());
    viewer::ImportResult result;
    {
        WorkProgress shown("importing");
        result = viewer::Importer(library).run(path, wish, &shown.progress());
    }
    if (!result.cancelled) {
        WorkProgress shown("pictures");
        viewer::StudyIndex index(library + QStringLiteral("/library.sqlite"));
        viewer::makeThumbnails(index, &shown.progress());
    }
    if (options.has("--json")) {
        std::cout << QJsonDocument(toJson(result)).toJson().toStdString();
    } else {
        std::printf("%lld files: %lld imported, %lld unchanged, %lld duplicates, %lld not DICOM\n",
                    result.files, result.imported, result.unchanged, result.duplicates, result.otherFiles);
        if (result.imported > 0)
            std::printf("%.1f s, %.0f files/s, %.1f MB/s\n", result.seconds,
                        static_cast<double>(result.imported) / result.seconds,
                        static_cast<double>(result.bytes) / 1e6 / result.seconds);
        for (const viewer::SkippedFile& file : result.issues)
            std::printf("left out %s: %s\n", file.file.c_str(), file.reason.c_str());
    }
    if (result.cancelled) {
        std::fprintf(stderr, "dokuei import: cancelled; what was imported stays, the same command goes on\n");
        return 1;
    }
    return 0;
}

}  // namespace dokuei::app
