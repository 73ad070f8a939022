#include "app/bridge/Bridge.h"

#include <gtest/gtest.h>

#include <cmath>

#include "inference/Error.h"

namespace {

using namespace dokuei;

/// A small CT whose axes are turned about the patient's z axis and whose voxels are not cubes.
std::shared_ptr<viewer::Volume> obliqueVolume(double degrees = 20) {
    viewer::Geometry g;
    g.size = {24, 18, 10};
    g.spacing = {0.8, 0.9, 2.5};
    g.origin = {-12, 30, -100};
    const double c = std::cos(degrees * M_PI / 180), s = std::sin(degrees * M_PI / 180);
    g.direction = {c, -s, 0, s, c, 0, 0, 0, 1};
    g.frameOfReferenceUid = "2.25.1";
    auto volume = std::make_shared<viewer::Volume>(g, viewer::ScalarType::Int16, -1000);
    volume->identity.modality = "CT";
    volume->identity.studyUid = "2.25.2";
    volume->identity.seriesUid = "2.25.3";
    volume->identity.patientName = "Test Patient";
    for (int k = 0; k < 10; ++k) {
        volume->slices.push_back({"2.25.4." + std::to_string(k), "1.2.840.10008.5.1.4.1.1.2", "", k + 1, 1});
        volume->markSliceReady(k);
    }
    return volume;
}

/// The LPS hull of a voxel box with its half-voxel borders, as the model's boxes carry it.
std::array<double, 6> hullOf(const viewer::Volume& volume, const std::array<int, 6>& box) {
    std::array<double, 6> lps{1e30, 1e30, 1e30, -1e30, -1e30, -1e30};
    for (int corner = 0; corner < 8; ++corner) {
        viewer::Vec3 at;
        for (int a = 0; a < 3; ++a) at[a] = corner >> a & 1 ? box[3 + a] + 0.5 : box[a] - 0.5;
        const auto p = volume.geometry().lpsFromVoxel(at);
        for (int a = 0; a < 3; ++a) {
            lps[a] = std::min(lps[a], p[a]);
            lps[3 + a] = std::max(lps[3 + a], p[a]);
        }
    }
    return lps;
}

inference::Grounding groundingOf(const viewer::Volume& volume, const std::array<int, 6>& box) {
    inference::Grounding g;
    g.key = "liver";
    g.label = "liver";
    g.voxel = box;
    g.lps = hullOf(volume, box);
    g.confidence = 0.9;
    return g;
}

TEST(Bridge, ViewSharesTheVolumesBufferAndKeepsItAlive) {
    auto volume = obliqueVolume();
    const auto* data = volume->data();
    const auto view = app::viewOf(volume);
    EXPECT_EQ(view.data, data);
    const std::weak_ptr<viewer::Volume> watched = volume;
    volume.reset();
    EXPECT_FALSE(watched.expired());
}

TEST(Bridge, ViewAndVolumeAgreeOnWhereAVoxelLies) {
    const auto volume = obliqueVolume();
    const auto view = app::viewOf(volume);
    const auto a = volume->geometry().lpsFromVoxel({3, 7, 5});
    const auto b = view.lpsFromVoxel({3, 7, 5});
    for (int i = 0; i < 3; ++i) EXPECT_NEAR(a[i], b[i], 1e-9);
}

TEST(Bridge, BoxComesBackToTheSameVoxelsWhenAxesAreThePatients) {
    const auto volume = obliqueVolume(0);
    const std::array<int, 6> box{4, 3, 2, 11, 9, 6};
    const auto back = app::voxelBoxOf(*volume, hullOf(*volume, box));
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, box);
}

TEST(Bridge, HullOfAnObliqueBoxHoldsAllItsVoxels) {
    const auto volume = obliqueVolume(30);
    const std::array<int, 6> box{4, 3, 2, 11, 9, 6};
    const auto back = app::voxelBoxOf(*volume, hullOf(*volume, box));
    ASSERT_TRUE(back);
    for (int a = 0; a < 3; ++a) {
        EXPECT_LE((*back)[a], box[a]);
        EXPECT_GE((*back)[3 + a], box[3 + a]);
    }
}

TEST(Bridge, BoxOutsideTheVolumeIsRefused) {
    const auto volume = obliqueVolume();
    const std::array<double, 6> away{500, 500, 500, 510, 510, 510};
    EXPECT_FALSE(app::voxelBoxOf(*volume, away));
    EXPECT_THROW(app::evidenceOf(*volume, away, "x", reports::Origin::Human, 0), inference::Error);
}

TEST(Bridge, LinkPointsAtTheSliceThroughTheMiddleWithTheVoxelsOutline) {
    const auto volume = obliqueVolume(30);
    const auto link = app::evidenceOf(*volume, groundingOf(*volume, {4, 3, 2, 11, 9, 6}));
    EXPECT_EQ(link.keySopInstanceUid, "2.25.4.4");
    EXPECT_EQ(link.keyPixelBox, (std::array<double, 4>{4, 3, 12, 10}));
    EXPECT_EQ(link.frameOfReferenceUid, "2.25.1");
    EXPECT_EQ(link.origin, reports::Origin::Ai);
}

TEST(Bridge, KeyImageShowsTheOutlineWhereTheVoxelsAre) {
    const auto volume = obliqueVolume(30);
    auto link = app::evidenceOf(*volume, groundingOf(*volume, {4, 3, 2, 11, 9, 6}));
    link.origin = reports::Origin::Human;
    const auto picture = app::keyImage(*volume, link);
    const double sx = picture.width() / 24.0, sy = picture.height() / 18.0;
    const auto green = [&](double i, double j) {
        const QColor c = picture.pixelColor(static_cast<int>(i * sx), static_cast<int>(j * sy));
        return c.green() > 120 && c.red() < 150;
    };
    EXPECT_TRUE(green(8, 3));
    EXPECT_TRUE(green(4, 6));
    EXPECT_FALSE(green(8, 6));
    EXPECT_FALSE(green(20, 15));
}

