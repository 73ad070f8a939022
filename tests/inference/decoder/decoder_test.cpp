#include "inference/decoder/Decoder.h"

#include <gtest/gtest.h>

#include "inference/Error.h"
#include "tests/inference/decoder/decoder_fixtures.h"

namespace dokuei::inference {
namespace {

class PublishedDecoder : public testing::TestWithParam<std::string> {};

std::vector<std::int64_t> list(const torch::Tensor& ids) {
    return {ids.data_ptr<std::int64_t>(), ids.data_ptr<std::int64_t>() + ids.numel()};
}

TEST_P(PublishedDecoder, HasTheReferenceStatesAndScores) {
    const auto one = decoderCase(GetParam());
    auto decoder = one.decoder();
    auto cache = decoder.makeCache(64);
    std::vector<torch::Tensor> states;
    const auto hidden = decoder.read(one.input(), cache, false, nullptr,
                                     [&](int, const torch::Tensor& x) { states.push_back(x.clone()); });
    expectEqual(at::stack(states), one.of("states"), "states");
    expectEqual(decoder.logits(hidden), one.of("logits"), "logits");
    EXPECT_EQ(cache.length(), one.of("embeddings").size(0));
}

TEST_P(PublishedDecoder, EmbedsTokensAsTheReferenceDoes) {
    const auto one = decoderCase(GetParam());
    if (one.reference.count("images") || one.reference.count("positions")) return;  // mixed with pictures
    expectEqual(one.decoder().embed(one.of("ids")), one.of("embeddings"), "embeddings");
}

TEST_P(PublishedDecoder, GeneratesTheReferenceTokens) {
    const auto one = decoderCase(GetParam());
    if (!one.reference.count("greedy")) return;
    auto decoder = one.decoder();
    auto cache = decoder.makeCache(64);
    const auto wanted = list(one.of("greedy"));
    Decoder::Input prompt;
    prompt.embeddings = decoder.embed(one.of("ids"));
    std::vector<std::int64_t> ids{
        decoder.logits(decoder.read(prompt, cache, true)).argmax().item<std::int64_t>()};
    while (ids.size() < wanted.size())
        ids.push_back(decoder.step(ids.back(), cache).argmax().item<std::int64_t>());
    EXPECT_EQ(ids, wanted);
}

TEST_P(PublishedDecoder, ReadsInPiecesAsAtOnce) {
    const auto one = decoderCase(GetParam());
    auto decoder = one.decoder();
    const auto total = one.of("embeddings").size(0);
    auto cache = decoder.makeCache(64);
    std::vector<torch::Tensor> parts;
    std::int64_t begin = 0;
    for (const std::int64_t end :
         {std::int64_t{3}, std::int64_t{8}, std::int64_t{9}, std::int64_t{14}, std::int64_t{17}, total}) {
        // No image is cut.
        if (one.reference.count("images") && end == 17) continue;
        parts.push_back(decoder.logits(decoder.read(one.part(begin, end), cache)));
        begin = end;
    }
    // Where LongRope changes its factors on the way, what was said before stays said; from there on it
    // counts.
    const std::int64_t from = GetParam() == "phi3_long" ? 17 : 0;
    expectEqual(at::cat(parts).slice(0, from), one.of("logits").slice(0, from), "logits");
}

TEST_P(PublishedDecoder, StaysNearTheReferenceInHalfPrecision) {
    const auto one = decoderCase(GetParam());
    auto decoder = one.decoder(torch::kBFloat16, WeightFormat::BFloat16);
    auto cache = decoder.makeCache(64);
    const auto logits = decoder.logits(decoder.read(one.input(), cache));
    const auto& half = one.of("logits_bf16");
    const auto& exact = one.of("logits");
    EXPECT_GT(at::cosine_similarity(logits, half, 1).min().item<double>(), 0.99);
    EXPECT_GT(at::cosine_similarity(logits, exact, 1).mean().item<double>(), 0.99);
    EXPECT_GE((logits.argmax(1) == half.argmax(1)).to(torch::kFloat).mean().item<double>(), 0.85);
    EXPECT_LT((logits - exact).norm().item<double>(), 1.5 * (half - exact).norm().item<double>());
}

TEST_P(PublishedDecoder, ForgetsWhatItReadAfterAMark) {
    const auto one = decoderCase(GetParam());
    auto decoder = one.decoder();
    const auto total = one.of("embeddings").size(0);
    auto cache = decoder.makeCache(128);
    decoder.read(one.part(0, 9), cache);
    const auto mark = cache.mark();
    // Longer than any window, and then one token at a time.
    decoder.read({torch::randn({70, one.config.hidden})}, cache);
    for (int i = 0; i < 3; ++i) decoder.read({torch::randn({1, one.config.hidden})}, cache);
    cache.rewind(mark);
    EXPECT_EQ(cache.length(), 9);
    expectEqual(decoder.logits(decoder.read(one.part(9, total), cache)), one.of("logits").slice(0, 9),
                "logits");
}

INSTANTIATE_TEST_SUITE_P(All, PublishedDecoder, testing::ValuesIn(decoderCases()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace dokuei::inference
