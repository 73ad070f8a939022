#include "inference/text/Grammar.h"

#include <map>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

constexpr std::size_t kMostStates = 1u << 18;
constexpr std::int32_t kStart = 0, kEnd = 1;

}  // namespace

/// Copies the states of a part; its start becomes the returned state and its end the one after it.
std::int32_t Grammar::append(States& into, const Grammar& part) {
    const auto offset = static_cast<std::int32_t>(into.size());
    if (into.size() + part.states().size() > kMostStates) throw Error("the grammar is too large");
    for (auto edges : part.states()) {
        for (auto& edge : edges) edge.to += offset;
        into.push_back(std::move(edges));
    }
    return offset;
}

Grammar Grammar::edge(std::int32_t low, std::int32_t high) {
    States states(2);
    states[kStart].push_back({kEnd, low, high});
    return Grammar(std::move(states));
}

Grammar Grammar::byte(unsigned char low, unsigned char high) {
    return edge(low, high);
}

Grammar Grammar::token(int id) {
    return edge(kToken, id);
}

Grammar Grammar::text(const std::string& bytes) {
    States states(2);
    std::int32_t at = kStart;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto value = static_cast<unsigned char>(bytes[i]);
        std::int32_t next = kEnd;
        if (i + 1 < bytes.size()) {
            next = static_cast<std::int32_t>(states.size());
            states.emplace_back();
        }
        states[static_cast<std::size_t>(at)].push_back({next, value, value});
        at = next;
    }
    if (bytes.empty()) states[kStart].push_back({kEnd, kEmpty, 0});
    return Grammar(std::move(states));
}

Grammar Grammar::sequence(const std::vector<Grammar>& parts) {
    States states(2);
    std::int32_t at = kStart;
    for (const auto& part : parts) {
        const auto begin = append(states, part);
        states[static_cast<std::size_t>(at)].push_back({begin + kStart, kEmpty, 0});
        at = begin + kEnd;
    }
    states[static_cast<std::size_t>(at)].push_back({kEnd, kEmpty, 0});
    return Grammar(std::move(states));
}

Grammar Grammar::oneOf(const std::vector<Grammar>& parts) {
    States states(2);
    for (const auto& part : parts) {
        const auto begin = append(states, part);
        states[kStart].push_back({begin + kStart, kEmpty, 0});
        states[static_cast<std::size_t>(begin + kEnd)].push_back({kEnd, kEmpty, 0});
    }
    return Grammar(std::move(states));
}

Grammar Grammar::repeated(const Grammar& part, int least, int most) {
    States states(2);
    std::int32_t at = kStart;
    const auto once = [&] {
        const auto begin = append(states, part);
        states[static_cast<std::size_t>(at)].push_back({begin + kStart, kEmpty, 0});
        at = begin + kEnd;
        return begin;
    };
    for (int i = 0; i < least; ++i) once();
    if (most < 0) {
        // A state of its own to return to: the part's start may have edges that lead back into it.
        const auto loop = static_cast<std::int32_t>(states.size());
        states.emplace_back();
        states[static_cast<std::size_t>(at)].push_back({loop, kEmpty, 0});
        at = loop;
        once();
        states[static_cast<std::size_t>(at)].push_back({loop, kEmpty, 0});
        states[static_cast<std::size_t>(loop)].push_back({kEnd, kEmpty, 0});
        return Grammar(std::move(states));
    }
    for (int i = least; i < most; ++i) {
        states[static_cast<std::size_t>(at)].push_back({kEnd, kEmpty, 0});
        once();
    }
    states[static_cast<std::size_t>(at)].push_back({kEnd, kEmpty, 0});
    return Grammar(std::move(states));
}

