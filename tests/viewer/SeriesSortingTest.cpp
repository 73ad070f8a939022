#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/viewer/SeriesWriter.h"
#include "viewer/Error.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

using test::TemporaryFolder;
using test::TestImage;
using test::writeImage;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

/// Slice number `z` of a stack with 2 mm between slices whose pixels all hold `z`.
TestImage sliceAt(int z) {
    TestImage image;
    image.position = {-8, -8, 2.0 * z};
    image.instanceNumber = z + 1;
    image.value = [z](int, int) { return z; };
    return image;
}

TEST(SeriesSorting, IgnoresFileNamesInstanceNumbersAndPatientPosition) {
    TemporaryFolder folder;
    const int shuffled[] = {3, 0, 4, 1, 2};
    for (int n = 0; n < 5; ++n) {
        TestImage image = sliceAt(shuffled[n]);
        image.instanceNumber = 5 - n;
        image.patientPosition = "FFS";
        writeImage(folder / ("a" + std::to_string(n)), image);
    }
    const auto volume = loadVolume(folder.path());
    ASSERT_EQ(volume->geometry().size, (Index3{16, 16, 5}));
    for (int k = 0; k < 5; ++k) EXPECT_EQ(volume->valueAt(3, 3, k), k);
    EXPECT_EQ(volume->geometry().origin, (Vec3{-8, -8, 0}));
    EXPECT_DOUBLE_EQ(volume->geometry().spacing[2], 2);
}

TEST(SeriesSorting, ImagesOfTwoPatientsAreNeverOneVolumeOrOneStudyWithoutUids) {
    TemporaryFolder folder;
    for (int z = 0; z < 6; ++z) {
        TestImage image = sliceAt(z);
        image.change = [z](DcmDataset& d) {
            d.putAndInsertString(DCM_PatientID, z % 2 ? "TEST-A" : "TEST-B");
            d.putAndInsertString(DCM_StudyInstanceUID, "");
            d.putAndInsertString(DCM_SeriesInstanceUID, "");
        };
        writeImage(folder / std::to_string(z), image);
    }
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 2u);
    EXPECT_NE(study.volumes[0].identity.patientId, study.volumes[1].identity.patientId);
    EXPECT_FALSE(study.volumes[0].identity.studyUid.empty());
    EXPECT_NE(study.volumes[0].identity.studyUid, study.volumes[1].identity.studyUid);
}

TEST(SeriesSorting, StraightenedSlicesTellWhereTheirImageLies) {
    TemporaryFolder folder;
    for (int z = 0; z < 4; ++z) {
        TestImage image = sliceAt(z);
        image.position[1] += 1.5 * z;
        writeImage(folder / std::to_string(z), image);
    }
    const auto volume = loadVolume(folder.path());
    for (int k = 0; k < 4; ++k) {
        const Vec3 first =
            volume->geometry().lpsFromVoxel({volume->slices[k].offsetI, volume->slices[k].offsetJ, 1.0 * k});
        EXPECT_NEAR(first[0], -8, 1e-9);
        EXPECT_NEAR(first[1], -8 + 1.5 * k, 1e-9);
        EXPECT_NEAR(first[2], 2.0 * k, 1e-9);
    }
}

TEST(SeriesSorting, LeftOfThePatientStaysLeftInEveryOrientation) {
    // A marker at LPS (+5, -2, 4): left, front, up. Rows run towards the left, then towards the right.
    for (const double sign : {1.0, -1.0}) {
        TemporaryFolder folder;
        for (int z = 0; z < 4; ++z) {
            TestImage image = sliceAt(z);
            image.orientation = {sign, 0, 0, 0, sign, 0};
            image.position = {-8 * sign, -8 * sign, 2.0 * z};
            const int i = static_cast<int>((5 + 8 * sign) * sign),
                      j = static_cast<int>((-2 + 8 * sign) * sign);
            image.value = [=](int x, int y) { return z == 2 && x == i && y == j ? 1000 : 0; };
            writeImage(folder / std::to_string(z), image);
        }
        const auto volume = loadVolume(folder.path());
        const Vec3 voxel = volume->geometry().voxelFromLps({5, -2, 4});
        EXPECT_EQ(
            volume->valueAt(static_cast<int>(std::lround(voxel[0])), static_cast<int>(std::lround(voxel[1])),
                            static_cast<int>(std::lround(voxel[2]))),
            1000);
    }
}

TEST(SeriesSorting, AMissingSliceSplitsTheSeriesAndNamesTheGap) {
    TemporaryFolder folder;
    for (const int z : {0, 1, 2, 4, 5, 6}) writeImage(folder / ("s" + std::to_string(z)), sliceAt(z));
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 2U);
    for (const VolumeSource& volume : study.volumes) {
        EXPECT_EQ(volume.geometry.size[2], 3);
        EXPECT_THAT(volume.warnings,
                    Contains(AllOf(HasSubstr("s2 and s4"), HasSubstr("1 slice is missing"))));
    }
}

