#include "inference/decoder/Sampler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

torch::Tensor scores(const std::vector<float>& values) {
    return torch::tensor(values);
}

TEST(Sampling, TakesTheBestTokenWhenGreedyAndTellsItsProbability) {
    Sampler sampler(Sampling{});
    const auto choice = sampler.pick(scores({1, 3, 2, 9}), 3);
    EXPECT_EQ(choice.id, 1);
    EXPECT_NEAR(choice.logProbability, 3 - std::log(std::exp(1) + std::exp(3) + std::exp(2)), 1e-5);
}

TEST(Sampling, PicksAllowedTokensOnly) {
    TokenMask mask(200);
    mask.allow(2), mask.allow(150);
    EXPECT_EQ(mask.count(), 2u);
    auto logits = torch::zeros({200});
    logits[7] = 50;
    logits[150] = 1;
    EXPECT_EQ(Sampler(Sampling{}).pick(logits, 200, &mask).id, 150);
    EXPECT_EQ(Sampler(Sampling{}).pick(logits, 100, &mask).id, 2);
    Sampling warm;
    warm.temperature = 1;
    Sampler sampler(warm);
    std::set<int> ids;
    for (int i = 0; i < 200; ++i) ids.insert(sampler.pick(logits, 200, &mask).id);
    EXPECT_EQ(ids, (std::set<int>{2, 150}));
    EXPECT_THROW(Sampler(Sampling{}).pick(logits, 200, std::make_unique<TokenMask>(200).get()), Error);
    EXPECT_THROW(sampler.pick(logits, 2, &mask), Error);
}

TEST(Sampling, KeepsTheBestKAndTheirTies) {
    Sampling sampling;
    sampling.temperature = 1;
    sampling.topK = 2;
    Sampler sampler(sampling);
    std::set<int> ids;
    for (int i = 0; i < 500; ++i) ids.insert(sampler.pick(scores({1, 0, 1, 2, -1}), 5).id);
    EXPECT_EQ(ids, (std::set<int>{0, 2, 3}));
}

TEST(Sampling, KeepsTheFewestTokensThatReachTopP) {
    Sampling sampling;
    sampling.temperature = 1;
    sampling.topP = 0.6;
    Sampler sampler(sampling);
    std::set<int> ids;
    for (int i = 0; i < 500; ++i)
        ids.insert(sampler.pick(torch::log(scores({0.1F, 0.5F, 0.15F, 0.25F})), 4).id);
    EXPECT_EQ(ids, (std::set<int>{1, 3}));
}

TEST(Sampling, FollowsTheProbabilitiesAtItsTemperature) {
    Sampling sampling;
    sampling.temperature = 0.5;
    Sampler sampler(sampling);
    int first = 0;
    for (int i = 0; i < 4000; ++i) first += sampler.pick(torch::log(scores({0.25F, 0.75F})), 2).id == 0;
    EXPECT_NEAR(first / 4000.0, 0.1, 0.03);
}

TEST(Sampling, RepeatsItselfWithTheSameSeed) {
    Sampling sampling;
    sampling.temperature = 1;
    sampling.seed = 5;
    Sampler a(sampling), b(sampling);
    sampling.seed = 6;
    Sampler c(sampling);
    const auto logits = torch::zeros({1000});
    int different = 0;
    for (int i = 0; i < 50; ++i) {
        const int id = a.pick(logits, 1000).id;
        EXPECT_EQ(id, b.pick(logits, 1000).id);
        different += id != c.pick(logits, 1000).id;
    }
    EXPECT_GT(different, 40);
}

TEST(Sampling, MakesRepeatedTokensLessLikely) {
    Sampling sampling;
    sampling.repetitionPenalty = 2;
    Sampler sampler(sampling);
    sampler.remember({0});
    const auto logits = scores({5, 4, 3});
    EXPECT_EQ(sampler.pick(logits, 3).id, 1);
    EXPECT_EQ(sampler.pick(logits, 3).id, 2);
    const auto again = sampler.pick(logits, 3);
    EXPECT_EQ(again.id, 0);
    EXPECT_NEAR(again.logProbability, -std::log(1 + std::exp(-1) + std::exp(-2)), 1e-5)
        << "the probability is the model's own";
    Sampler below(sampling);
    below.remember({0});
    EXPECT_EQ(below.pick(scores({-1, -1.5F}), 2).id, 1);
}

}  // namespace
}  // namespace dokuei::inference
