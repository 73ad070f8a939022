#include <gtest/gtest.h>
#include <torch/torch.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "inference/Error.h"
#include "inference/families/Network.h"
#include "inference/families/gemma3/GemmaNetwork.h"
#include "inference/families/llava/LlavaNetwork.h"
#include "inference/families/m3d/VolumeNetwork.h"
#include "inference/families/qwenvl/QwenNetwork.h"
#include "inference/weights/Safetensors.h"

namespace {

using namespace dokuei::inference;
namespace fs = std::filesystem;

// Tiny random checkpoints and what transformers makes of them: see make_lmm_fixtures.py.
const std::string fixtures = DOKUEI_SOURCE_DIR "/tests/inference/fixtures/lmm/";

struct Case {
    std::string model, name;
    friend void PrintTo(const Case& c, std::ostream* out) { *out << c.model << "/" << c.name; }
};

NamedTensors tensorsOf(const std::string& file) {
    const Safetensors opened(file);
    NamedTensors tensors;
    for (const auto& [name, entry] : opened.entries()) tensors[name] = opened.tensor(name);
    return tensors;
}

/// Cases whose expected outputs hold a tensor of this name; all with an empty name.
std::vector<Case> casesWith(const std::string& tensor) {
    std::vector<Case> all;
    const std::string ending = ".in.safetensors";
    for (const auto& model : fs::directory_iterator(fixtures)) {
        if (!fs::exists(model.path() / "cases")) continue;
        for (const auto& file : fs::directory_iterator(model.path() / "cases")) {
            const auto name = file.path().filename().string();
            if (name.size() <= ending.size()) continue;
            const auto stem = name.substr(0, name.size() - ending.size());
            if (stem + ending != name) continue;
            const Safetensors out(model.path() / "cases" / (stem + ".out.safetensors"));
            if (tensor.empty() || out.contains(tensor))
                all.push_back({model.path().filename().string(), stem});
        }
    }
    std::sort(all.begin(), all.end(), [](const Case& a, const Case& b) {
        return std::tie(a.model, a.name) < std::tie(b.model, b.name);
    });
    return all;
}

/// Largest difference beyond a relative 1e-5.
double apart(const torch::Tensor& a, const torch::Tensor& b) {
    if (a.sizes() != b.sizes()) return INFINITY;
    const auto wide = b.to(torch::kDouble);
    return ((a.to(torch::kDouble) - wide).abs() - 1e-5 * wide.abs()).max().item<double>();
}

bool hasPictures(const NamedTensors& in) {
    return in.count("pixel_values") + in.count("pixel_values_videos") + in.count("images") > 0;
}

class NetworkCase : public testing::TestWithParam<Case> {
protected:
    std::string base() const { return fixtures + GetParam().model + "/cases/" + GetParam().name; }
    ModelDirectory directory{fixtures + GetParam().model};
    NamedTensors in = tensorsOf(base() + ".in.safetensors"), out = tensorsOf(base() + ".out.safetensors");
    torch::Tensor ids = in.at("input_ids")[0];

