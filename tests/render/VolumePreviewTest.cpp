#include <gtest/gtest.h>

#include "tests/render/Phantom.h"
#include "viewer/render/VolumePreview.h"

using namespace dokuei::viewer;

namespace {

/// LPS centre of mass of what is bright in the preview.
Vec3 brightCenter(const VolumePreview& preview, double threshold) {
    Vec3 sum{0, 0, 0};
    double count = 0;
    const Index3 size = preview.geometry.size;
    for (int k = 0; k < size[2]; ++k)
        for (int j = 0; j < size[1]; ++j)
            for (int i = 0; i < size[0]; ++i) {
                const double value =
                    preview.voxels[(1LL * k * size[1] + j) * size[0] + i] * preview.scale + preview.offset;
                if (value < threshold) continue;
                const Vec3 lps = preview.geometry.lpsFromVoxel({1.0 * i, 1.0 * j, 1.0 * k});
                for (int a = 0; a < 3; ++a) sum[a] += lps[a];
                ++count;
            }
    for (double& value : sum) value /= count;
    return sum;
}

const std::atomic<bool> never{false};

}  // namespace

TEST(VolumePreview, IsNoLargerThanAskedAndKeepsPositionsInThePatient) {
    const Vec3 center{22, -14, 31};
    const auto volume = phantom::filled(
        phantom::geometry({100, 90, 70}, {1, 1, 1.5}, phantom::rotation(20, 15)), phantom::ball(center, 9));
    const VolumePreview preview = makePreview(*volume, 32, never);
    for (int a = 0; a < 3; ++a) EXPECT_LE(preview.geometry.size[a], 32);
    const Vec3 found = brightCenter(preview, 0);
    for (int a = 0; a < 3; ++a) EXPECT_NEAR(found[a], center[a], 1.0);
}

TEST(VolumePreview, TurnsALeftHandedGridRoundWithoutMovingThePatient) {
    const Vec3 center{5, 8, 20};
    const auto volume = phantom::filled(
        phantom::geometry({40, 40, 41}, {1, 1, 1.5}, {1, 0, 0, 0, 1, 0, 0, 0, -1}), phantom::ball(center, 6));
    const VolumePreview preview = makePreview(*volume, 20, never);
    EXPECT_GT(preview.geometry.direction[8], 0);
    const Vec3 found = brightCenter(preview, 0);
    for (int a = 0; a < 3; ++a) EXPECT_NEAR(found[a], center[a], 1.2);
}

TEST(VolumePreview, HoldsRescaledValues) {
    auto volume = std::make_shared<Volume>(phantom::geometry({16, 16, 16}, {1, 1, 1}), ScalarType::Int16, 0);
    volume->rescaleSlope = 2;
    volume->rescaleIntercept = -1024;
    for (int k = 0; k < 16; ++k)
        phantom::fillSlice(*volume, k, [](const Vec3& p) { return p[0] < 0 ? -1000.0 : 300.0; });
    const VolumePreview preview = makePreview(*volume, 8, never);
    EXPECT_NEAR(preview.voxels.front() * preview.scale + preview.offset, -1000, 2);
    EXPECT_NEAR(preview.voxels.back() * preview.scale + preview.offset, 300, 2);
}

TEST(VolumePreview, StopsWhenCancelled) {
    const std::atomic<bool> cancelled{true};
    const auto volume =
        phantom::filled(phantom::geometry({16, 16, 16}, {1, 1, 1}), phantom::ball({0, 0, 0}, 4));
    EXPECT_TRUE(makePreview(*volume, 8, cancelled).voxels.empty());
}

TEST(ValueRange, ComesFromTheSlicesThatAreReadyOnly) {
    const auto volume = phantom::empty(phantom::geometry({32, 32, 10}, {1, 1, 1}), "MR");
    EXPECT_FALSE(sampleRange(*volume).valid);
    phantom::fillSlice(*volume, 4, [](const Vec3& p) { return 100 + p[0]; });
    const ValueRange range = sampleRange(*volume);
    ASSERT_TRUE(range.valid);
    EXPECT_NEAR(range.min, 84.5, 1);
    EXPECT_NEAR(range.max, 115.5, 1);
    EXPECT_LT(range.low, range.high);
}
