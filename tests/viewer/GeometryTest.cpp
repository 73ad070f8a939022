#include <gtest/gtest.h>

#include "viewer/Error.h"
#include "viewer/volume/Geometry.h"

namespace dokuei::viewer {
namespace {

Geometry oblique() {
    Geometry g;
    g.size = {20, 30, 40};
    g.spacing = {0.5, 0.75, 3};
    g.origin = {-10, 20, -300};
    const double c = 0.8, s = 0.6;
    g.direction = {c, -s, 0, s, c, 0, 0, 0, 1};
    return g;
}

TEST(Geometry, VoxelCentresComeOutInPatientMillimetres) {
    const Vec3 lps = oblique().lpsFromVoxel({2, 4, 5});
    EXPECT_NEAR(lps[0], -10 + 0.8 * 1 - 0.6 * 3, 1e-12);
    EXPECT_NEAR(lps[1], 20 + 0.6 * 1 + 0.8 * 3, 1e-12);
    EXPECT_NEAR(lps[2], -285, 1e-12);
}

TEST(Geometry, PatientAndVoxelPositionsAreInverse) {
    const Geometry g = oblique();
    const Vec3 voxel = g.voxelFromLps(g.lpsFromVoxel({3.25, 7.5, 11.75}));
    EXPECT_NEAR(voxel[0], 3.25, 1e-9);
    EXPECT_NEAR(voxel[1], 7.5, 1e-9);
    EXPECT_NEAR(voxel[2], 11.75, 1e-9);
}

TEST(Geometry, HalfAVoxelAroundTheGridBelongsToIt) {
    const Geometry g = oblique();
    EXPECT_TRUE(g.contains({-0.5, 0, 39.5}));
    EXPECT_FALSE(g.contains({-0.51, 0, 0}));
    EXPECT_FALSE(g.contains({0, 29.51, 0}));
}

TEST(Geometry, FlatAxesAreRefused) {
    Geometry g = oblique();
    g.direction = {1, 1, 0, 0, 0, 0, 0, 0, 1};
    EXPECT_THROW(g.voxelFromLps({0, 0, 0}), Error);
}

}  // namespace
}  // namespace dokuei::viewer
