#include "app/commands/ModelList.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "app/bridge/Resources.h"
#include "app/commands/Options.h"
#include "inference/Error.h"
#include "inference/families/Family.h"

namespace dokuei::app {
namespace {

namespace fs = std::filesystem;

/// The shipped model and those in the user's data folder.
std::vector<std::string> modelDirectories() {
    std::vector<std::string> all;
    const auto add = [&](const fs::path& folder) {
        std::error_code error;
        if (fs::is_regular_file(folder / "config.json", error)) all.push_back(folder.string());
    };
    add(defaultModelDirectory());
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(fs::path(dataDirectory()) / "models", error))
        add(entry.path());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

}  // namespace

QJsonObject describeModel(const std::string& directory) {
    const auto info = inference::openModel(directory, inference::Device::Cpu)->info();
    return {{"name", QString::fromStdString(info.name)},
            {"directory", QString::fromStdString(info.directory)},
            {"parameters", static_cast<qint64>(info.parameters)},
            {"licence", QString::fromStdString(info.licence)},
            {"note", QString::fromStdString(info.note)}};
}

int modelList(const Arguments& arguments) {
    const Options options(arguments, {}, {"--json"});
    if (!options.words().empty()) throw UsageError{"model list takes no folder"};
    QJsonArray rows;
    for (const auto& directory : modelDirectories()) {
        QJsonObject row{{"directory", QString::fromStdString(directory)}};
        try {
            row = describeModel(directory);
        } catch (const inference::Error& e) {
            row["error"] = QString::fromUtf8(e.what());
        }
        if (!options.has("--json"))
            std::cout << directory << "\n  "
                      << (row.contains("error") ? "cannot be used: " + row["error"].toString().toStdString()
                                                : row["name"].toString().toStdString() + ", " +
                                                      std::to_string(row["parameters"].toInteger()) +
                                                      " parameters, " + row["note"].toString().toStdString())
                      << "\n";
        rows.append(row);
    }
    if (options.has("--json"))
        std::cout << QJsonDocument(rows).toJson().toStdString();
    else if (rows.isEmpty())
        std::cout << "No model was found.\n";
    return 0;
}

}  // namespace dokuei::app
