#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "inference/decoder/TokenMask.h"
#include "inference/text/Automaton.h"
#include "inference/text/Grammar.h"
#include "inference/text/TokenTable.h"

namespace dokuei::inference {

/// A grammar over a vocabulary: which tokens may come in which state. Keeps the masks it has made; meant to
/// live as long as the model. Used by one thread at a time.
class TokenGrammar {
public:
    /// Throws Error when the vocabulary cannot write what the grammar wants.
    TokenGrammar(std::shared_ptr<const TokenTable> table, const Grammar& grammar);

private:
    friend class Constraint;
    /// Tokens after which at most `limit` more are needed to end.
    TokenMask maskOf(int state, int limit);
    const TokenMask& keptMaskOf(int state);
    void walk(int state, int limit, TokenMask& mask);
    int after(int state, int id);

    std::shared_ptr<const TokenTable> table_;
    Automaton automaton_;
    std::unordered_map<int, TokenMask> masks_;
};

/// Leads one answer along a grammar, so that what comes out always parses.
class Constraint {
public:
    /// `stopIds`: tokens with which the model ends an answer; they are allowed where the grammar may end.
    Constraint(std::shared_ptr<TokenGrammar> grammar, std::vector<int> stopIds);

    /// The tokens that may come next. `tokensLeft`: how many the answer may still have, this one included;
    /// when they run low only tokens are allowed that let it end in time. Empty only behind a whole answer
    /// that nothing can follow. Valid until the next call.
    const TokenMask& allowed(int tokensLeft);
    /// Goes on behind a token. Throws Error when it was not allowed.
    void accept(int id);
    /// Whether what came so far is whole.
    bool complete() const;
    /// Whether nothing can follow, or a stop token came.
    bool ended() const;
    /// What is missing at the end when the answer is cut off here, so that it parses; tokens that have no
    /// bytes are left out.
    std::string closing() const;

private:
    std::shared_ptr<TokenGrammar> grammar_;
    std::vector<int> stopIds_;
    int state_ = Automaton::kStart;
    bool stopped_ = false;
    TokenMask mask_;
};

}  // namespace dokuei::inference
