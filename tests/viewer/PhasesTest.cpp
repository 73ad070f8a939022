#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/viewer/SeriesWriter.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

using test::TemporaryFolder;
using test::TestImage;
using test::writeImage;
using testing::Contains;
using testing::HasSubstr;

TestImage sliceAt(int z, int value) {
    TestImage image;
    image.position = {-8, -8, 3.0 * z};
    image.instanceNumber = z + 1;
    image.value = [value](int, int) { return value; };
    return image;
}

/// One series of three slices for every value of an attribute; the pixels hold the place in `values`.
void writePhases(const TemporaryFolder& folder, const DcmTagKey& tag,
                 const std::vector<const char*>& values) {
    for (std::size_t v = 0; v < values.size(); ++v)
        for (int z = 0; z < 3; ++z) {
            TestImage image = sliceAt(z, static_cast<int>(v));
            image.change = [&](DcmDataset& d) { d.putAndInsertString(tag, values[v]); };
            writeImage(folder / (std::to_string(z) + "-" + std::to_string(v)), image);
        }
}

TEST(Phases, BValuesOfOneSeriesAreOneEntryInTheirOrder) {
    TemporaryFolder folder;
    for (int v = 0; const double b : {1000.0, 50.0, 400.0}) {
        for (int z = 0; z < 3; ++z) {
            TestImage image = sliceAt(z, static_cast<int>(b));
            image.change = [b](DcmDataset& d) { d.putAndInsertFloat64(DCM_DiffusionBValue, b); };
            writeImage(folder / (std::to_string(z) + "-" + std::to_string(v)), image);
        }
        ++v;
    }
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 3U);
    const int expected[] = {50, 400, 1000};
    for (int n = 0; n < 3; ++n) {
        const Phase& phase = study.volumes[n].identity.phase;
        EXPECT_EQ(phase.group, study.volumes[0].identity.phase.group);
        EXPECT_FALSE(phase.group.empty());
        EXPECT_EQ(phase.index, n);
        EXPECT_EQ(phase.count, 3);
        EXPECT_EQ(phase.kind, "b-value");
        EXPECT_EQ(phase.label, "b=" + std::to_string(expected[n]));
        const auto volume = allocateVolume(study.volumes[n]);
        decodeVolume(study.volumes[n], *volume);
        EXPECT_EQ(volume->statistics().min, expected[n]);
        EXPECT_EQ(volume->statistics().max, expected[n]);
        EXPECT_EQ(volume->identity.phase, phase);
    }
}

TEST(Phases, DirectionsAreToldWithTheirBValue) {
    TemporaryFolder folder;
    const std::array<std::pair<double, std::array<double, 3>>, 3> scans = {
        {{0, {0, 0, 0}}, {1000, {1, 0, 0}}, {1000, {0, 1, 0}}}};
    for (std::size_t n = 0; n < scans.size(); ++n)
        for (int z = 0; z < 3; ++z) {
            TestImage image = sliceAt(z, static_cast<int>(n));
            image.change = [&](DcmDataset& d) {
                d.putAndInsertFloat64(DCM_DiffusionBValue, scans[n].first);
                if (scans[n].first > 0)
                    d.putAndInsertFloat64Array(DCM_DiffusionGradientOrientation, scans[n].second.data(), 3);
            };
            writeImage(folder / (std::to_string(z) + "-" + std::to_string(n)), image);
        }
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 3U);
    EXPECT_EQ(study.volumes[0].identity.phase.label, "b=0");
    EXPECT_EQ(study.volumes[1].identity.phase.label, "b=1000, direction 1");
    EXPECT_EQ(study.volumes[2].identity.phase.label, "b=1000, direction 2");
    EXPECT_EQ(study.volumes[0].identity.phase.count, 3);
}

TEST(Phases, EchoesAndCardiacPhasesAreNamed) {
    for (const auto& [tag, values, labels] :
         {std::tuple{DCM_EchoTime, std::vector{"100", "30"},
                     std::vector<std::string>{"TE 30 ms", "TE 100 ms"}},
          std::tuple{DCM_TriggerTime, std::vector{"0", "250.5"},
                     std::vector<std::string>{"trigger 0 ms", "trigger 250.5 ms"}},
          std::tuple{DCM_TemporalPositionIdentifier, std::vector{"10", "9"},
                     std::vector<std::string>{"time point 9", "time point 10"}}}) {
        TemporaryFolder folder;
        writePhases(folder, tag, values);
        const Study study = scanStudy(folder.path());
        ASSERT_EQ(study.volumes.size(), 2U);
        for (int n = 0; n < 2; ++n) EXPECT_EQ(study.volumes[n].identity.phase.label, labels[n]);
    }
}

