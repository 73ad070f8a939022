#include "app/commands/Sample.h"

#include <unistd.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

#include "app/bridge/Resources.h"
#include "app/commands/Options.h"
#include "viewer/sample/SampleStudy.h"

namespace dokuei::app {
namespace {

/// Shows slices done on a terminal while the study is written.
class ProgressLine {
public:
    explicit ProgressLine(const viewer::Progress& progress) : progress_(progress) {
        if (isatty(STDERR_FILENO)) thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }

private:
    void run(const std::stop_token& stop) const {
        while (!stop.stop_requested()) {
            std::fprintf(stderr, "\rslice %lld of %lld ", progress_.done.load(), progress_.total.load());
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
        }
        std::fprintf(stderr, "\r\033[K");
    }
    const viewer::Progress& progress_;
    std::jthread thread_;
};

QJsonObject toJson(const viewer::SampleTruth& truth) {
    QJsonArray lps;
    for (const double v : truth.lps) lps.append(v);
    return {{"key", QString::fromStdString(truth.key)},
            {"side", QString::fromStdString(truth.side)},
            {"lps", lps},
            {"volumeMl", truth.millilitres},
            {"meanHu", truth.hu}};
}

}  // namespace

int sample(const Arguments& arguments) {
    const Options options(arguments, {"--seed"}, {"--json"});
    const auto directory = options.onlyWord("DIR");
    const auto seed = options.integer("--seed", 1);
    if (seed < 0) throw UsageError{"--seed must not be negative"};

    viewer::Progress progress;
    std::vector<viewer::SampleTruth> truths;
    {
        const ProgressLine line(progress);
        truths = viewer::writeSampleStudy(directory, resourcePath("anatomy/bodyparts3d"),
                                          static_cast<std::uint64_t>(seed), &progress);
    }
    if (options.has("--json")) {
        QJsonArray planted;
        for (const auto& truth : truths) planted.append(toJson(truth));
        const QJsonObject result{{"directory", QString::fromStdString(directory)},
                                 {"seed", static_cast<double>(seed)},
                                 {"slices", static_cast<double>(progress.done)},
                                 {"planted", planted}};
        std::fputs(QJsonDocument(result).toJson().constData(), stdout);
        return 0;
    }
    std::printf("%lld slices in %s\n", progress.done.load(), directory.c_str());
    for (const auto& t : truths)
        std::printf("%s %s  x %.1f..%.1f  y %.1f..%.1f  z %.1f..%.1f mm  %.1f ml  %.0f HU\n", t.key.c_str(),
                    t.side.empty() ? "-" : t.side.c_str(), t.lps[0], t.lps[3], t.lps[1], t.lps[4], t.lps[2],
                    t.lps[5], t.millilitres, t.hu);
    return 0;
}

}  // namespace dokuei::app