TEST(SeriesSorting, AChangeOfSpacingSplitsTheSeries) {
    TemporaryFolder folder;
    const double positions[] = {0, 2, 4, 6, 7, 12, 17, 22};
    for (int n = 0; n < 8; ++n) {
        TestImage image = sliceAt(n);
        image.position[2] = positions[n];
        writeImage(folder / std::to_string(n), image);
    }
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 2U);
    EXPECT_DOUBLE_EQ(study.volumes[0].geometry.spacing[2], 2);
    EXPECT_DOUBLE_EQ(study.volumes[1].geometry.spacing[2], 5);
}

TEST(SeriesSorting, ScatteredSlicesAreNotPairedIntoVolumes) {
    TemporaryFolder folder;
    const double positions[] = {0, 30, 41, 80, 200};
    for (int n = 0; n < 5; ++n) {
        TestImage image = sliceAt(n);
        image.position[2] = positions[n];
        image.change = [](DcmDataset& d) { d.putAndInsertString(DCM_SliceThickness, "2"); };
        writeImage(folder / std::to_string(n), image);
    }
    const Study study = scanStudy(folder.path());
    EXPECT_EQ(study.volumes.size(), 5U);
    for (const VolumeSource& volume : study.volumes) EXPECT_EQ(volume.geometry.size[2], 1);
}

TEST(SeriesSorting, RoundedPositionsStillMakeOneVolume) {
    TemporaryFolder folder;
    for (int n = 0; n < 20; ++n) {
        TestImage image = sliceAt(n);
        image.position[2] = std::round(6.25 * n) / 10;  // 0.625 mm told to a tenth
        writeImage(folder / std::to_string(n), image);
    }
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 1U);
    EXPECT_NEAR(study.volumes[0].geometry.spacing[2], 0.625, 0.006);
}

TEST(SeriesSorting, RepeatedPlacesAreSeparatedByTheAttributeThatExplainsThem) {
    TemporaryFolder folder;
    for (int phase = 1; phase <= 2; ++phase)
        for (int z = 0; z < 3; ++z) {
            TestImage image = sliceAt(z);
            image.value = [phase](int, int) { return 100 * phase; };
            image.change = [phase](DcmDataset& d) {
                d.putAndInsertString(DCM_TemporalPositionIdentifier, std::to_string(phase).c_str());
            };
            writeImage(folder / (std::to_string(z) + "-" + std::to_string(phase)), image);
        }
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 2U);
    for (int phase = 1; phase <= 2; ++phase) {
        const VolumeSource& source = study.volumes[phase - 1];
        EXPECT_THAT(source.warnings, Contains(HasSubstr("temporal position " + std::to_string(phase))));
        const auto volume = allocateVolume(source);
        decodeVolume(source, *volume);
        EXPECT_EQ(volume->statistics().min, 100 * phase);
        EXPECT_EQ(volume->statistics().max, 100 * phase);
    }
}

TEST(SeriesSorting, RepeatedPlacesWithoutExplanationAreNamed) {
    TemporaryFolder folder;
    for (int z = 0; z < 3; ++z) writeImage(folder / ("s" + std::to_string(z)), sliceAt(z));
    writeImage(folder / "again", sliceAt(1));
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 2U);
    EXPECT_EQ(study.volumes[0].geometry.size[2] + study.volumes[1].geometry.size[2], 4);
    for (const VolumeSource& volume : study.volumes)
        EXPECT_THAT(volume.warnings, Contains(AllOf(HasSubstr("again"), HasSubstr("s1"))));
}

TEST(SeriesSorting, TheSameImageTwiceIsTakenOnce) {
    TemporaryFolder folder;
    for (int z = 0; z < 3; ++z) writeImage(folder / ("s" + std::to_string(z)), sliceAt(z));
    std::filesystem::copy_file(folder / "s1", folder / "t1");
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 1U);
    EXPECT_EQ(study.volumes[0].geometry.size[2], 3);
    ASSERT_EQ(study.skipped.size(), 1U);
    EXPECT_THAT(study.skipped[0].reason, HasSubstr("same image"));
}

TEST(SeriesSorting, LocalisersStandApart) {
    TemporaryFolder folder;
    for (int z = 0; z < 3; ++z) writeImage(folder / ("s" + std::to_string(z)), sliceAt(z));
    TestImage scout = sliceAt(9);
    scout.imageType = "ORIGINAL\\PRIMARY\\LOCALIZER";
    scout.orientation = {1, 0, 0, 0, 0, -1};
    writeImage(folder / "scout", scout);
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 2U);
    int scouts = 0;
    for (const VolumeSource& volume : study.volumes)
        if (volume.geometry.size[2] == 1) {
            ++scouts;
            EXPECT_THAT(volume.warnings, Contains(HasSubstr("localiser")));
        }
    EXPECT_EQ(scouts, 1);
}

