#include <gtest/gtest.h>

#include "tests/render/Phantom.h"
#include "viewer/render/PlaneGeometry.h"

using namespace dokuei::viewer;

namespace {

PlaneGeometry plane(Plane which) {
    PlaneGeometry geometry;
    geometry.plane = which;
    geometry.center = {10, 20, 30};
    geometry.mmPerPixel = 0.5;
    geometry.size = {400, 300};
    return geometry;
}

}  // namespace

TEST(PlaneGeometry, PatientLeftIsOnScreenRightInAxialAndCoronal) {
    for (Plane which : {Plane::Axial, Plane::Coronal}) {
        const QPointF left = plane(which).screenFromLps({60, 20, 30});
        EXPECT_DOUBLE_EQ(left.x(), 300);
        EXPECT_DOUBLE_EQ(left.y(), 150);
    }
}

TEST(PlaneGeometry, AnteriorIsAtTheTopInAxialAndAtTheLeftInSagittal) {
    EXPECT_LT(plane(Plane::Axial).screenFromLps({10, -20, 30}).y(), 150);
    EXPECT_LT(plane(Plane::Sagittal).screenFromLps({10, -20, 30}).x(), 200);
}

TEST(PlaneGeometry, HeadIsAtTheTopInCoronalAndSagittal) {
    EXPECT_LT(plane(Plane::Coronal).screenFromLps({10, 20, 90}).y(), 150);
    EXPECT_LT(plane(Plane::Sagittal).screenFromLps({10, 20, 90}).y(), 150);
}

TEST(PlaneGeometry, PixelsMapBackToThePointTheyCameFrom) {
    for (Plane which : {Plane::Axial, Plane::Coronal, Plane::Sagittal}) {
        Vec3 point{-33.25, 47.5, 12.75};
        const int normal = planeAxes(which).normalAxis;
        point[normal] = plane(which).center[normal];
        const Vec3 back = plane(which).lpsFromScreen(plane(which).screenFromLps(point));
        for (int a = 0; a < 3; ++a) EXPECT_NEAR(back[a], point[a], 1e-9);
    }
}

TEST(PlaneGeometry, ZoomKeepsThePointUnderThePointer) {
    PlaneGeometry geometry = plane(Plane::Coronal);
    const QPointF pointer(37, 251);
    const Vec3 before = geometry.lpsFromScreen(pointer);
    geometry.zoom(2.5, pointer);
    const Vec3 after = geometry.lpsFromScreen(pointer);
    for (int a = 0; a < 3; ++a) EXPECT_NEAR(after[a], before[a], 1e-9);
    EXPECT_NEAR(geometry.mmPerPixel, 0.2, 1e-9);
}

TEST(PlaneGeometry, PanMovesThePictureByThatManyPixels) {
    PlaneGeometry geometry = plane(Plane::Sagittal);
    const Vec3 point{10, 55, 66};
    const QPointF before = geometry.screenFromLps(point);
    geometry.pan({13, -8});
    EXPECT_NEAR(geometry.screenFromLps(point).x() - before.x(), 13, 1e-9);
    EXPECT_NEAR(geometry.screenFromLps(point).y() - before.y(), -8, 1e-9);
}

TEST(PlaneGeometry, FitShowsTheWholeVolume) {
    const auto bounds = lpsBounds(phantom::geometry({100, 80, 60}, {1, 1, 5}));
    PlaneGeometry geometry = plane(Plane::Coronal);
    geometry.fit(bounds);
    const QPointF low = geometry.screenFromLps(bounds.first), high = geometry.screenFromLps(bounds.second);
    for (const QPointF& corner : {low, high}) {
        EXPECT_GE(corner.x(), -1e-6);
        EXPECT_LE(corner.x(), 400 + 1e-6);
        EXPECT_GE(corner.y(), -1e-6);
        EXPECT_LE(corner.y(), 300 + 1e-6);
    }
    EXPECT_NEAR(std::abs(high.y() - low.y()), 300, 1e-6);
}

TEST(SliceStack, SlicesOfAnUprightVolumeAreItsVoxelCentres) {
    const Geometry geometry = phantom::geometry({20, 30, 40}, {0.7, 0.8, 2.5});
    const SliceStack axial = sliceStack(geometry, Plane::Axial);
    EXPECT_TRUE(axial.native);
    EXPECT_EQ(axial.count, 40);
    for (int k : {0, 17, 39}) EXPECT_NEAR(axial.position(k), geometry.lpsFromVoxel({0, 0, 1.0 * k})[2], 1e-9);
    EXPECT_EQ(sliceStack(geometry, Plane::Coronal).count, 30);
    EXPECT_NEAR(sliceStack(geometry, Plane::Sagittal).step, 0.7, 1e-9);
}

TEST(SliceStack, FollowsTheVolumesOrderWhenItRunsAgainstTheAxis) {
    const Geometry geometry = phantom::geometry({20, 30, 40}, {1, 1, 2}, {1, 0, 0, 0, -1, 0, 0, 0, -1});
    const SliceStack axial = sliceStack(geometry, Plane::Axial);
    EXPECT_NEAR(axial.step, -2, 1e-9);
    EXPECT_NEAR(axial.position(0), 39, 1e-9);
    EXPECT_EQ(axial.nearest(39.4), 0);
    EXPECT_EQ(axial.nearest(-500), 39);
}

TEST(SliceStack, ASagittalAcquisitionGivesItsOwnSlicesToTheSagittalPlane) {
    // i runs to posterior, j to the feet, k to the left.
    const Geometry geometry = phantom::geometry({64, 50, 12}, {1, 1, 4}, {0, 0, 1, 1, 0, 0, 0, -1, 0});
    EXPECT_EQ(sliceStack(geometry, Plane::Sagittal).count, 12);
    EXPECT_EQ(sliceStack(geometry, Plane::Coronal).count, 64);
    EXPECT_EQ(sliceStack(geometry, Plane::Axial).count, 50);
}

TEST(SliceStack, AnObliqueVolumeIsCutAlongThePatientAxes) {
    const Geometry geometry = phantom::geometry({50, 50, 50}, {1, 1, 2}, phantom::rotation(0, 25));
    const SliceStack axial = sliceStack(geometry, Plane::Axial);
    EXPECT_FALSE(axial.native);
    EXPECT_NEAR(axial.step, 2, 1e-9);
    const auto [low, high] = lpsBounds(geometry);
    EXPECT_GE(axial.position(0), low[2]);
    EXPECT_LE(axial.position(axial.count - 1), high[2]);
    EXPECT_LT(high[2] - axial.position(axial.count - 1), 2.01);
}

TEST(SliceCuts, OnlySlicesInsideTheIntervalCount) {
    SliceStack stack{2, -10, 1, 21, true};
    EXPECT_TRUE(sliceCuts(stack, 0, -2, 2));
    EXPECT_TRUE(sliceCuts(stack, 2, -2, 2));
    EXPECT_FALSE(sliceCuts(stack, 3, -2, 2));
    EXPECT_FALSE(sliceCuts(stack, -3, -2, 2));
}

TEST(SliceCuts, AnIntervalBetweenTwoSlicesBelongsToTheNearest) {
    SliceStack stack{2, 0, 5, 11, true};
    EXPECT_TRUE(sliceCuts(stack, 10, 11, 12));
    EXPECT_FALSE(sliceCuts(stack, 15, 11, 12));
    EXPECT_FALSE(sliceCuts(stack, 5, 11, 12));
}
