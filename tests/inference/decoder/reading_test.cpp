#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>

#include "inference/Error.h"
#include "inference/decoder/Decoder.h"
#include "inference/training/Checkpoint.h"
#include "inference/training/LlamaDecoder.h"
#include "tests/inference/decoder/decoder_fixtures.h"

namespace dokuei::inference {
namespace {

Decoder::Input noise(std::int64_t count, int hidden, std::uint64_t seed = 3) {
    torch::manual_seed(seed);
    Decoder::Input input;
    input.embeddings = torch::randn({count, hidden});
    return input;
}

/// Rows [begin,end), text only.
Decoder::Input rows(const Decoder::Input& whole, std::int64_t begin, std::int64_t end) {
    Decoder::Input input;
    input.embeddings = whole.embeddings.slice(0, begin, end);
    if (whole.images.defined()) input.images = whole.images.slice(0, begin, end);
    return input;
}

TEST(ReadingDecoder, ReadsALongTextThroughItsWindowAsInShortParts) {
    for (const auto* name : {"gemma3", "gemma2", "mistral", "llama3"}) {
        const auto one = decoderCase(name);
        auto decoder = one.decoder();
        const auto whole = noise(1200, one.config.hidden);
        auto atOnce = decoder.makeCache(1200), inParts = decoder.makeCache(1200);
        const auto expected = decoder.read(whole, atOnce);
        std::vector<torch::Tensor> parts;
        for (std::int64_t begin = 0; begin < 1200; begin += 300)
            parts.push_back(decoder.read(rows(whole, begin, begin + 300), inParts));
        EXPECT_TRUE(at::allclose(at::cat(parts), expected, 1e-4, 1e-4)) << name;
        auto last = decoder.makeCache(1200);
        EXPECT_TRUE(at::allclose(decoder.read(whole, last, true), expected.slice(0, 1199), 1e-4, 1e-4))
            << name;
    }
}

TEST(ReadingDecoder, NeverCutsAnImage) {
    const auto one = decoderCase("gemma3_images");
    auto decoder = one.decoder();
    // An image across the place where a long text would be cut, and one longer than a piece.
    auto whole = noise(1800, one.config.hidden);
    whole.images = torch::full({1800}, -1, torch::kLong);
    whole.images.slice(0, 500, 530).fill_(0);
    whole.images.slice(0, 600, 1500).fill_(1);
    auto atOnce = decoder.makeCache(1800), inParts = decoder.makeCache(1800);
    const auto expected = decoder.read(whole, atOnce);
    std::vector<torch::Tensor> parts;
    for (const auto& [begin, end] :
         std::vector<std::pair<int, int>>{{0, 450}, {450, 560}, {560, 1500}, {1500, 1800}})
        parts.push_back(decoder.read(rows(whole, begin, end), inParts));
    EXPECT_TRUE(at::allclose(at::cat(parts), expected, 1e-4, 1e-4));
    auto blind = whole;
    blind.images = torch::Tensor();
    auto other = decoder.makeCache(1800);
    EXPECT_FALSE(
        at::allclose(decoder.read(blind, other).slice(0, 500, 530), expected.slice(0, 500, 530), 1e-2, 1e-2))
        << "the tokens of an image see each other";
}

TEST(ReadingDecoder, GoesOnAfterAPictureWhereThePositionsGoOn) {
    const auto one = decoderCase("qwen3vl");
    auto decoder = one.decoder();
    const auto total = one.of("embeddings").size(0);
    auto cache = decoder.makeCache(64);
    decoder.read(one.part(0, total - 6), cache);
    EXPECT_EQ(cache.length(), 17);
    EXPECT_EQ(cache.nextPosition(), 9);
    std::vector<torch::Tensor> steps;
    for (auto i = total - 6; i < total; ++i) {
        Decoder::Input step;  // no positions: from the cache's next one on
        step.embeddings = one.of("embeddings").slice(0, i, i + 1);
        steps.push_back(decoder.logits(decoder.read(step, cache)));
    }
    expectEqual(at::cat(steps), one.of("logits").slice(0, total - 6), "logits");
    EXPECT_EQ(cache.nextPosition(), 15);

    auto told = decoder.makeCache(64);
    auto part = one.part(0, total - 6);
    part.nextPosition = 40;
    decoder.read(part, told);
    EXPECT_EQ(told.nextPosition(), 40);
}

TEST(ReadingDecoder, KeepsOnlyTheWindowOfLocalLayers) {
    const auto one = decoderCase("gemma3");
    auto decoder = one.decoder();
    const auto cache = decoder.makeCache(100);
    EXPECT_EQ(cache.layers()[0].keys.size(1), 8);
    EXPECT_EQ(cache.layers()[2].keys.size(1), 100);
    EXPECT_EQ(cache.bytes(), (3 * 8 + 100) * 2 * 8 * 2 * sizeof(float));
    EXPECT_EQ(decoder.makeCache(5).layers()[0].keys.size(1), 5);
}

TEST(ReadingDecoder, StopsBetweenLayersAndKeepsWhatWasReadWhole) {
    const auto one = decoderCase("gemma3");
    auto decoder = one.decoder();
    const auto whole = noise(1000, one.config.hidden);
    auto cache = decoder.makeCache(1000), expected = decoder.makeCache(1000);
    std::atomic<bool> stop{false};
    int layers = 0;
    const auto stopInTheSecondPiece = [&](int, const torch::Tensor&) { stop = ++layers == 6; };
    EXPECT_THROW(decoder.read(whole, cache, true, &stop, stopInTheSecondPiece), Cancelled);
    EXPECT_EQ(layers, 6);
    const auto read = cache.length();
    EXPECT_GT(read, 0);
    EXPECT_LT(read, 1000);
    const auto rest = decoder.read(rows(whole, read, 1000), cache, true);
    EXPECT_TRUE(at::allclose(rest, decoder.read(whole, expected, true), 1e-4, 1e-4));
}

TEST(ReadingDecoder, RefusesWhatItCannotRead) {
    const auto one = decoderCase("qwen3vl");
    auto decoder = one.decoder();
    auto cache = decoder.makeCache(8);
    const auto ids = [](std::int64_t id) { return torch::full({1}, id, torch::kLong); };
    EXPECT_THROW(decoder.embed(ids(64)), Error);
    EXPECT_THROW(decoder.embed(ids(-1)), Error);
    EXPECT_THROW(decoder.embed(torch::zeros({0}, torch::kLong)), Error);
    EXPECT_THROW(decoder.embed(torch::zeros({2})), Error);
    EXPECT_NO_THROW(decoder.embed(ids(63)));
    EXPECT_THROW(decoder.read(noise(9, one.config.hidden), cache), Error) << "fuller than full";
    EXPECT_THROW(decoder.read(noise(2, one.config.hidden + 1), cache), Error);
    const auto spoilt = [&](const std::function<void(Decoder::Input&)>& spoil) {
        auto input = one.part(0, 8);
        spoil(input);
        EXPECT_THROW(decoder.read(input, cache), Error);
    };
    spoilt([](auto& i) { i.positions = torch::zeros({2, 8}, torch::kLong); });
    spoilt([](auto& i) { i.positions = torch::zeros({3, 7}, torch::kLong); });
    spoilt([](auto& i) { i.positions = torch::zeros({3, 8}); });
    spoilt([](auto& i) { i.images = torch::zeros({7}, torch::kLong); });
    spoilt([](auto& i) { i.deepRows = i.deepRows.slice(0, 1); });
    spoilt([](auto& i) { i.deepRows = i.deepRows + 8; });
    EXPECT_EQ(cache.length(), 0);
    EXPECT_NO_THROW(decoder.read(one.part(0, 8), cache));
    EXPECT_THROW(decoder.step(3, cache), Error) << "full";
    const auto other = decoderCase("qwen2");
    auto foreign = other.decoder().makeCache(8);
    EXPECT_THROW(decoder.read(noise(2, one.config.hidden), foreign), Error);
    EXPECT_THROW(decoder.makeCache(0), Error);
    EXPECT_THROW(decoder.makeCache(std::int64_t{1} << 40), OutOfMemory);
}

TEST(ReadingDecoder, CannotGoBackToWhereItHasNotBeen) {
    const auto one = decoderCase("gemma3");
    auto decoder = one.decoder();
    auto cache = decoder.makeCache(40), other = decoder.makeCache(40);
    decoder.read(noise(9, one.config.hidden), cache);
    const auto mark = cache.mark();
    EXPECT_THROW(other.rewind(mark), Error);
    cache.rewind({});
    EXPECT_EQ(cache.length(), 0);
}

TEST(ReadingDecoder, NamesTheTensorThatDoesNotFit) {
    auto one = decoderCase("gemma3");
    const auto told = [&] {
        try {
            one.decoder();
        } catch (const ModelError& e) {
            return std::string(e.what());
        }
        return std::string();
    };
    EXPECT_EQ(told(), "");
    const std::string name = "text.layers.2.self_attn.q_norm.weight";
    const auto weight = one.weights.at(name);
    one.weights[name] = torch::zeros({9});
    EXPECT_NE(told().find(name), std::string::npos);
    one.weights.erase(name);
    EXPECT_NE(told().find(name), std::string::npos);
    one.weights[name] = weight;
    one.config.kvHeads = 4;
    EXPECT_NE(told().find("make no sense"), std::string::npos);
    one.config.kvHeads = 2;
    one.config.local.pop_back();
    EXPECT_NE(told().find("how far it sees"), std::string::npos);
}

TEST(ReadingDecoder, CountsItsParametersAndTheBytesOfAToken) {
    const auto one = decoderCase("qwen3");
    const auto decoder = one.decoder();
    long long numbers = 0;
    for (const auto& [name, tensor] : one.weights) numbers += tensor.numel();
    EXPECT_EQ(decoder.parameters(), numbers);
    // Every matrix but the embedding is read, in bf16; the norms are held in fp32.
    const long long norms = 7 * 24 + 6 * 8;
    EXPECT_EQ(decoder.bytesPerToken(), static_cast<std::size_t>((numbers - norms - 64 * 24) * 2 + norms * 4));
}

TEST(ReadingDecoder, AgreesWithTheDecoderThatLearns) {
    for (const bool tied : {false, true}) {
        DecoderConfig c;
        c.vocab = 96, c.hidden = 32, c.layers = 3, c.heads = 4, c.kvHeads = 2, c.headDim = 8,
        c.intermediate = 48;
        c.tied = tied;
        c.maxPositions = 64;
        torch::manual_seed(5);
        LlamaDecoder twin(c);
        torch::NoGradGuard guard;
        for (auto& p : twin->named_parameters())
            if (p.key().find("norm") == std::string::npos) p.value().normal_(0, 0.25);
        TensorMap tensors;
        collectParameters(*twin, tensors);
        WeightSet weights("twin", tensors);
        Decoder decoder(c, weights, "model.", {});
        weights.finish();
        const auto ids = torch::randint(0, 96, {23}, torch::kLong);
        Decoder::Input input;
        input.embeddings = decoder.embed(ids);
        auto cache = decoder.makeCache(32);
        const auto expected = twin->logits(twin->forward(twin->embed(ids.unsqueeze(0))))[0];
        expectEqual(decoder.logits(decoder.read(input, cache)), expected, "logits");
    }
}

/// llama2.c turns neighbouring pairs; this decoder turns halves: reorder the rows of each head.
torch::Tensor halvesFromPairs(const torch::Tensor& weight, int heads) {
    const auto count = weight.size(0) / heads;
    return weight.reshape({heads, count / 2, 2, weight.size(1)})
        .transpose(1, 2)
        .reshape(weight.sizes())
        .contiguous();
}

TEST(ReadingDecoder, TellsTheStoryOfARealCheckpoint) {
    const std::string folder = std::string(DOKUEI_SHARED_DATA) + "/weights/llm-stories260k";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no checkpoint in " << folder;
    const Safetensors file(folder + "/model.safetensors"), expected(folder + "/expected/greedy.safetensors");
    DecoderConfig c;
    c.vocab = 512, c.hidden = 64, c.layers = 5, c.heads = 8, c.kvHeads = 4, c.headDim = 8,
    c.intermediate = 172;
    c.maxPositions = 512;
    std::map<std::string, torch::Tensor> named{
        {"text.embed_tokens.weight", file.tensor("tok_embeddings.weight")},
        {"text.norm.weight", file.tensor("norm.weight")}};
    const std::vector<std::pair<std::string, std::string>> names{
        {"attention.wv", "self_attn.v_proj"},    {"attention.wo", "self_attn.o_proj"},
        {"feed_forward.w1", "mlp.gate_proj"},    {"feed_forward.w3", "mlp.up_proj"},
        {"feed_forward.w2", "mlp.down_proj"},    {"attention_norm", "input_layernorm"},
        {"ffn_norm", "post_attention_layernorm"}};
    for (int i = 0; i < c.layers; ++i) {
        const auto from = "layers." + std::to_string(i) + ".", to = "text." + from;
        for (const auto& [theirs, ours] : names)
            named[to + ours + ".weight"] = file.tensor(from + theirs + ".weight");
        named[to + "self_attn.q_proj.weight"] =
            halvesFromPairs(file.tensor(from + "attention.wq.weight"), c.heads);
        named[to + "self_attn.k_proj.weight"] =
            halvesFromPairs(file.tensor(from + "attention.wk.weight"), c.kvHeads);
    }
    WeightSet weights(file.file(), named);
    Decoder decoder(c, weights, "text.", {});
    weights.finish();

    const auto prompt = expected.tensor("input_ids").flatten();
    Decoder::Input input;
    input.embeddings = decoder.embed(prompt);
    auto cache = decoder.makeCache(512);
    const auto logits = expected.tensor("logits");
    expectEqual(decoder.logits(decoder.read(input, cache)), logits.reshape({-1, c.vocab}), "logits");

    const auto ids = expected.tensor("ids").flatten();
    auto story = decoder.makeCache(512);
    std::vector<std::int64_t> told{ids[0].item<std::int64_t>()};
    while (static_cast<std::int64_t>(told.size()) < ids.numel())
        told.push_back(decoder.step(told.back(), story).argmax().item<std::int64_t>());
    EXPECT_TRUE(torch::equal(torch::tensor(told, torch::kLong), ids));
}

}  // namespace
}  // namespace dokuei::inference