Grammar Grammar::character(const std::string& without, bool controls) {
    std::vector<Grammar> all;
    int begin = controls ? 0 : 0x20;
    for (int c = begin; c <= 0x80; ++c) {
        const bool skip =
            c == 0x80 || (!controls && c == 0x7F) || without.find(static_cast<char>(c)) != std::string::npos;
        if (!skip) continue;
        if (c > begin)
            all.push_back(byte(static_cast<unsigned char>(begin), static_cast<unsigned char>(c - 1)));
        begin = c + 1;
    }
    const auto tail = byte(0x80, 0xBF);
    // C1 controls are C2 80 to C2 9F.
    all.push_back(sequence({byte(0xC2, 0xC2), byte(controls ? 0x80 : 0xA0, 0xBF)}));
    all.push_back(sequence({byte(0xC3, 0xDF), tail}));
    all.push_back(sequence({byte(0xE0, 0xE0), byte(0xA0, 0xBF), tail}));
    all.push_back(sequence({byte(0xE1, 0xEC), tail, tail}));
    all.push_back(sequence({byte(0xED, 0xED), byte(0x80, 0x9F), tail}));
    all.push_back(sequence({byte(0xEE, 0xEF), tail, tail}));
    all.push_back(sequence({byte(0xF0, 0xF0), byte(0x90, 0xBF), tail, tail}));
    all.push_back(sequence({byte(0xF1, 0xF3), tail, tail, tail}));
    all.push_back(sequence({byte(0xF4, 0xF4), byte(0x80, 0x8F), tail, tail}));
    return oneOf(all);
}

Grammar Grammar::integer(int most) {
    if (most < 0) throw Error("a number of the grammar has no values");
    const auto digits = std::to_string(most);
    const auto digit = byte('0', '9');
    std::vector<Grammar> all{text("0")};
    for (std::size_t length = 1; length < digits.size(); ++length)
        all.push_back(sequence(
            {byte('1', '9'), repeated(digit, static_cast<int>(length) - 1, static_cast<int>(length) - 1)}));
    // As long as the largest: equal up to some place, smaller there, then anything.
    for (std::size_t place = 0; place < digits.size(); ++place) {
        const char least = place == 0 ? '1' : '0';
        if (digits[place] <= least) continue;
        const int rest = static_cast<int>(digits.size() - place) - 1;
        all.push_back(
            sequence({text(digits.substr(0, place)),
                      byte(static_cast<unsigned char>(least), static_cast<unsigned char>(digits[place] - 1)),
                      repeated(digit, rest, rest)}));
    }
    all.push_back(text(digits));
    return oneOf(all);
}

Grammar Grammar::fraction(int decimals) {
    return oneOf(
        {sequence({text("0"), optional(sequence({text("."), repeated(byte('0', '9'), 1, decimals)}))}),
         sequence({text("1"), optional(sequence({text("."), repeated(text("0"), 1, decimals)}))})});
}

Grammar Grammar::string() {
    const auto hex = oneOf({byte('0', '9'), byte('a', 'f'), byte('A', 'F')});
    // Halves of a surrogate pair alone are no text: escapes name characters below U+D800 and from U+E000 on.
    const auto escape = sequence(
        {text("\\"), oneOf({oneOf({text("\""), text("\\"), text("/"), text("b"), text("f"), text("n"),
                                   text("r"), text("t")}),
                            sequence({text("u"),
                                      oneOf({sequence({oneOf({byte('0', '9'), byte('a', 'c'), byte('A', 'C'),
                                                              byte('e', 'f'), byte('E', 'F')}),
                                                       hex}),
                                             sequence({oneOf({text("d"), text("D")}), byte('0', '7')})}),
                                      hex, hex})})});
    return sequence({text("\""), repeated(oneOf({character("\"\\", false), escape}), 0, -1), text("\"")});
}

Grammar Grammar::space() {
    const auto indent = oneOf({text(" "), text("\t")});
    return optional(oneOf({text(" "), sequence({text("\n"), repeated(indent, 0, 12)})}));
}

Grammar Grammar::array(const Grammar& item, int least) {
    const auto more = sequence({space(), text(","), space(), item});
    const auto items = sequence({item, repeated(more, least > 0 ? least - 1 : 0, -1)});
    return sequence({text("["), space(), least > 0 ? items : optional(items), space(), text("]")});
}

Grammar Grammar::object(const std::vector<std::pair<std::string, Grammar>>& members) {
    std::vector<Grammar> parts{text("{"), space()};
    for (const auto& [name, value] : members) {
        if (parts.size() > 2) parts.insert(parts.end(), {space(), text(","), space()});
        parts.insert(parts.end(), {text("\"" + name + "\""), space(), text(":"), space(), value});
    }
    parts.insert(parts.end(), {space(), text("}")});
    return sequence(parts);
}

