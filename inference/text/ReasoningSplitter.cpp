#include "inference/text/ReasoningSplitter.h"

namespace dokuei::inference {

ReasoningSplitter::ReasoningSplitter(const std::array<std::string, 2>& marks, bool begun) {
    if (marks[0].empty() || marks[1].empty()) return;
    reasoning_ = begun;
    marks_ = {{marks[0], Mark::Effect::Begin}, {marks[1], Mark::Effect::End}};
    if (marks[0] == "<think>") {
        marks_.push_back({"<answer>", Mark::Effect::End});
        marks_.push_back({"</answer>", Mark::Effect::Nothing});
    }
}

const ReasoningSplitter::Mark* ReasoningSplitter::markAt(std::size_t at) const {
    for (const auto& mark : marks_)
        if (pending_.compare(at, mark.text.size(), mark.text) == 0) return &mark;
    return nullptr;
}

bool ReasoningSplitter::mayBecomeMark(std::size_t at) const {
    const auto rest = std::string_view(pending_).substr(at);
    for (const auto& mark : marks_)
        if (rest.size() < mark.text.size() && mark.text.compare(0, rest.size(), rest) == 0) return true;
    return false;
}

void ReasoningSplitter::show(std::string_view text, std::vector<Part>& parts) {
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (blank) {
            if (!empty_) space_ += c;
            continue;
        }
        if (parts.empty() || parts.back().reasoning != reasoning_) parts.push_back({reasoning_, {}});
        parts.back().text += space_;
        parts.back().text += c;
        space_.clear();
        empty_ = false;
    }
}

std::vector<ReasoningSplitter::Part> ReasoningSplitter::read(bool last) {
    std::vector<Part> parts;
    std::size_t shown = 0, at = 0;
    const auto showTo = [&](std::size_t end) {
        show(std::string_view(pending_).substr(shown, end - shown), parts);
        shown = end;
    };
    while (at < pending_.size()) {
        if (const auto* mark = markAt(at)) {
            showTo(at);
            const bool before = reasoning_;
            if (mark->effect != Mark::Effect::Nothing) reasoning_ = mark->effect == Mark::Effect::Begin;
            if (reasoning_ != before) space_.clear(), empty_ = true;
            shown = at += mark->text.size();
        } else if (!last && mayBecomeMark(at)) {
            break;
        } else {
            ++at;
        }
    }
    showTo(at);
    pending_.erase(0, at);
    return parts;
}

std::vector<ReasoningSplitter::Part> ReasoningSplitter::push(const std::string& text) {
    pending_ += text;
    return read(false);
}

std::vector<ReasoningSplitter::Part> ReasoningSplitter::finish() {
    return read(true);
}

}  // namespace dokuei::inference
