#include "app/commands/ModelTokenize.h"

#include <filesystem>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "app/commands/Options.h"
#include "inference/Error.h"
#include "inference/text/Tokenizer.h"

namespace dokuei::app {
namespace {

void print(const inference::Tokenizer& tokenizer, const std::string& text, bool addSpecialTokens) {
    auto ids = tokenizer.encode(text, true);
    if (addSpecialTokens) ids = tokenizer.withSpecialTokens(std::move(ids));
    std::string line = "[";
    for (const int id : ids) line += (line.size() > 1 ? ", " : "") + std::to_string(id);
    std::cout << line << "]\n";
}

}  // namespace

int modelTokenize(const Arguments& arguments) {
    const Options options(arguments, {}, {"--jsonl", "--json", "--add-special-tokens"});
    const auto& where = options.onlyWord("DIR");
    const auto tokenizer = inference::Tokenizer::fromFile(
        std::filesystem::is_directory(where) ? where + "/tokenizer.json" : where);
    const bool add = options.has("--add-special-tokens");
    if (!options.has("--jsonl")) {
        print(tokenizer, {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()}, add);
        return 0;
    }
    int number = 0;
    for (std::string line; std::getline(std::cin, line);) {
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        const auto refuse = [&](const char* why) {
            throw inference::Error("standard input, line " + std::to_string(number) + ": " + why);
        };
        const auto row = nlohmann::json::parse(line, nullptr, false);
        if (!row.is_object() || !row.contains("text") || !row["text"].is_string())
            refuse("is no JSON object with a text");
        const auto special = row.value("add_special_tokens", nlohmann::json(add));
        if (!special.is_boolean()) refuse("add_special_tokens is neither true nor false");
        print(tokenizer, row["text"].get<std::string>(), special.get<bool>());
    }
    return 0;
}

}  // namespace dokuei::app