Grammar Grammar::json(int depth) {
    const auto digits = repeated(byte('0', '9'), 1, 15);
    const auto number = sequence(
        {optional(text("-")), oneOf({text("0"), sequence({byte('1', '9'), repeated(byte('0', '9'), 0, 14)})}),
         optional(sequence({text("."), digits})),
         optional(sequence({oneOf({text("e"), text("E")}), optional(oneOf({text("+"), text("-")})),
                            repeated(byte('0', '9'), 1, 2)}))});
    std::vector<Grammar> kinds{number, string(), text("true"), text("false"), text("null")};
    if (depth > 0) {
        const auto inside = json(depth - 1);
        const auto member = sequence({string(), space(), text(":"), space(), inside});
        // One copy of what is inside for each kind of bracket, or the depth would double twice over.
        const auto list = [](const char* open, const Grammar& item, const char* close) {
            const auto comma = sequence({space(), text(","), space()});
            States states(2);
            const auto begin = append(states, sequence({text(open), space()}));
            const auto one = append(states, item), next = append(states, comma);
            const auto end = append(states, sequence({space(), text(close)}));
            const auto join = [&](std::int32_t from, std::int32_t to) {
                states[static_cast<std::size_t>(from)].push_back({to, kEmpty, 0});
            };
            join(kStart, begin + kStart), join(begin + kEnd, one + kStart), join(begin + kEnd, end + kStart);
            join(one + kEnd, next + kStart), join(next + kEnd, one + kStart), join(one + kEnd, end + kStart);
            join(end + kEnd, kEnd);
            return Grammar(std::move(states));
        };
        kinds.push_back(list("[", inside, "]"));
        kinds.push_back(list("{", member, "}"));
    }
    return oneOf(kinds);
}

/// The states of `states` that one of `from` reaches without reading.
std::set<std::int32_t> Grammar::closure(const States& states, std::set<std::int32_t> from) {
    std::vector<std::int32_t> open(from.begin(), from.end());
    while (!open.empty()) {
        const auto at = open.back();
        open.pop_back();
        for (const auto& edge : states[static_cast<std::size_t>(at)])
            if (edge.low == kEmpty && from.insert(edge.to).second) open.push_back(edge.to);
    }
    return from;
}

Grammar Grammar::textWith(const std::vector<Embedded>& structures) {
    States states(2);
    const auto edgesOf = [&](std::int32_t at) -> std::vector<Edge>& {
        return states[static_cast<std::size_t>(at)];
    };
    // A state for each beginning of a begin: the last characters of the text, white space left out.
    std::map<std::string, std::int32_t> prefixes{{"", kStart}};
    std::map<std::string, std::set<std::int32_t>> behind;
    std::string letters;
    for (const auto& [begin, structure] : structures) {
        const auto offset = append(states, structure);
        edgesOf(offset + kEnd).push_back({kStart, kEmpty, 0});
        if (begin.empty()) {
            edgesOf(kStart).push_back({offset + kStart, kEmpty, 0});
            continue;
        }
        auto at = closure(states, {offset + kStart});
        for (std::size_t i = 0; i < begin.size(); ++i) {
            if (i > 0 && !prefixes.count(begin.substr(0, i))) {
                prefixes[begin.substr(0, i)] = static_cast<std::int32_t>(states.size());
                states.emplace_back();
            }
            if (letters.find(begin[i]) == std::string::npos) letters += begin[i];
            std::set<std::int32_t> next;
            for (const auto state : at)
                for (const auto& edge : states[static_cast<std::size_t>(state)])
                    if (edge.low >= 0 && edge.low <= begin[i] && begin[i] <= edge.high) next.insert(edge.to);
            at = closure(states, next);
        }
        if (at.empty()) throw Error("a structure of the grammar does not begin as told");
        behind[begin] = at;
    }
    const std::string blanks = " \t\n\r";
    const auto other = append(states, character(letters + blanks, true));
    edgesOf(other + kEnd).push_back({kStart, kEmpty, 0});
    const auto to = [&](std::int32_t from, char c, std::int32_t state) {
        edgesOf(from).push_back({state, static_cast<unsigned char>(c), static_cast<unsigned char>(c)});
    };
    for (const auto& [prefix, state] : prefixes) {
        edgesOf(state).push_back({kEnd, kEmpty, 0});
        edgesOf(state).push_back({other + kStart, kEmpty, 0});
        for (const char blank : blanks) to(state, blank, state);
        for (const char c : letters) {
            auto seen = prefix + c;
            while (!behind.count(seen) && !prefixes.count(seen)) seen.erase(0, 1);
            if (!behind.count(seen)) {
                to(state, c, prefixes.at(seen));
                continue;
            }
            for (const auto inside : behind.at(seen)) to(state, c, inside);
        }
    }
    return Grammar(std::move(states));
}

}  // namespace dokuei::inference
