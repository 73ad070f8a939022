#include "app/commands/AnswerPrinter.h"

#include <QJsonArray>
#include <cstdio>
#include <iostream>

namespace dokuei::app {
namespace {

template <typename Values>
QJsonArray arrayOf(const Values& values) {
    QJsonArray array;
    for (const auto v : values) array.append(v);
    return array;
}

QJsonArray textsOf(const std::vector<std::string>& texts) {
    QJsonArray array;
    for (const auto& text : texts) array.append(QString::fromStdString(text));
    return array;
}

QJsonObject boxJson(const inference::Grounding& b, bool placed) {
    QJsonObject box{{"label", QString::fromStdString(b.label)},
                    {"key", QString::fromStdString(b.key)},
                    {"voxel", arrayOf(b.voxel)},
                    {"confidence", b.confidence}};
    if (placed) box["lps"] = arrayOf(b.lps);
    if (b.volumeMl) box["volumeMl"] = *b.volumeMl;
    if (b.meanHu) box["meanHu"] = *b.meanHu;
    if (b.diameterMm) box["diameterMm"] = *b.diameterMm;
    return box;
}

}  // namespace

QJsonObject answerJson(const inference::Answer& answer, double loadSeconds, const AnswerSubject& subject) {
    QJsonArray boxes, unsure;
    for (const auto& b : answer.boxes) boxes.append(boxJson(b, subject.placed));
    for (const auto& u : answer.unsure)
        unsure.append(QJsonObject{
            {"sentence", QString::fromStdString(answer.text.substr(u.textBegin, u.textEnd - u.textBegin))},
            {"confidence", u.confidence}});
    return {{"answer", QString::fromStdString(answer.text)},
            {"reasoning", QString::fromStdString(answer.reasoning)},
            {"language", QString::fromStdString(answer.language)},
            {"boxes", boxes},
            {"rejectedBoxes", textsOf(answer.rejectedBoxes)},
            {"unsure", unsure},
            {"sawImage", answer.sawImage},
            {"slicesShown", answer.slicesShown},
            {"slicesInVolume", answer.slicesInVolume},
            {"namedNoPlace", answer.namedNoPlace},
            {"cut", answer.cut},
            {"model", QString::fromStdString(answer.model)},
            {"device", QString::fromStdString(answer.device)},
            {"tokens", answer.tokens},
            {"tokensPerSecond", answer.tokensPerSecond},
            {"positionsRead", static_cast<qint64>(answer.positionsRead)},
            {"positionsReused", static_cast<qint64>(answer.positionsReused)},
            {"aiGenerated", true},
            {"warnings", textsOf(subject.warnings)},
            {"seconds", QJsonObject{{"load", loadSeconds},
                                    {"encode", answer.seconds.encode},
                                    {"firstToken", answer.seconds.firstToken},
                                    {"total", answer.seconds.total}}}};
}

inference::Listener StreamPrinter::listener(bool silent) {
    inference::Listener listener;
    if (silent) return listener;
    listener.onReasoning = [this](const std::string& text) {
        if (!reasoning_) std::cout << "Reasoning, no part of the answer:\n";
        reasoning_ = true;
        std::cout << text << std::flush;
    };
    listener.onText = [this](const std::string& text) {
        if (reasoning_) std::cout << "\n\nAnswer:\n";
        reasoning_ = false;
        std::cout << text << std::flush;
    };
    return listener;
}

void StreamPrinter::finish(const inference::Answer& answer, const AnswerSubject& subject) const {
    std::cout << (answer.namedNoPlace   ? "The model named no place."
                  : answer.text.empty() ? "The model gave no answer."
                                        : "")
              << std::endl;
    for (std::size_t i = 0; i < answer.boxes.size(); ++i) {
        const auto& b = answer.boxes[i];
        std::printf("[%zu] %s  ", i + 1, b.label.c_str());
        if (subject.placed)
            std::printf("x %.1f..%.1f  y %.1f..%.1f  z %.1f..%.1f mm  ", b.lps[0], b.lps[3], b.lps[1],
                        b.lps[4], b.lps[2], b.lps[5]);
        std::printf("(voxels %d,%d,%d - %d,%d,%d)", b.voxel[0], b.voxel[1], b.voxel[2], b.voxel[3],
                    b.voxel[4], b.voxel[5]);
        std::printf(b.confidence > 0 && b.confidence < 0.5 ? ", the model is unsure (%.2f)\n" : "\n",
                    b.confidence);
    }
    for (const auto& r : answer.rejectedBoxes) std::printf("refused: %s\n", r.c_str());
    for (const auto& u : answer.unsure)
        std::printf("the model is unsure (%.2f): %s\n", u.confidence,
                    answer.text.substr(u.textBegin, u.textEnd - u.textBegin).c_str());
    for (const auto& w : subject.warnings) std::printf("images: %s\n", w.c_str());
    if (!answer.sawImage) std::printf("This model reads text only: it saw no image.\n");
    if (answer.slicesShown > 0 && answer.slicesShown < answer.slicesInVolume)
        std::printf("The model was shown %d of %d slices; it cannot know what lies on the others.\n",
                    answer.slicesShown, answer.slicesInVolume);
    if (answer.cut) std::printf("The answer reached its greatest length and is not complete.\n");
    const double writing = answer.seconds.total - answer.seconds.firstToken;
    std::printf(
        "%s (%s), first token after %.2f s, %.0f tokens/s. AI output, to be verified by a physician.\n",
        answer.model.c_str(), answer.device.c_str(), answer.seconds.firstToken,
        answer.tokensPerSecond > 0         ? answer.tokensPerSecond
        : answer.tokens > 1 && writing > 0 ? (answer.tokens - 1) / writing
                                           : 0.0);
    std::fflush(stdout);
}

}  // namespace dokuei::app
