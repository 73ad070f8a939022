#include "inference/text/Bpe.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <queue>

#include "inference/Error.h"
#include "inference/text/Unicode.h"

namespace dokuei::inference {
namespace {

constexpr std::size_t kMostTokens = 1u << 21, kMostMerges = 1u << 22, kLongestToken = 4096;

std::uint64_t pairOf(int left, int right) {
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32) |
           static_cast<std::uint32_t>(right);
}

bool given(const nlohmann::json& model, const char* key) {
    return model.contains(key) && !model.at(key).is_null();
}

bool flag(const nlohmann::json& model, const char* key) {
    return given(model, key) && model.at(key).get<bool>();
}

}  // namespace

Bpe Bpe::fromJson(const nlohmann::json& model) {
    if (given(model, "type") && model.at("type") != "BPE")
        throw Error("the model type " + model.at("type").get<std::string>() +
                    " is not supported, only BPE is");
    for (const char* affix : {"continuing_subword_prefix", "end_of_word_suffix"})
        if (given(model, affix) && !model.at(affix).get<std::string>().empty())
            throw Error(std::string("the model's ") + affix + " is not supported");
    Bpe bpe;
    const auto& vocabulary = model.at("vocab");
    if (!vocabulary.is_object() || vocabulary.empty() || vocabulary.size() > kMostTokens)
        throw Error("the vocabulary is empty or too large");
    bpe.vocabulary_.reserve(vocabulary.size());
    for (const auto& [token, id] : vocabulary.items()) {
        if (token.size() > kLongestToken)
            throw Error("a token is longer than " + std::to_string(kLongestToken) + " bytes");
        const auto number = id.get<std::int64_t>();
        if (number < 0 || number >= static_cast<std::int64_t>(2 * kMostTokens))
            throw Error("the token " + token + " has the id " + std::to_string(number) +
                        ", which makes no sense");
        bpe.vocabulary_.emplace(token, static_cast<int>(number));
    }
    const auto& merges = model.at("merges");
    if (!merges.is_array() || merges.size() > kMostMerges)
        throw Error("the list of merges is missing or too long");
    bpe.merges_.reserve(merges.size());
    for (const auto& merge : merges) {
        if (merge.is_array()) {
            if (merge.size() != 2) throw Error("a merge does not join two tokens");
            bpe.addMerge(merge[0].get<std::string>(), merge[1].get<std::string>());
        } else {
            const auto text = merge.get<std::string>();
            const auto blank = text.find(' ');
            if (blank == std::string::npos)
                throw Error("the merge \"" + text + "\" does not join two tokens");
            bpe.addMerge(text.substr(0, blank), text.substr(blank + 1));
        }
    }
    bpe.fuseUnknown_ = flag(model, "fuse_unk");
    bpe.byteFallback_ = flag(model, "byte_fallback");
    bpe.ignoreMerges_ = flag(model, "ignore_merges");
    if (given(model, "unk_token")) {
        bpe.unknown_ = bpe.idOf(model.at("unk_token").get<std::string>());
        if (bpe.unknown_ < 0) throw Error("the unknown token is not in the vocabulary");
    }
    for (int b = 0; b < 256; ++b) {
        char name[8];
        std::snprintf(name, sizeof name, "<0x%02X>", b);
        bpe.byteIds_.push_back(bpe.idOf(name));
    }
    return bpe;
}

void Bpe::addMerge(const std::string& left, const std::string& right) {
    // Merges always make longer tokens, so that encoding ends.
    if (left.empty() || right.empty()) throw Error("a merge joins nothing");
    const int l = idOf(left), r = idOf(right), joined = idOf(left + right);
    if (l < 0 || r < 0 || joined < 0)
        throw Error("the merge of \"" + left + "\" and \"" + right +
                    "\" uses a token that is not in the vocabulary");
    // As in the reference, a pair listed twice counts with its last rank.
    const int rank = static_cast<int>(rankCount_++);
    merges_[pairOf(l, r)] = {rank, joined};
}

int Bpe::idOf(std::string_view token) const {
    const auto found = vocabulary_.find(std::string(token));
    return found == vocabulary_.end() ? -1 : found->second;
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
        const auto found = merges_.find(pairOf(symbol[at], symbol[after[at]]));
        if (found != merges_.end())
            heap.push({found->second.rank, at, symbol[at], symbol[after[at]], found->second.id});
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
