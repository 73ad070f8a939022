#include "inference/families/lmm/TokenTrace.h"

#include <algorithm>
#include <cmath>

namespace dokuei::inference {

void TokenTrace::push(const std::string& characters, double logProbability, bool forced) {
    tokens_.push_back({raw_.size(), raw_.size() + characters.size(), logProbability, forced});
    raw_ += characters;
}

std::optional<double> TokenTrace::confidence(const std::vector<std::array<std::size_t, 2>>& ranges) const {
    double sum = 0;
    int count = 0;
    for (const auto& token : tokens_) {
        const bool counts = std::any_of(ranges.begin(), ranges.end(), [&](const auto& range) {
            return token.begin < range[1] && token.end > range[0];
        });
        if (!counts || token.forced) continue;
        sum += token.logProbability;
        ++count;
    }
    if (count == 0) return {};
    return std::exp(sum / count);
}

}  // namespace dokuei::inference