TEST(Phases, ATimeOfItsOwnForEverySliceStillMakesMoments) {
    TemporaryFolder folder;
    for (int moment = 0; moment < 4; ++moment)
        for (int z = 0; z < 3; ++z) {
            TestImage image = sliceAt(z, 10 * moment);
            // The clock passes the minute: 09:59:50, 10:00:00, ...
            const int seconds = 9 * 3600 + 59 * 60 + 50 + 10 * moment + z;
            char time[16];
            std::snprintf(time, sizeof time, "%02d%02d%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
            image.change = [time = std::string(time)](DcmDataset& d) {
                d.putAndInsertString(DCM_AcquisitionTime, time.c_str());
            };
            writeImage(folder / (std::to_string(moment) + "-" + std::to_string(z)), image);
        }
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 4U);
    for (int n = 0; n < 4; ++n) {
        EXPECT_EQ(study.volumes[n].identity.phase.label, "t=" + std::to_string(10 * n) + ".0 s");
        const auto volume = allocateVolume(study.volumes[n]);
        decodeVolume(study.volumes[n], *volume);
        EXPECT_EQ(volume->statistics().min, 10 * n);
        EXPECT_EQ(volume->statistics().max, 10 * n);
    }
}

TEST(Phases, MagnitudeAndPhaseImagesAreEntriesOfTheirOwn) {
    TemporaryFolder folder;
    writePhases(folder, DCM_ImageType, {"ORIGINAL\\PRIMARY\\M", "ORIGINAL\\PRIMARY\\P"});
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 2U);
    for (const VolumeSource& volume : study.volumes) EXPECT_EQ(volume.identity.phase.count, 1);
}

TEST(MissingSlices, AreNamedByNumberAndPlace) {
    TemporaryFolder folder;
    for (const int z : {0, 1, 2, 5, 6, 7}) writeImage(folder / ("s" + std::to_string(z)), sliceAt(z, z));
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 2U);
    for (const VolumeSource& volume : study.volumes)
        EXPECT_THAT(volume.warnings, Contains("missing: image 4 to 5 at z 9.0 to 12.0 mm"));
}

TEST(UnevenSeries, ThatCoverEverythingAreAlsoOneResampledVolume) {
    // 3 mm slices every 3 mm, then every 2 mm; the value is the height, so that interpolation is exact.
    TemporaryFolder folder;
    const double heights[] = {0, 3, 6, 9, 12, 14, 16, 18, 20};
    for (int n = 0; n < 9; ++n) {
        TestImage image = sliceAt(n, static_cast<int>(100 * heights[n]));
        image.position[2] = heights[n];
        image.change = [](DcmDataset& d) { d.putAndInsertString(DCM_SliceThickness, "3"); };
        writeImage(folder / std::to_string(n), image);
    }
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 3U);
    const VolumeSource& whole = study.volumes[2];
    EXPECT_TRUE(whole.resampled);
    const auto volume = allocateVolume(whole);
    decodeVolume(whole, *volume);
    const Geometry& g = volume->geometry();
    EXPECT_EQ(g.size[2], 11);
    EXPECT_NEAR(g.spacing[2], 2, 1e-9);
    for (int k = 0; k < g.size[2]; ++k) {
        EXPECT_NEAR(volume->valueAt(7, 7, k), 100 * g.lpsFromVoxel({7, 7, double(k)})[2], 1) << k;
        // The nearer image.
        const int number = volume->slices[k].instanceNumber;
        EXPECT_LE(std::abs(heights[number - 1] - 2.0 * k), 1.01) << k;
    }
    EXPECT_NEAR(volume->statistics().mean, 1000, 1);
}

