#include "inference/families/starter/AnswerTexts.h"

#include <fstream>
#include <functional>
#include <sstream>

#include "inference/Error.h"
#include "inference/text/Unicode.h"

namespace dokuei::inference {
namespace {

void readRows(const std::string& file, const std::function<void(const std::array<std::string, 3>&)>& use) {
    std::ifstream in(file);
    if (!in) throw ModelError(file, "cannot be opened");
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.empty() || line[0] == '#') continue;
        const auto first = line.find('\t'),
                   second = first == std::string::npos ? first : line.find('\t', first + 1);
        if (second == std::string::npos || line.find('\t', second + 1) != std::string::npos)
            throw ModelError(file, "line " + std::to_string(number) + " does not have three columns");
        use({validUtf8(line.substr(0, first)), validUtf8(line.substr(first + 1, second - first - 1)),
             validUtf8(line.substr(second + 1))});
    }
}

}  // namespace

AnswerTexts AnswerTexts::fromDirectory(const std::string& directory) {
    AnswerTexts all;
    const auto answers = directory + "/answers.tsv", questions = directory + "/questions.tsv";
    readRows(answers, [&](const auto& row) { all.texts[row[0]] = {row[1], row[2]}; });
    for (const char* key : {"cannot_tell", "unsure", "site.whole", "licence", "note"})
        if (all.texts.count(key) == 0) throw ModelError(answers, std::string("lacks the entry ") + key);
    readRows(questions, [&](const auto& row) {
        const bool japanese = row[1] == "ja";
        if (row[0] == "report")
            all.report[japanese] = row[2];
        else
            all.suggested[japanese].push_back(row[2]);
    });
    if (all.report[0].empty() || all.report[1].empty()) throw ModelError(questions, "lacks the entry report");
    return all;
}

const std::string& AnswerTexts::text(const std::string& key, const std::string& language) const {
    return texts.at(key)[language == "ja"];
}

std::optional<std::string> AnswerTexts::denied(const std::string& sentence,
                                               const std::string& language) const {
    std::string plain = sentence;
    for (auto& c : plain)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    static const std::string prefix = "denies.";
    std::optional<std::string> any;
    for (auto at = texts.lower_bound(prefix);
         at != texts.end() && at->first.compare(0, prefix.size(), prefix) == 0; ++at) {
        std::stringstream phrases(at->second[language == "ja"]);
        for (std::string phrase; std::getline(phrases, phrase, '|');) {
            if (phrase.empty() || plain.find(phrase) == std::string::npos) continue;
            // "no liver lesion" says more than "no lesion".
            if (at->first.size() > prefix.size()) return at->first.substr(prefix.size());
            any = "";
        }
    }
    return any;
}

std::string languageOf(const std::string& utf8) {
    const auto valid = validUtf8(utf8);
    for (std::size_t at = 0; at < valid.size(); at += characterLength(valid, at)) {
        const auto length = characterLength(valid, at);
        if (length != 3) {
            // Rare kanji lie beyond the first plane.
            if (length == 4 && static_cast<unsigned char>(valid[at]) == 0xF0 &&
                (static_cast<unsigned char>(valid[at + 1]) & 0xF0) == 0xA0)
                return "ja";
            continue;
        }
        const auto byte = [&](std::size_t i) {
            return static_cast<unsigned>(static_cast<unsigned char>(valid[at + i]) & 0x3F);
        };
        const unsigned code = (static_cast<unsigned>(static_cast<unsigned char>(valid[at]) & 0x0F) << 12) |
                              (byte(1) << 6) | byte(2);
        const bool kana = (code >= 0x3041 && code <= 0x30FF) || (code >= 0xFF66 && code <= 0xFF9F);
        const bool kanji = (code >= 0x3400 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF);
        if (kana || kanji) return "ja";
    }
    return "en";
}

}  // namespace dokuei::inference
