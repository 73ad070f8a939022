#include "inference/decoder/cpu/KernelSets.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "inference/decoder/cpu/Plain.h"

namespace dokuei::inference {
namespace {

#define DOKUEI_AVX2 __attribute__((target("avx2,fma,f16c")))
#define DOKUEI_AVX2_INLINE DOKUEI_AVX2 inline __attribute__((always_inline))

DOKUEI_AVX2_INLINE __m256 fromBfloat16(const void* p) {
    const __m128i values = _mm_loadu_si128(static_cast<const __m128i*>(p));
    return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(values), 16));
}

DOKUEI_AVX2_INLINE __m256i load(const void* p) {
    return _mm256_loadu_si256(static_cast<const __m256i*>(p));
}

DOKUEI_AVX2_INLINE __m256i fourCodes(const std::int8_t* codes) {
    std::int32_t four;
    std::memcpy(&four, codes, sizeof four);
    return _mm256_set1_epi32(four);
}

/// sum[half] += dot[half] * scales of the group, for the outputs of both halves.
DOKUEI_AVX2_INLINE void addGroup(const __m256i* dot, const std::uint8_t* scales, float inputScale,
                                 __m256* sum) {
    for (int half = 0; half < 2; ++half)
        sum[half] = _mm256_fmadd_ps(
            _mm256_cvtepi32_ps(dot[half]),
            _mm256_mul_ps(fromBfloat16(scales + half * 16), _mm256_set1_ps(inputScale)), sum[half]);
}

DOKUEI_AVX2 void int8Row(const std::uint8_t* block, std::int64_t inputBlocks, const QuantisedInput& x,
                         float* result) {
    const __m256i lowByte = _mm256_set1_epi16(255);
    __m256 sum[2] = {_mm256_setzero_ps(), _mm256_setzero_ps()};
    for (std::int64_t b = 0; b < inputBlocks; ++b, block += kInt8Block)
        for (int g = 0; g < 2; ++g) {
            const std::int64_t group = 2 * b + g;
            __m256i dot[2] = {_mm256_set1_epi32(-128 * x.sums[group]),
                              _mm256_set1_epi32(-128 * x.sums[group])};
            for (int j = 0; j < 8; ++j) {
                // Sixteen bits a product: with eight the sum of two would not fit.
                const __m256i a = fourCodes(x.codes + group * kGroup + j * 4);
                const __m256i even = _mm256_srai_epi16(_mm256_slli_epi16(a, 8), 8),
                              odd = _mm256_srai_epi16(a, 8);
                for (int half = 0; half < 2; ++half) {
                    const __m256i w = load(block + g * 512 + j * 64 + half * 32);
                    dot[half] = _mm256_add_epi32(
                        dot[half], _mm256_add_epi32(_mm256_madd_epi16(_mm256_and_si256(w, lowByte), even),
                                                    _mm256_madd_epi16(_mm256_srli_epi16(w, 8), odd)));
                }
            }
            addGroup(dot, block + 1024 + g * 32, x.scales[group], sum);
        }
    _mm256_storeu_ps(result, sum[0]), _mm256_storeu_ps(result + 8, sum[1]);
}

DOKUEI_AVX2 void int4Row(const std::uint8_t* block, std::int64_t inputBlocks, const QuantisedInput& x,
                         float* result) {
    const __m256i low = _mm256_set1_epi8(15), ones = _mm256_set1_epi16(1);
    __m256 sum[2] = {_mm256_setzero_ps(), _mm256_setzero_ps()};
    for (std::int64_t b = 0; b < inputBlocks; ++b, block += kInt4Block)
        for (int g = 0; g < 2; ++g) {
            const std::int64_t group = 2 * b + g;
            __m256i dot[2] = {_mm256_set1_epi32(-8 * x.sums[group]), _mm256_set1_epi32(-8 * x.sums[group])};
            for (int j = 0; j < 4; ++j) {
                const std::int8_t* codes = x.codes + group * kGroup + j * 4;
                const __m256i first = fourCodes(codes), second = fourCodes(codes + 16);
                for (int half = 0; half < 2; ++half) {
                    const __m256i w = load(block + g * 256 + j * 64 + half * 32);
                    const __m256i pairs = _mm256_add_epi16(
                        _mm256_maddubs_epi16(_mm256_and_si256(w, low), first),
                        _mm256_maddubs_epi16(_mm256_and_si256(_mm256_srli_epi16(w, 4), low), second));
                    dot[half] = _mm256_add_epi32(dot[half], _mm256_madd_epi16(pairs, ones));
                }
            }
            addGroup(dot, block + 512 + g * 32, x.scales[group], sum);
        }
    _mm256_storeu_ps(result, sum[0]), _mm256_storeu_ps(result + 8, sum[1]);
}

void int8Rows(const std::uint8_t* blocks, std::int64_t inputBlocks, const QuantisedInput* x, int count,
              float* result) {
    for (int t = 0; t < count; ++t) int8Row(blocks, inputBlocks, x[t], result + 16 * t);
}

