#include "inference/families/lmm/AnswerMask.h"

#include <gtest/gtest.h>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

class MaskOfAnAnswer : public testing::Test {
protected:
    MaskOfAnAnswer() {
        volume_.size = {20, 30, 40};
        volume_.spacing = {2, 1, 0.5};
        // Cells of 2 x 3 x 4 voxels, depth against k.
        record_.origin = {-0.5, -0.5, 39.5};
        record_.right = {2, 0, 0};
        record_.down = {0, 3, 0};
        record_.through = {0, 0, -4};
        record_.width = record_.height = record_.depth = 10;
    }
    VolumeView volume_;
    PictureRecord record_;
    torch::Tensor scores_ = torch::full({10, 10, 10}, -4.0f);
};

TEST_F(MaskOfAnAnswer, BecomesTheBoxOfItsCells) {
    scores_[1][2][3] = 2.0f;
    scores_[2][2][4] = 2.0f;
    const auto box = groundingOfMask(scores_, record_, volume_);
    EXPECT_EQ(box.voxel, (std::array<int, 6>{6, 6, 28, 9, 8, 35}));
    ASSERT_TRUE(box.volumeMl);
    EXPECT_NEAR(*box.volumeMl, 2 * 24 * 1.0 / 1000, 1e-9);
    EXPECT_NEAR(box.confidence, 1 / (1 + std::exp(-2.0)), 1e-5);
}

TEST_F(MaskOfAnAnswer, IsRefusedWhenItIsEmptyOrOfAnotherShape) {
    EXPECT_THROW(groundingOfMask(scores_, record_, volume_), Error);
    EXPECT_THROW(groundingOfMask(torch::ones({9, 10, 10}), record_, volume_), Error);
}

}  // namespace
}  // namespace dokuei::inference
