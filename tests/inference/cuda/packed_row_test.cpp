#include "inference/cuda/PackedRow.h"

#include <gtest/gtest.h>

#include "inference/cuda/CudaPlugin.h"
#include "inference/cuda/Packed.h"
#include "inference/decoder/Quantise.h"
#include "inference/session/Worker.h"
#include "inference/weights/Upload.h"

namespace dokuei::inference {
namespace {

/// What the GPU's kernel does, lane by lane.
template <int bits>
torch::Tensor warpProduct(const torch::Tensor& x, const torch::Tensor& codes, const torch::Tensor& scales) {
    const auto out = scales.size(0), groups = scales.size(1), in = x.size(0);
    auto result = torch::zeros({out});
    const auto* bytes = static_cast<const std::uint8_t*>(codes.const_data_ptr());
    for (std::int64_t row = 0; row < out; ++row)
        for (int lane = 0; lane < kLanes; ++lane)
            result[row] +=
                laneSum<bits>(x.const_data_ptr<c10::BFloat16>(), bytes + row * codes.size(1),
                              scales.const_data_ptr<c10::BFloat16>() + row * groups, in, groups, lane);
    return result;
}

void expectTheDequantisedProduct(int bits, std::int64_t in) {
    torch::manual_seed(in);
    const auto matrix = quantise(torch::randn({7, in}), bits);
    const auto x = torch::randn({in}).to(torch::kBFloat16);
    const auto expected = torch::mv(dequantise(matrix, in), x.to(torch::kFloat));
    const auto codes = packedCodes(matrix.codes, bits);
    const auto actual =
        bits == 8 ? warpProduct<8>(x, codes, matrix.scales) : warpProduct<4>(x, codes, matrix.scales);
    EXPECT_LT((actual - expected).abs().max().item<float>(), 1e-3) << bits << " bits, " << in << " inputs";
}

TEST(GpuProduct, LanesTogetherGiveTheDequantisedProduct) {
    for (const int bits : {8, 4})
        for (const std::int64_t in : {32, 64, 512, 544, 2560}) expectTheDequantisedProduct(bits, in);
}

TEST(GpuProduct, TheLastGroupMayBeShort) {
    for (const int bits : {8, 4})
        for (const std::int64_t in : {5, 40, 333}) expectTheDequantisedProduct(bits, in);
}

TEST(GpuProduct, PackedCodesCanBeReadAgain) {
    for (const int bits : {8, 4}) {
        const auto codes = quantise(torch::randn({5, 70}), bits).codes;
        EXPECT_TRUE(torch::equal(unpackedCodes(packedCodes(codes, bits), bits), codes)) << bits << " bits";
    }
}

TEST(GpuUpload, OnTheCpuAMappedWeightIsNotCopied) {
    const auto stored = torch::randn({3, 4});
    EXPECT_EQ(uploaded(stored, torch::kFloat, torch::kCPU).data_ptr(), stored.data_ptr());
    EXPECT_EQ(uploaded(stored, torch::kBFloat16, torch::kCPU).scalar_type(), torch::kBFloat16);
}

TEST(GpuUpload, PiecesArriveWholeAndInOrder) {
    if (!cudaUsable()) GTEST_SKIP() << "there is no GPU";
    const auto stored = torch::arange(40'000'000, torch::kFloat);
    EXPECT_TRUE(torch::equal(uploaded(stored, torch::kFloat, torch::kCUDA).cpu(), stored));
}

TEST(GpuProduct, OnTheGpuItIsTheSame) {
    const auto* plugin = cudaPlugin();
    if (!plugin) GTEST_SKIP() << "there is no GPU, or the program was built without the CUDA toolkit";
    const auto x = torch::randn({3, 333}).to(torch::kBFloat16);
    for (const int bits : {8, 4}) {
        const auto matrix = quantise(torch::randn({70, 333}), bits);
        const auto actual =
            plugin->product(x.cuda(), packedCodes(matrix.codes, bits).cuda(), matrix.scales.cuda(), bits);
        const auto expected = at::linear(x.to(torch::kFloat), dequantise(matrix, 333));
        EXPECT_TRUE(torch::allclose(actual.cpu().to(torch::kFloat), expected, 0.02, 0.05));
    }
}

}  // namespace
}  // namespace dokuei::inference
