#include "inference/vision/Bf16Attention.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>

#if defined(__x86_64__)
// GCC 12 warns about what its own header leaves undefined on purpose.
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>
#endif

#include "inference/Error.h"

namespace dokuei::inference {

#if defined(__x86_64__)
namespace {

#define DOKUEI_BF16 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512bf16")))

constexpr int queryBlock = 60;  // a multiple of the rows of every product below
constexpr int keyBlock = 512;
constexpr int keyTile = 64;
constexpr int scoreRows = 6;

/// Rows of the second product whose sums fit the registers, for so many vectors of 16 values.
constexpr int valueRows(int vectors) {
    return vectors <= 4 ? 6 : vectors == 5 ? 5 : vectors == 6 ? 4 : 3;
}

/// Keys and values of one head in one span, in the order in which the products read them.
struct Packed {
    std::int64_t length = 0, padded = 0;    ///< keys; rounded up to keyTile
    int pairs = 0, vectors = 0;             ///< headDim / 2; headDim in vectors of 16
    const std::uint32_t* keys = nullptr;    ///< [padded / keyTile][pairs][keyTile] pairs of channels
    const std::uint32_t* values = nullptr;  ///< [padded / 2][vectors * 16] pairs of keys

    static std::int64_t keyWords(std::int64_t padded, int pairs) { return padded * pairs; }
    static std::int64_t valueWords(std::int64_t padded, int vectors) { return padded / 2 * vectors * 16; }
};

struct Strided {
    const std::uint16_t* data = nullptr;
    std::int64_t tokenStride = 0, headStride = 0;
    const std::uint16_t* row(std::int64_t token, std::int64_t head) const {
        return data + token * tokenStride + head * headStride;
    }
};

Strided strided(const torch::Tensor& t) {
    return {static_cast<const std::uint16_t*>(t.const_data_ptr()), t.stride(0), t.stride(1)};
}

std::uint32_t pairOf(std::uint16_t low, std::uint16_t high) {
    return static_cast<std::uint32_t>(low) | static_cast<std::uint32_t>(high) << 16;
}

void packKeys(const Strided& k, std::int64_t first, std::int64_t head, const Packed& shape,
              std::uint32_t* keys) {
    for (std::int64_t tile = 0; tile < shape.padded; tile += keyTile)
        for (std::int64_t j = 0; j < keyTile; ++j) {
            auto* to = keys + tile * shape.pairs + j;
            const auto key = tile + j;
            const auto* row = key < shape.length ? k.row(first + key, head) : nullptr;
            for (int pair = 0; pair < shape.pairs; ++pair)
                to[pair * keyTile] = row ? pairOf(row[2 * pair], row[2 * pair + 1]) : 0;
        }
}

void packValues(const Strided& v, std::int64_t first, std::int64_t head, const Packed& shape,
                std::uint32_t* values) {
    const int width = shape.vectors * 16, channels = 2 * shape.pairs;
    for (std::int64_t key = 0; key < shape.padded; key += 2, values += width) {
        const auto* low = key < shape.length ? v.row(first + key, head) : nullptr;
        const auto* high = key + 1 < shape.length ? v.row(first + key + 1, head) : nullptr;
        for (int c = 0; c < width; ++c)
            values[c] = c < channels ? pairOf(low ? low[c] : 0, high ? high[c] : 0) : 0;
    }
}

DOKUEI_BF16 inline __m512 multiplied(__m512 sum, std::uint32_t pair, __m512i row) {
    return _mm512_dpbf16_ps(sum, (__m512bh)_mm512_set1_epi32(static_cast<int>(pair)), (__m512bh)row);
}

/// Scores of scoreRows queries with keyTile keys. queries: [scoreRows][pairs]; scores: row stride keyBlock.
DOKUEI_BF16 void scoreTile(const std::uint32_t* queries, const std::uint32_t* keys, int pairs,
                           float* scores) {
    __m512 sum[scoreRows][4];
    for (auto& row : sum)
        for (auto& part : row) part = _mm512_setzero_ps();
    for (int pair = 0; pair < pairs; ++pair, keys += keyTile) {
        const __m512i k0 = _mm512_loadu_si512(keys), k1 = _mm512_loadu_si512(keys + 16),
                      k2 = _mm512_loadu_si512(keys + 32), k3 = _mm512_loadu_si512(keys + 48);
#pragma GCC unroll 6
        for (int r = 0; r < scoreRows; ++r) {
            const auto query = queries[r * pairs + pair];
            sum[r][0] = multiplied(sum[r][0], query, k0);
            sum[r][1] = multiplied(sum[r][1], query, k1);
            sum[r][2] = multiplied(sum[r][2], query, k2);
            sum[r][3] = multiplied(sum[r][3], query, k3);
        }
    }
#pragma GCC unroll 6
    for (int r = 0; r < scoreRows; ++r)
#pragma GCC unroll 4
        for (int part = 0; part < 4; ++part)
            _mm512_storeu_ps(scores + r * keyBlock + 16 * part, sum[r][part]);
}

/// 2^x for x <= 0.
DOKUEI_BF16 inline __m512 powerOfTwo(__m512 x) {
    x = _mm512_max_ps(x, _mm512_set1_ps(-126.0f));
    const __m512 whole = _mm512_roundscale_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    const __m512 rest = _mm512_sub_ps(x, whole);
    __m512 y = _mm512_set1_ps(1.33335581e-3f);
    y = _mm512_fmadd_ps(y, rest, _mm512_set1_ps(9.61812911e-3f));
    y = _mm512_fmadd_ps(y, rest, _mm512_set1_ps(5.55041087e-2f));
    y = _mm512_fmadd_ps(y, rest, _mm512_set1_ps(2.40226507e-1f));
    y = _mm512_fmadd_ps(y, rest, _mm512_set1_ps(6.93147181e-1f));
    y = _mm512_fmadd_ps(y, rest, _mm512_set1_ps(1.0f));
    return _mm512_scalef_ps(y, whole);
}

/// What one row has seen so far: the largest score (times scale * log2 e) and the sum of the powers.
struct RowState {
    float largest = -std::numeric_limits<float>::infinity(), sum = 0;
};

/// Scores of one row -> bf16 weights; returns what earlier sums have to be multiplied with.
DOKUEI_BF16 float weigh(const float* scores, int keys, float scale, RowState& state, std::uint16_t* weights) {
    __m512 most = _mm512_set1_ps(-std::numeric_limits<float>::infinity());
    for (int i = 0; i < keys; i += 16) most = _mm512_max_ps(most, _mm512_loadu_ps(scores + i));
    const float largest = std::max(state.largest, _mm512_reduce_max_ps(most) * scale);
    const __m512 factor = _mm512_set1_ps(scale), shift = _mm512_set1_ps(largest);
    __m512 sum = _mm512_setzero_ps();
    for (int i = 0; i < keys; i += 16) {
        const __m512 power = powerOfTwo(_mm512_fmsub_ps(_mm512_loadu_ps(scores + i), factor, shift));
        sum = _mm512_add_ps(sum, power);
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(weights + i), (__m256i)_mm512_cvtneps_pbh(power));
    }
    const float before = std::exp2(state.largest - largest);
    state.largest = largest;
    state.sum = state.sum * before + _mm512_reduce_add_ps(sum);
    return before;
}

/// sums [rows][vectors * 16] += weights [rows][keys] times packed values.
template <int Vectors>
DOKUEI_BF16 void addValues(const std::uint16_t* weights, const std::uint32_t* values, int keys, float* sums) {
    constexpr int rows = valueRows(Vectors);
    __m512 sum[rows][Vectors];
#pragma GCC unroll 6
    for (int r = 0; r < rows; ++r)
#pragma GCC unroll 8
        for (int part = 0; part < Vectors; ++part)
            sum[r][part] = _mm512_loadu_ps(sums + (r * Vectors + part) * 16);
    for (int key = 0; key < keys; key += 2, values += Vectors * 16) {
        __m512i row[Vectors];
#pragma GCC unroll 8
        for (int part = 0; part < Vectors; ++part) row[part] = _mm512_loadu_si512(values + 16 * part);
#pragma GCC unroll 6
        for (int r = 0; r < rows; ++r) {
            const auto pair = pairOf(weights[r * keyBlock + key], weights[r * keyBlock + key + 1]);
#pragma GCC unroll 8
            for (int part = 0; part < Vectors; ++part)
                sum[r][part] = multiplied(sum[r][part], pair, row[part]);
        }
    }
#pragma GCC unroll 6
    for (int r = 0; r < rows; ++r)
#pragma GCC unroll 8
        for (int part = 0; part < Vectors; ++part)
            _mm512_storeu_ps(sums + (r * Vectors + part) * 16, sum[r][part]);
}

/// Working memory of one thread.
struct Scratch {
    std::uint32_t queries[queryBlock * 64];
    float scores[queryBlock * keyBlock];
    std::uint16_t weights[queryBlock * keyBlock];
    float sums[queryBlock * 128];
    RowState rows[queryBlock];
};

/// `count` queries of one head, from token `first` on.
template <int Vectors>
DOKUEI_BF16 void attendBlock(const Strided& q, std::int64_t first, int count, std::int64_t head,
                             const Packed& packed, std::uint16_t* out, std::int64_t outStride,
                             Scratch& scratch) {
    const int pairs = packed.pairs;
    const float scale = 1.4426950408889634f / std::sqrt(static_cast<float>(2 * pairs));
    for (int r = 0; r < queryBlock; ++r) {
        const auto* row = r < count ? q.row(first + r, head) : nullptr;
        for (int pair = 0; pair < pairs; ++pair)
            scratch.queries[r * pairs + pair] = row ? pairOf(row[2 * pair], row[2 * pair + 1]) : 0;
        scratch.rows[r] = {};
    }
    std::fill_n(scratch.sums, queryBlock * Vectors * 16, 0.0f);
    const int rows = (count + scoreRows - 1) / scoreRows * scoreRows;
    for (std::int64_t begin = 0; begin < packed.padded; begin += keyBlock) {
        const int keys = static_cast<int>(std::min<std::int64_t>(keyBlock, packed.padded - begin));
        for (int key = 0; key < keys; key += keyTile)
            for (int r = 0; r < rows; r += scoreRows)
                scoreTile(scratch.queries + r * pairs, packed.keys + (begin + key) * pairs, pairs,
                          scratch.scores + r * keyBlock + key);
        const int real = static_cast<int>(std::min<std::int64_t>(keys, packed.length - begin));
        for (int r = 0; r < count; ++r) {
            std::fill(scratch.scores + r * keyBlock + real, scratch.scores + r * keyBlock + keys,
                      -std::numeric_limits<float>::infinity());
            const float before = weigh(scratch.scores + r * keyBlock, keys, scale, scratch.rows[r],
                                       scratch.weights + r * keyBlock);
            if (before != 1.0f)
                for (int c = 0; c < Vectors * 16; ++c) scratch.sums[r * Vectors * 16 + c] *= before;
        }
        constexpr int step = valueRows(Vectors);
        for (int r = 0; r < count; r += step)
            addValues<Vectors>(scratch.weights + r * keyBlock, packed.values + begin / 2 * Vectors * 16, keys,
                               scratch.sums + r * Vectors * 16);
    }
    for (int r = 0; r < count; ++r) {
        const float share = 1 / scratch.rows[r].sum;
        for (int c = 0; c < 2 * pairs; ++c)
            out[r * outStride + c] = c10::BFloat16(scratch.sums[r * Vectors * 16 + c] * share).x;
    }
}

using AttendBlock = void (*)(const Strided&, std::int64_t, int, std::int64_t, const Packed&, std::uint16_t*,
                             std::int64_t, Scratch&);

AttendBlock attendBlockOf(int vectors) {
    constexpr AttendBlock all[] = {attendBlock<1>, attendBlock<2>, attendBlock<3>, attendBlock<4>,
                                   attendBlock<5>, attendBlock<6>, attendBlock<7>, attendBlock<8>};
    return all[vectors - 1];
}

}  // namespace

