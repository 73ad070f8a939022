#include "inference/decoder/cpu/KernelSets.h"

#if defined(__x86_64__)

// GCC 12 takes the undefined vectors inside its own header for mistakes.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"

#include <immintrin.h>

#include "inference/decoder/cpu/Plain.h"

namespace dokuei::inference {
namespace {

#define DOKUEI_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2,fma,f16c")))
#define DOKUEI_AVX512_INLINE DOKUEI_AVX512 inline __attribute__((always_inline))

/// How far ahead memory is asked for: a page of 4 kB, where the processor's own guess ends.
constexpr std::int64_t kAhead = 4096;

DOKUEI_AVX512_INLINE __m512 fromBfloat16(__m256i values) {
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(values), 16));
}

DOKUEI_AVX512_INLINE __m512i fourCodes(const std::int8_t* codes) {
    std::int32_t four;
    std::memcpy(&four, codes, sizeof four);
    return _mm512_set1_epi32(four);
}

template <int N>
DOKUEI_AVX512 void int8(const std::uint8_t* block, std::int64_t inputBlocks, const QuantisedInput* x,
                        float* result) {
    __m512 sum[N];
    for (int t = 0; t < N; ++t) sum[t] = _mm512_setzero_ps();
    for (std::int64_t b = 0; b < inputBlocks; ++b, block += kInt8Block) {
        for (int g = 0; g < 2; ++g) {
            const std::int64_t group = 2 * b + g;
            __m512i dot[N];
            for (int t = 0; t < N; ++t) dot[t] = _mm512_set1_epi32(-128 * x[t].sums[group]);
            for (int j = 0; j < 8; ++j) {
                const auto* from = block + g * 512 + j * 64;
                if (N == 1) _mm_prefetch(reinterpret_cast<const char*>(from) + kAhead, _MM_HINT_T0);
                const __m512i w = _mm512_loadu_si512(from);
                for (int t = 0; t < N; ++t)
                    dot[t] = _mm512_dpbusd_epi32(dot[t], w, fourCodes(x[t].codes + group * kGroup + j * 4));
            }
            const __m512 scale =
                fromBfloat16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + 1024 + g * 32)));
            for (int t = 0; t < N; ++t)
                sum[t] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dot[t]),
                                         _mm512_mul_ps(scale, _mm512_set1_ps(x[t].scales[group])), sum[t]);
        }
    }
    for (int t = 0; t < N; ++t) _mm512_storeu_ps(result + 16 * t, sum[t]);
}

template <int N>
DOKUEI_AVX512 void int4(const std::uint8_t* block, std::int64_t inputBlocks, const QuantisedInput* x,
                        float* result) {
    const __m512i low = _mm512_set1_epi8(15);
    __m512 sum[N];
    for (int t = 0; t < N; ++t) sum[t] = _mm512_setzero_ps();
    for (std::int64_t b = 0; b < inputBlocks; ++b, block += kInt4Block) {
        for (int g = 0; g < 2; ++g) {
            const std::int64_t group = 2 * b + g;
            __m512i dot[N];
            for (int t = 0; t < N; ++t) dot[t] = _mm512_set1_epi32(-8 * x[t].sums[group]);
            for (int j = 0; j < 4; ++j) {
                const auto* from = block + g * 256 + j * 64;
                if (N == 1) _mm_prefetch(reinterpret_cast<const char*>(from) + kAhead, _MM_HINT_T0);
                const __m512i w = _mm512_loadu_si512(from);
                const __m512i first = _mm512_and_si512(w, low),
                              second = _mm512_and_si512(_mm512_srli_epi16(w, 4), low);
                for (int t = 0; t < N; ++t) {
                    const std::int8_t* codes = x[t].codes + group * kGroup + j * 4;
                    dot[t] = _mm512_dpbusd_epi32(dot[t], first, fourCodes(codes));
                    dot[t] = _mm512_dpbusd_epi32(dot[t], second, fourCodes(codes + 16));
                }
            }
            const __m512 scale =
                fromBfloat16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + 512 + g * 32)));
            for (int t = 0; t < N; ++t)
                sum[t] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dot[t]),
                                         _mm512_mul_ps(scale, _mm512_set1_ps(x[t].scales[group])), sum[t]);
        }
    }
    for (int t = 0; t < N; ++t) _mm512_storeu_ps(result + 16 * t, sum[t]);
}

void int8Rows(const std::uint8_t* blocks, std::int64_t inputBlocks, const QuantisedInput* x, int count,
              float* result) {
    switch (count) {
        case 1:
            return int8<1>(blocks, inputBlocks, x, result);
        case 2:
            return int8<2>(blocks, inputBlocks, x, result);
        case 3:
            return int8<3>(blocks, inputBlocks, x, result);
        default:
            return int8<4>(blocks, inputBlocks, x, result);
    }
}

void int4Rows(const std::uint8_t* blocks, std::int64_t inputBlocks, const QuantisedInput* x, int count,
              float* result) {
    switch (count) {
        case 1:
            return int4<1>(blocks, inputBlocks, x, result);
        case 2:
            return int4<2>(blocks, inputBlocks, x, result);
        case 3:
            return int4<3>(blocks, inputBlocks, x, result);
        default:
            return int4<4>(blocks, inputBlocks, x, result);
    }
}

