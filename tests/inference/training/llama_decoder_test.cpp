#include "inference/training/LlamaDecoder.h"

#include <gtest/gtest.h>

#include "inference/Error.h"
#include "inference/training/Checkpoint.h"
#include "inference/weights/Safetensors.h"

namespace dokuei::inference {
namespace {

DecoderConfig tinyConfig(bool tied) {
    DecoderConfig c;
    c.vocab = 96, c.hidden = 32, c.layers = 2, c.heads = 4, c.kvHeads = 2, c.headDim = 8, c.intermediate = 48;
    c.tied = tied;
    c.maxPositions = 64;
    return c;
}

struct Reference {
    LlamaDecoder decoder{nullptr};
    torch::Tensor input, logits, greedy;
};

Reference load(bool tied) {
    const std::string file = std::string(DOKUEI_SOURCE_DIR "/tests/inference/fixtures/") +
                             (tied ? "llama_tied.safetensors" : "llama_untied.safetensors");
    auto tensors = loadTensors(file);
    Reference r{LlamaDecoder(tinyConfig(tied)), tensors.at("reference.input"), tensors.at("reference.logits"),
                tensors.at("reference.greedy")};
    assignParameters(*r.decoder, tensors, file);
    return r;
}

std::vector<std::int64_t> generate(LlamaDecoder& decoder, const torch::Tensor& prompt, int count) {
    torch::InferenceMode guard;
    auto cache = decoder->makeCache(prompt.size(1) + count);
    auto hidden = decoder->extend(decoder->embed(prompt), cache);
    std::vector<std::int64_t> ids(prompt.data_ptr<std::int64_t>(),
                                  prompt.data_ptr<std::int64_t>() + prompt.numel());
    for (int i = 0; i < count; ++i) {
        const auto next = decoder->logits(hidden.slice(1, -1)).argmax(-1);
        ids.push_back(next.item<std::int64_t>());
        hidden = decoder->extend(decoder->embed(next.reshape({1, 1})), cache);
    }
    return ids;
}

double furthest(const torch::Tensor& a, const torch::Tensor& b) {
    return (a - b).abs().max().item<double>();
}

TEST(LlamaDecoder, AgreesWithTheReferenceLogits) {
    for (const bool tied : {false, true}) {
        auto r = load(tied);
        torch::InferenceMode guard;
        EXPECT_LT(furthest(r.decoder->logits(r.decoder->forward(r.decoder->embed(r.input))), r.logits), 1e-4);
    }
}

TEST(LlamaDecoder, GeneratesTheReferenceIdsWithItsCache) {
    for (const bool tied : {false, true}) {
        auto r = load(tied);
        const std::vector<std::int64_t> wanted(r.greedy.data_ptr<std::int64_t>(),
                                               r.greedy.data_ptr<std::int64_t>() + r.greedy.numel());
        EXPECT_EQ(generate(r.decoder, r.input, 24), wanted);
    }
}

TEST(LlamaDecoder, GivesTheSameStatesInPiecesAsAtOnce) {
    auto r = load(false);
    torch::InferenceMode guard;
    const auto whole = r.decoder->forward(r.decoder->embed(r.input));
    auto cache = r.decoder->makeCache(32);
    std::vector<torch::Tensor> parts;
    for (const auto& [first, last] : std::vector<std::pair<int, int>>{{0, 5}, {5, 6}, {6, 10}, {10, 12}})
        parts.push_back(r.decoder->extend(r.decoder->embed(r.input.slice(1, first, last)), cache));
    EXPECT_LT(furthest(at::cat(parts, 1), whole), 1e-4);
}

TEST(LlamaDecoder, GoesOnFromACopiedPrefix) {
    auto r = load(true);
    torch::InferenceMode guard;
    const auto whole = r.decoder->forward(r.decoder->embed(r.input));
    auto prefix = r.decoder->makeCache(12);
    r.decoder->extend(r.decoder->embed(r.input), prefix);
    auto cache = r.decoder->makeCache(32);
    cache.copyPrefix(prefix, 7);
    const auto rest = r.decoder->extend(r.decoder->embed(r.input.slice(1, 7)), cache);
    EXPECT_LT(furthest(rest, whole.slice(1, 7)), 1e-4);
    prefix.truncate(7);
    EXPECT_LT(furthest(r.decoder->extend(r.decoder->embed(r.input.slice(1, 7)), prefix), whole.slice(1, 7)),
              1e-4);
    EXPECT_THROW(prefix.truncate(13), Error);
}

TEST(LlamaDecoder, LearnsThroughItsForwardPass) {
    LlamaDecoder decoder(tinyConfig(true));
    const auto ids = torch::arange(8, torch::kLong).unsqueeze(0);
    decoder->logits(decoder->forward(decoder->embed(ids))).square().mean().backward();
    for (const auto& p : decoder->named_parameters()) {
        ASSERT_TRUE(p.value().grad().defined()) << p.key();
        EXPECT_GT(p.value().grad().abs().sum().item<double>(), 0) << p.key();
    }
}

TEST(LlamaDecoder, StaysNearTheReferenceInHalfPrecision) {
    auto r = load(false);
    r.decoder->setComputeType(torch::kBFloat16);
    torch::InferenceMode guard;
    const auto logits = r.decoder->logits(r.decoder->forward(r.decoder->embed(r.input)));
    EXPECT_LT(furthest(logits, r.logits), 0.05 * r.logits.abs().max().item<double>());
}

TEST(LlamaDecoder, RefusesMoreThanItCanHold) {
    auto r = load(false);
    torch::InferenceMode guard;
    EXPECT_THROW(r.decoder->makeCache(65), Error);
    EXPECT_THROW(r.decoder->forward(torch::zeros({1, 65, 32})), Error);
    auto cache = r.decoder->makeCache(4);
    EXPECT_THROW(r.decoder->extend(torch::zeros({1, 5, 32}), cache), Error);
    auto broken = tinyConfig(false);
    broken.kvHeads = 3;
    EXPECT_THROW(LlamaDecoder{broken}, Error);
}

}  // namespace
}  // namespace dokuei::inference