TEST(UnevenSeries, WithAPlaceThatWasNotImagedAreNotBridged) {
    TemporaryFolder folder;
    const double heights[] = {0, 3, 6, 9, 15, 18, 21, 24};
    for (int n = 0; n < 8; ++n) {
        TestImage image = sliceAt(n, n);
        image.position[2] = heights[n];
        image.change = [](DcmDataset& d) { d.putAndInsertString(DCM_SliceThickness, "3"); };
        writeImage(folder / std::to_string(n), image);
    }
    for (const VolumeSource& volume : scanStudy(folder.path()).volumes) EXPECT_FALSE(volume.resampled);
}

TEST(MixedSeries, TellWhatTheirImagesDifferIn) {
    TemporaryFolder folder;
    for (int n = 0; n < 3; ++n) {
        writeImage(folder / ("a" + std::to_string(n)), sliceAt(n, 0));
        TestImage other = sliceAt(n, 0);
        other.orientation = {1, 0, 0, 0, 0, -1};
        other.position = {-8, 3.0 * n, 8};
        writeImage(folder / ("b" + std::to_string(n)), other);
    }
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 2U);
    for (const VolumeSource& volume : study.volumes)
        EXPECT_THAT(volume.warnings, Contains(HasSubstr("differ in orientation")));
}

TEST(FrameOfReference, IsMissedWhenItIsAbsent) {
    TemporaryFolder folder;
    for (int n = 0; n < 3; ++n) {
        TestImage image = sliceAt(n, 0);
        image.frameOfReferenceUid.clear();
        writeImage(folder / std::to_string(n), image);
    }
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 1U);
    EXPECT_THAT(study.volumes[0].warnings, Contains(HasSubstr("no frame of reference")));
}

TEST(Films, TellTheirRateAndThatTheyHaveNoDepth) {
    TemporaryFolder folder;
    TestImage image;
    image.change = [](DcmDataset& d) {
        d.putAndInsertString(DCM_Modality, "XA");
        d.putAndInsertString(DCM_NumberOfFrames, "3");
        d.putAndInsertString(DCM_FrameTime, "66.6666667");
        d.findAndDeleteElement(DCM_ImagePositionPatient);
        d.findAndDeleteElement(DCM_ImageOrientationPatient);
        d.putAndInsertString(DCM_PatientOrientation, "L\\F");
        const std::vector<Uint16> pixels(3 * 256, 7);
        d.putAndInsertUint16Array(DCM_PixelData, pixels.data(), pixels.size());
    };
    writeImage(folder / "a", image);
    const Study study = scanStudy(folder / "a");
    ASSERT_EQ(study.volumes.size(), 1U);
    const SeriesIdentity& id = study.volumes[0].identity;
    EXPECT_TRUE(id.planar);
    EXPECT_FALSE(id.placed);
    EXPECT_NEAR(id.framesPerSecond, 15, 1e-3);
    EXPECT_EQ(id.rowsRunTo, "L");
    EXPECT_EQ(id.columnsRunTo, "F");
}

TEST(UltrasoundRegions, GiveTheSizeOfAPixel) {
    TemporaryFolder folder;
    TestImage image;
    image.change = [](DcmDataset& d) {
        d.putAndInsertString(DCM_Modality, "US");
        for (const DcmTagKey& tag : {DCM_ImagePositionPatient, DCM_ImageOrientationPatient, DCM_PixelSpacing})
            d.findAndDeleteElement(tag);
        DcmItem* region = nullptr;
        d.findOrCreateSequenceItem(DCM_SequenceOfUltrasoundRegions, region, 0);
        region->putAndInsertUint16(DCM_RegionSpatialFormat, 1);
        region->putAndInsertUint16(DCM_PhysicalUnitsXDirection, 3);
        region->putAndInsertUint16(DCM_PhysicalUnitsYDirection, 3);
        region->putAndInsertFloat64(DCM_PhysicalDeltaX, 0.025);
        region->putAndInsertFloat64(DCM_PhysicalDeltaY, 0.05);
    };
    writeImage(folder / "a", image);
    const Study study = scanStudy(folder / "a");
    EXPECT_NEAR(study.volumes.at(0).geometry.spacing[0], 0.25, 1e-12);
    EXPECT_NEAR(study.volumes.at(0).geometry.spacing[1], 0.5, 1e-12);
    EXPECT_THAT(study.volumes[0].warnings, Contains(HasSubstr("ultrasound")));
}

}  // namespace
}  // namespace dokuei::viewer
