#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/viewer/SeriesWriter.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

using test::TemporaryFolder;
using test::TestImage;
using testing::Contains;
using testing::HasSubstr;

/// How a series cuts the patient; everything in LPS, mm.
struct Cut {
    const char* name;
    std::array<double, 6> orientation;
    Vec3 step;  ///< from one image to the next
    bool reversedNumbers = false;
    const char* patientPosition = "HFS";
    const char* spacingBetweenSlices = nullptr;
};

void PrintTo(const Cut& cut, std::ostream* out) {
    *out << cut.name;
}

constexpr Vec3 kSphere{-11, 6, 9}, kCube{12, -10, -8};
constexpr double kRadius = 9, kHalfSide = 7;

/// A sphere of 1000 and a cube of 500 along the patient's axes.
double phantomAt(const Vec3& lps) {
    double distance = 0, farthest = 0;
    for (int a = 0; a < 3; ++a) {
        distance += (lps[a] - kSphere[a]) * (lps[a] - kSphere[a]);
        farthest = std::max(farthest, std::abs(lps[a] - kCube[a]));
    }
    return distance <= kRadius * kRadius ? 1000 : farthest <= kHalfSide ? 500 : 0;
}

constexpr int kSide = 72, kImages = 48;
constexpr double kPixel = 1;

void writeCut(const Cut& cut, const TemporaryFolder& folder) {
    const auto& o = cut.orientation;
    for (int k = 0; k < kImages; ++k) {
        TestImage image;
        image.rows = image.columns = kSide;
        image.orientation = o;
        image.pixelSpacing = {kPixel, kPixel};
        image.patientPosition = cut.patientPosition;
        image.instanceNumber = cut.reversedNumbers ? kImages - k : k + 1;
        for (int a = 0; a < 3; ++a)
            image.position[a] =
                (k - (kImages - 1) / 2.0) * cut.step[a] - (kSide - 1) / 2.0 * kPixel * (o[a] + o[3 + a]);
        image.value = [&](int i, int j) {
            double sum = 0;
            for (int part = 0; part < 27; ++part) {
                const double di = (part % 3 - 1) / 3.0, dj = (part / 3 % 3 - 1) / 3.0,
                             dk = (part / 9 - 1) / 3.0;
                Vec3 lps;
                for (int a = 0; a < 3; ++a)
                    lps[a] = image.position[a] + (i + di) * kPixel * o[a] + (j + dj) * kPixel * o[3 + a] +
                             dk * cut.step[a];
                sum += phantomAt(lps);
            }
            return static_cast<int>(std::lround(sum / 27));
        };
        image.change = [&](DcmDataset& d) {
            if (cut.spacingBetweenSlices)
                d.putAndInsertString(DCM_SpacingBetweenSlices, cut.spacingBetweenSlices);
        };
        // File names say nothing about the order.
        test::writeImage(folder / ("f" + std::to_string(k * 7 % kImages)), image);
    }
}

/// Centre and second moments (mm, mm2) of what lies within `reach` of a place, in patient space.
struct Moments {
    double weight = 0;
    Vec3 centre{0, 0, 0};
    std::array<double, 6> spread{};  ///< xx, yy, zz, xy, xz, yz
};

Moments momentsAround(const Volume& volume, const Vec3& place, double reach) {
    Moments m;
    const Geometry& g = volume.geometry();
    std::array<double, 6> raw{};
    for (int k = 0; k < g.size[2]; ++k)
        for (int j = 0; j < g.size[1]; ++j)
            for (int i = 0; i < g.size[0]; ++i) {
                const double value = volume.valueAt(i, j, k);
                if (value <= 0) continue;
                const Vec3 lps = g.lpsFromVoxel({double(i), double(j), double(k)});
                Vec3 d;
                bool near = true;
                for (int a = 0; a < 3; ++a) {
                    d[a] = lps[a] - place[a];
                    near = near && std::abs(d[a]) < reach;
                }
                if (!near) continue;
                m.weight += value;
                for (int a = 0; a < 3; ++a) m.centre[a] += value * d[a];
                const double products[] = {d[0] * d[0], d[1] * d[1], d[2] * d[2],
                                           d[0] * d[1], d[0] * d[2], d[1] * d[2]};
                for (int p = 0; p < 6; ++p) raw[p] += value * products[p];
            }
    for (double& c : m.centre) c /= m.weight;
    constexpr int pairs[6][2] = {{0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}};
    for (int p = 0; p < 6; ++p)
        m.spread[p] = raw[p] / m.weight - m.centre[pairs[p][0]] * m.centre[pairs[p][1]];
    for (int a = 0; a < 3; ++a) m.centre[a] += place[a];
    return m;
}

