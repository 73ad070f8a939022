#include "inference/grounding/PictureBoxes.h"

#include <gtest/gtest.h>

#include <cmath>

namespace dokuei::inference {
namespace {

VolumeView volumeOf(std::array<int, 3> size, std::array<double, 3> spacing = {1, 1, 1}) {
    VolumeView view;
    view.size = size;
    view.spacing = spacing;
    return view;
}

/// A picture whose pixels are the voxels of slice `k`, as they are stored.
PictureRecord sliceOf(const VolumeView& volume, int k) {
    PictureRecord record;
    record.origin = {-0.5, -0.5, double(k)};
    record.right = {1, 0, 0};
    record.down = {0, 1, 0};
    record.width = volume.size[0];
    record.height = volume.size[1];
    record.slice = k;
    record.axis = 2;
    return record;
}

std::array<int, 6> voxels(const PlacedBox& placed, const VolumeView& volume) {
    WrittenModelBox box;
    box.voxel = placed.voxel;
    return groundingOf(box, volume).voxel;
}

TEST(PictureBoxes, CountPixelsFromTheirEdges) {
    const auto volume = volumeOf({10, 8, 5});
    const auto placed = placeOnPicture(sliceOf(volume, 3), volume, {2, 1, 4, 2}, 0);
    ASSERT_EQ(placed.refused, "");
    EXPECT_FALSE(placed.clipped);
    EXPECT_EQ(placed.voxel, (std::array<double, 6>{1.5, 0.5, 2.5, 3.5, 1.5, 3.5}));
    EXPECT_EQ(voxels(placed, volume), (std::array<int, 6>{2, 1, 3, 3, 1, 3}));
}

TEST(PictureBoxes, OfTheWholePictureAreTheWholeSlice) {
    const auto volume = volumeOf({10, 8, 5});
    const auto placed = placeOnPicture(sliceOf(volume, 0), volume, {0, 0, 10, 8}, 0);
    ASSERT_EQ(placed.refused, "");
    EXPECT_FALSE(placed.clipped);
    EXPECT_EQ(voxels(placed, volume), (std::array<int, 6>{0, 0, 0, 9, 7, 0}));
}

TEST(PictureBoxes, FindTheWayBackThroughPaddingAndResizing) {
    const auto volume = volumeOf({100, 60, 3});
    // 100 x 60 becomes 100 x 100 with 20 rows above and below, then 896 x 896.
    const auto record = sliceOf(volume, 1).padded(0, 20, 100, 100).resized(896, 896);
    const double scale = 8.96;
    const auto placed = placeOnPicture(record, volume, {10 * scale, 30 * scale, 20 * scale, 50 * scale}, 0);
    ASSERT_EQ(placed.refused, "");
    EXPECT_EQ(voxels(placed, volume), (std::array<int, 6>{10, 10, 1, 19, 29, 1}));
}

TEST(PictureBoxes, FindTheWayBackThroughACropThatWasResized) {
    const auto volume = volumeOf({40, 20, 1});
    const auto record = sliceOf(volume, 0).resized(80, 40).cropped(20, 0, 40, 40);
    const auto placed = placeOnPicture(record, volume, {0, 0, 40, 40}, 0);
    ASSERT_EQ(placed.refused, "");
    EXPECT_EQ(voxels(placed, volume), (std::array<int, 6>{10, 0, 0, 29, 19, 0}));
}

TEST(PictureBoxes, OfAMirroredPictureLieOnTheOtherSideOfTheVolume) {
    const auto volume = volumeOf({10, 8, 5});
    auto record = sliceOf(volume, 0);
    record.origin = {9.5, 7.5, 0};
    record.right = {-1, 0, 0};
    record.down = {0, -1, 0};
    const auto placed = placeOnPicture(record, volume, {0, 0, 3, 2}, 0);
    ASSERT_EQ(placed.refused, "");
    EXPECT_EQ(voxels(placed, volume), (std::array<int, 6>{7, 6, 0, 9, 7, 0}));
}

TEST(PictureBoxes, OfASagittalPictureCrossOtherAxes) {
    const auto volume = volumeOf({10, 8, 5});
    PictureRecord record;
    record.origin = {4, -0.5, 4.5};
    record.right = {0, 1, 0};
    record.down = {0, 0, -1};
    record.width = 8;
    record.height = 5;
    record.axis = 0;
    const auto placed = placeOnPicture(record, volume, {1, 0, 3, 2}, 0);
    ASSERT_EQ(placed.refused, "");
    EXPECT_EQ(voxels(placed, volume), (std::array<int, 6>{4, 1, 3, 4, 2, 4}));
}

TEST(PictureBoxes, ThinnerThanAVoxelTakeTheVoxelThatHoldsThem) {
    const auto volume = volumeOf({10, 8, 5});
    const auto placed = placeOnPicture(sliceOf(volume, 2), volume, {3.2, 4.3, 3.4, 4.5}, 0);
    ASSERT_EQ(placed.refused, "");
    EXPECT_EQ(voxels(placed, volume), (std::array<int, 6>{3, 4, 2, 3, 4, 2}));
}

TEST(PictureBoxes, AreRefusedWithTheReason) {
    const auto volume = volumeOf({100, 60, 3});
    const auto record = sliceOf(volume, 1).padded(0, 20, 100, 100);
    const auto refusal = [&](std::array<double, 4> box, double rounding = 1) {
        return placeOnPicture(record, volume, box, rounding).refused;
    };
    EXPECT_EQ(refusal({20, 30, 10, 40}), "its corners are exchanged");
    EXPECT_EQ(refusal({20, 40, 30, 30}), "its corners are exchanged");
    EXPECT_EQ(refusal({20, 30, 20, 40}), "it has no extent");
    EXPECT_EQ(refusal({20, 30, 102, 40}), "outside the picture");
    EXPECT_EQ(refusal({-3, 30, 10, 40}), "outside the picture");
    EXPECT_EQ(refusal({20, 2, 40, 18}), "outside the image, on its padding");
    EXPECT_EQ(refusal({20, 80, 40, 99}), "outside the image, on its padding");
    EXPECT_EQ(refusal({std::nan(""), 30, 40, 50}), "malformed");
}

TEST(PictureBoxes, AreTakenBackToTheEdgeWhenOnlyRoundingPutThemOver) {
    const auto volume = volumeOf({10, 8, 5});
    const auto placed = placeOnPicture(sliceOf(volume, 0), volume, {-0.4, 2, 10.9, 4}, 1);
    ASSERT_EQ(placed.refused, "");
    EXPECT_EQ(voxels(placed, volume), (std::array<int, 6>{0, 2, 0, 9, 3, 0}));
}

TEST(PictureBoxes, PartlyOnPaddingSayThatTheyWereClipped) {
    const auto volume = volumeOf({100, 60, 3});
    const auto record = sliceOf(volume, 1).padded(0, 20, 100, 100);
    const auto placed = placeOnPicture(record, volume, {10, 10, 20, 30}, 0);
    ASSERT_EQ(placed.refused, "");
    EXPECT_TRUE(placed.clipped);
    EXPECT_EQ(voxels(placed, volume), (std::array<int, 6>{10, 0, 1, 19, 9, 1}));
}

TEST(PictureBoxes, OfAPreparedVolumeRunAlongAllThreeAxes) {
    const auto volume = volumeOf({20, 30, 40});
    PictureRecord record;  // 10 x 10 x 10 cells over a part of the volume, depth against k
    record.origin = {-0.5, 4.5, 39.5};
    record.right = {2, 0, 0};
    record.down = {0, 2, 0};
    record.through = {0, 0, -4};
    record.width = record.height = record.depth = 10;
    const auto placed = placeInVolume(record, volume, {1, 2, 0, 3, 5, 1}, 0);
    ASSERT_EQ(placed.refused, "");
    EXPECT_EQ(voxels(placed, volume), (std::array<int, 6>{2, 9, 36, 5, 14, 39}));
}

TEST(PictureBoxes, ReachTheHullOfTheirVoxelsInAnObliqueVolume) {
    auto volume = volumeOf({10, 10, 10}, {1, 2, 3});
    const double c = std::cos(0.3), s = std::sin(0.3);
    volume.origin = {-30, 12, 100};
    volume.direction = {c, -s, 0, s, c, 0, 0, 0, -1};
    WrittenModelBox box;
    box.voxel = {1.5, 2.5, 3.5, 4.5, 5.5, 6.5};
    const auto grounding = groundingOf(box, volume);
    EXPECT_EQ(grounding.voxel, (std::array<int, 6>{2, 3, 4, 4, 5, 6}));
    for (int corner = 0; corner < 8; ++corner) {
        const auto at =
            volume.lpsFromVoxel({corner & 1 ? 4.5 : 1.5, corner & 2 ? 5.5 : 2.5, corner & 4 ? 6.5 : 3.5});
        for (int a = 0; a < 3; ++a) {
            EXPECT_GE(at[a], grounding.lps[a] - 1e-9);
            EXPECT_LE(at[a], grounding.lps[3 + a] + 1e-9);
        }
    }
    EXPECT_NEAR(grounding.lps[5], 100 - 3 * 3.5, 1e-9);
    EXPECT_NEAR(grounding.lps[2], 100 - 3 * 6.5, 1e-9);
}

class SliceMerging : public testing::Test {
protected:
    SliceMerging() : volume_(volumeOf({100, 100, 40})) {
        for (const int k : {5, 10, 15, 20}) pictures_.push_back(sliceOf(volume_, k));
    }
    void add(int picture, std::array<double, 4> box, const std::string& label) {
        WrittenModelBox written;
        const auto placed = placeOnPicture(pictures_.at(std::size_t(picture)), volume_, box, 0);
        written.voxel = placed.voxel;
        written.refused = placed.refused;
        written.picture = picture;
        written.label = label;
        boxes_.push_back(written);
    }
    VolumeView volume_;
    std::vector<PictureRecord> pictures_;
    std::vector<WrittenModelBox> boxes_;
};

TEST_F(SliceMerging, JoinsOneFindingOnNeighbouringSlices) {
    add(1, {10, 10, 20, 20}, "nodule");
    add(2, {12, 8, 22, 18}, "Nodule ");
    const auto merged = mergeSlices(boxes_, pictures_);
    ASSERT_EQ(merged.size(), 1u);
    EXPECT_EQ(merged[0].from, (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(groundingOf(merged[0].box, volume_).voxel, (std::array<int, 6>{10, 8, 10, 21, 19, 15}));
}

TEST_F(SliceMerging, KeepsASingleSliceAsThickAsItIs) {
    add(3, {10, 10, 20, 20}, "nodule");
    const auto merged = mergeSlices(boxes_, pictures_);
    ASSERT_EQ(merged.size(), 1u);
    EXPECT_EQ(groundingOf(merged[0].box, volume_).voxel, (std::array<int, 6>{10, 10, 20, 19, 19, 20}));
}

TEST_F(SliceMerging, KeepsFindingsApartThatOnlyShareALabelOrAPlace) {
    add(0, {10, 10, 20, 20}, "nodule");
    add(1, {60, 60, 70, 70}, "nodule");    // elsewhere
    add(2, {10, 10, 20, 20}, "nodule");    // two slices away from the first
    add(1, {10, 10, 20, 20}, "effusion");  // another thing at the same place
    EXPECT_EQ(mergeSlices(boxes_, pictures_).size(), 4u);
}

TEST_F(SliceMerging, JoinsAChainOfSlicesInAnyOrderOfTheText) {
    add(3, {10, 10, 20, 20}, "mass");
    add(1, {10, 10, 20, 20}, "mass");
    add(2, {11, 11, 20, 20}, "mass");
    const auto merged = mergeSlices(boxes_, pictures_);
    ASSERT_EQ(merged.size(), 1u);
    EXPECT_EQ(groundingOf(merged[0].box, volume_).voxel, (std::array<int, 6>{10, 10, 10, 19, 19, 20}));
}

TEST_F(SliceMerging, LeavesRefusedBoxesOut) {
    add(0, {10, 10, 20, 20}, "mass");
    add(1, {20, 20, 10, 10}, "mass");
    const auto merged = mergeSlices(boxes_, pictures_);
    ASSERT_EQ(merged.size(), 1u);
    EXPECT_EQ(merged[0].from, std::vector<std::size_t>{0});
}

}  // namespace
}  // namespace dokuei::inference
