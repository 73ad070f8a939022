#include "inference/decoder/Linear.h"

#include <gtest/gtest.h>

#include <cmath>

#include "inference/Error.h"
#include "inference/decoder/Quantise.h"

namespace dokuei::inference {
namespace {

torch::Tensor random(std::vector<std::int64_t> shape, std::uint64_t seed = 1) {
    return at::randn(shape, at::make_generator<at::CPUGeneratorImpl>(seed), torch::kFloat);
}

double largestDifference(const torch::Tensor& a, const torch::Tensor& b) {
    return (a.to(torch::kDouble) - b.to(torch::kDouble)).abs().max().item<double>();
}

/// Length of the difference beside the length of what is right.
double relativeError(const torch::Tensor& is, const torch::Tensor& should) {
    return (is.to(torch::kDouble) - should.to(torch::kDouble)).norm().item<double>() /
           should.to(torch::kDouble).norm().item<double>();
}

TEST(Linear, StandsPartsAndBiasesSideBySide) {
    const auto a = random({6, 10}, 1), b = random({3, 10}, 2), bias = random({3}, 3), x = random({4, 10}, 4);
    const Linear linear({a, b}, {torch::Tensor(), bias}, WeightFormat::AsStored, torch::kCPU);
    EXPECT_EQ(linear.in(), 10);
    EXPECT_EQ(linear.out(), 9);
    const auto y = linear(x);
    EXPECT_LT(largestDifference(y.narrow(1, 0, 6), at::matmul(x, a.t())), 1e-5);
    EXPECT_LT(largestDifference(y.narrow(1, 6, 3), at::matmul(x, b.t()) + bias), 1e-5);
}

TEST(Linear, AsStoredKeepsTheMemoryOfTheFile) {
    const auto w = random({8, 16}).to(torch::kBFloat16);
    const Linear linear({w}, {}, WeightFormat::AsStored, torch::kCPU);
    EXPECT_EQ(linear.bytes(), 8 * 16 * 2u);
    const auto x = torch::ones({1, 16});
    const auto before = linear(x).clone();
    w.mul_(2);
    EXPECT_LT(largestDifference(linear(x), before * 2), 1e-5);
}

TEST(Linear, MultipliesFloat32ByStoredHalvesExactly) {
    const auto w = random({40, 64}), x = random({5, 64}, 2);
    for (const auto type : {torch::kHalf, torch::kBFloat16}) {
        const auto stored = w.to(type);
        const Linear linear({stored}, {}, WeightFormat::AsStored, torch::kCPU);
        const auto y = linear(x);
        EXPECT_EQ(y.scalar_type(), torch::kFloat);
        EXPECT_LT(largestDifference(y, at::matmul(x, stored.to(torch::kFloat).t())), 2e-5);
    }
}

TEST(Linear, AnswersInTheTypeOfItsInput) {
    const auto w = random({40, 64}), x = random({5, 64}, 2).to(torch::kBFloat16);
    for (const auto format : {WeightFormat::AsStored, WeightFormat::Float32, WeightFormat::BFloat16,
                              WeightFormat::Int8, WeightFormat::Int4}) {
        const auto y = Linear({w}, {}, format, torch::kCPU)(x);
        EXPECT_EQ(y.scalar_type(), torch::kBFloat16);
        EXPECT_LT(relativeError(y, at::matmul(x.to(torch::kFloat), w.t())),
                  format == WeightFormat::Int4 ? 0.12 : 0.02);
    }
}

TEST(Linear, QuantisedProductsAreThoseOfTheCodes) {
    const auto a = random({50, 96}), b = random({7, 96}, 5), bias = random({50}, 6);
    const auto both = at::cat({a, b}), offset = at::cat({bias, torch::zeros({7})});
    for (const int bits : {8, 4}) {
        const Linear linear({a, b}, {bias, torch::Tensor()},
                            bits == 8 ? WeightFormat::Int8 : WeightFormat::Int4, torch::kCPU);
        for (const std::int64_t tokens : {1, 2, 3, 4, 5, 11}) {
            const auto x = random({tokens, 96}, 2);
            const auto reference = at::matmul(x, dequantise(quantise(both, bits), 96).t()) + offset;
            EXPECT_LT(relativeError(linear(x), reference), 1e-2) << bits << " bits, " << tokens << " tokens";
        }
    }
}

TEST(Linear, QuantisedWeightsTakeOneScaleOfTwoBytesPerGroup) {
    const auto w = random({64, 128});
    EXPECT_EQ(Linear({w}, {}, WeightFormat::Int8, torch::kCPU).bytes(), 64 * 128 + 64 * 4 * 2u);
    EXPECT_EQ(Linear({w}, {}, WeightFormat::Int4, torch::kCPU).bytes(), 64 * 128 / 2 + 64 * 4 * 2u);
}

TEST(Linear, RefusesPartsOfDifferentInputs) {
    EXPECT_THROW(Linear({random({4, 8}), random({4, 9})}, {}, WeightFormat::AsStored, torch::kCPU), Error);
    EXPECT_THROW(Linear({random({4, 8})}, {random({5})}, WeightFormat::AsStored, torch::kCPU), Error);
    EXPECT_THROW(Linear({}, {}, WeightFormat::AsStored, torch::kCPU), Error);
}

TEST(Quantise, StaysWithinHalfAStepOfEachGroup) {
    const auto w = random({20, 70});
    for (const int bits : {8, 4}) {
        const auto matrix = quantise(w, bits);
        EXPECT_EQ(matrix.codes.size(1), 3);
        const auto difference = (dequantise(matrix, 70) - w).abs();
        const auto step = matrix.scales.to(torch::kFloat).abs().repeat_interleave(32, 1).narrow(1, 0, 70);
        // With 4 bits the far end of the other sign has no code of its own: -8 mirrors to 7.
        EXPECT_LE((difference / step).max().item<float>(), bits == 8 ? 0.76f : 1.1f);
    }
}

TEST(Quantise, KeepsGroupsOfZerosAndLoneOutliers) {
    auto w = torch::zeros({2, 64});
    w[1][40] = -3.0f;
    for (const int bits : {8, 4}) {
        const auto back = dequantise(quantise(w, bits), 64);
        EXPECT_EQ(back[0].abs().max().item<float>(), 0);
        EXPECT_NEAR(back[1][40].item<float>(), -3.0f, 0.02f);
        EXPECT_EQ(back.count_nonzero().item<std::int64_t>(), 1);
    }
}

}  // namespace
}  // namespace dokuei::inference
