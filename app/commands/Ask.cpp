#include "app/commands/Ask.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <iostream>

#include "app/bridge/Bridge.h"
#include "app/commands/ModelRun.h"
#include "viewer/volume/Study.h"

namespace dokuei::app {
namespace {

template <typename Values>
QJsonArray arrayOf(const Values& values) {
    QJsonArray array;
    for (const auto v : values) array.append(v);
    return array;
}

QJsonObject toJson(const inference::Answer& answer, double loadSeconds,
                   const std::vector<std::string>& warnings) {
    QJsonArray doubts;
    for (const auto& w : warnings) doubts.append(QString::fromStdString(w));
    QJsonArray boxes;
    for (const auto& b : answer.boxes) {
        QJsonObject box{{"label", QString::fromStdString(b.label)},
                        {"key", QString::fromStdString(b.key)},
                        {"lps", arrayOf(b.lps)},
                        {"voxel", arrayOf(b.voxel)},
                        {"confidence", b.confidence}};
        if (b.volumeMl) box["volumeMl"] = *b.volumeMl;
        if (b.meanHu) box["meanHu"] = *b.meanHu;
        if (b.diameterMm) box["diameterMm"] = *b.diameterMm;
        boxes.append(box);
    }
    QJsonArray rejected;
    for (const auto& r : answer.rejectedBoxes) rejected.append(QString::fromStdString(r));
    return {{"answer", QString::fromStdString(answer.text)},
            {"language", QString::fromStdString(answer.language)},
            {"boxes", boxes},
            {"rejectedBoxes", rejected},
            {"model", QString::fromStdString(answer.model)},
            {"device", QString::fromStdString(answer.device)},
            {"tokens", answer.tokens},
            {"aiGenerated", true},
            {"warnings", doubts},
            {"seconds", QJsonObject{{"load", loadSeconds},
                                    {"encode", answer.seconds.encode},
                                    {"firstToken", answer.seconds.firstToken},
                                    {"total", answer.seconds.total}}}};
}

void print(const inference::Answer& answer, const std::vector<std::string>& warnings) {
    for (std::size_t i = 0; i < answer.boxes.size(); ++i) {
        const auto& b = answer.boxes[i];
        std::printf("[%zu] %s  x %.1f..%.1f  y %.1f..%.1f  z %.1f..%.1f mm  (voxels %d,%d,%d - %d,%d,%d)\n",
                    i + 1, b.label.c_str(), b.lps[0], b.lps[3], b.lps[1], b.lps[4], b.lps[2], b.lps[5],
                    b.voxel[0], b.voxel[1], b.voxel[2], b.voxel[3], b.voxel[4], b.voxel[5]);
    }
    for (const auto& r : answer.rejectedBoxes) std::printf("refused: %s\n", r.c_str());
    for (const auto& w : warnings) std::printf("images: %s\n", w.c_str());
    const double writing = answer.seconds.total - answer.seconds.firstToken;
    std::printf(
        "%s (%s), first token after %.2f s, %.0f tokens/s. AI output, to be verified by a physician.\n",
        answer.model.c_str(), answer.device.c_str(), answer.seconds.firstToken,
        answer.tokens > 1 && writing > 0 ? (answer.tokens - 1) / writing : 0.0);
}

}  // namespace

int ask(const Arguments& arguments) {
    const Options options(arguments,
                          {"-q", "--series", "--model", "--seed", "--device", "--temperature", "--lang"},
                          {"--json"});
    const auto path = options.onlyWord("PATH");
    inference::Request request;
    request.question = options.value("-q");
    if (request.question.empty()) throw UsageError{"-q TEXT is missing"};
    request.language = options.value("--lang");
    request.sampling.seed = static_cast<std::uint64_t>(options.integer("--seed", 0));
    request.sampling.temperature = options.number("--temperature", 0);
    const bool json = options.has("--json");

    const auto volume = viewer::loadVolume(path, options.value("--series"));
    ModelRun model(modelOption(options), deviceOption(options));
    request.volume = viewOf(volume);
    const auto answer = model.ask(std::move(request), [json](const std::string& text) {
        if (!json) std::cout << text << std::flush;
    });
    if (json) {
        std::cout
            << QJsonDocument(toJson(answer, model.loadSeconds(), volume->warnings)).toJson().toStdString();
    } else {
        std::cout << std::endl;
        print(answer, volume->warnings);
    }
    return 0;
}

}  // namespace dokuei::app
