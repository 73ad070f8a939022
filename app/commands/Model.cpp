#include "app/commands/Model.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "app/bridge/Resources.h"
#include "app/commands/Options.h"
#include "inference/Error.h"
#include "inference/families/Family.h"
#include "inference/text/Tokenizer.h"

namespace dokuei::app {
namespace {

namespace fs = std::filesystem;

std::string compact(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

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

QJsonObject describe(const std::string& directory) {
    const auto info = inference::openModel(directory, inference::Device::Cpu)->info();
    return {{"name", QString::fromStdString(info.name)},
            {"directory", QString::fromStdString(info.directory)},
            {"parameters", static_cast<qint64>(info.parameters)},
            {"licence", QString::fromStdString(info.licence)},
            {"note", QString::fromStdString(info.note)}};
}

int list(const Options& options) {
    if (options.words().size() > 1) throw UsageError{"model list takes no folder"};
    QJsonArray rows;
    for (const auto& directory : modelDirectories()) {
        QJsonObject row{{"directory", QString::fromStdString(directory)}};
        try {
            row = describe(directory);
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

int verify(const Options& options) {
    if (options.words().size() != 2) throw UsageError{"model verify needs one DIR"};
    const auto row = describe(options.words()[1]);
    if (options.has("--json")) {
        std::cout << compact(row) << "\n";
        return 0;
    }
    std::cout << row["name"].toString().toStdString() << ": sound, " << row["parameters"].toInteger()
              << " parameters\n"
              << row["licence"].toString().toStdString() << "\n"
              << row["note"].toString().toStdString() << "\n";
    return 0;
}

QJsonObject encoded(const inference::Tokenizer& tokenizer, const std::string& text, bool special) {
    const auto ids = tokenizer.encode(text, special);
    QJsonArray array;
    for (const int id : ids) array.append(id);
    return {{"ids", array}, {"text", QString::fromStdString(tokenizer.decode(ids))}};
}

int tokenize(const Options& options) {
    if (options.words().size() != 2) throw UsageError{"model tokenize needs one DIR"};
    const auto& where = options.words()[1];
    const auto tokenizer =
        inference::Tokenizer::fromFile(fs::is_directory(where) ? where + "/tokenizer.json" : where);
    if (!options.has("--jsonl")) {
        const std::string text{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
        std::cout << compact(encoded(tokenizer, text, false)) << "\n";
        return 0;
    }
    int number = 0;
    for (std::string line; std::getline(std::cin, line);) {
        ++number;
        // Qt reads objects and arrays only.
        const auto document = QJsonDocument::fromJson(QByteArray::fromStdString("[" + line + "]"));
        const auto value =
            document.isArray() && document.array().size() == 1 ? document.array().at(0) : QJsonValue();
        const auto object = value.toObject();
        if (!value.isString() && !object["text"].isString())
            throw inference::Error("standard input, line " + std::to_string(number) +
                                   ": neither a JSON string nor an object with a text");
        const auto text = (value.isString() ? value : object["text"]).toString().toStdString();
        std::cout << compact(encoded(tokenizer, text, object["special"].toBool())) << "\n";
    }
    return 0;
}

}  // namespace

int model(const Arguments& arguments) {
    const Options options(arguments, {}, {"--json", "--jsonl"});
    if (options.words().empty()) throw UsageError{"model needs one of list, verify, tokenize"};
    const auto& what = options.words()[0];
    if (what == "list") return list(options);
    if (what == "verify") return verify(options);
    if (what == "tokenize") return tokenize(options);
    throw UsageError{"model has no " + what + "; it has list, verify, tokenize"};
}

}  // namespace dokuei::app
