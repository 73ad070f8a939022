#include "tests/inference/text/PublicTokenizer.h"

#include <cstdio>
#include <filesystem>
#include <map>

namespace dokuei::inference {

std::string publicTokenizerText(const std::string& name) {
    std::string file = DOKUEI_SHARED_DATA "/data/tokenizers/";
    file.append(name).append("/tokenizer.json.xz");
    if (!std::filesystem::exists(file)) return {};
    std::string text, command = "xz -dc '";
    command.append(file).append("'");
    FILE* pipe = popen(command.c_str(), "r");
    char buffer[65536];
    for (std::size_t n; pipe && (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, n);
    if (!pipe || pclose(pipe) != 0) return {};
    return text;
}

std::optional<Tokenizer> publicTokenizer(const std::string& name) {
    static std::map<std::string, std::optional<Tokenizer>> all;
    const auto found = all.find(name);
    if (found != all.end()) return found->second;
    const auto text = publicTokenizerText(name);
    return all[name] = text.empty() ? std::nullopt : std::optional(Tokenizer::fromJson(text, name));
}

}  // namespace dokuei::inference
