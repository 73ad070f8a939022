#include "inference/families/lmm/PictureSet.h"

#include <gtest/gtest.h>

#include "inference/Error.h"
#include "tests/inference/families/lmm_support.h"

namespace dokuei::inference {
namespace {

std::vector<int> slicesOf(const Pictures& pictures) {
    std::vector<int> slices;
    for (const auto& record : pictures.records) slices.push_back(record.slice);
    return slices;
}

/// Value at the middle of a pixel of a picture, read from the volume through the record.
int storedAt(const VolumeView& v, const PictureRecord& record, double x, double y) {
    const auto at = record.voxelAt(x, y);
    std::ptrdiff_t n = 0;
    for (std::size_t a = 0; a < 3; ++a) n += std::ptrdiff_t(std::lround(at[a])) * v.stride[a];
    return static_cast<const std::int16_t*>(v.data)[n];
}

TEST(PicturesOfAVolume, AreEvenlyChosenAndNamedInOrder) {
    const auto volume = ctOf(8, 8, 10, "k");
    const auto pictures = chooseSlices(volume, {4, true, "SLICE"}, "", nullptr);
    ASSERT_EQ(pictures.sources.size(), 4u);
    EXPECT_EQ(slicesOf(pictures), (std::vector<int>{2, 4, 7, 9}));
    EXPECT_EQ(pictures.records[0].label, "SLICE 1");
    EXPECT_EQ(pictures.records[3].label, "SLICE 4");
    EXPECT_EQ(pictures.slicesInVolume, 10);
    EXPECT_EQ(describePictures(pictures),
              "These are 4 of 10 axial slices of one CT examination, from the feet to the head. The "
              "patient's left is on the right side of each picture.");
}

TEST(PicturesOfAVolume, AloneComeFromTheMiddle) {
    const auto pictures = chooseSlices(ctOf(8, 8, 11, "k"), {1, false, ""}, "", nullptr);
    EXPECT_EQ(slicesOf(pictures), std::vector<int>{5});
    EXPECT_EQ(pictures.records[0].label, "");
}

TEST(PicturesOfAVolume, HaveThePatientsLeftOnTheRightHoweverTheyAreStored) {
    // Every axis turned round: the records have to say so, and the pixels have to agree with them.
    auto volume = ctOf(12, 9, 6, "k");
    volume.direction = {-1, 0, 0, 0, -1, 0, 0, 0, -1};
    const auto pictures = chooseSlices(volume, {3, false, "SLICE"}, "", nullptr);
    for (std::size_t n = 0; n < pictures.records.size(); ++n) {
        const auto& record = pictures.records[n];
        const auto left = volume.lpsFromVoxel(record.voxelAt(0.5, 4.5)),
                   right = volume.lpsFromVoxel(record.voxelAt(11.5, 4.5)),
                   top = volume.lpsFromVoxel(record.voxelAt(6, 0.5)),
                   bottom = volume.lpsFromVoxel(record.voxelAt(6, 8.5));
        EXPECT_GT(right[0], left[0]);
        EXPECT_GT(bottom[1], top[1]);
        const auto grey = pictures.sources[n];
        for (const auto [x, y] : {std::pair{0, 0}, {11, 0}, {3, 8}, {7, 4}}) {
            const int value = std::clamp(storedAt(volume, record, x + 0.5, y + 0.5), -160, 240);
            EXPECT_NEAR(grey[0][y][x].item<int>(), (value + 160) / 400.0 * 255, 0.51);
        }
    }
    EXPECT_LT(volume.lpsFromVoxel(pictures.records[0].voxelAt(0, 0))[2],
              volume.lpsFromVoxel(pictures.records[1].voxelAt(0, 0))[2]);
}

TEST(PicturesOfAVolume, KeepTheShapeOfTheBodyWhenPixelsAreNotSquare) {
    auto volume = ctOf(10, 10, 1, "k", {1, 3, 1});
    const auto pictures = chooseSlices(volume, {1, false, ""}, "", nullptr);
    EXPECT_EQ(pictures.records[0].width, 10);
    EXPECT_EQ(pictures.records[0].height, 30);
    EXPECT_EQ(pictures.sources[0].size(1), 30);
    const auto last = pictures.records[0].voxelAt(10, 30);
    EXPECT_NEAR(last[0], 9.5, 1e-9);
    EXPECT_NEAR(last[1], 9.5, 1e-9);
}

TEST(PicturesOfAVolume, WithoutAPlaceStayAsTheyAreStoredAndClaimNoSides) {
    auto volume = ctOf(10, 6, 1, "k");
    volume.placed = false;
    volume.planar = true;
    volume.direction = {-1, 0, 0, 0, -1, 0, 0, 0, 1};
    const auto pictures = chooseSlices(volume, {1, false, ""}, "", nullptr);
    EXPECT_GT(pictures.records[0].right[0], 0);
    EXPECT_EQ(describePictures(pictures), "");
}

TEST(PicturesOfAVolume, OfARadiographHungTheOtherWayAreTurned) {
    auto volume = ctOf(10, 6, 1, "k");
    volume.placed = false;
    volume.planar = true;
    volume.rowsRunTo = "R";
    const auto pictures = chooseSlices(volume, {1, false, ""}, "", nullptr);
    EXPECT_LT(pictures.records[0].right[0], 0);
    EXPECT_NEAR(pictures.records[0].voxelAt(0, 0)[0], 9.5, 1e-9);
}

TEST(PicturesOfAVolume, ShowInvertedGreyAsTheFileMeansIt) {
    auto volume = ctOf(10, 6, 1, "k");
    volume.modality = "DX";
    volume.window = {{-400, 499}};
    const auto plain = chooseSlices(volume, {1, false, ""}, "", nullptr);
    volume.inverted = true;
    const auto inverted = chooseSlices(volume, {1, false, ""}, "", nullptr);
    EXPECT_TRUE(torch::equal(inverted.sources[0], 255 - plain.sources[0]));
    EXPECT_NE(plain.fingerprint, inverted.fingerprint);
}

TEST(PicturesOfAVolume, HaveAFingerprintOfAllThatTheyShow) {
    const auto volume = ctOf(8, 8, 10, "k");
    const auto one = chooseSlices(volume, {4, true, "SLICE"}, "p", nullptr).fingerprint;
    EXPECT_EQ(chooseSlices(volume, {4, true, "SLICE"}, "p", nullptr).fingerprint, one);
    EXPECT_NE(chooseSlices(volume, {5, true, "SLICE"}, "p", nullptr).fingerprint, one);
    EXPECT_NE(chooseSlices(volume, {4, false, "SLICE"}, "p", nullptr).fingerprint, one);
    EXPECT_NE(chooseSlices(volume, {4, true, "SLICE"}, "q", nullptr).fingerprint, one);
    EXPECT_NE(chooseSlices(ctOf(8, 8, 10, "l"), {4, true, "SLICE"}, "p", nullptr).fingerprint, one);
}

TEST(PicturesOfAVolume, AreNotMadeOfANonsensicalGeometry) {
    auto volume = ctOf(8, 8, 10, "k");
    volume.spacing[1] = 0;
    EXPECT_THROW(chooseSlices(volume, {4, true, ""}, "", nullptr), Error);
    volume = ctOf(8, 8, 10, "k");
    volume.direction[4] = std::nan("");
    EXPECT_THROW(chooseSlices(volume, {4, true, ""}, "", nullptr), Error);
}

}  // namespace
}  // namespace dokuei::inference
