#include "app/commands/DraftReport.h"

#include <cstdio>

#include "app/bridge/Bridge.h"
#include "app/commands/ModelRun.h"
#include "reports/export/Exports.h"
#include "viewer/volume/Study.h"

namespace dokuei::app {

int draftReport(const Arguments& arguments) {
    const Options options(arguments, {"--out", "--series", "--model", "--device", "--lang"}, {});
    const auto path = options.onlyWord("PATH");
    const auto out = options.value("--out");
    if (out.empty()) throw UsageError{"--out DIR is missing"};
    const auto language = options.value("--lang", "en");
    if (language != "ja" && language != "en") throw UsageError{"--lang is ja or en, not " + language};

    const auto volume = viewer::loadVolume(path, options.value("--series"));
    ModelRun model(modelOption(options), deviceOption(options));
    inference::Request request;
    request.kind = inference::Request::Kind::DraftReport;
    request.language = language;
    request.sampling.maxTokens = 1024;
    request.volume = viewOf(volume);
    const auto answer = model.ask(std::move(request));
    const auto report = reportOf(*volume, answer);
    std::map<std::string, QImage> pictures;
    for (const auto& finding : report.findings)
        for (const auto& link : finding.links) pictures[link.id] = keyImage(*volume, link);
    reports::exportAll(report, pictures, out);

    for (const auto& finding : report.findings) {
        const bool impression = finding.section == reports::Section::Impression;
        std::printf("%s%s", impression ? "impression: " : "", finding.text.c_str());
        std::printf(finding.links.empty() ? "\n" : " [%zu box%s]\n", finding.links.size(),
                    finding.links.size() == 1 ? "" : "es");
    }
    for (const auto& r : answer.rejectedBoxes) std::printf("refused: %s\n", r.c_str());
    std::printf(
        "report.json, report.txt, report.pdf and report.dcm are in %s. AI output, to be verified by a "
        "physician.\n",
        out.c_str());
    return 0;
}

}  // namespace dokuei::app