    Decoder::Input input(Network& network) {
        if (hasPictures(in)) {
            features = network.see(in);
            return network.join(ids, &features, 0);
        }
        return network.join(ids, nullptr, 0);
    }
    VisionFeatures features;
};

class NetworkAgreesWithTransformers : public NetworkCase {};
class VisionAgreesWithTransformers : public NetworkCase {};
class TowerAgreesWithTransformers : public NetworkCase {};
class NetworkInBf16AgreesWithTransformers : public NetworkCase {};

TEST_P(NetworkAgreesWithTransformers, InScoresAndGreedyTokens) {
    const auto network = openNetwork(directory, {});
    auto& decoder = network->decoder();
    const auto expected = out.at("generated")[0];
    auto cache = decoder.makeCache(ids.size(0) + expected.size(0));
    const auto prompt = input(*network);
    if (out.count("position_ids")) {
        ASSERT_TRUE(prompt.positions.defined());
        EXPECT_TRUE(prompt.positions.equal(out.at("position_ids").select(1, 0)));
    }
    const auto hidden =
        decoder.read(prompt, cache, false, nullptr, [&](int layer, const torch::Tensor& state) {
            const auto found = out.find("hidden." + std::to_string(layer));
            if (found == out.end()) return;
            EXPECT_LT(apart(state, found->second), 1e-4) << "layer " << layer;
        });
    EXPECT_LT(apart(decoder.logits(hidden), out.at("logits")[0]), 1e-4);

    auto next = decoder.logits(hidden.slice(0, hidden.size(0) - 1))[0].argmax().item<std::int64_t>();
    for (std::int64_t i = 0; i < expected.size(0); ++i) {
        ASSERT_EQ(next, expected[i].item<std::int64_t>()) << "token " << i;
        if (i + 1 < expected.size(0)) next = decoder.step(next, cache).argmax().item<std::int64_t>();
    }
}

TEST_P(VisionAgreesWithTransformers, InWhatTheTowerSees) {
    const auto network = openNetwork(directory, {});
    auto stills = in;  // the reference looked at the still pictures alone
    stills.erase("pixel_values_videos");
    const auto seen = network->see(stills);
    EXPECT_LT(apart(seen.tokens, out.at("features")), 1e-4);
    for (std::size_t k = 0; k < seen.deep.size(); ++k)
        EXPECT_LT(apart(seen.deep[k], out.at("deep." + std::to_string(k))), 1e-4) << "DeepStack " << k;
}

/// Patches of one frame as transformers orders them for Qwen2.5-VL: window by window.
std::vector<std::int64_t> windowByWindow(std::int64_t first, std::int64_t rows, std::int64_t columns,
                                         std::int64_t side) {
    std::vector<std::int64_t> patches;
    for (std::int64_t top = 0; top < rows; top += side)
        for (std::int64_t left = 0; left < columns; left += side)
            for (auto r = top; r < std::min(rows, top + side); ++r)
                for (auto c = left; c < std::min(columns, left + side); ++c)
                    for (std::int64_t k = 0; k < 4; ++k) patches.push_back(first + 4 * (r * columns + c) + k);
    return patches;
}

TEST_P(TowerAgreesWithTransformers, AfterEachBlock) {
    const auto network = openNetwork(directory, {});
    std::map<int, torch::Tensor> blocks;
    const VisionObserver observer = [&](int block, const torch::Tensor& hidden) {
        auto& before = blocks[block];
        before = before.defined() ? at::cat({before, hidden}) : hidden.clone();
    };
    std::int64_t windowSide = 0;
    if (const auto* gemma = dynamic_cast<GemmaNetwork*>(network.get())) {
        gemma->tower()(in.at("pixel_values"), nullptr, observer);
    } else if (const auto* llava = dynamic_cast<LlavaNetwork*>(network.get())) {
        auto pictures = in.at("pixel_values");
        if (pictures.dim() == 5) {  // tiles, filled up with black ones that are not looked at
            pictures = pictures.flatten(0, 1);
            pictures = pictures.index_select(0, at::nonzero(pictures.flatten(1).abs().sum(1)).view({-1}));
        }
        llava->tower()(pictures, nullptr, observer);
    } else if (const auto* volume = dynamic_cast<VolumeNetwork*>(network.get())) {
        volume->tower()(in.at("images"), nullptr, observer);
    } else if (const auto* qwen = dynamic_cast<QwenNetwork*>(network.get())) {
        qwen->tower()(in.at("pixel_values"), in.at("image_grid_thw"), nullptr, observer);
        const auto& c = qwen->tower().config();
        if (c.version == QwenTowerConfig::Version::Qwen25) windowSide = c.windowSize / c.merge / c.patchSize;
    }
    ASSERT_FALSE(blocks.empty());
    for (const auto& [block, hidden] : blocks) {
        auto mine = hidden;
        if (windowSide > 0) {
            std::vector<std::int64_t> order;
            const auto grid = in.at("image_grid_thw");
            for (std::int64_t i = 0; i < grid.size(0); ++i)
                for (const auto patch : windowByWindow(static_cast<std::int64_t>(order.size()),
                                                       grid[i][1].item<std::int64_t>() / 2,
                                                       grid[i][2].item<std::int64_t>() / 2, windowSide))
                    order.push_back(patch);
            mine = hidden.index_select(0, torch::tensor(order, torch::kLong));
        }
        EXPECT_LT(apart(mine, out.at("vision.block." + std::to_string(block))), 1e-4) << "block " << block;
    }
}

TEST_P(NetworkInBf16AgreesWithTransformers, ByTheBestTokenAndTheDirectionOfTheScores) {
    DecoderOptions options;
    options.compute = torch::kBFloat16;
    const auto network = openNetwork(directory, options);
    auto cache = network->decoder().makeCache(ids.size(0));
    const auto mine =
        network->decoder().logits(network->decoder().read(input(*network), cache)).to(torch::kFloat);
    const auto exact = out.at("logits")[0], theirs = out.at("logits_bf16")[0];
    const auto likeness = at::cosine_similarity(mine, exact, 1);
    const auto theirLikeness = at::cosine_similarity(theirs, exact, 1);
    EXPECT_GT(likeness.mean().item<double>(), 0.999);
    EXPECT_GT(likeness.min().item<double>(), theirLikeness.min().item<double>() - 0.01);
    const auto agreement = [&](const torch::Tensor& logits) {
        return logits.argmax(1).eq(exact.argmax(1)).to(torch::kDouble).mean().item<double>();
    };
    EXPECT_GT(agreement(mine), 0.85);
    EXPECT_GE(agreement(mine), agreement(theirs) - 0.06);
}

std::string nameOf(const testing::TestParamInfo<Case>& info) {
    return info.param.model + "_" + info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Families, NetworkAgreesWithTransformers, testing::ValuesIn(casesWith("")), nameOf);
INSTANTIATE_TEST_SUITE_P(Families, VisionAgreesWithTransformers, testing::ValuesIn(casesWith("features")),
                         nameOf);
INSTANTIATE_TEST_SUITE_P(Families, TowerAgreesWithTransformers,
                         testing::ValuesIn(casesWith("vision.block.0")), nameOf);
INSTANTIATE_TEST_SUITE_P(Families, NetworkInBf16AgreesWithTransformers,
                         testing::ValuesIn(casesWith("logits_bf16")), nameOf);

}  // namespace
