#include "app/commands/ModelChat.h"

#include <QImage>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <cstdio>
#include <cstring>
#include <iostream>

#include "app/bridge/Bridge.h"
#include "app/commands/AnswerPrinter.h"
#include "app/commands/ModelRun.h"
#include "inference/Error.h"
#include "viewer/volume/Study.h"

namespace dokuei::app {
namespace {

struct Subject {
    inference::VolumeView view;
    AnswerSubject told;
};

/// A photograph or screenshot: colours without a place in a patient. Nothing when it is none.
bool readPicture(const std::string& file, Subject& subject) {
    QImageReader reader(QString::fromStdString(file));
    reader.setAutoTransform(true);
    reader.setDecideFormatFromContent(true);
    if (!reader.canRead()) return false;
    const QImage read = reader.read();
    if (read.isNull()) throw inference::Error(file + ": " + reader.errorString().toStdString());
    const QImage image = read.convertToFormat(QImage::Format_RGB888);
    if (image.isNull()) throw inference::OutOfMemory(file + ": the picture is too large for the memory");
    const auto row = static_cast<std::size_t>(image.width()) * 3;
    auto pixels = std::make_shared<std::vector<std::uint8_t>>(row * static_cast<std::size_t>(image.height()));
    for (int y = 0; y < image.height(); ++y)
        std::memcpy(pixels->data() + static_cast<std::size_t>(y) * row, image.constScanLine(y), row);
    auto& view = subject.view;
    view.data = pixels->data();
    view.owner = pixels;
    view.scalar = inference::VolumeView::Scalar::Rgb8;
    view.size = {image.width(), image.height(), 1};
    view.stride = {1, image.width(), static_cast<std::ptrdiff_t>(image.width()) * image.height()};
    view.planar = true;
    view.placed = false;
    view.key = "picture " + file;
    subject.told = {{"no millimetres: nothing in the picture tells how large a pixel is"}, false};
    return true;
}

Subject subjectOf(const Options& options) {
    const auto image = options.value("--image"), volume = options.value("--volume");
    if (image.empty() == volume.empty()) throw UsageError{"either --image FILE or --volume PATH is needed"};
    Subject subject;
    if (!image.empty() && readPicture(image, subject)) return subject;
    const auto loaded = viewer::loadVolume(image.empty() ? volume : image, options.value("--series"));
    subject.view = viewOf(loaded);
    subject.told = {loaded->warnings, loaded->identity.placed};
    return subject;
}

}  // namespace

int modelChat(const Arguments& arguments) {
    const Options options(arguments,
                          {"--image", "--volume", "--series", "-q", "--weights", "--slices", "--max-tokens",
                           "--device", "--temperature", "--seed", "--lang"},
                          {"--boxes", "--json", "--report"});
    const auto directory = options.onlyWord("DIR");
    const auto questions = options.all("-q");
    const bool report = options.has("--report");
    if (questions.empty() && !report) throw UsageError{"-q TEXT is missing"};
    const bool json = options.has("--json");
    const auto subject = subjectOf(options);
    ModelRun model(directory, modelOptions(options));

    inference::Request request;
    request.volume = subject.view;
    request.language = options.value("--lang");
    request.grounded = options.has("--boxes");
    request.sampling = samplingOption(options);
    QJsonArray answers;
    const auto put = [&](const std::string& question) {
        if (!json && !question.empty()) std::cout << "> " << question << std::endl;
        StreamPrinter printer;
        const auto answer = model.ask(request, printer.listener(json));
        if (json)
            answers.append(answerJson(answer, model.loadSeconds(), subject.told));
        else
            printer.finish(answer, subject.told);
        return answer;
    };
    for (const auto& question : questions) {
        request.question = question;
        request.history.push_back({question, put(question).text});
    }
    if (report) {
        request.kind = inference::Request::Kind::DraftReport;
        request.history.clear();
        put("");
    }
    if (json) std::cout << QJsonDocument(answers).toJson().toStdString();
    return 0;
}

}  // namespace dokuei::app