TEST(SeriesSorting, DifferentFramesOfReferenceAreNotJoined) {
    TemporaryFolder folder;
    for (int z = 0; z < 4; ++z) {
        TestImage image = sliceAt(z);
        image.frameOfReferenceUid = z < 2 ? "2.25.1" : "2.25.2";
        writeImage(folder / std::to_string(z), image);
    }
    EXPECT_EQ(scanStudy(folder.path()).volumes.size(), 2U);
}

TEST(SeriesSorting, AFrameOfReferencePerImageIsToldAndIgnored) {
    TemporaryFolder folder;
    for (int z = 0; z < 4; ++z) {
        TestImage image = sliceAt(z);
        image.frameOfReferenceUid = "2.25." + std::to_string(500 + z);
        writeImage(folder / std::to_string(z), image);
    }
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 1U);
    EXPECT_THAT(study.volumes[0].warnings, Contains(HasSubstr("frame of reference")));
}

TEST(SeriesSorting, AGantryTiltIsStraightenedSoThatEverythingStaysInPlace) {
    // A rod along z at LPS x = 3, y = -1, cut by slices tilted by 20 degrees about x.
    const double angle = 20 * 3.14159265358979 / 180, c = std::cos(angle), s = std::sin(angle);
    TemporaryFolder folder;
    for (int z = 0; z < 12; ++z) {
        TestImage image;
        image.rows = 48;
        image.columns = 16;
        image.orientation = {1, 0, 0, 0, c, -s};
        image.position = {-8, -20, 3.0 * z};
        image.value = [=](int i, int j) {
            const double y = -20 + j * c;
            return i == 11 && std::abs(y + 1) < 0.75 ? 1000 : 0;
        };
        writeImage(folder / std::to_string(z), image);
    }
    const auto volume = loadVolume(folder.path());
    EXPECT_THAT(volume->warnings, Contains(HasSubstr("gantry tilt of 20.0 degrees")));
    const Geometry& g = volume->geometry();
    for (int k = 0; k < g.size[2]; ++k) {
        double sum = 0;
        Vec3 centre{0, 0, 0};
        for (int j = 0; j < g.size[1]; ++j)
            for (int i = 0; i < g.size[0]; ++i) {
                const double value = std::max(0.0, volume->valueAt(i, j, k));
                const Vec3 lps = g.lpsFromVoxel({double(i), double(j), double(k)});
                sum += value;
                for (int a = 0; a < 3; ++a) centre[a] += value * lps[a];
            }
        ASSERT_GT(sum, 0);
        EXPECT_NEAR(centre[0] / sum, 3, 0.01);
        EXPECT_NEAR(centre[1] / sum, -1, 0.5);
    }
    for (int a = 0; a < 3; ++a) {  // the axes are at right angles
        double dot = 0;
        for (int r = 0; r < 3; ++r) dot += g.direction[3 * r + a] * g.direction[3 * r + (a + 1) % 3];
        EXPECT_NEAR(dot, 0, 1e-9);
    }
}

TEST(SeriesSorting, AMosaicHasNoPlaceInThePatient) {
    TemporaryFolder folder;
    TestImage image = sliceAt(0);
    image.imageType = "ORIGINAL\\PRIMARY\\M\\MOSAIC";
    writeImage(folder / "a", image);
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 1U);
    EXPECT_TRUE(study.volumes[0].geometry.frameOfReferenceUid.empty());
    EXPECT_THAT(study.volumes[0].warnings, Contains(HasSubstr("mosaic")));
}

TEST(SeriesSorting, FilesThatAreNoImagesAreNamedWithAReason) {
    TemporaryFolder folder;
    writeImage(folder / "image", sliceAt(0));
    std::filesystem::copy_file(__FILE__, folder / "notes.txt");
    std::filesystem::resize_file(folder / "notes.txt", 200);
    TestImage huge = sliceAt(1);
    huge.change = [](DcmDataset& d) {
        d.putAndInsertUint16(DCM_Rows, 60000);
        d.putAndInsertUint16(DCM_Columns, 60000);
    };
    writeImage(folder / "promises-too-much", huge);
    const Study study = scanStudy(folder.path());
    EXPECT_EQ(study.volumes.size(), 1U);
    ASSERT_EQ(study.skipped.size(), 1U);
    EXPECT_THAT(study.skipped[0].reason, HasSubstr("cut short"));
    EXPECT_EQ(study.passedOver, 1);
}

TEST(SeriesSorting, AFolderWithoutImagesIsAnErrorThatNamesIt) {
    TemporaryFolder folder;
    EXPECT_THROW(scanStudy(folder.path()), ReadError);
    EXPECT_THROW(scanStudy(folder / "absent"), ReadError);
}

}  // namespace
}  // namespace dokuei::viewer