class GoldenGeometry : public testing::TestWithParam<Cut> {};

TEST_P(GoldenGeometry, SphereAndCubeLieWhereTheyAreAndKeepTheirShape) {
    TemporaryFolder folder;
    writeCut(GetParam(), folder);
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 1U);
    const auto volume = allocateVolume(study.volumes[0]);
    ASSERT_TRUE(decodeVolume(study.volumes[0], *volume).empty());
    const Moments sphere = momentsAround(*volume, kSphere, 11.5), cube = momentsAround(*volume, kCube, 9.5);
    for (int a = 0; a < 3; ++a) {
        EXPECT_NEAR(sphere.centre[a], kSphere[a], 0.1) << "axis " << a;
        EXPECT_NEAR(cube.centre[a], kCube[a], 0.1) << "axis " << a;
        // A ball has r2/5 along every axis, a cube a2/3 (a: half the side); interpolation adds a little.
        EXPECT_NEAR(sphere.spread[a], kRadius * kRadius / 5, 0.7) << "axis " << a;
        EXPECT_NEAR(cube.spread[a], kHalfSide * kHalfSide / 3, 0.9) << "axis " << a;
        EXPECT_NEAR(sphere.spread[3 + a], 0, 0.2) << "sheared, pair " << a;
        EXPECT_NEAR(cube.spread[3 + a], 0, 0.2) << "sheared, pair " << a;
    }
    // The first pixel of every image lies on the grid where its header says.
    for (std::size_t k = 0; k < volume->slices.size(); ++k) {
        const SliceSource& slice = study.volumes[0].slices[k];
        const Vec3 lps = volume->geometry().lpsFromVoxel({slice.offsetI, slice.offsetJ, double(k)});
        for (int a = 0; a < 3; ++a) EXPECT_NEAR(lps[a], slice.position[a], 0.01);
    }
    const Cut& cut = GetParam();
    double inI = 0, inJ = 0;
    for (int a = 0; a < 3; ++a) {
        inI += cut.step[a] * cut.orientation[a];
        inJ += cut.step[a] * cut.orientation[3 + a];
    }
    const bool tilted = std::hypot(inI, inJ) > 0.05;
    bool told = false;
    for (const std::string& warning : volume->warnings) told |= warning.starts_with("gantry tilt");
    EXPECT_EQ(told, tilted);
}

constexpr double cos18 = 0.95105651629515357, sin18 = 0.30901699437494742;

INSTANTIATE_TEST_SUITE_P(
    Cuts, GoldenGeometry,
    testing::Values(
        Cut{"Axial", {1, 0, 0, 0, 1, 0}, {0, 0, 1.5}},
        Cut{"AxialFromTheHeadDown", {1, 0, 0, 0, 1, 0}, {0, 0, -1.5}},
        Cut{"AxialNumberedBackwards", {1, 0, 0, 0, 1, 0}, {0, 0, 1.5}, true},
        Cut{"AxialWithNegativeSpacingTold", {1, 0, 0, 0, 1, 0}, {0, 0, 1.5}, false, "HFS", "-1.5"},
        Cut{"AxialFromTheHeadDownWithNegativeSpacingTold",
            {1, 0, 0, 0, 1, 0},
            {0, 0, -1.5},
            false,
            "HFS",
            "-1.5"},
        Cut{"FeetFirstSupine", {-1, 0, 0, 0, 1, 0}, {0, 0, 1.5}, false, "FFS"},
        Cut{"HeadFirstProne", {-1, 0, 0, 0, -1, 0}, {0, 0, 1.5}, false, "HFP"},
        Cut{"Sagittal", {0, 1, 0, 0, 0, -1}, {1.5, 0, 0}},
        Cut{"SagittalFromTheLeft", {0, 1, 0, 0, 0, -1}, {-1.5, 0, 0}},
        Cut{"Coronal", {1, 0, 0, 0, 0, -1}, {0, 1.5, 0}},
        Cut{"CoronalFromBehind", {1, 0, 0, 0, 0, -1}, {0, -1.5, 0}},
        Cut{"Oblique",
            {cos18, sin18, 0, -sin18* cos18, cos18* cos18, -sin18},
            {-sin18 * sin18 * 1.5, sin18* cos18 * 1.5, cos18 * 1.5}},
        Cut{"TiltBack", {1, 0, 0, 0, cos18, -sin18}, {0, 0, 1.5}},
        Cut{"TiltForward", {1, 0, 0, 0, cos18, sin18}, {0, 0, 1.5}},
        Cut{"TiltForwardFromTheHeadDown", {1, 0, 0, 0, cos18, sin18}, {0, 0, -1.5}},
        Cut{"SwivelLeft", {cos18, 0, sin18, 0, 1, 0}, {0, 0, 1.5}},
        Cut{"SwivelRight", {cos18, 0, -sin18, 0, 1, 0}, {0, 0, 1.5}},
        Cut{"TiltFeetFirst", {-1, 0, 0, 0, cos18, sin18}, {0, 0, 1.5}, false, "FFS"}),
    [](const testing::TestParamInfo<Cut>& info) { return std::string(info.param.name); });

