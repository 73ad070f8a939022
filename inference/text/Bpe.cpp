#include "inference/text/Bpe.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <queue>

#include "inference/Error.h"
#include "inference/text/Unicode.h"

namespace dokuei::inference {
namespace {

constexpr std::size_t kMostTokens = 1u << 21, kLongestToken = 4096, kLongestOptions = 1u << 16;
constexpr int kMostMerges = 1 << 22;

bool given(const nlohmann::json& model, const char* key) {
    return model.contains(key) && !model.at(key).is_null();
}

bool flag(const nlohmann::json& model, const char* key) {
    return given(model, key) && model.at(key).get<bool>();
}

}  // namespace

void Bpe::setOptions(const nlohmann::json& model) {
    if (given(model, "type") && model.at("type") != "BPE")
        throw Error("the model type " + model.at("type").get<std::string>() +
                    " is not supported, only BPE is");
    for (const char* affix : {"continuing_subword_prefix", "end_of_word_suffix"})
        if (given(model, affix) && !model.at(affix).get<std::string>().empty())
            throw Error(std::string("the model's ") + affix + " is not supported");
    fuseUnknown_ = flag(model, "fuse_unk");
    byteFallback_ = flag(model, "byte_fallback");
    ignoreMerges_ = flag(model, "ignore_merges");
    if (given(model, "unk_token")) {
        unknown_ = idOf(model.at("unk_token").get<std::string>());
        if (unknown_ < 0) throw Error("the unknown token is not in the vocabulary");
    }
}

Bpe Bpe::read(JsonScanner& scanner) {
    Bpe bpe;
    std::string options = "{";
    std::string_view merges;  // when they come before the vocabulary
    bool known = false, merged = false;
    scanner.object([&](const std::string& key) {
        if (key == "vocab" && scanner.peek() == '{' && !known) {
            known = true;
            bpe.readVocabulary(scanner);
        } else if (key == "merges" && scanner.peek() == '[' && !merged) {
            merged = true;
            known ? bpe.readMerges(scanner) : static_cast<void>(merges = scanner.skip());
        } else {
            const auto value = scanner.skip();
            if (key == "vocab" || key == "merges" || options.size() + value.size() > kLongestOptions) return;
            options.append(options.size() > 1 ? "," : "").append(nlohmann::json(key).dump());
            options.append(":").append(value);
        }
    });
    bpe.setOptions(nlohmann::json::parse(options + "}"));
    if (!known || bpe.vocabulary_.size() == 0) throw Error("the vocabulary is missing or empty");
    if (!merged) throw Error("the list of merges is missing");
    if (!merges.empty()) {
        JsonScanner late(merges);
        bpe.readMerges(late);
    }
    for (int b = 0; b < 256; ++b) {
        char name[8];
        std::snprintf(name, sizeof name, "<0x%02X>", b);
        bpe.byteIds_.push_back(bpe.idOf(name));
    }
    return bpe;
}

void Bpe::readVocabulary(JsonScanner& scanner) {
    vocabulary_.reserve(1u << 16, 1u << 20);
    scanner.object([&](const std::string& token) {
        if (token.size() > kLongestToken)
            throw Error("a token is longer than " + std::to_string(kLongestToken) + " bytes");
        const auto id = scanner.integer();
        if (id < 0 || id >= static_cast<std::int64_t>(2 * kMostTokens))
            throw Error("the token " + token + " has the id " + std::to_string(id) +
                        ", which makes no sense");
        if (vocabulary_.size() >= kMostTokens) throw Error("the vocabulary is too large");
        if (!vocabulary_.insert(token, static_cast<int>(id)))
            throw Error("the vocabulary holds the token " + token + " twice");
    });
}

void Bpe::readMerges(JsonScanner& scanner) {
    merges_.reserve(1u << 16);
    std::string left;
    scanner.array([&] {
        if (mergeCount_ >= kMostMerges) throw Error("the list of merges is too long");
        if (scanner.peek() != '[') {
            left = scanner.string();
            const auto text = std::string_view(left);
            const auto blank = text.find(' ');
            if (blank == std::string_view::npos || text.find(' ', blank + 1) != std::string_view::npos)
                throw Error("the merge \"" + left + "\" does not join two tokens");
            addMerge(text.substr(0, blank), text.substr(blank + 1));
            return;
        }
        int sides = 0;
        scanner.array([&] {
            if (++sides == 1)
                left = scanner.string();
            else if (sides == 2)
                addMerge(left, scanner.string());
            else
                scanner.skip();
        });
        if (sides != 2) throw Error("a merge does not join two tokens");
    });
}

void Bpe::addMerge(std::string_view left, std::string_view right) {
    // Merges always make longer tokens, so that encoding ends.
    if (left.empty() || right.empty()) throw Error("a merge joins nothing");
    joined_.assign(left).append(right);
    const int l = idOf(left), r = idOf(right), joined = idOf(joined_);
    if (l < 0 || r < 0 || joined < 0)
        throw Error("the merge of \"" + std::string(left) + "\" and \"" + std::string(right) +
                    "\" uses a token that is not in the vocabulary");
    // As in the reference, a pair listed twice counts with its last rank.
    merges_.set(l, r, {mergeCount_++, joined});
}

int Bpe::idOf(std::string_view token) const {
    return vocabulary_.find(token);
}

void Bpe::symbols(const std::string& piece, std::vector<int>& out) const {
    bool afterUnknown = false;
    for (std::size_t at = 0; at < piece.size();) {
        const auto length = characterLength(piece, at);
        const auto character = std::string_view(piece).substr(at, length);
        at += length;
        if (const int id = idOf(character); id >= 0) {
            out.push_back(id);
            afterUnknown = false;
            continue;
        }
        if (byteFallback_) {
            bool all = true;
            for (const char b : character) all = all && byteIds_[static_cast<unsigned char>(b)] >= 0;
            if (all) {
                for (const char b : character) out.push_back(byteIds_[static_cast<unsigned char>(b)]);
                afterUnknown = false;
                continue;
            }
        }
        if (unknown_ >= 0 && !(fuseUnknown_ && afterUnknown)) out.push_back(unknown_);
        afterUnknown = true;
    }
}

void Bpe::encode(const std::string& piece, std::vector<int>& ids) const {
    if (ignoreMerges_) {
        if (const int whole = idOf(piece); whole >= 0) {
            ids.push_back(whole);
            return;
        }
    }
    std::vector<int> symbol;
    symbols(piece, symbol);
    const int count = static_cast<int>(symbol.size());
    // A linked list of symbols and a heap of the pairs that can merge: a Japanese paragraph may be one piece.
    std::vector<int> before(symbol.size()), after(symbol.size());
    for (int i = 0; i < count; ++i) before[i] = i - 1, after[i] = i + 1 < count ? i + 1 : -1;
    struct Candidate {
        int rank, at, left, right, joined;
        bool operator<(const Candidate& o) const { return rank != o.rank ? rank > o.rank : at > o.at; }
    };
    std::priority_queue<Candidate> heap;
    const auto consider = [&](int at) {
        if (at < 0 || after[at] < 0) return;
        if (const auto* merge = merges_.find(symbol[at], symbol[after[at]]))
            heap.push({merge->rank, at, symbol[at], symbol[after[at]], merge->id});
    };
    for (int i = 0; i + 1 < count; ++i) consider(i);
    while (!heap.empty()) {
        const auto best = heap.top();
        heap.pop();
        const int next = symbol[best.at] < 0 ? -1 : after[best.at];
        if (next < 0 || symbol[best.at] != best.left || symbol[next] != best.right) continue;
        symbol[best.at] = best.joined;
        symbol[next] = -1;
        after[best.at] = after[next];
        if (after[next] >= 0) before[after[next]] = best.at;
        consider(before[best.at]);
        consider(best.at);
    }
    for (int i = 0; i >= 0 && i < count; i = after[i]) ids.push_back(symbol[i]);
}

}  // namespace dokuei::inference
