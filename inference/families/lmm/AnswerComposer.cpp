#include "inference/families/lmm/AnswerComposer.h"

#include <algorithm>
#include <cmath>

#include "inference/grounding/PictureBoxes.h"

namespace dokuei::inference {
namespace {

bool space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool closesWords(char c) {
    return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == ')';
}

}  // namespace

AnswerComposer::AnswerComposer(const Dialect& dialect, const Pictures& pictures, const VolumeView& volume,
                               bool held, Answer& answer, TextHandler onText, BoxHandler onBox)
    : dialect_(dialect),
      pictures_(pictures),
      volume_(volume),
      style_(dialect.boxStyle(held)),
      held_(held),
      answer_(answer),
      onText_(std::move(onText)),
      onBox_(std::move(onBox)) {}

void AnswerComposer::push(const std::string& characters, double logProbability, bool forced) {
    trace_.push(characters, logProbability, forced);
    advance(false);
}

void AnswerComposer::advance(bool complete) {
    const auto& raw = trace_.raw();
    for (const auto& stretch : divideText(raw, style_, complete)) {
        if (stretch.end <= done_) continue;
        // Words of a held answer are the brackets of a list without places.
        if (stretch.words && !held_) sayWords(std::max(done_, stretch.begin), stretch.end);
        if (!stretch.words) sayBoxes(stretch);
        done_ = stretch.end;
    }
}

void AnswerComposer::sayWords(std::size_t begin, std::size_t end) {
    const auto& raw = trace_.raw();
    while (begin < end) {
        auto last = begin;
        while (last < end && space(raw[last])) ++last;
        spaces_ += raw.substr(begin, last - begin);
        begin = last;
        if (begin == end) return;
        while (last < end && !space(raw[last])) ++last;
        // White space in front of what a box stood between is not needed any more.
        if (answer_.text.empty() || (afterBox_ && closesWords(raw[begin]))) spaces_.clear();
        afterBox_ = false;
        say(raw.substr(begin, last - begin), begin, last);
        begin = last;
    }
}

void AnswerComposer::say(const std::string& text, std::size_t rawBegin, std::size_t rawEnd) {
    const auto shownText = spaces_ + text;
    const auto begin = answer_.text.size() + spaces_.size();
    spaces_.clear();
    answer_.text += shownText;
    pieces_.push_back({rawBegin, rawEnd, begin, answer_.text.size()});
    if (onText_) onText_(shownText);
}

std::array<std::size_t, 2> AnswerComposer::shown(std::size_t rawBegin, std::size_t rawEnd) const {
    std::array<std::size_t, 2> range{answer_.text.size(), 0};
    for (const auto& p : pieces_) {
        if (p.rawBegin >= rawEnd || p.rawEnd <= rawBegin) continue;
        // Labels may be spelled otherwise in the raw text: they are taken whole.
        const bool same = p.rawEnd - p.rawBegin == p.end - p.begin;
        const auto begin = same && rawBegin > p.rawBegin ? p.begin + (rawBegin - p.rawBegin) : p.begin;
        const auto end = same && rawEnd < p.rawEnd ? p.end - (p.rawEnd - rawEnd) : p.end;
        range[0] = std::min(range[0], begin);
        range[1] = std::max(range[1], end);
    }
    if (range[1] == 0) range[0] = range[1] = 0;
    return range;
}

void AnswerComposer::sayBoxes(const TextStretch& stretch) {
    // The label stands in the words already, or belongs to the boxes and is said once for all that share it.
    std::vector<std::pair<std::string, std::array<std::size_t, 2>>> said;
    for (const auto& box : stretch.boxes) {
        if (box.labelEnd <= stretch.begin) {
            const auto range = shown(box.labelBegin, box.labelEnd);
            placeBox(box, range[0], range[1]);
            continue;
        }
        const auto before =
            std::find_if(said.begin(), said.end(), [&](const auto& s) { return s.first == box.label; });
        if (box.label.empty()) {
            placeBox(box, 0, 0);
        } else if (before != said.end()) {
            placeBox(box, before->second[0], before->second[1]);
        } else {
            if (!said.empty()) {
                spaces_ = ", ";
            } else if (answer_.text.empty()) {
                spaces_.clear();
            } else if (spaces_.empty()) {
                spaces_ = " ";
            }
            say(box.label, box.labelBegin, box.labelEnd);
            const auto end = answer_.text.size();
            said.push_back({box.label, {end - box.label.size(), end}});
            placeBox(box, end - box.label.size(), end);
        }
    }
    afterBox_ = true;
}

void AnswerComposer::placeBox(const BoxText& text, std::size_t shownBegin, std::size_t shownEnd) {
    WrittenModelBox box;
    if (text.malformed.empty()) {
        box = dialect_.place(text, pictures_, volume_);
    } else {
        box.refused = text.malformed;
    }
    box.label = text.label;
    box.text = text;
    if (!box.refused.empty()) {
        answer_.rejectedBoxes.push_back("box of " + (text.label.empty() ? "no name" : text.label) + ": " +
                                        box.refused);
        return;
    }
    boxes_.push_back({box, shownBegin, shownEnd});
    if (!onBox_) return;
    auto grounding = groundingOf(box, volume_);
    grounding.textBegin = shownBegin;
    grounding.textEnd = shownEnd;
    grounding.confidence =
        trace_.confidence({{text.labelBegin, text.labelEnd}, {text.numbersBegin, text.numbersEnd}})
            .value_or(0);
    onBox_(grounding);
}

void AnswerComposer::finish(bool stopped) {
    // What an answer that was stopped had begun is no mistake of the model.
    if (!stopped) advance(true);
    std::vector<WrittenModelBox> written;
    for (const auto& b : boxes_) written.push_back(b.box);
    for (const auto& merged : mergeSlices(written, pictures_.records)) {
        auto grounding = groundingOf(merged.box, volume_);
        const auto& first = boxes_[merged.from.front()];
        grounding.textBegin = first.begin;
        grounding.textEnd = first.end;
        std::vector<std::array<std::size_t, 2>> ranges;
        for (const auto n : merged.from) {
            const auto& text = boxes_[n].box.text;
            ranges.push_back({text.labelBegin, text.labelEnd});
            ranges.push_back({text.numbersBegin, text.numbersEnd});
        }
        grounding.confidence = trace_.confidence(ranges).value_or(0);
        answer_.boxes.push_back(std::move(grounding));
    }
    answer_.namedNoPlace = held_ && !stopped && boxes_.empty() && answer_.rejectedBoxes.empty();
    markUnsure();
}

void AnswerComposer::markUnsure() {
    for (const auto& [begin, end] : sentencesOf(answer_.text)) {
        std::vector<std::array<std::size_t, 2>> ranges;
        for (const auto& p : pieces_)
            if (p.begin < end && p.end > begin) ranges.push_back({p.rawBegin, p.rawEnd});
        const auto confidence = trace_.confidence(ranges);
        if (confidence && *confidence < kUnsure) answer_.unsure.push_back({begin, end, *confidence});
    }
}

std::vector<std::array<std::size_t, 2>> sentencesOf(const std::string& text) {
    static const std::string stops[] = {"\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F"};
    std::vector<std::array<std::size_t, 2>> sentences;
    std::size_t begin = 0;
    const auto close = [&](std::size_t end) {
        while (begin < end && space(text[begin])) ++begin;
        auto last = end;
        while (last > begin && space(text[last - 1])) --last;
        if (last > begin) sentences.push_back({begin, last});
        begin = end;
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\n') {
            close(at + 1);
        } else if (c == '.' || c == '!' || c == '?') {
            // "3.5 mm" goes on.
            if (at + 1 == text.size() || space(text[at + 1])) close(at + 1);
        } else {
            for (const auto& stop : stops)
                if (text.compare(at, stop.size(), stop) == 0) close(at + stop.size());
        }
    }
    close(text.size());
    return sentences;
}

}  // namespace dokuei::inference
