#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/viewer/SeriesWriter.h"
#include "viewer/Error.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

using test::TemporaryFolder;
using test::TestImage;
using testing::Contains;
using testing::HasSubstr;

struct Frame {
    double z, slope;
    int temporalPosition, value;
};

DcmItem* itemOf(DcmItem& parent, const DcmTagKey& sequence, long index = 0) {
    DcmItem* item = nullptr;
    parent.findOrCreateSequenceItem(sequence, item, index == 0 ? 0 : -2);
    return item;
}

/// An enhanced object: orientation and pixel size shared, position, rescale and time per frame.
void writeEnhanced(const std::string& file, const std::vector<Frame>& frames) {
    TestImage image;
    image.change = [&](DcmDataset& d) {
        for (const DcmTagKey& tag : {DCM_ImagePositionPatient, DCM_ImageOrientationPatient, DCM_PixelSpacing,
                                     DCM_RescaleSlope, DCM_RescaleIntercept})
            d.findAndDeleteElement(tag);
        d.putAndInsertString(DCM_SOPClassUID, UID_EnhancedMRImageStorage);
        d.putAndInsertString(DCM_NumberOfFrames, std::to_string(frames.size()).c_str());
        DcmItem* shared = itemOf(d, DCM_SharedFunctionalGroupsSequence);
        itemOf(*shared, DCM_PlaneOrientationSequence)
            ->putAndInsertString(DCM_ImageOrientationPatient, "0\\1\\0\\0\\0\\-1");
        DcmItem* measures = itemOf(*shared, DCM_PixelMeasuresSequence);
        measures->putAndInsertString(DCM_PixelSpacing, "0.5\\0.25");
        measures->putAndInsertString(DCM_SliceThickness, "3");
        std::vector<Uint16> pixels;
        for (std::size_t f = 0; f < frames.size(); ++f) {
            DcmItem* groups = itemOf(d, DCM_PerFrameFunctionalGroupsSequence, static_cast<long>(f));
            itemOf(*groups, DCM_PlanePositionSequence)
                ->putAndInsertString(DCM_ImagePositionPatient,
                                     (std::to_string(frames[f].z) + "\\-4\\20").c_str());
            itemOf(*groups, DCM_FrameContentSequence)
                ->putAndInsertUint32(DCM_TemporalPositionIndex, frames[f].temporalPosition);
            DcmItem* rescale = itemOf(*groups, DCM_PixelValueTransformationSequence);
            rescale->putAndInsertString(DCM_RescaleSlope, std::to_string(frames[f].slope).c_str());
            rescale->putAndInsertString(DCM_RescaleIntercept, "0");
            pixels.insert(pixels.end(), 256, static_cast<Uint16>(frames[f].value));
        }
        d.putAndInsertUint16Array(DCM_PixelData, pixels.data(), pixels.size());
    };
    test::writeImage(file, image);
}

TEST(MultiFrame, FramesOfAnEnhancedObjectAreSortedByTheirPositions) {
    TemporaryFolder folder;
    writeEnhanced(folder / "a", {{6, 1, 1, 30}, {0, 1, 1, 10}, {3, 1, 1, 20}});
    const auto volume = loadVolume(folder / "a");
    const Geometry& g = volume->geometry();
    ASSERT_EQ(g.size, (Index3{16, 16, 3}));
    // Rows run along +y and columns along -z (sagittal): the normal is -x, so that slices go from left to
    // right.
    EXPECT_EQ(g.direction, (std::array<double, 9>{0, 0, -1, 1, 0, 0, 0, -1, 0}));
    EXPECT_EQ(g.spacing, (Vec3{0.25, 0.5, 3}));
    EXPECT_EQ(g.origin, (Vec3{6, -4, 20}));
    for (int k = 0; k < 3; ++k) EXPECT_EQ(volume->valueAt(0, 0, k), 30 - 10 * k);
    EXPECT_EQ(volume->slices[0].frame, 1);
    EXPECT_EQ(volume->slices[2].frame, 2);
}

TEST(MultiFrame, PhasesOfAnEnhancedObjectBecomeVolumes) {
    TemporaryFolder folder;
    writeEnhanced(folder / "a", {{0, 1, 1, 1}, {3, 1, 1, 1}, {0, 1, 2, 2}, {3, 1, 2, 2}});
    const Study study = scanStudy(folder / "a");
    ASSERT_EQ(study.volumes.size(), 2U);
    for (const VolumeSource& source : study.volumes) {
        EXPECT_EQ(source.geometry.size[2], 2);
        const auto volume = allocateVolume(source);
        decodeVolume(source, *volume);
        EXPECT_EQ(volume->statistics().min, volume->statistics().max);
    }
}

TEST(MultiFrame, FramesWithRescalesOfTheirOwnBecomeFloat) {
    TemporaryFolder folder;
    writeEnhanced(folder / "a", {{0, 0.5, 1, 10}, {3, 2, 1, 10}});
    const auto volume = loadVolume(folder / "a");
    EXPECT_EQ(volume->scalarType(), ScalarType::Float32);
    EXPECT_EQ(volume->valueAt(0, 0, 0), 20);
    EXPECT_EQ(volume->valueAt(0, 0, 1), 5);
}

TEST(MultiFrame, AFilmWithoutPositionsIsStackedAndSaysSo) {
    TemporaryFolder folder;
    TestImage image;
    image.change = [](DcmDataset& d) {
        d.putAndInsertString(DCM_NumberOfFrames, "3");
        const std::vector<Uint16> pixels(3 * 256, 7);
        d.putAndInsertUint16Array(DCM_PixelData, pixels.data(), pixels.size());
    };
    test::writeImage(folder / "a", image);
    const auto volume = loadVolume(folder / "a");
    EXPECT_EQ(volume->geometry().size[2], 3);
    EXPECT_TRUE(volume->geometry().frameOfReferenceUid.empty());
    EXPECT_THAT(volume->warnings, Contains(HasSubstr("no position in the patient")));
}

TEST(MultiFrame, MoreFramesThanTheFileHoldsAreRefused) {
    TemporaryFolder folder;
    TestImage image;
    image.change = [](DcmDataset& d) { d.putAndInsertString(DCM_NumberOfFrames, "60000"); };
    test::writeImage(folder / "a", image);
    EXPECT_THROW(scanStudy(folder / "a"), ReadError);
}

TEST(MultiFrame, ADirectoryFileStandsForItsFolder) {
    TemporaryFolder folder;
    test::writeImage(folder / "image", TestImage());
    std::ofstream(folder / "DICOMDIR") << "not read";
    EXPECT_EQ(scanStudy(folder / "DICOMDIR").volumes.size(), 1U);
}

}  // namespace
}  // namespace dokuei::viewer
