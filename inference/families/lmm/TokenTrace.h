#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dokuei::inference {

/// Below this confidence a sentence is marked as unsure: on average the model gave each of its tokens less
/// than one chance in two. It measures the model's own hesitation, not whether it is right: published
/// comparisons find medical models too sure of themselves at all sizes, so that a high value proves nothing.
constexpr double kUnsure = 0.5;

/// What a model wrote, with the probability of each token.
class TokenTrace {
public:
    /// `forced`: a grammar left no other choice, so that the token tells nothing.
    void push(const std::string& characters, double logProbability, bool forced);
    const std::string& raw() const { return raw_; }
    /// Geometric mean of the probabilities of the tokens that have characters in the byte ranges, 0..1;
    /// nothing when there are none.
    std::optional<double> confidence(const std::vector<std::array<std::size_t, 2>>& ranges) const;

private:
    struct Token {
        std::size_t begin, end;
        double logProbability;
        bool forced;
    };
    std::string raw_;
    std::vector<Token> tokens_;
};

}  // namespace dokuei::inference