void int4Rows(const std::uint8_t* blocks, std::int64_t inputBlocks, const QuantisedInput* x, int count,
              float* result) {
    for (int t = 0; t < count; ++t) int4Row(blocks, inputBlocks, x[t], result + 16 * t);
}

struct Float {
    using Stored = float;
    DOKUEI_AVX2_INLINE static __m256 load(const float* p) { return _mm256_loadu_ps(p); }
};
struct Bfloat16 {
    using Stored = std::uint16_t;
    DOKUEI_AVX2_INLINE static __m256 load(const std::uint16_t* p) { return fromBfloat16(p); }
};
struct Half {
    using Stored = std::uint16_t;
    DOKUEI_AVX2_INLINE static __m256 load(const std::uint16_t* p) {
        return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
    }
};

/// The last up to 8 numbers of a row, with zeros behind them.
template <typename Type>
DOKUEI_AVX2_INLINE __m256 loadSome(const typename Type::Stored* p, std::int64_t count) {
    typename Type::Stored some[8] = {};
    std::memcpy(some, p, count * sizeof some[0]);
    return Type::load(some);
}

DOKUEI_AVX2_INLINE float total(__m256 v) {
    const __m128 four = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_shuffle_ps(two, two, 1)));
}

template <typename Type, int R>
DOKUEI_AVX2_INLINE void someRows(const typename Type::Stored* matrix, std::int64_t in, const float* x,
                                 float* result) {
    __m256 sum[R];
    for (int r = 0; r < R; ++r) sum[r] = _mm256_setzero_ps();
    std::int64_t i = 0;
    for (; i + 8 <= in; i += 8) {
        const __m256 v = _mm256_loadu_ps(x + i);
        for (int r = 0; r < R; ++r) sum[r] = _mm256_fmadd_ps(Type::load(matrix + r * in + i), v, sum[r]);
    }
    if (i < in) {
        const __m256 v = loadSome<Float>(x + i, in - i);
        for (int r = 0; r < R; ++r)
            sum[r] = _mm256_fmadd_ps(loadSome<Type>(matrix + r * in + i, in - i), v, sum[r]);
    }
    for (int r = 0; r < R; ++r) result[r] = total(sum[r]);
}

template <typename Type>
DOKUEI_AVX2 void rows(const typename Type::Stored* matrix, std::int64_t rows, std::int64_t in, const float* x,
                      float* result) {
    std::int64_t r = 0;
    for (; r + 4 <= rows; r += 4) someRows<Type, 4>(matrix + r * in, in, x, result + r);
    for (; r < rows; ++r) someRows<Type, 1>(matrix + r * in, in, x, result + r);
}

template <typename Type>
DOKUEI_AVX2 void addRows(const typename Type::Stored* matrix, std::int64_t rows, std::int64_t in,
                         const float* weights, float* sum) {
    std::int64_t i = 0;
    for (; i + 8 <= in; i += 8) {
        __m256 a = _mm256_loadu_ps(sum + i);
        for (std::int64_t r = 0; r < rows; ++r)
            a = _mm256_fmadd_ps(Type::load(matrix + r * in + i), _mm256_set1_ps(weights[r]), a);
        _mm256_storeu_ps(sum + i, a);
    }
    if (i == in) return;
    __m256 a = loadSome<Float>(sum + i, in - i);
    for (std::int64_t r = 0; r < rows; ++r)
        a = _mm256_fmadd_ps(loadSome<Type>(matrix + r * in + i, in - i), _mm256_set1_ps(weights[r]), a);
    float some[8];
    _mm256_storeu_ps(some, a);
    std::memcpy(sum + i, some, (in - i) * sizeof(float));
}

DOKUEI_AVX2 void quantise(const float* x, std::int64_t in, std::int8_t* codes, float* scales,
                          std::int32_t* sums) {
    plain::quantise(x, in, codes, scales, sums);
}

DOKUEI_AVX2 void rmsNorm(const float* x, const float* weight, std::int64_t n, float eps, float* result) {
    plain::rmsNorm(x, weight, n, eps, result);
}

DOKUEI_AVX2 void silu(float* gate, const float* up, std::int64_t n) {
    plain::silu(gate, up, n);
}

DOKUEI_AVX2 void geluTanh(float* gate, const float* up, std::int64_t n) {
    plain::geluTanh(gate, up, n);
}

DOKUEI_AVX2 float exponentials(float* x, std::int64_t n, float largest) {
    return plain::exponentials(x, n, largest);
}

}  // namespace

bool addAvx2Kernels(std::vector<Kernels>& all) {
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma") || !__builtin_cpu_supports("f16c"))
        return false;
    all.push_back({"AVX2", int8Rows, int4Rows, rows<Float>, rows<Bfloat16>, rows<Half>, addRows<Float>,
                   addRows<Bfloat16>, quantise, rmsNorm, silu, geluTanh, plainGelu, exponentials});
    return true;
}

}  // namespace dokuei::inference

#else

namespace dokuei::inference {

bool addAvx2Kernels(std::vector<Kernels>&) {
    return false;
}

}  // namespace dokuei::inference

#endif
