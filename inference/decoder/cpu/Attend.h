#pragma once

#include <cstdint>
#include <vector>

#include "inference/decoder/cpu/Kernels.h"

namespace dokuei::inference {

/// Softmax-weighted values of a part of the keys, so that parts can be put together: the sum of
/// exp(score - largest) * value, and the sum of exp(score - largest).
struct PartialAttention {
    float largest = 0, sum = 0;
    std::vector<float> values;  ///< [headDim]
};

/// Keys or values [positions, headDim] that lie one behind the other.
struct StoredRows {
    const void* data = nullptr;
    bool bfloat16 = false;
    std::int64_t headDim = 0;
};

/// Lets `share` queries [share, headDim], already scaled, see positions begin to end of one key and value
/// head; partial[i] belongs to query i. `softcap` 0: none. `scores`: room for share * kPositionsAtOnce.
constexpr std::int64_t kPositionsAtOnce = 64;
void attendPart(const float* queries, int share, const StoredRows& keys, const StoredRows& values,
                std::int64_t begin, std::int64_t end, float softcap, float* scores,
                PartialAttention* partial);

/// Puts `count` parts of one query together: result [headDim].
void joinParts(const PartialAttention* parts, int count, std::int64_t headDim, float* result);

}  // namespace dokuei::inference
