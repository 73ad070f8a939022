#include "app/commands/ModelVerify.h"

#include <QJsonDocument>
#include <iostream>

#include "app/commands/ModelList.h"
#include "app/commands/Options.h"
#include "inference/families/CheckpointCheck.h"
#include "inference/weights/Memory.h"

namespace dokuei::app {
namespace {

QJsonObject asJson(const inference::CheckpointReport& report) {
    return {{"family", QString::fromStdString(report.modelType)},
            {"tensors", report.tensors},
            {"parameters", static_cast<qint64>(report.parameters)},
            {"types", QString::fromStdString(report.types)},
            {"bytes", static_cast<qint64>(report.bytes)},
            {"memory", static_cast<qint64>(report.memory)},
            {"positions", static_cast<qint64>(report.positions)},
            {"vocabulary", report.vocabulary},
            {"tokens", report.tokens},
            {"chatTemplate", QString::fromStdString(report.chatTemplate)}};
}

void print(const std::string& directory, const inference::CheckpointReport& report) {
    std::cout << directory << ": sound, of the family " << report.modelType << "\n"
              << report.tensors << " tensors, " << report.parameters << " parameters, " << report.types
              << ", " << inference::readableBytes(report.bytes) << "\n"
              << "memory: " << inference::readableBytes(report.memory) << " as stored, with "
              << report.positions << " positions\n"
              << "vocabulary: " << report.tokens << " tokens, room for " << report.vocabulary << "\n"
              << "chat template: "
              << (report.chatTemplate.empty() ? "none; the model only goes on with a text"
                                              : report.chatTemplate)
              << "\n";
}

}  // namespace

int modelVerify(const Arguments& arguments) {
    const Options options(arguments, {}, {"--json"});
    const auto& directory = options.onlyWord("DIR");
    if (inference::isPublicCheckpoint(directory)) {
        const auto report = inference::checkCheckpoint(directory);
        if (options.has("--json"))
            std::cout << QJsonDocument(asJson(report)).toJson(QJsonDocument::Compact).toStdString() << "\n";
        else
            print(directory, report);
        return 0;
    }
    const auto row = describeModel(directory);
    if (options.has("--json")) {
        std::cout << QJsonDocument(row).toJson(QJsonDocument::Compact).toStdString() << "\n";
        return 0;
    }
    std::cout << row["name"].toString().toStdString() << ": sound, " << row["parameters"].toInteger()
              << " parameters\n"
              << row["licence"].toString().toStdString() << "\n"
              << row["note"].toString().toStdString() << "\n";
    return 0;
}

}  // namespace dokuei::app
