#include "inference/vision/Bf16Attention.h"

#include <gtest/gtest.h>

namespace dokuei::inference {
namespace {

/// Largest difference to attention in fp32 on the same bf16 numbers.
double apart(std::int64_t heads, std::int64_t headDim, const std::vector<VisionSpans>& spans, double spread) {
    torch::manual_seed(3);
    std::int64_t tokens = 0;
    for (const auto& span : spans) tokens += span.count * span.length;
    const auto qkv = (torch::randn({tokens, 3, heads, headDim}) * spread).to(torch::kBFloat16);
    const auto q = qkv.select(1, 0), k = qkv.select(1, 1), v = qkv.select(1, 2);
    const auto mine = bf16Attention(q, k, v, spans).to(torch::kFloat);
    double most = 0;
    for (const auto& span : spans)
        for (std::int64_t i = 0; i < span.count; ++i) {
            const auto rows = [&](const torch::Tensor& t) {
                return t.narrow(0, span.start + i * span.length, span.length)
                    .transpose(0, 1)
                    .to(torch::kFloat);
            };
            const auto exact = at::scaled_dot_product_attention(rows(q).unsqueeze(0), rows(k).unsqueeze(0),
                                                                rows(v).unsqueeze(0))[0]
                                   .transpose(0, 1)
                                   .reshape({span.length, heads * headDim});
            const auto part = mine.narrow(0, span.start + i * span.length, span.length);
            most = std::max(most, (part - exact).abs().max().item<double>());
        }
    return most / spread;
}

class Bf16Attention : public testing::Test {
protected:
    void SetUp() override {
        if (!bf16AttentionIsFaster(torch::zeros({1, 1, 2}, torch::kBFloat16)))
            GTEST_SKIP() << "this processor takes LibTorch's attention";
    }
};

TEST_F(Bf16Attention, EqualsAttentionInFp32UpToTheRoundingOfItsInput) {
    for (const std::int64_t headDim : {2, 16, 30, 48, 64, 72, 80, 96, 112, 128})
        EXPECT_LT(apart(3, headDim, {{0, 1, 77}}, 1.0), 0.02) << headDim;
    EXPECT_LT(apart(2, 72, {{0, 1, 1500}}, 1.0), 0.02);  // several blocks of keys
}

TEST_F(Bf16Attention, KeepsSpansApart) {
    EXPECT_LT(apart(2, 80, {{0, 5, 64}, {320, 2, 24}, {368, 1, 1}}, 1.0), 0.02);
}

TEST_F(Bf16Attention, TakesScoresThatWouldOverflow) {
    EXPECT_LT(apart(1, 64, {{0, 1, 600}}, 30.0), 0.02);
}

}  // namespace
}  // namespace dokuei::inference
