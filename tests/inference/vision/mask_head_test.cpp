#include "inference/vision/MaskHead.h"

#include <gtest/gtest.h>

#include <string>

#include "inference/Error.h"
#include "inference/weights/Safetensors.h"

namespace dokuei::inference {
namespace {

// A tiny random SegVol and its mask: see make_mask_fixtures.py.
class TinyMaskHead : public testing::Test {
protected:
    Safetensors file{DOKUEI_SOURCE_DIR "/tests/inference/fixtures/mask.safetensors"};
    VolumeTowerConfig config;

    void SetUp() override {
        config.imageSize = {8, 32, 64};
        config.patchSize = {4, 16, 16};
    }
    WeightSet weights(const std::string& without = {}) const {
        std::map<std::string, torch::Tensor> tensors;
        for (const auto& [name, entry] : file.entries())
            if (name.rfind("segmentation.", 0) == 0 && name != without) tensors[name] = file.tensor(name);
        return {"mask", tensors};
    }
};

TEST_F(TinyMaskHead, GivesTheMaskOfTheAuthorsProgram) {
    auto set = weights();
    const MaskHead head(config, set, "segmentation.", {});
    EXPECT_NO_THROW(set.finish());
    const auto scores = head(file.tensor("reference.image"), file.tensor("reference.prompt"));
    const auto expected = file.tensor("reference.scores");
    ASSERT_EQ(scores.sizes(), expected.sizes());
    EXPECT_LT((scores - expected).abs().max().item<float>(), 1e-4f);
}

TEST_F(TinyMaskHead, NamesATensorThatIsMissing) {
    const std::string name = "segmentation.mask_decoder.txt_align_upscaled_embedding.weight";
    auto set = weights(name);
    try {
        const MaskHead head(config, set, "segmentation.", {});
        FAIL();
    } catch (const ModelError& error) {
        EXPECT_NE(std::string(error.what()).find(name), std::string::npos) << error.what();
    }
}

TEST_F(TinyMaskHead, RefusesAnotherShapeAndCanBeStopped) {
    auto set = weights();
    const MaskHead head(config, set, "segmentation.", {});
    EXPECT_THROW(head(torch::zeros({1, 1, 8, 32, 32}), file.tensor("reference.prompt")), Error);
    EXPECT_THROW(head(file.tensor("reference.image"), torch::zeros({2, 48})), Error);
    const std::atomic<bool> stop{true};
    EXPECT_THROW(head(file.tensor("reference.image"), file.tensor("reference.prompt"), &stop), Cancelled);
}

}  // namespace
}  // namespace dokuei::inference
