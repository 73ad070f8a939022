#include "inference/decoder/cpu/Kernels.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "inference/decoder/Quantise.h"
#include "inference/decoder/cpu/MatVec.h"
#include "inference/decoder/cpu/Packed.h"

namespace dokuei::inference {
namespace {

torch::Tensor random(std::vector<std::int64_t> shape, std::uint64_t seed = 1) {
    return at::randn(shape, at::make_generator<at::CPUGeneratorImpl>(seed), torch::kFloat);
}

double relativeError(const torch::Tensor& is, const torch::Tensor& should) {
    return (is.to(torch::kDouble) - should.to(torch::kDouble)).norm().item<double>() /
           should.to(torch::kDouble).norm().item<double>();
}

/// One processor's kernels; every one that this machine runs is tested.
class KernelsOf : public testing::TestWithParam<std::size_t> {
protected:
    const Kernels& kernels() const { return allKernels()[GetParam()]; }
};

/// A vector in whole numbers, and what it stands for.
struct Rounded {
    std::vector<std::int8_t> codes;
    std::vector<float> scales;
    std::vector<std::int32_t> sums;
    torch::Tensor value;

    Rounded(const Kernels& kernels, const torch::Tensor& x) {
        const auto in = x.size(0);
        const auto blocks = static_cast<std::size_t>((in + kBlockInputs - 1) / kBlockInputs);
        codes.resize(blocks * kBlockInputs), scales.resize(blocks * 2), sums.resize(blocks * 2);
        kernels.quantise(x.const_data_ptr<float>(), in, codes.data(), scales.data(), sums.data());
        value = torch::empty({in});
        for (std::int64_t i = 0; i < in; ++i)
            value[i] = codes[static_cast<std::size_t>(i)] * scales[static_cast<std::size_t>(i / kGroup)];
    }
    QuantisedInput view() const { return {codes.data(), scales.data(), sums.data()}; }
};

TEST_P(KernelsOf, MultiplyQuantisedRowsAsTheNumbersThatTheyStandFor) {
    for (const int bits : {8, 4})
        for (const std::int64_t in : {5, 64, 100, 896}) {
            const auto packed = pack(random({16, in}), bits);
            const auto weights = unpack(packed, 16, in, bits);
            std::vector<Rounded> rounded;
            std::vector<QuantisedInput> inputs;
            for (int t = 0; t < kTokensAtOnce; ++t) {
                // Codes at both ends of their range, where sums could overflow.
                auto x = random({in}, 2 + static_cast<std::uint64_t>(t));
                if (t == 1) x = at::where(x > 0, torch::ones({in}), -torch::ones({in}));
                if (t == 2) x = torch::ones({in});
                rounded.emplace_back(kernels(), x);
            }
            for (const auto& one : rounded) inputs.push_back(one.view());
            for (int count = 1; count <= kTokensAtOnce; ++count) {
                std::vector<float> result(static_cast<std::size_t>(16 * count), 7.0f);
                (bits == 8 ? kernels().int8Rows : kernels().int4Rows)(packed.const_data_ptr<std::uint8_t>(),
                                                                      packed.size(1), inputs.data(), count,
                                                                      result.data());
                for (int t = 0; t < count; ++t) {
                    const auto is = torch::from_blob(result.data() + 16 * t, {16});
                    const auto should = at::mv(weights, rounded[static_cast<std::size_t>(t)].value);
                    EXPECT_LT(relativeError(is, should), 1e-5) << bits << " bits, " << in << " inputs";
                }
            }
        }
}

TEST_P(KernelsOf, RoundInputsToWithinHalfAStepAndSumTheirCodes) {
    for (const std::int64_t in : {1, 31, 64, 70}) {
        const auto x = random({in});
        const Rounded rounded(kernels(), x);
        for (std::int64_t i = 0; i < in; ++i)
            EXPECT_LE(std::abs((rounded.value[i] - x[i]).item<float>()),
                      0.501f * rounded.scales[static_cast<std::size_t>(i / kGroup)]);
        for (std::size_t g = 0; g < rounded.sums.size(); ++g) {
            int sum = 0;
            for (std::size_t i = 0; i < 32; ++i) sum += rounded.codes[g * 32 + i];
            EXPECT_EQ(rounded.sums[g], sum);
        }
    }
    const Rounded nothing(kernels(), torch::zeros({40}));
    EXPECT_EQ(nothing.value.abs().max().item<float>(), 0);
}

TEST_P(KernelsOf, MultiplyRowsInFloatingPointExactly) {
    for (const std::int64_t rows : {1, 4, 7})
        for (const std::int64_t in : {3, 16, 29, 128}) {
            const auto w = random({rows, in}), x = random({in}, 2);
            const auto expect = [&](const torch::Tensor& stored, auto call) {
                auto result = torch::empty({rows});
                call(result.data_ptr<float>());
                EXPECT_LT(relativeError(result, at::mv(stored.to(torch::kFloat), x)), 1e-5)
                    << stored.scalar_type() << " " << rows << " x " << in;
            };
            const auto* v = x.const_data_ptr<float>();
            const auto half = w.to(torch::kHalf), bfloat16 = w.to(torch::kBFloat16);
            expect(w, [&](float* to) { kernels().floatRows(w.const_data_ptr<float>(), rows, in, v, to); });
            expect(half, [&](float* to) {
                kernels().halfRows(static_cast<const std::uint16_t*>(half.const_data_ptr()), rows, in, v, to);
            });
            expect(bfloat16, [&](float* to) {
                kernels().bfloat16Rows(static_cast<const std::uint16_t*>(bfloat16.const_data_ptr()), rows, in,
                                       v, to);
            });
        }
}

TEST_P(KernelsOf, AddWeightedRows) {
    for (const std::int64_t in : {4, 16, 27, 80, 256}) {
        const auto w = random({5, in}), weights = random({5}, 2), before = random({in}, 3);
        const auto bfloat16 = w.to(torch::kBFloat16);
        auto a = before.clone(), b = before.clone();
        kernels().addFloatRows(w.const_data_ptr<float>(), 5, in, weights.const_data_ptr<float>(),
                               a.data_ptr<float>());
        kernels().addBfloat16Rows(static_cast<const std::uint16_t*>(bfloat16.const_data_ptr()), 5, in,
                                  weights.const_data_ptr<float>(), b.data_ptr<float>());
        EXPECT_LT(relativeError(a, before + at::mv(w.t(), weights)), 1e-5);
        EXPECT_LT(relativeError(b, before + at::mv(bfloat16.to(torch::kFloat).t(), weights)), 1e-5);
    }
}

TEST_P(KernelsOf, NormaliseAndActivateAsLibTorchDoes) {
    for (const std::int64_t n : {5, 16, 100}) {
        const auto x = random({n}) * 4, up = random({n}, 2);
        auto normed = torch::empty({n});
        kernels().rmsNorm(x.const_data_ptr<float>(), up.const_data_ptr<float>(), n, 1e-5f,
                          normed.data_ptr<float>());
        EXPECT_LT(relativeError(normed, at::rms_norm(x, {n}, up, 1e-5)), 1e-6);
        const auto expect = [&](auto kernel, const torch::Tensor& should) {
            auto gate = x.clone();
            kernel(gate.template data_ptr<float>(), up.const_data_ptr<float>(), n);
            EXPECT_LT(relativeError(gate, should * up), 1e-6);
        };
        expect(kernels().silu, at::silu(x));
        expect(kernels().geluTanh, at::gelu(x, "tanh"));
        expect(kernels().gelu, at::gelu(x));
    }
}

TEST_P(KernelsOf, ExponentiateOverTheWholeRange) {
    for (const std::int64_t n : {7, 64, 300}) {
        const auto x = at::cat({at::linspace(-200, 0, n - 1), torch::zeros({1})});
        auto e = x.clone();
        const float sum = kernels().exponentials(e.data_ptr<float>(), n, 0);
        EXPECT_LT((e - x.exp()).abs().max().item<float>(), 2e-7);
        EXPECT_NEAR(sum, x.exp().sum().item<float>(), 1e-5 * sum);
    }
}

INSTANTIATE_TEST_SUITE_P(All, KernelsOf, testing::Range<std::size_t>(0, allKernels().size()),
                         [](const auto& info) {
                             std::string name = allKernels()[info.param].name;
                             std::erase_if(name, [](char c) { return !std::isalnum(c); });
                             return name;
                         });

TEST(PackedMatrix, HoldsTheReferenceCodes) {
    for (const int bits : {8, 4})
        for (const auto type : {torch::kFloat, torch::kBFloat16, torch::kHalf}) {
            // Distinct magnitudes, so that no two weights tie for the furthest from zero.
            const auto w = ((at::randperm(37 * 90, torch::kFloat) - 1665.25) / 13).reshape({37, 90}).to(type);
            const auto packed = pack(w, bits);
            EXPECT_EQ(packed.sizes(), torch::IntArrayRef(packedShape(37, 90, bits)));
            const auto is = unpack(packed, 37, 90, bits), should = dequantise(quantise(w, bits), 90);
            if (type == torch::kFloat)
                EXPECT_TRUE(at::equal(is, should)) << bits << " bits";
            else
                EXPECT_LT(relativeError(is, w), bits == 8 ? 0.01 : 0.12) << bits << " bits";
        }
}

}  // namespace
}  // namespace dokuei::inference
