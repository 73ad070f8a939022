#include "inference/decoder/cpu/Step.h"

#include <gtest/gtest.h>

#include <thread>

#include "inference/decoder/Quantise.h"
#include "inference/decoder/cpu/Team.h"
#include "tests/inference/decoder/decoder_fixtures.h"

namespace dokuei::inference {
namespace {

class CpuStepOf : public testing::TestWithParam<std::string> {};

/// The input read in two pieces and then token by token: with an observer nothing but LibTorch computes.
torch::Tensor logitsTokenByToken(const DecoderCase& one, Decoder& decoder, bool libTorch) {
    const auto observer = libTorch ? Decoder::Observer([](int, const torch::Tensor&) {}) : nullptr;
    const auto total = one.of("embeddings").size(0);
    auto cache = decoder.makeCache(total + 2);
    std::vector<torch::Tensor> hidden{decoder.read(one.part(0, 3), cache, false, nullptr, observer)};
    for (std::int64_t i = 3; i < total; ++i)
        hidden.push_back(decoder.read(one.part(i, i + 1), cache, false, nullptr, observer));
    return decoder.logits(at::cat(hidden));
}

TEST_P(CpuStepOf, AgreesWithLibTorch) {
    const auto one = decoderCase(GetParam());
    auto decoder = one.decoder();
    expectEqual(logitsTokenByToken(one, decoder, false), logitsTokenByToken(one, decoder, true), "logits");
}

TEST_P(CpuStepOf, AgreesOnOneThread) {
    const auto one = decoderCase(GetParam());
    auto decoder = one.decoder();
    const auto before = at::get_num_threads();
    const auto wanted = logitsTokenByToken(one, decoder, false);
    at::set_num_threads(1);
    const auto alone = logitsTokenByToken(one, decoder, false);
    at::set_num_threads(before);
    expectEqual(alone, wanted, "logits");
}

TEST_P(CpuStepOf, StaysNearLibTorchInHalfPrecision) {
    const auto one = decoderCase(GetParam());
    auto decoder = one.decoder(torch::kBFloat16, WeightFormat::BFloat16);
    const auto is = logitsTokenByToken(one, decoder, false), should = logitsTokenByToken(one, decoder, true);
    EXPECT_GT(at::cosine_similarity(is, should, 1).min().item<double>(), 0.99);
}

TEST_P(CpuStepOf, QuantisedStaysNearTheDequantisedReference) {
    for (const int bits : {8, 4}) {
        auto one = decoderCase(GetParam());
        auto quantised = one.decoder(torch::kFloat, bits == 8 ? WeightFormat::Int8 : WeightFormat::Int4);
        for (auto& [name, weight] : one.weights) {
            const bool projection = name.find("_proj.weight") != std::string::npos;
            if (projection || name == "lm_head.weight" ||
                (one.config.tied && name == "text.embed_tokens.weight"))
                weight = dequantise(quantise(weight, bits), weight.size(1));
        }
        auto reference = one.decoder();
        const auto is = logitsTokenByToken(one, quantised, false),
                   should = logitsTokenByToken(one, reference, true);
        EXPECT_GT(at::cosine_similarity(is, should, 1).min().item<double>(), 0.98) << bits << " bits";
    }
}

INSTANTIATE_TEST_SUITE_P(All, CpuStepOf, testing::ValuesIn(decoderCases()),
                         [](const auto& info) { return info.param; });

TEST(CpuStep, LongCachesAreSharedOutAmongTheThreads) {
    // One key head for two threads, and more positions than fit into one part.
    DecoderConfig config = tinyDecoder();
    config.kvHeads = 1;
    config.maxPositions = 1024;
    std::map<std::string, torch::Tensor> weights;
    torch::manual_seed(3);
    const auto add = [&](const std::string& name, std::vector<std::int64_t> shape) {
        weights[name] = torch::randn(shape) * 0.3;
    };
    add("text.embed_tokens.weight", {64, 24}), add("text.norm.weight", {24});
    for (int i = 0; i < config.layers; ++i) {
        const auto prefix = "text.layers." + std::to_string(i) + ".";
        add(prefix + "self_attn.q_proj.weight", {24, 24}), add(prefix + "self_attn.k_proj.weight", {4, 24});
        add(prefix + "self_attn.v_proj.weight", {4, 24}), add(prefix + "self_attn.o_proj.weight", {24, 24});
        add(prefix + "mlp.gate_proj.weight", {40, 24}), add(prefix + "mlp.up_proj.weight", {40, 24});
        add(prefix + "mlp.down_proj.weight", {24, 40}), add(prefix + "input_layernorm.weight", {24});
        add(prefix + "post_attention_layernorm.weight", {24});
    }
    WeightSet set("tiny", weights);
    Decoder decoder(config, set, "text.", {});
    auto cache = decoder.makeCache(1024);
    Decoder::Input input;
    input.embeddings = torch::randn({700, 24});
    decoder.read(input, cache);
    const auto mark = cache.mark();
    input.embeddings = torch::randn({1, 24});
    const auto is = decoder.read(input, cache);
    cache.rewind(mark);
    expectEqual(is, decoder.read(input, cache, false, nullptr, [](int, const torch::Tensor&) {}), "state");
}

TEST(Team, MembersMeetAndShareOutAllPieces) {
    Team team(4);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::atomic<int>> taken(100);
        std::atomic<int> early{0};
        Dealer first, second;
        team.run(4, [&](Team::Member& member) {
            for (auto i = first.take(1); i < 100; i = first.take(1)) ++taken[static_cast<std::size_t>(i)];
            member.meet();
            for (const auto& one : taken)
                if (one != 1) ++early;
            member.meet();
            for (auto i = second.take(3); i < 100; i = second.take(3)) ++taken[static_cast<std::size_t>(i)];
        });
        EXPECT_EQ(early, 0);
        for (int i = 0; i < 100; ++i) EXPECT_EQ(taken[static_cast<std::size_t>(i)], i % 3 == 0 ? 2 : 1);
    }
}

TEST(Team, ServesCallersOnSeveralThreadsOneAfterTheOther) {
    Team team(3);
    std::atomic<int> inside{0}, most{0}, runs{0};
    std::vector<std::thread> callers;
    for (int c = 0; c < 4; ++c)
        callers.emplace_back([&] {
            for (int i = 0; i < 50; ++i)
                team.run(1 + i % 3, [&](Team::Member& member) {
                    if (member.index == 0) {
                        most = std::max(most.load(), ++inside);
                        ++runs;
                    }
                    member.meet();
                    if (member.index == 0) --inside;
                });
        });
    for (auto& caller : callers) caller.join();
    EXPECT_EQ(most, 1);
    EXPECT_EQ(runs, 200);
}

}  // namespace
}  // namespace dokuei::inference