/// Value between voxels, linear; air outside.
double interpolated(const Volume& volume, const Vec3& lps) {
    const Geometry& g = volume.geometry();
    const Vec3 v = g.voxelFromLps(lps);
    std::array<int, 3> low;
    for (int a = 0; a < 3; ++a) {
        low[a] = static_cast<int>(std::floor(v[a]));
        if (low[a] < 0 || low[a] + 1 >= g.size[a]) return -1000;
    }
    double sum = 0;
    for (int corner = 0; corner < 8; ++corner) {
        double weight = 1;
        std::array<int, 3> at;
        for (int a = 0; a < 3; ++a) {
            const double part = v[a] - low[a];
            weight *= corner >> a & 1 ? part : 1 - part;
            at[a] = low[a] + (corner >> a & 1);
        }
        sum += weight * volume.valueAt(at[0], at[1], at[2]);
    }
    return sum;
}

/// Distance (mm) along a direction at which plastic ends.
double edgeFrom(const Volume& volume, const Vec3& from, const Vec3& way) {
    double t = 0;
    for (; t < 40; t += 0.02) {
        const Vec3 at{from[0] + t * way[0], from[1] + t * way[1], from[2] + t * way[2]};
        if (interpolated(volume, at) < -450) break;
    }
    return t;
}

TEST(GoldenPhantom, TheSphereOfTheTiltedPlasticHeadIsRoundAndInItsPlace) {
    REQUIRE_SHARED_DATA(folder, "ct-head/philips-phantom-tilt-plus16.5-j2k");
    const auto volume = loadVolume(folder);
    EXPECT_THAT(volume->warnings, Contains(HasSubstr("gantry tilt of 16.5 degrees")));
    // Fitted to the images where their headers put them, by another program.
    const Vec3 centre{-23.29, 81.28, 774.19};
    constexpr double radius = 12.66;
    for (int polar = 0; polar < 115; polar += 10)  // a rod carries the sphere from below
        for (int turn = 0; turn < 360; turn += 20) {
            const double p = polar * M_PI / 180, t = turn * M_PI / 180;
            EXPECT_NEAR(edgeFrom(*volume, centre,
                                 {std::sin(p) * std::cos(t), std::sin(p) * std::sin(t), std::cos(p)}),
                        radius, 0.8)
                << polar << " " << turn;
        }
}

TEST(GoldenPhantom, TheBlockOfTheTiltedPlasticHeadIsSquare) {
    REQUIRE_SHARED_DATA(folder, "ct-head/philips-phantom-tilt-plus16.5-j2k");
    const auto volume = loadVolume(folder);
    const double left = 13.9 + edgeFrom(*volume, {13.9, 86.5, 775}, {1, 0, 0}),
                 right = 13.9 - edgeFrom(*volume, {13.9, 86.5, 775}, {-1, 0, 0});
    EXPECT_NEAR(left - right, 19.9, 0.4);
    EXPECT_NEAR((left + right) / 2, 13.9, 0.2);
    // Front and back faces in the sagittal plane are parallel, 20 mm apart, and at right angles to the top.
    const auto frontAt = [&](double z) { return 86.5 - edgeFrom(*volume, {13.9, 86.5, z}, {0, -1, 0}); };
    const auto backAt = [&](double z) { return 86.5 + edgeFrom(*volume, {13.9, 86.5, z}, {0, 1, 0}); };
    const double front = std::atan((frontAt(782) - frontAt(766)) / 16),
                 back = std::atan((backAt(782) - backAt(766)) / 16);
    EXPECT_NEAR(front, back, 1.5 * M_PI / 180);
    EXPECT_NEAR((backAt(774) - frontAt(774)) * std::cos(front), 20, 0.5);
    const auto topAt = [&](double y) { return 782 + edgeFrom(*volume, {13.9, y, 782}, {0, 0, 1}); };
    EXPECT_NEAR(std::atan((topAt(81) - topAt(92)) / 11), front, 3 * M_PI / 180);
}

}  // namespace
}  // namespace dokuei::viewer
