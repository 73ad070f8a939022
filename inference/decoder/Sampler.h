#pragma once

#include <torch/torch.h>

#include <random>

#include "inference/session/Worker.h"

namespace dokuei::inference {

/// Picks tokens from scores; the same seed picks the same tokens.
class Sampler {
public:
    explicit Sampler(const Sampling& sampling);

    struct Choice {
        int id = 0;
        double logProbability = 0;  ///< natural, at temperature 1
    };
    /// `logits`: [n] float on the CPU; tokens from `vocabulary` on are never picked.
    Choice pick(const torch::Tensor& logits, int vocabulary);

private:
    Sampling sampling_;
    std::mt19937_64 random_;
};

}  // namespace dokuei::inference
