#include "inference/vision/Consistency.h"

#include <gtest/gtest.h>

namespace {

using namespace dokuei::inference;

const std::vector<std::string> kKeys{"outside", "a", "b", "right_lung", "liver", "femora", "aorta"};

struct Scan {
    LabelMap map;
    std::vector<Region> regions;
    Scan() {
        map.size = map.extent = {16, 16, 48};
        map.labels.assign(16 * 16 * 48, 0);
        map.confidence.assign(map.labels.size(), 200);
    }
    void add(int classIndex, int z0, int z1, std::int64_t voxels) {
        Region r;
        r.classIndex = classIndex;
        r.voxels = voxels;
        r.confidence = 0.9;
        r.box = {4, 4, z0, 7, 7, z1};
        r.centre = {5.5, 5.5, (z0 + z1) / 2.0};
        for (int z = z0; z <= z1; ++z)
            map.labels[(z * 16 + 5) * 16 + 5] = static_cast<std::uint8_t>(classIndex);
        regions.push_back(r);
    }
    bool has(int classIndex) const {
        for (const auto& r : regions)
            if (r.classIndex == classIndex) return true;
        return false;
    }
};

TEST(Misplaced, ThighBonesAboveTheLungsAreDroppedFromListAndMap) {
    Scan scan;
    scan.add(3, 20, 30, 5000);
    scan.add(4, 10, 18, 4000);
    scan.add(5, 38, 44, 600);
    dropMisplaced(scan.map, scan.regions, kKeys, 600);
    EXPECT_TRUE(scan.has(3));
    EXPECT_TRUE(scan.has(4));
    EXPECT_FALSE(scan.has(5));
    EXPECT_EQ(scan.map.labels[(40 * 16 + 5) * 16 + 5], 2);
}

TEST(Misplaced, ThighBonesBelowTheLiverStay) {
    Scan scan;
    scan.add(3, 30, 40, 5000);
    scan.add(5, 2, 8, 600);
    dropMisplaced(scan.map, scan.regions, kKeys, 600);
    EXPECT_TRUE(scan.has(5));
}

TEST(Misplaced, TheSmallerOfTwoThatContradictGoes) {
    Scan scan;
    scan.add(3, 2, 8, 700);
    scan.add(5, 30, 44, 6000);
    dropMisplaced(scan.map, scan.regions, kKeys, 600);
    EXPECT_TRUE(scan.has(5));
    EXPECT_FALSE(scan.has(3));
}

TEST(Misplaced, LongStructuresAreNotJudged) {
    Scan scan;
    scan.add(3, 20, 30, 5000);
    scan.add(6, 40, 47, 100);
    dropMisplaced(scan.map, scan.regions, kKeys, 600);
    EXPECT_TRUE(scan.has(6));
}

}  // namespace
