#include "inference/decoder/Sampler.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

struct Candidate {
    int id;
    float score;
};

bool better(const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.id < b.id;
}

/// Sorts as many of the best as top-k and top-p keep, drops the rest and gives the weights of those kept.
std::vector<double> keep(std::vector<Candidate>& all, const Sampling& sampling) {
    const auto count = all.size();
    auto limit = sampling.topK > 0 ? std::min(count, static_cast<std::size_t>(sampling.topK)) : count;
    const double top = std::max_element(all.begin(), all.end(), [](const auto& a, const auto& b) {
                           return a.score < b.score;
                       })->score;
    const auto weight = [&](const Candidate& c) { return std::exp((c.score - top) / sampling.temperature); };
    // Ties with the last of the best k are kept too.
    if (limit < count) {
        std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(limit) - 1, all.end(),
                         better);
        const float last = all[limit - 1].score;
        const auto end = std::partition(all.begin() + static_cast<std::ptrdiff_t>(limit), all.end(),
                                        [&](const auto& c) { return c.score >= last; });
        limit = static_cast<std::size_t>(end - all.begin());
        all.resize(limit);
        std::sort(all.begin(), all.end(), better);
    }
    if (sampling.topP >= 1) {
        std::vector<double> weights;
        for (const auto& c : all) weights.push_back(weight(c));
        return weights;
    }
    double total = 0;
    for (const auto& c : all) total += weight(c);
    std::vector<double> weights;
    double reached = 0;
    std::size_t sorted = 0;
    while (weights.size() < limit && reached < sampling.topP * total) {
        if (weights.size() == sorted) {
            const auto next = std::min(limit, std::max<std::size_t>(64, sorted * 8));
            std::partial_sort(all.begin() + static_cast<std::ptrdiff_t>(sorted),
                              all.begin() + static_cast<std::ptrdiff_t>(next), all.end(), better);
            sorted = next;
        }
        weights.push_back(weight(all[weights.size()]));
        reached += weights.back();
    }
    if (weights.empty()) weights.push_back(1);
    all.resize(weights.size());
    return weights;
}

}  // namespace

Sampler::Sampler(const Sampling& sampling) : sampling_(sampling), random_(sampling.seed) {}

void Sampler::remember(const std::vector<int>& ids) {
    if (sampling_.repetitionPenalty != 1) seen_.insert(ids.begin(), ids.end());
}

Sampler::Choice Sampler::pick(const torch::Tensor& logits, int vocabulary, const TokenMask* allowed) {
    const int count = std::min(vocabulary, static_cast<int>(logits.numel()));
    if (count <= 0) throw Error("the model scores no token");
    const auto rated = logits.view({-1}).slice(0, 0, count).to(torch::kFloat);
    const auto sum = torch::logsumexp(rated, 0);
    const bool greedy = sampling_.temperature <= 0;
    if (greedy && !allowed && sampling_.repetitionPenalty == 1 && !rated.device().is_cpu()) {
        // Two numbers leave the device instead of all scores.
        const auto best = rated.argmax();
        const auto pair =
            torch::stack({best.to(torch::kDouble), (rated.index({best}) - sum).to(torch::kDouble)})
                .to(torch::kCPU);
        return {static_cast<int>(pair[0].item<double>()), pair[1].item<double>()};
    }
    const auto onCpu = rated.to(torch::kCPU).contiguous();
    const auto* scores = onCpu.data_ptr<float>();
    const double total = sum.item<double>();
    const auto penalised = [&](int id) {
        if (seen_.empty() || !seen_.count(id)) return scores[id];
        const auto penalty = static_cast<float>(sampling_.repetitionPenalty);
        return scores[id] < 0 ? scores[id] * penalty : scores[id] / penalty;
    };
    const auto visit = [&](const auto& each) {
        if (allowed)
            allowed->forEach(count, each);
        else
            for (int id = 0; id < count; ++id) each(id);
    };
    const auto choice = [&](int id) {
        if (id < 0) throw Error("no token is left that the answer may go on with");
        if (sampling_.repetitionPenalty != 1) seen_.insert(id);
        return Choice{id, scores[id] - total};
    };
    if (greedy) {
        int best = -1;
        float top = 0;
        visit([&](int id) {
            const float score = penalised(id);
            if (best < 0 || score > top) best = id, top = score;
        });
        return choice(best);
    }
    std::vector<Candidate> candidates;
    candidates.reserve(allowed ? 64 : static_cast<std::size_t>(count));
    visit([&](int id) { candidates.push_back({id, penalised(id)}); });
    if (candidates.empty()) return choice(-1);
    const auto weights = keep(candidates, sampling_);
    const double whole = std::accumulate(weights.begin(), weights.end(), 0.0);
    // The library's distributions differ between implementations; 53 random bits do not.
    double draw = static_cast<double>(random_() >> 11) * 0x1.0p-53 * whole;
    std::size_t i = 0;
    while (i + 1 < weights.size() && draw >= weights[i]) draw -= weights[i++];
    return choice(candidates[i].id);
}

}  // namespace dokuei::inference
