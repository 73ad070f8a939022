#include "inference/decoder/Sampler.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace dokuei::inference {

Sampler::Sampler(const Sampling& sampling) : sampling_(sampling), random_(sampling.seed) {}

Sampler::Choice Sampler::pick(const torch::Tensor& logits, int vocabulary) {
    const auto* scores = logits.data_ptr<float>();
    const int count = std::min(vocabulary, static_cast<int>(logits.numel()));
    const int best = static_cast<int>(std::max_element(scores, scores + count) - scores);
    const double top = scores[best];
    double sum = 0;
    for (int i = 0; i < count; ++i) sum += std::exp(scores[i] - top);
    const auto choice = [&](int id) { return Choice{id, scores[id] - top - std::log(sum)}; };
    if (sampling_.temperature <= 0) return choice(best);

    std::vector<int> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return scores[a] > scores[b]; });
    if (sampling_.topK > 0 && sampling_.topK < count) order.resize(static_cast<std::size_t>(sampling_.topK));
    std::vector<double> weights;
    double total = 0;
    for (const int id : order)
        weights.push_back(std::exp((scores[id] - top) / sampling_.temperature)), total += weights.back();
    if (sampling_.topP < 1) {
        double reached = 0;
        std::size_t kept = 0;
        while (kept < weights.size() && reached < sampling_.topP * total) reached += weights[kept++];
        weights.resize(std::max<std::size_t>(1, kept));
        total = std::accumulate(weights.begin(), weights.end(), 0.0);
    }
    // The library's distributions differ between implementations; 53 random bits do not.
    double draw = static_cast<double>(random_() >> 11) * 0x1.0p-53 * total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        draw -= weights[i];
        if (draw < 0) return choice(order[i]);
    }
    return choice(order[weights.size() - 1]);
}

}  // namespace dokuei::inference
