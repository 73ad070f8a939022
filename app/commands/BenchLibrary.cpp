#include "app/commands/BenchLibrary.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <iostream>
#include <optional>

#include "app/commands/Options.h"
#include "app/commands/WorkProgress.h"
#include "viewer/library/LibraryBenchmark.h"

namespace dokuei::app {
namespace {

QJsonObject toJson(const viewer::FilterTimes& times) {
    return {{"p50", times.p50}, {"p95", times.p95}, {"max", times.most}};
}

double ratio(double part, double whole) {
    return whole > 0 ? part / whole : 0;
}

}  // namespace

int benchLibrary(const Arguments& arguments) {
    const Options options(arguments, {"--instances"}, {"--json"});
    const long long instances = options.integer("--instances", 1000000);
    if (options.words().size() != 1) throw UsageError{"bench library [--instances N] [--json]"};
    if (instances < 1000) throw UsageError{"--instances needs at least 1000"};
    std::optional<WorkProgress> shown("generating studies");
    const viewer::LibraryBenchmark b = viewer::measureLibrary(instances, &shown->progress());
    shown.reset();
    if (options.has("--json")) {
        QJsonArray filters;
        for (const viewer::FilterMeasurement& f : b.filters)
            filters.append(QJsonObject{{"name", QString::fromStdString(f.name)},
                                       {"matches", f.matches},
                                       {"libraryMilliseconds", toJson(f.library)},
                                       {"likeScanMilliseconds", toJson(f.likeScan)}});
        const QJsonObject object{{"instances", b.instances},
                                 {"series", b.series},
                                 {"studies", b.studies},
                                 {"patients", b.patients},
                                 {"databaseBytes", b.databaseBytes},
                                 {"generateSeconds", b.generateSeconds},
                                 {"loadSeconds", b.loadSeconds},
                                 {"loadBytes", b.loadBytes},
                                 {"libraryMilliseconds", toJson(b.library)},
                                 {"likeScanMilliseconds", toJson(b.likeScan)},
                                 {"ratioToLikeScan", ratio(b.library.p50, b.likeScan.p50)},
                                 {"ratioToLikeScanP95", ratio(b.library.p95, b.likeScan.p95)},
                                 {"filters", filters}};
        std::cout << QJsonDocument(object).toJson().toStdString();
        return 0;
    }
    std::printf("%lld instances, %lld series, %lld studies, %lld patients, %.0f MB, generated in %.1f s\n",
                b.instances, b.series, b.studies, b.patients, static_cast<double>(b.databaseBytes) / 1e6,
                b.generateSeconds);
    std::printf("first list (reads all texts): %.0f ms, %.1f MB of memory\n", b.loadSeconds * 1000,
                static_cast<double>(b.loadBytes) / 1e6);
    std::printf("%-26s %9s   %-26s   %-26s\n", "filter", "matches", "library p50/p95/max ms",
                "LIKE p50/p95/max ms");
    const auto row = [](const char* name, long long matches, const viewer::FilterTimes& library,
                        const viewer::FilterTimes& like) {
        std::printf("%-26s %9lld   %7.2f %7.2f %7.2f     %7.2f %7.2f %7.2f\n", name, matches, library.p50,
                    library.p95, library.most, like.p50, like.p95, like.most);
    };
    for (const viewer::FilterMeasurement& f : b.filters)
        row(f.name.c_str(), f.matches, f.library, f.likeScan);
    row("all", b.studies, b.library, b.likeScan);
    std::printf("the library takes %.2f of the time of the LIKE scan (p50), %.2f (p95)\n",
                ratio(b.library.p50, b.likeScan.p50), ratio(b.library.p95, b.likeScan.p95));
    return 0;
}

}  // namespace dokuei::app
