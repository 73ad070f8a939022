#include "inference/text/AddedTokens.h"

#include <algorithm>
#include <functional>

#include "inference/text/Unicode.h"

namespace dokuei::inference {
namespace {

constexpr auto kBlocked = static_cast<std::size_t>(-1);

}  // namespace

void AddedTokens::add(const AddedToken& token, const std::string& spelling) {
    if (spelling.empty()) return;
    bySpelling_[spelling] = tokens_.size();
    tokens_.push_back(token);
    auto& lengths = lengths_[static_cast<unsigned char>(spelling[0])];
    const auto place = std::lower_bound(lengths.begin(), lengths.end(), spelling.size(), std::greater<>());
    if (place == lengths.end() || *place != spelling.size()) lengths.insert(place, spelling.size());
}

bool AddedTokens::findAt(std::string_view text, std::size_t at, const std::vector<WrittenRun>& runs,
                         std::size_t run, Hit& hit) const {
    for (const auto length : lengths_[static_cast<unsigned char>(text[at])]) {
        if (length > text.size() - at) continue;
        const auto match = bySpelling_.find(std::string(text.substr(at, length)));
        if (match == bySpelling_.end()) continue;
        hit = {at, at + length, match->second};
        if (!tokens_[hit.index].control) return true;
        auto last = run;
        while (runs[last].control && runs[last].end < hit.end) ++last;
        if (runs[last].control) return true;
        // What a control run begins and another hand goes on is no token; a shorter one may be.
        if (last != run) continue;
        // Text that spells a token stays whole, but hides nothing that the next run begins.
        hit.end = std::min(hit.end, runs[run].end);
        hit.index = kBlocked;
        return true;
    }
    return false;
}

std::vector<AddedTokens::Part> AddedTokens::cut(std::string_view text,
                                                const std::vector<WrittenRun>& runs) const {
    std::vector<Part> parts;
    std::size_t done = 0, run = 0;
    Hit hit{};
    for (std::size_t at = 0; at < text.size() && !tokens_.empty();) {
        while (run + 1 < runs.size() && runs[run].end <= at) ++run;
        if (!findAt(text, at, runs, run, hit)) {
            ++at;
            continue;
        }
        at = hit.end;
        if (hit.index == kBlocked || hit.begin < done) continue;
        const auto& token = tokens_[hit.index];
        if (token.singleWord && (wordCharacterBefore(text, hit.begin) || wordCharacterAt(text, hit.end)))
            continue;
        auto begin = hit.begin, end = hit.end;
        if (token.leftStrip) begin = std::max(done, begin - whiteSpaceAtEnd(text.substr(0, begin)));
        if (token.rightStrip) end += whiteSpaceAtStart(text.substr(end));
        if (begin > done) parts.push_back({done, begin, -1});
        parts.push_back({begin, end, token.id});
        done = end;
    }
    if (done < text.size()) parts.push_back({done, text.size(), -1});
    return parts;
}

}  // namespace dokuei::inference