bool bf16AttentionIsFaster(const torch::Tensor& q) {
    static const bool able = __builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512dq") &&
                             __builtin_cpu_supports("avx512bw") && !__builtin_cpu_supports("amx-bf16");
    return able && q.device().is_cpu() && q.scalar_type() == torch::kBFloat16 && q.size(2) % 2 == 0 &&
           q.size(2) <= 128;
}

torch::Tensor bf16Attention(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                            const std::vector<VisionSpans>& spans) {
    const auto heads = q.size(1), headDim = q.size(2);
    if (headDim % 2 != 0 || headDim > 128 || q.stride(2) != 1 || k.stride(2) != 1 || v.stride(2) != 1)
        throw Error("the attention heads have a size or order that is not supported");
    auto result = torch::empty({q.size(0), heads * headDim}, q.options());
    auto* out = static_cast<std::uint16_t*>(result.mutable_data_ptr());
    const auto queries = strided(q), keys = strided(k), values = strided(v);

    // One entry per span and head, and where its packed keys and values lie.
    struct Part {
        std::int64_t first, head, offset;
        Packed packed;
    };
    struct Block {
        std::size_t part;
        std::int64_t first;
        int count;
    };
    std::vector<Part> parts;
    std::vector<Block> blocks;
    std::int64_t words = 0;
    for (const auto& span : spans)
        for (std::int64_t i = 0; i < span.count; ++i)
            for (std::int64_t head = 0; head < heads; ++head) {
                Part part{span.start + i * span.length, head, words, {}};
                part.packed.length = span.length;
                part.packed.padded = (span.length + keyTile - 1) / keyTile * keyTile;
                part.packed.pairs = static_cast<int>(headDim / 2);
                part.packed.vectors = static_cast<int>((headDim + 15) / 16);
                words += Packed::keyWords(part.packed.padded, part.packed.pairs) +
                         Packed::valueWords(part.packed.padded, part.packed.vectors);
                for (std::int64_t first = 0; first < span.length; first += queryBlock)
                    blocks.push_back(
                        {parts.size(), part.first + first,
                         static_cast<int>(std::min<std::int64_t>(queryBlock, span.length - first))});
                parts.push_back(part);
            }
    const std::unique_ptr<std::uint32_t[]> memory(new std::uint32_t[static_cast<std::size_t>(words)]);
    at::parallel_for(0, static_cast<std::int64_t>(parts.size()), 1,
                     [&](std::int64_t begin, std::int64_t end) {
                         for (auto i = begin; i < end; ++i) {
                             auto& part = parts[static_cast<std::size_t>(i)];
                             auto* base = memory.get() + part.offset;
                             packKeys(keys, part.first, part.head, part.packed, base);
                             part.packed.keys = base;
                             base += Packed::keyWords(part.packed.padded, part.packed.pairs);
                             packValues(values, part.first, part.head, part.packed, base);
                             part.packed.values = base;
                         }
                     });
    const auto attend = attendBlockOf(static_cast<int>((headDim + 15) / 16));
    at::parallel_for(
        0, static_cast<std::int64_t>(blocks.size()), 1, [&](std::int64_t begin, std::int64_t end) {
            const auto scratch = std::make_unique<Scratch>();
            for (auto i = begin; i < end; ++i) {
                const auto& block = blocks[static_cast<std::size_t>(i)];
                const auto& part = parts[block.part];
                attend(queries, block.first, block.count, part.head, part.packed,
                       out + block.first * heads * headDim + part.head * headDim, heads * headDim, *scratch);
            }
        });
    return result;
}

#else

bool bf16AttentionIsFaster(const torch::Tensor&) {
    return false;
}

torch::Tensor bf16Attention(const torch::Tensor&, const torch::Tensor&, const torch::Tensor&,
                            const std::vector<VisionSpans>&) {
    throw Error("this processor has no products of bf16");
}

#endif

}  // namespace dokuei::inference
