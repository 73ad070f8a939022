#include "app/commands/Ask.h"

#include <QJsonDocument>
#include <iostream>

#include "app/bridge/Bridge.h"
#include "app/commands/AnswerPrinter.h"
#include "app/commands/ModelRun.h"
#include "viewer/volume/Study.h"

namespace dokuei::app {

int ask(const Arguments& arguments) {
    const Options options(arguments,
                          {"-q", "--series", "--model", "--seed", "--device", "--temperature", "--lang",
                           "--weights", "--slices", "--max-tokens"},
                          {"--json", "--boxes"});
    const auto path = options.onlyWord("PATH");
    inference::Request request;
    request.question = options.value("-q");
    if (request.question.empty()) throw UsageError{"-q TEXT is missing"};
    request.language = options.value("--lang");
    request.grounded = options.has("--boxes");
    request.sampling = samplingOption(options);
    const bool json = options.has("--json");

    const auto volume = viewer::loadVolume(path, options.value("--series"));
    ModelRun model(modelOption(options), modelOptions(options));
    request.volume = viewOf(volume);
    const AnswerSubject subject{volume->warnings, volume->identity.placed};
    StreamPrinter printer;
    const auto answer = model.ask(std::move(request), printer.listener(json));
    if (json)
        std::cout << QJsonDocument(answerJson(answer, model.loadSeconds(), subject)).toJson().toStdString();
    else
        printer.finish(answer, subject);
    return 0;
}

}  // namespace dokuei::app
