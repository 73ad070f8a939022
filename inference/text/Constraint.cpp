#include "inference/text/Constraint.h"

#include <algorithm>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

/// Of a vocabulary of 262,144 a mask takes 32 kB.
constexpr std::size_t kMostMasks = 2048;

}  // namespace

TokenGrammar::TokenGrammar(std::shared_ptr<const TokenTable> table, const Grammar& grammar)
    : table_(std::move(table)), automaton_(grammar, table_->single()) {}

int TokenGrammar::after(int state, int id) {
    const auto bytes = table_->bytesOf(id);
    if (bytes.empty()) return automaton_.afterToken(state, id);
    for (const char b : bytes) {
        state = automaton_.afterByte(state, static_cast<unsigned char>(b));
        if (state == Automaton::kDead) break;
    }
    return state;
}

void TokenGrammar::walk(int state, int limit, TokenMask& mask) {
    const auto& rows = table_->rows();
    const auto* bytes = reinterpret_cast<const unsigned char*>(table_->bytes().data());
    std::vector<int> path{state};  // state after so many bytes of the row
    for (int first = 0; first < 256; ++first) {
        auto at = table_->firstOf(first);
        const auto end = table_->firstOf(first + 1);
        if (at == end) continue;
        path.resize(1);
        const int begun = automaton_.afterByte(state, static_cast<unsigned char>(first));
        if (begun == Automaton::kDead) continue;
        path.push_back(begun);
        while (at < end) {
            const auto& row = rows[at];
            // Of the beginning that it shares with the row before, as much as that row's walk has reached.
            std::size_t depth = path.size() - 1;
            while (depth < row.length) {
                const int next = automaton_.afterByte(path[depth], bytes[row.begin + depth]);
                if (next == Automaton::kDead) break;
                path.push_back(next);
                ++depth;
            }
            const bool whole = depth == row.length;
            if (whole && automaton_.distance(path[depth]) <= limit) mask.allow(row.id);
            ++at;
            // Rows that go on with the byte that led nowhere lead nowhere either.
            if (!whole)
                while (at < end && rows[at].common > depth) ++at;
            if (at < end) path.resize(std::min<std::size_t>(depth, rows[at].common) + 1);
        }
    }
}

TokenMask TokenGrammar::maskOf(int state, int limit) {
    TokenMask mask(table_->vocabularySize());
    walk(state, limit, mask);
    for (const int token : automaton_.tokensFrom(state)) {
        const int next = automaton_.afterToken(state, token);
        if (next != Automaton::kDead && automaton_.distance(next) <= limit &&
            token < table_->vocabularySize())
            mask.allow(token);
    }
    return mask;
}

const TokenMask& TokenGrammar::keptMaskOf(int state) {
    const auto known = masks_.find(state);
    if (known != masks_.end()) return known->second;
    if (masks_.size() >= kMostMasks) masks_.clear();
    return masks_.emplace(state, maskOf(state, Automaton::kNever - 1)).first->second;
}

Constraint::Constraint(std::shared_ptr<TokenGrammar> grammar, std::vector<int> stopIds)
    : grammar_(std::move(grammar)), stopIds_(std::move(stopIds)) {}

const TokenMask& Constraint::allowed(int tokensLeft) {
    auto& automaton = grammar_->automaton_;
    // A budget that cannot suffice is no budget.
    const bool low = tokensLeft - 1 < automaton.largestDistance() && automaton.distance(state_) <= tokensLeft;
    if (!low && !complete()) return grammar_->keptMaskOf(state_);
    mask_ = low ? grammar_->maskOf(state_, tokensLeft - 1) : grammar_->keptMaskOf(state_);
    if (complete())
        for (const int id : stopIds_)
            if (id >= 0 && id < grammar_->table_->vocabularySize()) mask_.allow(id);
    return mask_;
}

void Constraint::accept(int id) {
    if (std::find(stopIds_.begin(), stopIds_.end(), id) != stopIds_.end() && complete()) {
        stopped_ = true;
        return;
    }
    const int next = stopped_ ? Automaton::kDead : grammar_->after(state_, id);
    if (next == Automaton::kDead || grammar_->automaton_.distance(next) == Automaton::kNever)
        throw Error("the answer does not follow its grammar");
    state_ = next;
}

bool Constraint::complete() const {
    return grammar_->automaton_.accepts(state_);
}

bool Constraint::ended() const {
    return stopped_ || grammar_->automaton_.ends(state_);
}

std::string Constraint::closing() const {
    std::string text;
    for (const int step : grammar_->automaton_.shortestEnd(state_))
        if (step < 256) text += static_cast<char>(step);
    return text;
}

}  // namespace dokuei::inference
