#include "viewer/objects/StructureSet.h"

#include <gtest/gtest.h>

#include <cmath>

#include "../SeriesWriter.h"
#include "viewer/Error.h"
#include "viewer/objects/References.h"

namespace dokuei::viewer::test {
namespace {

/// Dice coefficient of mask 0 of `filled` and the voxels above zero of `mask`, in the mask's grid.
double diceWith(const LabelGrid& filled, const Volume& mask) {
    const Geometry& g = mask.geometry();
    long long both = 0, one = filled.facts(0).voxels;
    for (int k = 0; k < g.size[2]; ++k)
        for (int j = 0; j < g.size[1]; ++j)
            for (int i = 0; i < g.size[0]; ++i) {
                if (!(mask.valueAt(i, j, k) > 0)) continue;
                ++one;
                const Vec3 lps = g.lpsFromVoxel({double(i), double(j), double(k)});
                both += filled.covers(0, lps);
            }
    return 2.0 * static_cast<double>(both) / static_cast<double>(one);
}

TEST(StructureSets, ContoursOfARealTumourFillTheVoxelsOfItsReferenceMask) {
    REQUIRE_SHARED_DATA(folder, "pet-ct-mr-rtstruct/STS_004");
    for (const std::string series : {"CT", "MR_T1", "PET"}) {
        SCOPED_TRACE(series);
        const StructureSet set = readStructureSet(folder + "/" + series + "/rtstruct/RS.dcm");
        ASSERT_EQ(set.regions.size(), 1U);
        EXPECT_EQ(set.regions[0].name, "GTV_Mass_" + series);
        EXPECT_EQ(set.regions[0].contours.size(), 53U);
        const auto image = loadVolume(folder + "/" + series + "/image");
        EXPECT_EQ(whyNotOver(set.object, *image, true), "");
        const LabelGrid filled = fillContours(set.regions, image->geometry());
        EXPECT_EQ(filled.geometry().size, image->geometry().size) << "the contours lie in the slices";
        const auto mask = loadVolume(folder + "/nifti-masks/" + series + "_mask.nii.gz");
        const double dice = diceWith(filled, *mask);
        RecordProperty("dice" + series, std::to_string(dice));
        EXPECT_GT(dice, 0.999);
    }
}

TEST(StructureSets, WithoutAMetaHeaderAreRead) {
    REQUIRE_SHARED_DATA(folder, "sr-seg/pydicom");
    const StructureSet set = readStructureSet(folder + "/rtstruct.dcm");
    ASSERT_EQ(set.regions.size(), 3U);
    EXPECT_EQ(set.regions[0].name, "patient");
    ASSERT_EQ(set.regions[0].contours.size(), 3U);
    EXPECT_EQ(set.regions[0].contours[0].points.size(), 5U);
    EXPECT_EQ(set.regions[0].contours[0].points[0], (Vec3{-200, 150, -200}));
    EXPECT_EQ(set.regions[1].contours.at(0).type, Contour::Type::Points);
}

RegionOfInterest regionOf(std::vector<std::vector<Vec3>> contours) {
    RegionOfInterest region;
    region.name = "made";
    for (auto& points : contours) region.contours.push_back({Contour::Type::Closed, std::move(points), {}});
    return region;
}

std::vector<Vec3> square(double low, double high, double z) {
    return {{low, low, z}, {high, low, z}, {high, high, z}, {low, high, z}};
}

Geometry grid(int edge, double step = 1) {
    Geometry g;
    g.size = {edge, edge, edge};
    g.spacing = {1, 1, step};
    return g;
}

TEST(ContourFill, CoversExactlyTheVoxelsWhoseCentresAreInside) {
    const LabelGrid filled = fillContours({regionOf({square(1.5, 4.5, 3)})}, grid(8));
    EXPECT_EQ(filled.facts(0).voxels, 9);
    EXPECT_EQ(filled.facts(0).centroid, (Vec3{3, 3, 3}));
    EXPECT_TRUE(filled.covers(0, {2, 4, 3}));
    EXPECT_FALSE(filled.covers(0, {1, 3, 3}));
    EXPECT_FALSE(filled.covers(0, {3, 3, 4}));
}

TEST(ContourFill, LeavesAHoleWhereAContourLiesInAnother) {
    const LabelGrid filled = fillContours({regionOf({square(0.5, 6.5, 2), square(2.5, 4.5, 2)})}, grid(8));
    EXPECT_EQ(filled.facts(0).voxels, 36 - 4);
    EXPECT_FALSE(filled.covers(0, {3, 3, 2}));
}

TEST(ContourFill, ClosesTheSlicesBetweenContoursDrawnOnEverySecondOne) {
    const LabelGrid filled =
        fillContours({regionOf({square(0.5, 3.5, 0), square(0.5, 3.5, 2), square(0.5, 3.5, 4)})}, grid(8));
    EXPECT_TRUE(filled.covers(0, {2, 2, 1}));
    EXPECT_TRUE(filled.covers(0, {2, 2, 3}));
    EXPECT_FALSE(filled.covers(0, {2, 2, 6}));
}

TEST(ContourFill, UsesTheContoursOwnPlanesWhenTheyCutTheSlices) {
    std::vector<std::vector<Vec3>> coronal;
    for (const double y : {2.0, 4.0}) coronal.push_back({{1, y, 1}, {5, y, 1}, {5, y, 5}, {1, y, 5}});
    const LabelGrid filled = fillContours({regionOf(coronal)}, grid(8));
    EXPECT_TRUE(filled.covers(0, {3, 2, 3}));
    EXPECT_TRUE(filled.covers(0, {3, 4, 3}));
    EXPECT_FALSE(filled.covers(0, {3, 6, 3}));
    EXPECT_FALSE(filled.covers(0, {6, 2, 3}));
    EXPECT_NEAR(filled.facts(0).centroid[1], 3, 1e-6);
}

TEST(ContourFill, RegionsThatOverlapKeepTheirVoxels) {
    const LabelGrid filled =
        fillContours({regionOf({square(0.5, 4.5, 1)}), regionOf({square(2.5, 6.5, 1)})}, grid(8));
    EXPECT_EQ(filled.layerCount(), 2);
    EXPECT_EQ(filled.facts(0).voxels, 16);
    EXPECT_EQ(filled.facts(1).voxels, 16);
}

}  // namespace
}  // namespace dokuei::viewer::test
