#include "inference/text/Automaton.h"

#include <algorithm>
#include <deque>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

constexpr std::size_t kMostStates = 20000;

}  // namespace

Automaton::Automaton(const Grammar& grammar, const std::array<bool, 256>& single) : grammar_(grammar) {
    measure(single);
    stateOf({0});
    if (distance(kStart) == kNever) throw Error("the vocabulary cannot write what the grammar wants");
}

/// Distances by a search backwards from the end; what reads nothing costs nothing.
void Automaton::measure(const std::array<bool, 256>& single) {
    const auto& states = grammar_.states();
    std::vector<std::vector<std::pair<std::int32_t, int>>> back(states.size());
    for (std::size_t at = 0; at < states.size(); ++at)
        for (const auto& edge : states[at]) {
            const bool free = edge.low == Grammar::kEmpty;
            bool possible = edge.low < 0;
            for (int b = edge.low; b >= 0 && b <= edge.high; ++b)
                possible = possible || single[static_cast<std::size_t>(b)];
            if (possible)
                back[static_cast<std::size_t>(edge.to)].emplace_back(static_cast<std::int32_t>(at),
                                                                     free ? 0 : 1);
        }
    distances_.assign(states.size(), kNever);
    std::deque<std::int32_t> open{1};
    distances_[1] = 0;
    while (!open.empty()) {
        const auto at = static_cast<std::size_t>(open.front());
        open.pop_front();
        for (const auto& [from, cost] : back[at]) {
            auto& known = distances_[static_cast<std::size_t>(from)];
            if (known <= distances_[at] + cost) continue;
            known = distances_[at] + cost;
            cost == 0 ? open.push_front(from) : open.push_back(from);
        }
    }
    for (const int d : distances_)
        if (d != kNever) largest_ = std::max(largest_, d);
}

int Automaton::stateOf(std::vector<std::int32_t> members) {
    const auto& all = grammar_.states();
    std::vector<std::int32_t> closed;
    std::vector<bool> seen(all.size());
    while (!members.empty()) {
        const auto at = members.back();
        members.pop_back();
        if (seen[static_cast<std::size_t>(at)]) continue;
        seen[static_cast<std::size_t>(at)] = true;
        bool reads = at == 1;
        for (const auto& edge : all[static_cast<std::size_t>(at)]) {
            if (edge.low == Grammar::kEmpty)
                members.push_back(edge.to);
            else
                reads = true;
        }
        if (reads) closed.push_back(at);
    }
    if (closed.empty()) return kDead;
    std::sort(closed.begin(), closed.end());
    const auto known = byMembers_.find(closed);
    if (known != byMembers_.end()) return known->second;
    if (states_.size() >= kMostStates) throw Error("the grammar has too many states");
    State state;
    state.next.fill(kUnknown);
    for (const auto at : closed)
        state.distance = std::min(state.distance, distances_[static_cast<std::size_t>(at)]);
    state.members = closed;
    const int index = static_cast<int>(states_.size());
    states_.push_back(std::move(state));
    byMembers_.emplace(std::move(closed), index);
    return index;
}

int Automaton::findNext(int state, unsigned char byte) {
    std::vector<std::int32_t> reached;
    for (const auto at : states_[static_cast<std::size_t>(state)].members)
        for (const auto& edge : grammar_.states()[static_cast<std::size_t>(at)])
            if (edge.low >= 0 && edge.low <= byte && byte <= edge.high) reached.push_back(edge.to);
    const int next = stateOf(std::move(reached));
    return states_[static_cast<std::size_t>(state)].next[byte] = next;
}

int Automaton::afterToken(int state, int token) {
    std::vector<std::int32_t> reached;
    for (const auto at : states_[static_cast<std::size_t>(state)].members)
        for (const auto& edge : grammar_.states()[static_cast<std::size_t>(at)])
            if (edge.low == Grammar::kToken && edge.high == token) reached.push_back(edge.to);
    return stateOf(std::move(reached));
}

std::vector<int> Automaton::tokensFrom(int state) const {
    std::vector<int> tokens;
    for (const auto at : states_[static_cast<std::size_t>(state)].members)
        for (const auto& edge : grammar_.states()[static_cast<std::size_t>(at)])
            if (edge.low == Grammar::kToken) tokens.push_back(edge.high);
    std::sort(tokens.begin(), tokens.end());
    tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
    return tokens;
}

bool Automaton::ends(int state) const {
    const auto& members = states_[static_cast<std::size_t>(state)].members;
    return members.size() == 1 && members[0] == 1;
}

std::vector<int> Automaton::shortestEnd(int state) {
    std::vector<int> way;
    while (distance(state) > 0 && distance(state) != kNever) {
        const int wanted = distance(state) - 1;
        int next = kDead;
        for (int b = 0; b < 256 && next == kDead; ++b) {
            const int to = afterByte(state, static_cast<unsigned char>(b));
            if (to == kDead || distance(to) != wanted) continue;
            way.push_back(b);
            next = to;
        }
        for (const int token : tokensFrom(state)) {
            if (next != kDead) break;
            const int to = afterToken(state, token);
            if (to == kDead || distance(to) != wanted) continue;
            way.push_back(256 + token);
            next = to;
        }
        if (next == kDead) break;
        state = next;
    }
    return way;
}

}  // namespace dokuei::inference