struct Float {
    using Stored = float;
    DOKUEI_AVX512_INLINE static __m512 load(const float* p) { return _mm512_loadu_ps(p); }
    DOKUEI_AVX512_INLINE static __m512 load(const float* p, __mmask16 mask) {
        return _mm512_maskz_loadu_ps(mask, p);
    }
};
struct Bfloat16 {
    using Stored = std::uint16_t;
    DOKUEI_AVX512_INLINE static __m512 load(const std::uint16_t* p) {
        return fromBfloat16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
    }
    DOKUEI_AVX512_INLINE static __m512 load(const std::uint16_t* p, __mmask16 mask) {
        return fromBfloat16(_mm256_maskz_loadu_epi16(mask, p));
    }
};
struct Half {
    using Stored = std::uint16_t;
    DOKUEI_AVX512_INLINE static __m512 load(const std::uint16_t* p) {
        return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
    }
    DOKUEI_AVX512_INLINE static __m512 load(const std::uint16_t* p, __mmask16 mask) {
        return _mm512_cvtph_ps(_mm256_maskz_loadu_epi16(mask, p));
    }
};

/// One row after the other, so that memory is read strictly forward.
template <typename Type>
DOKUEI_AVX512 void rows(const typename Type::Stored* matrix, std::int64_t rows, std::int64_t in,
                        const float* x, float* result) {
    for (std::int64_t r = 0; r < rows; ++r, matrix += in) {
        __m512 sum[4];
        for (auto& s : sum) s = _mm512_setzero_ps();
        std::int64_t i = 0;
        for (; i + 64 <= in; i += 64) {
            for (std::size_t line = 0; line < sizeof *matrix; ++line)
                _mm_prefetch(reinterpret_cast<const char*>(matrix + i) + kAhead + 64 * line, _MM_HINT_T0);
            for (int k = 0; k < 4; ++k)
                sum[k] =
                    _mm512_fmadd_ps(Type::load(matrix + i + 16 * k), _mm512_loadu_ps(x + i + 16 * k), sum[k]);
        }
        for (; i + 16 <= in; i += 16)
            sum[0] = _mm512_fmadd_ps(Type::load(matrix + i), _mm512_loadu_ps(x + i), sum[0]);
        if (i < in) {
            const auto mask = static_cast<__mmask16>((1u << (in - i)) - 1);
            sum[1] =
                _mm512_fmadd_ps(Type::load(matrix + i, mask), _mm512_maskz_loadu_ps(mask, x + i), sum[1]);
        }
        result[r] =
            _mm512_reduce_add_ps(_mm512_add_ps(_mm512_add_ps(sum[0], sum[1]), _mm512_add_ps(sum[2], sum[3])));
    }
}

template <typename Type>
DOKUEI_AVX512 void addRows(const typename Type::Stored* matrix, std::int64_t rows, std::int64_t in,
                           const float* weights, float* sum) {
    std::int64_t i = 0;
    for (; i + 64 <= in; i += 64) {
        __m512 a = _mm512_loadu_ps(sum + i), b = _mm512_loadu_ps(sum + i + 16),
               c = _mm512_loadu_ps(sum + i + 32), d = _mm512_loadu_ps(sum + i + 48);
        for (std::int64_t r = 0; r < rows; ++r) {
            const auto* row = matrix + r * in + i;
            const __m512 w = _mm512_set1_ps(weights[r]);
            a = _mm512_fmadd_ps(Type::load(row), w, a);
            b = _mm512_fmadd_ps(Type::load(row + 16), w, b);
            c = _mm512_fmadd_ps(Type::load(row + 32), w, c);
            d = _mm512_fmadd_ps(Type::load(row + 48), w, d);
        }
        _mm512_storeu_ps(sum + i, a), _mm512_storeu_ps(sum + i + 16, b);
        _mm512_storeu_ps(sum + i + 32, c), _mm512_storeu_ps(sum + i + 48, d);
    }
    for (; i < in; i += 16) {
        const auto mask = static_cast<__mmask16>(in - i >= 16 ? 0xffffu : (1u << (in - i)) - 1);
        __m512 a = _mm512_maskz_loadu_ps(mask, sum + i);
        for (std::int64_t r = 0; r < rows; ++r)
            a = _mm512_fmadd_ps(Type::load(matrix + r * in + i, mask), _mm512_set1_ps(weights[r]), a);
        _mm512_mask_storeu_ps(sum + i, mask, a);
    }
}

DOKUEI_AVX512 void quantise(const float* x, std::int64_t in, std::int8_t* codes, float* scales,
                            std::int32_t* sums) {
    plain::quantise(x, in, codes, scales, sums);
}

DOKUEI_AVX512 void rmsNorm(const float* x, const float* weight, std::int64_t n, float eps, float* result) {
    plain::rmsNorm(x, weight, n, eps, result);
}

DOKUEI_AVX512 void silu(float* gate, const float* up, std::int64_t n) {
    plain::silu(gate, up, n);
}

DOKUEI_AVX512 void geluTanh(float* gate, const float* up, std::int64_t n) {
    plain::geluTanh(gate, up, n);
}

DOKUEI_AVX512 float exponentials(float* x, std::int64_t n, float largest) {
    return plain::exponentials(x, n, largest);
}

}  // namespace

bool addAvx512Kernels(std::vector<Kernels>& all) {
    const bool runs = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                      __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("fma") &&
                      __builtin_cpu_supports("f16c");
    if (!runs) return false;
    all.push_back({"AVX-512 VNNI", int8Rows, int4Rows, rows<Float>, rows<Bfloat16>, rows<Half>,
                   addRows<Float>, addRows<Bfloat16>, quantise, rmsNorm, silu, geluTanh, plainGelu,
                   exponentials});
    return true;
}

}  // namespace dokuei::inference

#else

namespace dokuei::inference {

bool addAvx512Kernels(std::vector<Kernels>&) {
    return false;
}

}  // namespace dokuei::inference

#endif
