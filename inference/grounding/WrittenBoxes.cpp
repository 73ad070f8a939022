#include "inference/grounding/WrittenBoxes.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <nlohmann/json.hpp>

namespace dokuei::inference {
namespace {

using nlohmann::json;

constexpr auto kNone = std::string::npos;

bool space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::size_t skipSpace(const std::string& text, std::size_t at) {
    while (at < text.size() && space(text[at])) ++at;
    return at;
}

std::optional<int> wholeNumber(const json& value) {
    if (value.is_number_integer() && value >= 0 && value < 1'000'000) return value.get<int>();
    if (!value.is_string()) return {};
    // "SLICE 12"
    const auto text = value.get<std::string>();
    const auto last = text.find_last_of("0123456789");
    if (last == kNone) return {};
    auto first = last;
    while (first > 0 && std::isdigit(static_cast<unsigned char>(text[first - 1]))) --first;
    if (last - first > 5) return {};
    return std::atoi(text.substr(first, last - first + 1).c_str());
}

/// Reads one object; nothing when it is no box.
std::optional<BoxText> boxOfObject(const std::string& raw, std::size_t begin, std::size_t end,
                                   const BoxStyle& style) {
    const auto object = json::parse(raw.begin() + static_cast<std::ptrdiff_t>(begin),
                                    raw.begin() + static_cast<std::ptrdiff_t>(end), nullptr, false);
    std::string key;
    for (const auto& name : {style.key, std::string("box_2d"), std::string("bbox_2d"), std::string("bbox")})
        if (key.empty() &&
            (object.is_object() ? object.contains(name)
                                : raw.substr(begin, end - begin).find('"' + name + '"') != kNone))
            key = name;
    if (key.empty()) return {};
    BoxText box;
    box.begin = begin;
    box.end = end;
    if (!object.is_object()) {
        box.malformed = "malformed";
        return box;
    }
    for (const char* name : {"label", "sub_label", "name"})
        if (box.label.empty() && object.contains(name) && object[name].is_string()) {
            box.label = object[name].get<std::string>();
            const auto range = rangeOfValue(raw, begin, end, name);
            box.labelBegin = range[0];
            box.labelEnd = range[1];
        }
    for (const char* name : {"slice", "image", "picture", "frame"})
        if (!box.picture && object.contains(name)) box.picture = wholeNumber(object[name]);
    const auto range = rangeOfValue(raw, begin, end, key);
    box.numbersBegin = range[0];
    box.numbersEnd = range[1];
    const auto& list = object[key];
    if (!list.is_array() || list.size() != style.numbers ||
        !std::all_of(list.begin(), list.end(), [](const json& n) { return n.is_number(); })) {
        box.malformed = "malformed, it has not " + std::to_string(style.numbers) + " coordinates";
        return box;
    }
    for (const auto& n : list) box.numbers.push_back(n.get<double>());
    return box;
}

/// Numbers of "(1,2),(3,4)" or "[0.1, 0.2]": nothing but numbers, brackets, commas and spaces.
std::optional<std::vector<double>> numbersOf(const std::string& text) {
    std::vector<double> numbers;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (space(c) || c == ',' || c == '(' || c == ')' || c == '[' || c == ']') {
            ++at;
            continue;
        }
        if (!std::isdigit(static_cast<unsigned char>(c)) && c != '-' && c != '.') return {};
        char* end = nullptr;
        const auto start = text.c_str() + at;
        numbers.push_back(std::strtod(start, &end));
        if (end == start) return {};
        at += static_cast<std::size_t>(end - start);
    }
    return numbers;
}

/// The words of the sentence before a box name what it is.
void labelBefore(const std::string& raw, std::size_t from, BoxText& box) {
    auto end = box.begin;
    while (end > from && (space(raw[end - 1]) || raw[end - 1] == ':')) --end;
    auto begin = end;
    while (begin > from) {
        const char c = raw[begin - 1];
        if (c == '\n' || c == ';' || c == '>' || c == ']' || c == ',') break;
        if ((c == '.' || c == '!' || c == '?') && begin < end && space(raw[begin])) break;
        if (begin - from >= 3 && raw.compare(begin - 3, 3, "\xE3\x80\x82") == 0) break;
        --begin;
    }
    begin = std::min(end, skipSpace(raw, begin));
    box.label = raw.substr(begin, end - begin);
    box.labelBegin = begin;
    box.labelEnd = end;
}

BoxText boxOfNumbers(const std::string& raw, std::size_t begin, std::size_t end, std::size_t numbersBegin,
                     std::size_t numbersEnd, const BoxStyle& style) {
    BoxText box;
    box.begin = begin;
    box.end = end;
    box.numbersBegin = numbersBegin;
    box.numbersEnd = numbersEnd;
    const auto numbers = numbersOf(raw.substr(numbersBegin, numbersEnd - numbersBegin));
    if (numbers && numbers->size() == style.numbers)
        box.numbers = *numbers;
    else
        box.malformed = "malformed, it has not " + std::to_string(style.numbers) + " coordinates";
    return box;
}

/// What begins at a place of the text.
struct Opening {
    enum class State { No, Open, Closed } state = State::No;
    std::size_t end = 0;  ///< one past it, when closed
};

/// Whether the text from `at` on begins with `mark`; Open when it ends inside it.
Opening::State startsWith(const std::string& raw, std::size_t at, const std::string& mark) {
    const auto count = std::min(mark.size(), raw.size() - at);
    if (mark.empty() || raw.compare(at, count, mark, 0, count) != 0) return Opening::State::No;
    return count == mark.size() ? Opening::State::Closed : Opening::State::Open;
}

Opening jsonAt(const std::string& raw, std::size_t at) {
    using State = Opening::State;
    if (raw[at] == '`') {
        const auto fence = startsWith(raw, at, "```");
        if (fence != State::Closed) return {fence, 0};
        const auto last = raw.find("```", at + 3);
        return last == kNone ? Opening{State::Open, 0} : Opening{State::Closed, last + 3};
    }
    if (raw[at] != '[' && raw[at] != '{') return {};
    const auto next = skipSpace(raw, at + 1);
    if (next == raw.size()) return {State::Open, 0};
    if (raw[next] != (raw[at] == '[' ? '{' : '"')) return {};
    const auto last = endOfBracket(raw, at);
    return last == kNone ? Opening{State::Open, 0} : Opening{State::Closed, last};
}

Opening markedAt(const std::string& raw, std::size_t at, const BoxStyle& style) {
    using State = Opening::State;
    const auto label = startsWith(raw, at, style.labelBegin), box = startsWith(raw, at, style.begin);
    if (label != State::Closed && box != State::Closed)
        return {label == State::Open || box == State::Open ? State::Open : State::No, 0};
    auto from = at;
    if (label == State::Closed) {
        const auto close = raw.find(style.labelEnd, at);
        if (close == kNone) return {State::Open, 0};
        from = close + style.labelEnd.size();
        if (from == raw.size()) return {State::Open, 0};
        const auto follows = startsWith(raw, from, style.begin);
        if (follows == State::Open) return {State::Open, 0};
        // A label without a box is words between marks.
        if (follows == State::No) return {State::Closed, from};
    }
    const auto close = raw.find(style.end, from);
    return close == kNone ? Opening{State::Open, 0} : Opening{State::Closed, close + style.end.size()};
}

Opening bracketsAt(const std::string& raw, std::size_t at) {
    if (raw[at] != '[') return {};
    const auto last = raw.find_first_not_of("0123456789.-, \t\n", at + 1);
    if (last == kNone) return {Opening::State::Open, 0};
    return raw[last] == ']' && last > at + 1 ? Opening{Opening::State::Closed, last + 1} : Opening{};
}

/// Boxes of a stretch in `raw`; none: it is words after all.
std::vector<BoxText> boxesIn(const std::string& raw, std::size_t begin, std::size_t end, std::size_t sentence,
                             const BoxStyle& style) {
    if (style.form == BoxStyle::Form::Json) return boxesInJson(raw, begin, end, style);
    if (style.form == BoxStyle::Form::Brackets) {
        auto box = boxOfNumbers(raw, begin, end, begin, end, style);
        if (!box.malformed.empty()) return {};
        labelBefore(raw, sentence, box);
        return {box};
    }
    const auto mark = raw.find(style.begin, begin);
    BoxText box;
    if (mark == kNone || mark >= end) {
        // Only a label: shown as words without its marks.
        box.begin = begin;
        box.end = end;
        box.malformed = "malformed, it has not " + std::to_string(style.numbers) + " coordinates";
    } else {
        const auto first = mark + style.begin.size();
        auto last = raw.find(style.end, first);
        if (last == kNone || last > end) last = end;
        box = boxOfNumbers(raw, begin, end, first, last, style);
    }
    if (!style.labelBegin.empty() && raw.compare(begin, style.labelBegin.size(), style.labelBegin) == 0) {
        box.labelBegin = begin + style.labelBegin.size();
        const auto close = raw.find(style.labelEnd, begin);
        box.labelEnd = std::min(close == kNone ? end : close, end);
        box.label = raw.substr(box.labelBegin, box.labelEnd - box.labelBegin);
    } else {
        labelBefore(raw, sentence, box);
    }
    return {box};
}

}  // namespace

