#pragma once

#include <torch/torch.h>

#include <random>
#include <unordered_set>
#include <vector>

#include "inference/decoder/TokenMask.h"
#include "inference/session/Worker.h"

namespace dokuei::inference {

/// Picks tokens from scores in the order of Hugging Face's generate(): repetition penalty, temperature,
/// top-k, top-p. The same seed picks the same tokens.
class Sampler {
public:
    explicit Sampler(const Sampling& sampling);

    struct Choice {
        int id = 0;
        double logProbability =
            0;  ///< natural, of the scores as they came: at temperature 1, without penalty
    };
    /// `logits`: [n] float, on any device; tokens from `vocabulary` on are never picked, nor are those that
    /// `allowed` lacks. Throws Error when no token is left.
    Choice pick(const torch::Tensor& logits, int vocabulary, const TokenMask* allowed = nullptr);

    /// Tokens that the repetition penalty counts: those of the prompt; what is picked adds itself.
    void remember(const std::vector<int>& ids);

private:
    Sampling sampling_;
    std::mt19937_64 random_;
    std::unordered_set<int> seen_;
};

}  // namespace dokuei::inference
