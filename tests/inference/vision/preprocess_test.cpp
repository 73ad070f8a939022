#include "inference/vision/Preprocess.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "inference/Error.h"
#include "inference/grounding/MaskBox.h"

namespace dokuei::inference {
namespace {

struct Scan {
    std::vector<std::int16_t> voxels;
    VolumeView view;
};

Scan makeScan(const std::array<int, 3>& size, const std::array<double, 3>& spacing,
              const std::array<double, 9>& direction, const std::string& modality = "CT") {
    Scan scan;
    scan.voxels.assign(static_cast<std::size_t>(size[0]) * size[1] * size[2], 0);
    scan.view.data = scan.voxels.data();
    scan.view.size = size;
    scan.view.stride = {1, size[0], static_cast<std::ptrdiff_t>(size[0]) * size[1]};
    scan.view.spacing = spacing;
    scan.view.origin = {-31.5, 12.25, 400};
    scan.view.direction = direction;
    scan.view.modality = modality;
    return scan;
}

/// Rotation by angles about x, then z; columns are the axes.
std::array<double, 9> turned(double aboutX, double aboutZ) {
    const double cx = std::cos(aboutX), sx = std::sin(aboutX), cz = std::cos(aboutZ), sz = std::sin(aboutZ);
    return {cz, -sz * cx, sz * sx, sz, cz * cx, -cz * sx, 0, sx, cx};
}

const std::array<double, 9> kAlong{1, 0, 0, 0, 1, 0, 0, 0, 1};
const std::array<double, 9> kFlipped{-1, 0, 0, 0, 1, 0, 0, 0, -1};
const std::array<double, 9> kSagittal{0, 0, 1, 1, 0, 0, 0, -1, 0};

std::int16_t& voxelAt(Scan& scan, int i, int j, int k) {
    return scan.voxels[static_cast<std::size_t>(i + j * scan.view.stride[1] + k * scan.view.stride[2])];
}

TEST(Preprocess, BringsBoxesBackToHalfAVoxelInAnyGeometry) {
    for (const auto& direction :
         {kAlong, kFlipped, kSagittal, turned(0.3, 0), turned(0.2, -0.5), turned(1.4, 0.7)}) {
        const auto scan = makeScan({40, 30, 24}, {2.5, 3.1, 5}, direction);
        const auto grid = gridFor(scan.view, 1);
        const std::array<int, 6> box{11, 7, 5, 25, 19, 12};
        LabelMap map;
        map.size = grid.size;
        map.extent = grid.extent;
        map.labels.assign(static_cast<std::size_t>(grid.size[0]) * grid.size[1] * grid.size[2], 0);
        Region region;
        region.classIndex = 7;
        region.box = {grid.size[0], grid.size[1], grid.size[2], -1, -1, -1};
        for (int z = 0; z < grid.extent[2]; ++z)
            for (int y = 0; y < grid.extent[1]; ++y)
                for (int x = 0; x < grid.extent[0]; ++x) {
                    const auto at = scan.view.voxelFromLps(grid.lpsFromGrid({x + 0.0, y + 0.0, z + 0.0}));
                    bool inside = true;
                    for (int s = 0; s < 3; ++s)
                        inside = inside && at[s] > box[s] - 0.5 && at[s] < box[3 + s] + 0.5;
                    if (!inside) continue;
                    map.labels[(static_cast<std::size_t>(z) * grid.size[1] + y) * grid.size[0] + x] = 7;
                    const int p[3] = {x, y, z};
                    for (int a = 0; a < 3; ++a) {
                        region.box[a] = std::min(region.box[a], p[a]);
                        region.box[3 + a] = std::max(region.box[3 + a], p[a]);
                    }
                }
        EXPECT_EQ(voxelBoxOfMask(map, region, grid, scan.view), box);
    }
}

TEST(Preprocess, BringsGridFacesBackToVoxels) {
    for (const auto& direction : {kAlong, kFlipped, kSagittal}) {
        const auto scan = makeScan({40, 30, 24}, {0.7, 0.9, 5}, direction);
        const auto grid = gridFor(scan.view, 4);
        const std::array<int, 6> box{3, 4, 5, 30, 22, 17};
        const auto lps = lpsBoxOfVoxels(scan.view, box);
        const auto low = grid.gridFromLps({lps[0], lps[1], lps[2]}),
                   high = grid.gridFromLps({lps[3], lps[4], lps[5]});
        std::array<int, 6> back{};
        ASSERT_TRUE(
            voxelBoxFromGrid(grid, scan.view, {low[0], low[1], low[2], high[0], high[1], high[2]}, back));
        EXPECT_EQ(back, box);
        EXPECT_FALSE(voxelBoxFromGrid(grid, scan.view, {-90, -90, -90, -80, -80, -80}, back));
        EXPECT_FALSE(voxelBoxFromGrid(grid, scan.view, {3, 3, 3, 3, 4, 4}, back)) << "empty";
    }
}

TEST(Preprocess, PutsPatientLeftBackAndHeadAtTheHighEnds) {
    for (const auto& direction : {kAlong, kFlipped, kSagittal, turned(0.2, -0.5)}) {
        auto scan = makeScan({24, 28, 20}, {4, 3.5, 5}, direction);
        for (auto& v : scan.voxels) v = -1000;
        voxelAt(scan, 18, 6, 13) = 3000;
        const auto seen = preprocess(scan.view, 3);
        const auto best = std::max_element(seen.hu.begin(), seen.hu.end()) - seen.hu.begin();
        const auto& size = seen.grid.size;
        const std::array<double, 3> at{
            static_cast<double>(best % size[0]), static_cast<double>(best / size[0] % size[1]),
            static_cast<double>(best / (static_cast<std::ptrdiff_t>(size[0]) * size[1]))};
        const auto lps = seen.grid.lpsFromGrid(at), wanted = scan.view.lpsFromVoxel({18, 6, 13});
        for (int a = 0; a < 3; ++a) EXPECT_NEAR(lps[a], wanted[a], 3.0) << "axis " << a;
    }
}

TEST(Preprocess, AveragesEverySourceVoxelWhenItShrinks) {
    for (const auto& direction : {kAlong, turned(0.2, -0.5)}) {
        auto scan = makeScan({64, 64, 64}, {1, 1, 1}, direction);
        for (int k = 0; k < 64; ++k)
            for (int j = 0; j < 64; ++j)
                for (int i = 0; i < 64; ++i) voxelAt(scan, i, j, k) = (i + j + k) % 2 ? 500 : -300;
        const auto seen = preprocess(scan.view, 4);
        const auto centre = seen.grid.gridFromLps(scan.view.lpsFromVoxel({32, 32, 32}));
        const auto at =
            (std::lround(centre[2]) * seen.grid.size[1] + std::lround(centre[1])) * seen.grid.size[0] +
            std::lround(centre[0]);
        EXPECT_NEAR(seen.hu[static_cast<std::size_t>(at)], 100, 25)
            << "a checkerboard becomes grey, not one of its colours";
    }
}

TEST(Preprocess, KeepsALinearRampExact) {
    auto scan = makeScan({30, 30, 30}, {3, 3, 3}, kAlong);
    for (int k = 0; k < 30; ++k)
        for (int j = 0; j < 30; ++j)
            for (int i = 0; i < 30; ++i)
                voxelAt(scan, i, j, k) = static_cast<std::int16_t>(10 * i - 5 * j + 3 * k);
    const auto seen = preprocess(scan.view, 4);
    for (const auto& at : {std::array<int, 3>{5, 6, 7}, std::array<int, 3>{15, 3, 12}}) {
        const auto voxel =
            scan.view.voxelFromLps(seen.grid.lpsFromGrid({at[0] + 0.0, at[1] + 0.0, at[2] + 0.0}));
        const auto value = seen.hu[static_cast<std::size_t>(
            (at[2] * seen.grid.size[1] + at[1]) * seen.grid.size[0] + at[0])];
        EXPECT_NEAR(value, 10 * voxel[0] - 5 * voxel[1] + 3 * voxel[2], 1);
    }
}

TEST(Preprocess, GivesTheSameForTheSameScanStoredTheOtherWayRound) {
    auto plain = makeScan({20, 18, 16}, {2, 3, 4}, kAlong);
    std::mt19937 random(3);
    for (auto& v : plain.voxels) v = static_cast<std::int16_t>(static_cast<int>(random() % 2000) - 1000);
    auto mirrored = plain.view;
    mirrored.data = plain.voxels.data() + 19;
    mirrored.stride[0] = -1;
    mirrored.direction = {-1, 0, 0, 0, 1, 0, 0, 0, 1};
    mirrored.origin[0] += 19 * 2;
    EXPECT_EQ(preprocess(plain.view, 4).hu, preprocess(mirrored, 4).hu);
}

TEST(Preprocess, PadsWithAirAtTheHighEndsToMultiplesOfSixteen) {
    auto scan = makeScan({20, 20, 20}, {4, 4, 4}, kAlong);
    const auto seen = preprocess(scan.view, 4);
    EXPECT_EQ(seen.grid.size, (std::array<int, 3>{32, 32, 32}));
    EXPECT_EQ(seen.grid.extent, (std::array<int, 3>{20, 20, 20}));
    EXPECT_EQ(seen.hu[0], 0);
    EXPECT_EQ(seen.hu[19], 0);
    EXPECT_EQ(seen.hu[20], -1024);
    EXPECT_EQ(seen.hu.back(), -1024);
}

TEST(Preprocess, AppliesTheRescaleOfTheVolume) {
    auto scan = makeScan({16, 16, 16}, {4, 4, 4}, kAlong);
    for (auto& v : scan.voxels) v = 500;
    scan.view.slope = 2;
    scan.view.intercept = -1024;
    EXPECT_EQ(preprocess(scan.view, 4).hu[100], -24);
}

TEST(Preprocess, MapsIntensitiesThatAreNoHounsfieldUnits) {
    auto scan = makeScan({32, 32, 32}, {4, 4, 4}, kAlong, "MR");
    for (std::size_t i = 0; i < scan.voxels.size(); ++i)
        scan.voxels[i] = static_cast<std::int16_t>(i % 32 * 20);
    const auto seen = preprocess(scan.view, 4);
    EXPECT_FALSE(seen.hounsfield);
    const auto [low, high] = std::minmax_element(seen.hu.begin(), seen.hu.end());
    EXPECT_NEAR(*low, -1000, 10);
    EXPECT_NEAR(*high, 800, 10);
    auto unnamed = makeScan({16, 16, 16}, {4, 4, 4}, kAlong, "");
    for (std::size_t i = 0; i < unnamed.voxels.size(); ++i) unnamed.voxels[i] = i % 3 ? -1000 : 40;
    EXPECT_TRUE(preprocess(unnamed.view, 4).hounsfield);
}

TEST(Preprocess, RefusesWhatCannotBeRead) {
    auto scan = makeScan({4, 4, 4}, {4, 4, 4}, kAlong);
    scan.view.spacing = {900, 900, 900};
    EXPECT_THROW(preprocess(scan.view, 1), OutOfMemory);
    scan.view.spacing = {0, 4, 4};
    EXPECT_THROW(preprocess(scan.view, 4), Error);
    scan.view.spacing = {4, 4, 4};
    scan.view.direction = {1, 1, 0, 0, 0, 0, 0, 0, 1};
    EXPECT_THROW(preprocess(scan.view, 4), Error);
    scan.view.direction = kAlong;
    scan.view.data = nullptr;
    EXPECT_THROW(preprocess(scan.view, 4), Error);
    scan.view.data = scan.voxels.data();
    const std::atomic<bool> stop{true};
    EXPECT_THROW(preprocess(scan.view, 4, &stop), Cancelled);
}

}  // namespace
}  // namespace dokuei::inference