std::size_t endOfBracket(const std::string& text, std::size_t at) {
    int depth = 0;
    bool quoted = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted) {
            if (c == '\\') ++at;
            if (c == '"') quoted = false;
            continue;
        }
        if (c == '"') quoted = true;
        if (c == '[' || c == '{') ++depth;
        if ((c == ']' || c == '}') && --depth == 0) return at + 1;
    }
    return kNone;
}

std::array<std::size_t, 2> rangeOfValue(const std::string& raw, std::size_t begin, std::size_t end,
                                        const std::string& key) {
    const auto name = raw.find('"' + key + '"', begin);
    if (name == kNone || name >= end) return {begin, begin};
    auto at = skipSpace(raw, name + key.size() + 2);
    if (at >= end || raw[at] != ':') return {begin, begin};
    at = skipSpace(raw, at + 1);
    if (at >= end) return {begin, begin};
    if (raw[at] == '"') {
        auto last = at + 1;
        while (last < end && raw[last] != '"') last += raw[last] == '\\' ? 2 : 1;
        return {at + 1, std::min(last, end)};
    }
    if (raw[at] == '[') {
        const auto last = endOfBracket(raw, at);
        return {at, last == kNone ? end : std::min(last, end)};
    }
    auto last = at;
    while (last < end && raw[last] != ',' && raw[last] != '}') ++last;
    return {at, last};
}

