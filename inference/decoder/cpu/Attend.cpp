#include "inference/decoder/cpu/Attend.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dokuei::inference {

void attendPart(const float* queries, int share, const StoredRows& keys, const StoredRows& values,
                std::int64_t begin, std::int64_t end, float softcap, float* scores,
                PartialAttention* partial) {
    const auto& k = kernels();
    const auto dim = keys.headDim;
    for (int i = 0; i < share; ++i) {
        partial[i].largest = -std::numeric_limits<float>::infinity();
        partial[i].sum = 0;
        partial[i].values.assign(static_cast<std::size_t>(dim), 0.0f);
    }
    // Few positions at a time: what the first query reads from memory the others find in the nearest cache.
    for (auto first = begin; first < end; first += kPositionsAtOnce) {
        const auto count = std::min(kPositionsAtOnce, end - first);
        const auto at = [&](const StoredRows& rows) {
            return static_cast<const char*>(rows.data) + first * dim * (rows.bfloat16 ? 2 : 4);
        };
        for (int i = 0; i < share; ++i) {
            float* mine = scores + i * kPositionsAtOnce;
            if (keys.bfloat16)
                k.bfloat16Rows(reinterpret_cast<const std::uint16_t*>(at(keys)), count, dim,
                               queries + i * dim, mine);
            else
                k.floatRows(reinterpret_cast<const float*>(at(keys)), count, dim, queries + i * dim, mine);
            if (softcap > 0)
                for (std::int64_t p = 0; p < count; ++p) mine[p] = softcap * std::tanh(mine[p] / softcap);
            auto& part = partial[i];
            const float largest = std::max(part.largest, *std::max_element(mine, mine + count));
            if (largest > part.largest) {
                const float shrink = std::exp(part.largest - largest);
                part.sum *= shrink;
                for (auto& value : part.values) value *= shrink;
                part.largest = largest;
            }
            part.sum += k.exponentials(mine, count, largest);
            if (values.bfloat16)
                k.addBfloat16Rows(reinterpret_cast<const std::uint16_t*>(at(values)), count, dim, mine,
                                  part.values.data());
            else
                k.addFloatRows(reinterpret_cast<const float*>(at(values)), count, dim, mine,
                               part.values.data());
        }
    }
}

void joinParts(const PartialAttention* parts, int count, std::int64_t headDim, float* result) {
    float largest = -std::numeric_limits<float>::infinity(), sum = 0;
    for (int i = 0; i < count; ++i) largest = std::max(largest, parts[i].largest);
    std::fill(result, result + headDim, 0.0f);
    for (int i = 0; i < count; ++i) {
        const float weight = std::exp(parts[i].largest - largest);
        sum += weight * parts[i].sum;
        for (std::int64_t d = 0; d < headDim; ++d)
            result[d] += weight * parts[i].values[static_cast<std::size_t>(d)];
    }
    for (std::int64_t d = 0; d < headDim; ++d) result[d] /= sum;
}

}  // namespace dokuei::inference
