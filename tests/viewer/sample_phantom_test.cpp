#include <gtest/gtest.h>

#include <cmath>

#include "viewer/sample/Noise.h"
#include "viewer/sample/Phantom.h"
#include "viewer/sample/SamplePatient.h"
#include "viewer/sample/Tissue.h"

namespace dokuei::viewer {
namespace {

TEST(SampleUid, DependsOnSeedAndPurposeAlone) {
    EXPECT_EQ(sampleUid(1, "study"), sampleUid(1, "study"));
    EXPECT_NE(sampleUid(1, "study"), sampleUid(2, "study"));
    EXPECT_NE(sampleUid(1, "study"), sampleUid(1, "series"));
    const auto uid = sampleUid(7, "image 12");
    EXPECT_EQ(uid.rfind("2.25.", 0), 0u);
    EXPECT_NE(uid[5], '0');
    EXPECT_EQ(uid.find_first_not_of("0123456789", 5), std::string::npos);
}

TEST(SampleTissue, TellsVertebraeLobesAndVesselsApart) {
    EXPECT_EQ(tissueOf("bone", "-", "T12"), Tissue::Vertebra);
    EXPECT_EQ(tissueOf("bone", "left", "rib_1"), Tissue::Bone);
    EXPECT_EQ(tissueOf("lung", "right", "lung_upper"), Tissue::RightUpperLobe);
    EXPECT_EQ(tissueOf("lung", "left", "lung_upper"), Tissue::LeftUpperLobe);
    EXPECT_EQ(tissueOf("vein", "-", "portal_vein"), Tissue::PortalVein);
    EXPECT_EQ(tissueOf("unheard of", "-", "thing"), Tissue::OtherSoftTissue);
}

TEST(SampleNoise, HasUnitSpreadAndNoMean) {
    const auto noise = kernelNoise(256, 256, 5);
    double sum = 0, squares = 0;
    for (const float v : noise) sum += v, squares += v * v;
    EXPECT_NEAR(sum / noise.size(), 0, 0.05);
    EXPECT_NEAR(squares / noise.size(), 1, 0.01);
}

TEST(SampleNoise, NeighbouringPixelsAreCorrelatedAsInAReconstruction) {
    const auto noise = kernelNoise(256, 256, 5);
    double near = 0, far = 0;
    for (int y = 0; y < 256; ++y)
        for (int x = 0; x < 240; ++x) {
            near += noise[y * 256 + x] * noise[y * 256 + x + 1];
            far += noise[y * 256 + x] * noise[y * 256 + x + 12];
        }
    EXPECT_GT(near / (256 * 240), 0.3);
    EXPECT_LT(std::abs(far / (256 * 240)), 0.05);
}

class SamplePhantom : public ::testing::Test {
protected:
    static const SampleBody& body() {
        static const auto body = readSampleBody(DOKUEI_SOURCE_DIR "/resources/anatomy/bodyparts3d");
        return body;
    }
};

TEST_F(SamplePhantom, SameSeedDrawsTheSameSliceAndAnotherSeedOtherNoise) {
    const Phantom first(body(), 3), again(body(), 3), other(body(), 4);
    std::vector<Phantom::Tally> tallies(first.lesionCount());
    const auto a = first.draw(60, tallies), b = again.draw(60, tallies), c = other.draw(60, tallies);
    EXPECT_EQ(a, b);
    EXPECT_NE(a, c);
}

TEST_F(SamplePhantom, SlicesRunFromHeadToFeetAtEvenSteps) {
    const Phantom phantom(body(), 1);
    for (int k = 1; k < phantom.sliceCount(); ++k)
        EXPECT_NEAR(phantom.position(k - 1)[2] - phantom.position(k)[2], Phantom::thickness, 1e-9);
}

TEST_F(SamplePhantom, ArmsAreOutOfThePictureBesideTheAbdomen) {
    const auto& b = body();
    const int z = b.size[2] / 6;
    for (int y = 0; y < b.size[1]; ++y)
        for (int x = 0; x < b.size[0]; ++x)
            if (std::abs(b.origin[0] + x * b.spacing) > 190) {
                EXPECT_EQ(b.at(x, y, z), Tissue::Air) << x << ' ' << y;
            }
}

TEST_F(SamplePhantom, BodyIsCoveredBySkinEverywhere) {
    const auto& b = body();
    for (int z = 0; z < b.size[2]; z += 9)
        for (int y = 1; y < b.size[1]; ++y)
            for (int x = 1; x < b.size[0]; ++x) {
                if (b.at(x, y, z) == Tissue::Air || b.at(x, y, z) == Tissue::Skin) continue;
                ASSERT_NE(b.at(x - 1, y, z), Tissue::Air);
                ASSERT_NE(b.at(x, y - 1, z), Tissue::Air);
            }
}

}  // namespace
}  // namespace dokuei::viewer
