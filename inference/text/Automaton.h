#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

#include "inference/text/Grammar.h"

namespace dokuei::inference {

/// A grammar as a deterministic automaton, made state by state as it is walked. Used by one thread at a time.
class Automaton {
public:
    static constexpr int kDead = -1, kStart = 0;
    static constexpr int kNever = 1 << 28;

    /// `single`: the bytes for which the vocabulary has a token of their own, and whether it has a token.
    Automaton(const Grammar& grammar, const std::array<bool, 256>& single);

    int afterByte(int state, unsigned char byte) {
        const int known = states_[static_cast<std::size_t>(state)].next[byte];
        return known != kUnknown ? known : findNext(state, byte);
    }
    int afterToken(int state, int token);
    /// Tokens that may come as such.
    std::vector<int> tokensFrom(int state) const;
    bool accepts(int state) const { return states_[static_cast<std::size_t>(state)].distance == 0; }
    /// Fewest tokens that lead from here to an end, kNever when there is none.
    int distance(int state) const { return states_[static_cast<std::size_t>(state)].distance; }
    /// No state is further from an end.
    int largestDistance() const { return largest_; }
    /// Whether anything can follow.
    bool ends(int state) const;
    /// A shortest way to an end: bytes, or tokens as such (256 + id).
    std::vector<int> shortestEnd(int state);
    std::size_t size() const { return states_.size(); }

private:
    static constexpr int kUnknown = -2;
    struct State {
        std::vector<std::int32_t> members;  ///< of the grammar, closed and sorted
        std::array<std::int32_t, 256> next;
        int distance = kNever;
    };
    int stateOf(std::vector<std::int32_t> members);
    int findNext(int state, unsigned char byte);
    void measure(const std::array<bool, 256>& single);

    Grammar grammar_;
    std::vector<int> distances_;  ///< of the grammar's states
    int largest_ = 0;
    std::vector<State> states_;
    std::map<std::vector<std::int32_t>, int> byMembers_;
};

}  // namespace dokuei::inference
