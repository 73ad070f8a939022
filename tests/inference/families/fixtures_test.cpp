#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

#include "inference/Error.h"
#include "inference/families/TensorRun.h"
#include "inference/weights/Safetensors.h"

namespace dokuei::inference {
namespace {

namespace fs = std::filesystem;

const std::string kFixtures = DOKUEI_SOURCE_DIR "/tests/inference/fixtures/lmm/";

NamedTensors tensorsOf(const std::string& file) {
    const Safetensors mapped(file);
    NamedTensors tensors;
    for (const auto& [name, entry] : mapped.entries()) tensors[name] = mapped.tensor(name);
    return tensors;
}

struct Case {
    std::string checkpoint, name;
    std::string file(const char* end) const { return kFixtures + checkpoint + "/cases/" + name + end; }
};

/// All cases; the inputs and outputs lie beside the checkpoint.
std::vector<Case> cases() {
    std::vector<Case> all;
    for (const auto& checkpoint : fs::directory_iterator(kFixtures)) {
        const auto folder = checkpoint.path() / "cases";
        if (!fs::is_directory(folder)) continue;
        const std::string end = ".in.safetensors";
        for (const auto& file : fs::directory_iterator(folder)) {
            const auto name = file.path().filename().string();
            if (name.size() > end.size() && name.substr(name.size() - end.size()) == end)
                all.push_back(
                    {checkpoint.path().filename().string(), name.substr(0, name.size() - end.size())});
        }
    }
    std::sort(all.begin(), all.end(), [](const Case& a, const Case& b) {
        return std::pair(a.checkpoint, a.name) < std::pair(b.checkpoint, b.name);
    });
    return all;
}

std::unique_ptr<Network> open(const std::string& checkpoint, const DecoderOptions& options = {}) {
    return openNetwork(ModelDirectory(kFixtures + checkpoint), options);
}

/// The largest |a - b| / (1e-4 + 1e-5 |b|); agreement is at most 1.
double disagreement(const torch::Tensor& a, const torch::Tensor& b) {
    if (a.sizes() != b.sizes()) return std::numeric_limits<double>::infinity();
    return ((a - b).abs() / (1e-4 + 1e-5 * b.abs())).max().item<double>();
}

class PublicCheckpoint : public testing::TestWithParam<Case> {};

TEST_P(PublicCheckpoint, GivesTheLogitsAndTheTokensOfTransformers) {
    const auto network = open(GetParam().checkpoint);
    const auto expected = tensorsOf(GetParam().file(".out.safetensors"));
    const auto& generated = expected.at("generated");
    const auto run = runTensors(*network, tensorsOf(GetParam().file(".in.safetensors")), generated.size(1));
    const auto worst = disagreement(run.logits, expected.at("logits"));
    EXPECT_LE(worst, 1) << "largest difference "
                        << (run.logits - expected.at("logits")).abs().max().item<double>();
    RecordProperty("worst", std::to_string(worst));
    EXPECT_TRUE(run.generated.equal(generated)) << run.generated << generated;
}

TEST_P(PublicCheckpoint, SeesInItsPicturesWhatTransformersSees) {
    const auto expected = tensorsOf(GetParam().file(".out.safetensors"));
    if (expected.count("features") == 0) return;
    auto inputs = tensorsOf(GetParam().file(".in.safetensors"));
    inputs.erase("pixel_values_videos");
    const auto network = open(GetParam().checkpoint);
    const auto features = network->see(inputs);
    EXPECT_LE(disagreement(features.tokens, expected.at("features")), 1);
    for (std::size_t k = 0; expected.count("deep." + std::to_string(k)) > 0; ++k) {
        ASSERT_LT(k, features.deep.size());
        EXPECT_LE(disagreement(features.deep[k], expected.at("deep." + std::to_string(k))), 1) << k;
    }
}

TEST_P(PublicCheckpoint, HasTheHiddenStatesOfTransformersAfterEveryLayer) {
    const auto expected = tensorsOf(GetParam().file(".out.safetensors"));
    if (expected.count("hidden.0") == 0) return;
    const auto network = open(GetParam().checkpoint);
    const auto inputs = tensorsOf(GetParam().file(".in.safetensors"));
    VisionFeatures features;
    const bool pictures = inputs.count("pixel_values") + inputs.count("images") > 0;
    if (pictures) features = network->see(inputs);
    const auto ids = inputs.at("input_ids")[0];
    auto cache = network->decoder().makeCache(ids.size(0));
    int layers = 0;
    torch::InferenceMode guard;
    network->decoder().read(
        network->join(ids, pictures ? &features : nullptr, 0), cache, false, nullptr,
        [&](int layer, const torch::Tensor& hidden) {
            ++layers;
            EXPECT_LE(disagreement(hidden.to(torch::kFloat), expected.at("hidden." + std::to_string(layer))),
                      1)
                << "layer " << layer;
        });
    EXPECT_EQ(layers, network->decoder().config().layers);
}

TEST_P(PublicCheckpoint, AnswersNearlyTheSameInBf16) {
    const auto expected = tensorsOf(GetParam().file(".out.safetensors"));
    if (expected.count("logits_bf16") == 0) return;
    DecoderOptions options;
    options.compute = torch::kBFloat16;
    const auto network = open(GetParam().checkpoint, options);
    const auto run = runTensors(*network, tensorsOf(GetParam().file(".in.safetensors")), 0);
    const auto& exact = expected.at("logits");
    const auto cosine = [&](const torch::Tensor& a) {
        return at::cosine_similarity(a[0], exact[0], 1).mean().item<double>();
    };
    const auto agreement = [&](const torch::Tensor& a) {
        return a.argmax(-1).eq(exact.argmax(-1)).to(torch::kFloat).mean().item<double>();
    };
    // As near to the exact values as transformers is in the same type, with room for another order of sums.
    EXPECT_GE(cosine(run.logits), 1 - 2 * (1 - cosine(expected.at("logits_bf16"))) - 1e-4);
    EXPECT_GE(agreement(run.logits), agreement(expected.at("logits_bf16")) - 0.1);
}

INSTANTIATE_TEST_SUITE_P(Fixtures, PublicCheckpoint, testing::ValuesIn(cases()),
                         [](const auto& info) { return info.param.checkpoint + "_" + info.param.name; });

TEST(TensorInputs, HiddenAtTheirEndsAreLeftOut) {
    const auto network = open("qwen2_5_vl");
    auto inputs = tensorsOf(kFixtures + "qwen2_5_vl/cases/two_images.in.safetensors");
    const auto plain = runTensors(*network, inputs, 4);
    const auto pad = torch::full({1, 3}, 7, torch::kLong);
    auto padded = inputs;
    padded["input_ids"] = at::cat({pad, inputs.at("input_ids"), pad}, 1);
    padded["attention_mask"] = at::cat({pad * 0, inputs.at("attention_mask"), pad * 0}, 1);
    const auto run = runTensors(*network, padded, 4);
    const auto length = inputs.at("input_ids").size(1);
    EXPECT_TRUE(run.logits.slice(1, 3, 3 + length).equal(plain.logits));
    EXPECT_EQ(run.logits.slice(1, 0, 3).abs().max().item<float>(), 0);
    EXPECT_TRUE(run.generated.equal(plain.generated));
    padded["attention_mask"][0][10] = 0;
    EXPECT_THROW(runTensors(*network, padded, 0), Error) << "a hole";
}

TEST(TensorInputs, ThatCannotBeReadAreRefusedByName) {
    const auto network = open("gemma3");
    const auto inputs = tensorsOf(kFixtures + "gemma3/cases/one_image.in.safetensors");
    const auto reason = [&](const std::string& name, const torch::Tensor& value) -> std::string {
        auto changed = inputs;
        if (value.defined())
            changed[name] = value;
        else
            changed.erase(name);
        try {
            runTensors(*network, changed, 0);
        } catch (const Error& e) {
            return e.what();
        }
        return "accepted";
    };
    const auto& ids = inputs.at("input_ids");
    EXPECT_NE(reason("input_ids", {}).find("input_ids is missing"), std::string::npos);
    EXPECT_NE(reason("input_ids", ids.repeat({2, 1})).find("[1,T]"), std::string::npos);
    EXPECT_NE(reason("input_ids", ids.to(torch::kFloat)).find("whole numbers"), std::string::npos);
    EXPECT_NE(reason("input_ids", ids + 400), "accepted") << "ids beyond the vocabulary";
    EXPECT_NE(reason("token_type_ids", inputs.at("token_type_ids") * 0).find("token_type_ids"),
              std::string::npos);
    EXPECT_NE(reason("attention_mask", torch::zeros_like(ids)).find("hides everything"), std::string::npos);
    EXPECT_NE(reason("pixel_values", inputs.at("pixel_values").slice(2, 0, 40)), "accepted");
    EXPECT_NE(reason("pixel_values", {}), "accepted") << "image tokens without an image";
    EXPECT_NE(reason("pixel_values", inputs.at("pixel_values").repeat({2, 1, 1, 1})), "accepted");
    EXPECT_EQ(reason("token_type_ids", {}), "accepted");
}

}  // namespace
}  // namespace dokuei::inference
