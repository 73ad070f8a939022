#include "inference/decoder/DeviceStep.h"

#include <gtest/gtest.h>

#include "inference/Error.h"
#include "inference/session/Worker.h"
#include "tests/inference/decoder/decoder_fixtures.h"

namespace dokuei::inference {
namespace {

class FixedShapesOf : public testing::TestWithParam<std::string> {};

/// Reads the prompt, then `count` tokens both ways.
void expectTheSameScores(const DecoderCase& one, const torch::Device& device, torch::ScalarType compute,
                         std::int64_t capacity, double tolerance) {
    WeightSet weights(one.name, one.weights);
    DecoderOptions options;
    options.device = device, options.compute = compute;
    Decoder decoder(one.config, weights, "text.", options);
    auto plain = decoder.makeCache(capacity), fixed = decoder.makeCache(capacity);
    decoder.read(one.input(), plain, true);
    decoder.read(one.input(), fixed, true);
    DeviceStep step(decoder, fixed);
    for (int i = 0; i < 20; ++i) {
        const auto id = (i * 37 + 5) % one.config.vocab;
        const auto wanted = decoder.step(id, plain);
        const auto got = step.next(id, fixed).cpu();
        EXPECT_LT((wanted - got).abs().max().item<float>(), tolerance) << one.name << ", token " << i;
    }
    EXPECT_EQ(fixed.length(), plain.length());
    EXPECT_EQ(fixed.nextPosition(), plain.nextPosition());
}

TEST_P(FixedShapesOf, ScoreAsTheOrdinaryStepDoes) {
    const auto one = decoderCase(GetParam());
    if (one.config.rope.scaling == RopeConfig::Scaling::LongRope) {
        auto decoder = one.decoder();
        auto cache = decoder.makeCache(64);
        EXPECT_FALSE(DeviceStep::possible(decoder));
        EXPECT_THROW(DeviceStep(decoder, cache), Error);
        return;
    }
    expectTheSameScores(one, torch::kCPU, torch::kFloat, 64, 5e-5);
}

TEST_P(FixedShapesOf, LookAtMoreSlotsWhenTheConversationGrows) {
    auto one = decoderCase(GetParam());
    if (one.config.rope.scaling == RopeConfig::Scaling::LongRope) return;
    auto decoder = one.decoder();
    auto plain = decoder.makeCache(1100), fixed = decoder.makeCache(1100);
    Decoder::Input input;
    input.embeddings = decoder.embed(torch::arange(1015) % one.config.vocab);
    decoder.read(input, plain, true);
    decoder.read(input, fixed, true);
    DeviceStep step(decoder, fixed);
    for (int i = 0; i < 15; ++i)
        EXPECT_LT((decoder.step(i, plain) - step.next(i, fixed)).abs().max().item<float>(), 5e-5)
            << "token " << i;
}

TEST(FixedShapes, AreRecordedAndReplayedOnTheGpu) {
    if (!cudaUsable()) GTEST_SKIP() << "there is no GPU";
    for (const auto& name : decoderCases()) {
        const auto one = decoderCase(name);
        if (one.config.rope.scaling != RopeConfig::Scaling::LongRope)
            expectTheSameScores(one, torch::kCUDA, torch::kFloat, 64, 1e-3);
    }
}

TEST(FixedShapes, RefuseATokenAndAFullCacheAsTheOrdinaryStepDoes) {
    const auto one = decoderCase("llama3");
    auto decoder = one.decoder();
    auto cache = decoder.makeCache(2);
    DeviceStep step(decoder, cache);
    EXPECT_THROW(step.next(one.config.vocab, cache), Error);
    EXPECT_THROW(step.next(-1, cache), Error);
    step.next(1, cache);
    step.next(1, cache);
    EXPECT_THROW(step.next(1, cache), Error);
    EXPECT_EQ(cache.length(), 2);
}

INSTANTIATE_TEST_SUITE_P(All, FixedShapesOf, testing::ValuesIn(decoderCases()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace dokuei::inference
