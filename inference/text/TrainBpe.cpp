#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "inference/Error.h"
#include "inference/text/ByteCharacters.h"
#include "inference/text/Tokenizer.h"
#include "inference/text/Unicode.h"

namespace dokuei::inference {
namespace {

/// Contractions, words with at most one mark or blank before them, single digits, marks, white space.
const char* const kWords =
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|"
    "\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
/// A pair that occurs once is no regularity.
constexpr long long kRarest = 2;

struct Word {
    std::vector<int> symbols;
    long long count = 0;
};

}  // namespace

std::string trainByteLevelBpe(const std::vector<std::string>& corpus, int vocabulary,
                              const std::vector<std::string>& specialTokens) {
    const std::size_t wanted = vocabulary < 0 ? 0 : static_cast<std::size_t>(vocabulary);
    if (wanted < specialTokens.size() + 256)
        throw Error("the vocabulary is too small for its special tokens and the bytes");
    if (std::set<std::string>(specialTokens.begin(), specialTokens.end()).size() != specialTokens.size())
        throw Error("a special token is listed twice");
    std::vector<std::string> tokens = specialTokens;
    const int firstByte = static_cast<int>(tokens.size());
    for (int b = 0; b < 256; ++b) tokens.push_back(characterOfByte(static_cast<unsigned char>(b)));

    const auto pattern = Pattern::regex(kWords);
    std::map<std::string, long long> counts;
    for (const auto& line : corpus) {
        const auto text = normalised(validUtf8(line), NormalForm::Nfc);
        for (const auto& [begin, end] : pattern.matches(text)) ++counts[text.substr(begin, end - begin)];
    }
    std::vector<Word> words;
    for (const auto& [text, count] : counts) {
        Word word;
        word.count = count;
        for (const char b : text) word.symbols.push_back(firstByte + static_cast<unsigned char>(b));
        words.push_back(std::move(word));
    }

    auto merges = nlohmann::json::array();
    std::set<std::string> known(tokens.begin(), tokens.end());
    std::set<std::pair<int, int>> refused;
    while (tokens.size() < wanted) {
        std::map<std::pair<int, int>, long long> pairs;
        for (const auto& word : words)
            for (std::size_t i = 0; i + 1 < word.symbols.size(); ++i)
                pairs[{word.symbols[i], word.symbols[i + 1]}] += word.count;
        std::pair<int, int> best;
        long long most = kRarest - 1;
        for (const auto& [pair, count] : pairs)
            if (count > most && refused.count(pair) == 0) best = pair, most = count;
        if (most < kRarest) break;
        const auto joined = tokens[best.first] + tokens[best.second];
        // Two ways to the same text, or the spelling of a control token: one of them is enough.
        if (!known.insert(joined).second) {
            refused.insert(best);
            continue;
        }
        const int id = static_cast<int>(tokens.size());
        merges.push_back({tokens[best.first], tokens[best.second]});
        tokens.push_back(joined);
        for (auto& word : words) {
            auto& s = word.symbols;
            std::size_t out = 0;
            for (std::size_t i = 0; i < s.size(); ++i) {
                const bool merge = i + 1 < s.size() && s[i] == best.first && s[i + 1] == best.second;
                s[out++] = merge ? id : s[i];
                if (merge) ++i;
            }
            s.resize(out);
        }
    }

    nlohmann::ordered_json vocab = nlohmann::ordered_json::object(), added = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < tokens.size(); ++i) vocab[tokens[i]] = i;
    for (std::size_t i = 0; i < specialTokens.size(); ++i)
        added.push_back({{"id", i},
                         {"content", specialTokens[i]},
                         {"single_word", false},
                         {"lstrip", false},
                         {"rstrip", false},
                         {"normalized", false},
                         {"special", true}});
    const nlohmann::ordered_json bytes = {
        {"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", false}, {"use_regex", false}};
    nlohmann::ordered_json split;
    split["type"] = "Split";
    split["pattern"]["Regex"] = kWords;
    split["behavior"] = "Isolated";
    split["invert"] = false;
    nlohmann::ordered_json json;
    json["version"] = "1.0";
    json["truncation"] = nullptr;
    json["padding"] = nullptr;
    json["added_tokens"] = added;
    json["normalizer"]["type"] = "NFC";
    json["pre_tokenizer"]["type"] = "Sequence";
    json["pre_tokenizer"]["pretokenizers"] = nlohmann::ordered_json::array({split, bytes});
    json["post_processor"] = nullptr;
    json["decoder"] = bytes;
    auto& model = json["model"];
    model["type"] = "BPE";
    for (const char* absent : {"dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix"})
        model[absent] = nullptr;
    model["fuse_unk"] = false;
    model["byte_fallback"] = false;
    model["ignore_merges"] = false;
    model["vocab"] = vocab;
    model["merges"] = merges;
    return json.dump(1);
}

}  // namespace dokuei::inference