TEST(Bridge, OutlineOnAStraightenedSliceIsInThePixelsOfTheOriginalImage) {
    const auto volume = obliqueVolume(0);
    // A gantry tilt of 0.75 pixels a slice: images of 24 x 11 pixels on a grid of 24 x 18.
    for (int k = 0; k < 10; ++k) volume->slices[k].offsetJ = 0.75 * k;
    const auto link = app::evidenceOf(*volume, groundingOf(*volume, {4, 5, 2, 11, 9, 6}));
    EXPECT_EQ(link.keySopInstanceUid, "2.25.4.4");
    EXPECT_EQ(link.keyPixelBox, (std::array<double, 4>{4, 2, 12, 7}));
    const auto picture = app::keyImage(*volume, link);
    const double sx = picture.width() / 24.0, sy = picture.height() / 18.0;
    int amber = 0;
    for (int x = static_cast<int>(4 * sx); x < 12 * sx; ++x)
        amber += picture.pixelColor(x, static_cast<int>(5 * sy)).red() > 150;
    EXPECT_GT(amber, 10);
}

TEST(Bridge, OutlineNeverReachesBeyondTheOriginalImage) {
    const auto volume = obliqueVolume(0);
    for (int k = 0; k < 10; ++k) volume->slices[k].offsetJ = 0.75 * k;
    const auto link = app::evidenceOf(*volume, groundingOf(*volume, {4, 0, 2, 11, 17, 6}));
    EXPECT_EQ(link.keyPixelBox, (std::array<double, 4>{4, 0, 12, 11}));
    const auto beside = app::evidenceOf(*volume, groundingOf(*volume, {4, 0, 8, 11, 2, 9}));
    EXPECT_TRUE(beside.keySopInstanceUid.empty());
}

TEST(Bridge, BoxOfAnotherVolumeOfTheSeriesIsPlacedByItsPlaceInThePatient) {
    const auto volume = obliqueVolume(0);
    auto box = groundingOf(*volume, {4, 3, 2, 11, 9, 6});
    for (int k : {2, 5}) box.voxel[k] += 40;
    const auto link = app::evidenceOf(*volume, box);
    EXPECT_EQ(link.keySopInstanceUid, "2.25.4.4");
    EXPECT_EQ(link.keyPixelBox, (std::array<double, 4>{4, 3, 12, 10}));
}

TEST(Bridge, KeyImageOfAnotherVolumeOfTheSeriesIsRefused) {
    const auto volume = obliqueVolume();
    auto link = app::evidenceOf(*volume, groundingOf(*volume, {4, 3, 2, 11, 9, 6}));
    link.keySopInstanceUid = "2.25.99.1";
    EXPECT_THROW(app::keyImage(*volume, link), inference::Error);
}

TEST(Bridge, KeysOfVolumesThatFollowEachOtherInMemoryDiffer) {
    auto volume = obliqueVolume();
    const auto first = app::viewOf(volume).key;
    EXPECT_EQ(app::viewOf(volume).key, first);
    volume.reset();
    EXPECT_NE(app::viewOf(obliqueVolume()).key, first);
}

TEST(Bridge, KeyImageOfAnotherSeriesIsRefused) {
    const auto volume = obliqueVolume();
    auto link = app::evidenceOf(*volume, groundingOf(*volume, {4, 3, 2, 11, 9, 6}));
    link.seriesUid = "2.25.99";
    EXPECT_THROW(app::keyImage(*volume, link), inference::Error);
}

TEST(Bridge, FindingTakesTheSentenceAroundItsBox) {
    const auto volume = obliqueVolume();
    inference::Answer answer;
    answer.language = "en";
    answer.text = "I see two. There is a nodule of about 12 mm in the right lung. The liver is normal.";
    auto box = groundingOf(*volume, {4, 3, 2, 11, 9, 6});
    box.textBegin = answer.text.find("right lung");
    box.textEnd = box.textBegin + 10;
    answer.boxes.push_back(box);
    EXPECT_EQ(app::findingOf(*volume, answer, 0).text, "There is a nodule of about 12 mm in the right lung.");
}

TEST(Bridge, DraftKeepsOrderSectionsAndIdentity) {
    const auto volume = obliqueVolume();
    inference::Answer answer;
    answer.language = "en";
    answer.model = "tiny";
    answer.boxes.push_back(groundingOf(*volume, {4, 3, 2, 11, 9, 6}));
    answer.boxes[0].volumeMl = 12.5;
    answer.findings = {{"finding", "The liver is large.", "liver", "liver", "present", {0}},
                       {"impression", "No nodule.", "right_lung", "right lung", "absent", {}}};
    const auto report = app::reportOf(*volume, answer);
    ASSERT_EQ(report.findings.size(), 2u);
    EXPECT_EQ(report.studyUid, "2.25.2");
    EXPECT_EQ(report.findings[0].links.size(), 1u);
    EXPECT_EQ(report.findings[0].measurements.at(0).unit, "ml");
    EXPECT_EQ(report.findings[1].section, reports::Section::Impression);
    EXPECT_EQ(report.findings[1].certainty, reports::Certainty::Absent);
    EXPECT_EQ(report.findings[0].origin, reports::Origin::Ai);
}

}  // namespace