std::vector<BoxText> boxesInJson(const std::string& raw, std::size_t begin, std::size_t end,
                                 const BoxStyle& style) {
    std::vector<BoxText> boxes;
    for (auto at = begin; (at = raw.find('{', at)) != kNone && at < end;) {
        const auto last = endOfBracket(raw, at);
        if (last == kNone || last > end) {
            if (const auto box = boxOfObject(raw, at, end, style)) {
                boxes.push_back(*box);
                boxes.back().malformed = "malformed, it has no end";
            }
            break;
        }
        if (const auto box = boxOfObject(raw, at, last, style)) {
            boxes.push_back(*box);
            at = last;
        } else {
            // What is no box may hold some.
            ++at;
        }
    }
    return boxes;
}

std::vector<TextStretch> divideText(const std::string& raw, const BoxStyle& style, bool complete) {
    using State = Opening::State;
    std::vector<TextStretch> stretches;
    std::size_t words = 0;  // where the words that are being read begin
    const auto closeWords = [&](std::size_t end) {
        if (end > words) stretches.push_back({words, end, true, {}});
    };
    std::size_t sentence = 0;  // labels do not reach back over an earlier box
    for (std::size_t at = 0; at < raw.size();) {
        Opening opening;
        if (style.form == BoxStyle::Form::Json) opening = jsonAt(raw, at);
        if (style.form == BoxStyle::Form::Marked) opening = markedAt(raw, at, style);
        if (style.form == BoxStyle::Form::Brackets) opening = bracketsAt(raw, at);
        if (opening.state == State::Open && !complete) {
            closeWords(at);
            return stretches;
        }
        const bool inside = opening.state == State::Open && style.form != BoxStyle::Form::Brackets;
        const auto end = opening.state == State::Closed ? opening.end : raw.size();
        if (opening.state == State::Closed || inside) {
            auto boxes = boxesIn(raw, at, end, sentence, style);
            if (!boxes.empty()) {
                closeWords(at);
                stretches.push_back({at, end, false, std::move(boxes)});
                words = sentence = end;
                at = end;
                continue;
            }
            if (opening.state == State::Closed && style.form == BoxStyle::Form::Json) {
                at = end;
                continue;
            }
        }
        ++at;
    }
    closeWords(raw.size());
    return stretches;
}

}  // namespace dokuei::inference
