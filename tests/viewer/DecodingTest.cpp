#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "tests/viewer/SeriesWriter.h"
#include "viewer/Error.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

using test::TemporaryFolder;
using test::TestImage;
using test::writeImage;

void writeStack(const TemporaryFolder& folder, int count) {
    for (int z = 0; z < count; ++z) {
        TestImage image;
        image.position = {0, 0, 1.0 * z};
        image.value = [z](int i, int j) { return 100 * z + i + j; };
        writeImage(folder / std::to_string(100 + z), image);
    }
}

TEST(Decoding, BitsAboveTheStoredOnesAreDroppedAndTheSignIsKept) {
    TemporaryFolder folder;
    TestImage image;
    image.bitsStored = 12;
    // An overlay bit above a 12-bit -5, and 2047 beside it.
    image.value = [](int i, int) { return i == 0 ? 0x4FFB : 0x07FF; };
    writeImage(folder / "a", image);
    const auto volume = loadVolume(folder.path());
    EXPECT_EQ(volume->valueAt(0, 0, 0), -5);
    EXPECT_EQ(volume->valueAt(1, 0, 0), 2047);
}

TEST(Decoding, UnsignedSixteenBitValuesKeepTheirUpperHalf) {
    TemporaryFolder folder;
    TestImage image;
    image.isSigned = false;
    image.value = [](int i, int) { return 60000 + i; };
    writeImage(folder / "a", image);
    const auto volume = loadVolume(folder.path());
    EXPECT_EQ(volume->scalarType(), ScalarType::UInt16);
    EXPECT_EQ(volume->valueAt(7, 0, 0), 60007);
}

TEST(Decoding, ASlopePerSliceGivesFloatValues) {
    TemporaryFolder folder;
    for (int z = 0; z < 3; ++z) {
        TestImage image;
        image.position = {0, 0, 1.0 * z};
        image.slope = 0.25 * (z + 1);
        image.value = [](int, int) { return 10; };
        writeImage(folder / std::to_string(z), image);
    }
    const auto volume = loadVolume(folder.path());
    EXPECT_EQ(volume->scalarType(), ScalarType::Float32);
    for (int k = 0; k < 3; ++k) EXPECT_DOUBLE_EQ(volume->valueAt(0, 0, k), 2.5 * (k + 1));
}

TEST(Decoding, ACommonRescaleStaysBesideStoredInt16Values) {
    TemporaryFolder folder;
    TestImage image;
    image.intercept = -1024;
    image.value = [](int, int) { return 1064; };
    writeImage(folder / "a", image);
    const auto volume = loadVolume(folder.path());
    EXPECT_EQ(volume->scalarType(), ScalarType::Int16);
    EXPECT_EQ(static_cast<const std::int16_t*>(volume->data())[0], 1064);
    EXPECT_EQ(volume->valueAt(0, 0, 0), 40);
    EXPECT_EQ(volume->statistics().mean, 40);
}

TEST(Decoding, Monochrome1IsMarkedAndItsValuesAreKept) {
    TemporaryFolder folder;
    TestImage image;
    image.photometric = "MONOCHROME1";
    image.value = [](int i, int) { return i; };
    writeImage(folder / "a", image);
    const auto volume = loadVolume(folder.path());
    EXPECT_TRUE(volume->identity.monochrome1);
    EXPECT_EQ(volume->valueAt(9, 0, 0), 9);
}

TEST(Decoding, AModalityLookupTableGivesTheValues) {
    TemporaryFolder folder;
    TestImage image;
    image.value = [](int i, int) { return i - 2; };  // -2, -1, 0, ... : below, inside and above the table
    image.change = [](DcmDataset& d) {
        DcmItem* item = nullptr;
        d.findOrCreateSequenceItem(DCM_ModalityLUTSequence, item, 0);
        const Sint16 descriptor[] = {3, -1, 16};
        item->putAndInsertSint16Array(DcmTag(DCM_LUTDescriptor, EVR_SS), descriptor, 3);
        const Uint16 data[] = {100, 40000, 300};
        item->putAndInsertUint16Array(DcmTag(DCM_LUTData, EVR_US), data, 3);
    };
    writeImage(folder / "a", image);
    const auto volume = loadVolume(folder.path());
    const double expected[] = {100, 100, 40000, 300, 300};
    for (int i = 0; i < 5; ++i) EXPECT_EQ(volume->valueAt(i, 0, 0), expected[i]);
}

TEST(Decoding, ASliceThatCannotBeDecodedIsNamedAndStaysPadding) {
    TemporaryFolder folder;
    writeStack(folder, 5);
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 1U);
    const auto volume = allocateVolume(study.volumes[0]);
    std::filesystem::remove(folder / "102");
    const auto failed = decodeVolume(study.volumes[0], *volume);
    ASSERT_EQ(failed.size(), 1U);
    EXPECT_EQ(failed[0].file, folder / "102");
    EXPECT_TRUE(volume->complete());
    EXPECT_EQ(volume->valueAt(0, 0, 2), -1024);
    EXPECT_EQ(volume->valueAt(0, 0, 3), 300);
}

TEST(Decoding, FailsWhenNoSliceCanBeDecoded) {
    TemporaryFolder folder;
    writeStack(folder, 2);
    const Study study = scanStudy(folder.path());
    const auto volume = allocateVolume(study.volumes[0]);
    std::filesystem::remove(folder / "100");
    std::filesystem::remove(folder / "101");
    EXPECT_THROW(decodeVolume(study.volumes[0], *volume), ReadError);
}

TEST(Decoding, CancelStopsScanAndDecoding) {
    TemporaryFolder folder;
    writeStack(folder, 5);
    Progress progress;
    progress.cancel = true;
    EXPECT_THROW(scanStudy(folder.path(), &progress), Cancelled);
    const Study study = scanStudy(folder.path());
    const auto volume = allocateVolume(study.volumes[0]);
    EXPECT_THROW(decodeVolume(study.volumes[0], *volume, &progress), Cancelled);
}

TEST(Decoding, ProgressReachesTheNumberOfSlices) {
    TemporaryFolder folder;
    writeStack(folder, 7);
    const Study study = scanStudy(folder.path());
    const auto volume = allocateVolume(study.volumes[0]);
    EXPECT_EQ(volume->readySlices(), 0);
    Progress progress;
    decodeVolume(study.volumes[0], *volume, &progress, 3);
    EXPECT_EQ(progress.done, 7);
    EXPECT_EQ(progress.total, 7);
    EXPECT_TRUE(volume->complete());
}

TEST(Decoding, AnAbsurdSizeIsRefusedBeforeMemoryIsTaken) {
    Geometry g;
    g.size = {60000, 60000, 60000};
    EXPECT_THROW(Volume(g, ScalarType::Int16), Error);
    g.size = {0, 10, 10};
    EXPECT_THROW(Volume(g, ScalarType::Int16), Error);
}

}  // namespace
}  // namespace dokuei::viewer
