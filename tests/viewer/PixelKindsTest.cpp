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
using testing::Contains;
using testing::HasSubstr;

/// The 4 x 2 image of a data set that `change` makes of the usual test image.
std::shared_ptr<Volume> volumeOf(const std::function<void(DcmDataset&)>& change) {
    TemporaryFolder folder;
    TestImage image;
    image.columns = 4;
    image.rows = 2;
    image.change = change;
    writeImage(folder / "a", image);
    return loadVolume(folder.path());
}

void setBits(DcmDataset& d, int allocated, int stored, int high, bool isSigned) {
    d.putAndInsertUint16(DCM_BitsAllocated, static_cast<Uint16>(allocated));
    d.putAndInsertUint16(DCM_BitsStored, static_cast<Uint16>(stored));
    d.putAndInsertUint16(DCM_HighBit, static_cast<Uint16>(high));
    d.putAndInsertUint16(DCM_PixelRepresentation, isSigned);
}

void setWords(DcmDataset& d, const std::vector<Uint16>& words) {
    d.putAndInsertUint16Array(DCM_PixelData, words.data(), words.size());
}

void setBytes(DcmDataset& d, const std::vector<Uint8>& bytes) {
    d.putAndInsertUint8Array(DcmTag(DCM_PixelData, EVR_OB), bytes.data(), bytes.size());
}

void setColour(DcmDataset& d, const char* photometric, int planar) {
    setBits(d, 8, 8, 7, false);
    d.putAndInsertUint16(DCM_SamplesPerPixel, 3);
    d.putAndInsertString(DCM_PhotometricInterpretation, photometric);
    d.putAndInsertUint16(DCM_PlanarConfiguration, static_cast<Uint16>(planar));
}

std::array<int, 3> colour(const Volume& volume, int i, int j) {
    const Rgb c = volume.colourAt(i, j, 0);
    return {c.red, c.green, c.blue};
}

TEST(PixelKinds, StoredBitsBelowAHighBitOf13AreShiftedAndTheBitsAboveDropped) {
    // 12 bits from bit 2: -3 and 2047, with bits 14 and 15 and 0 and 1 full of something else.
    const auto volume = volumeOf([](DcmDataset& d) {
        setBits(d, 16, 12, 13, true);
        setWords(d, {0xC003 | (0xFFD << 2), 0xC003 | (2047 << 2), 0, 0, 0, 0, 0, 0});
    });
    EXPECT_EQ(volume->valueAt(0, 0, 0), -3);
    EXPECT_EQ(volume->valueAt(1, 0, 0), 2047);
}

TEST(PixelKinds, EightBitSignedValuesKeepTheirSign) {
    const auto volume = volumeOf([](DcmDataset& d) {
        setBits(d, 8, 8, 7, true);
        setBytes(d, {0xFF, 0x80, 0x7F, 0, 1, 2, 3, 4});
    });
    EXPECT_EQ(volume->valueAt(0, 0, 0), -1);
    EXPECT_EQ(volume->valueAt(1, 0, 0), -128);
    EXPECT_EQ(volume->valueAt(2, 0, 0), 127);
}

TEST(PixelKinds, ThirtyTwoBitIntegersBecomeFloat) {
    const auto volume = volumeOf([](DcmDataset& d) {
        setBits(d, 32, 32, 31, true);
        setWords(d, {0xFFFF, 0xFFFF, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    });
    EXPECT_EQ(volume->scalarType(), ScalarType::Float32);
    EXPECT_EQ(volume->valueAt(0, 0, 0), -1);
    EXPECT_EQ(volume->valueAt(1, 0, 0), 65536);
}

TEST(PixelKinds, FloatPixelDataAreReadAsTheyAre) {
    const auto volume = volumeOf([](DcmDataset& d) {
        d.findAndDeleteElement(DCM_PixelData);
        d.putAndInsertUint16(DCM_BitsAllocated, 32);
        const Float32 values[] = {0.25F, -1.5e6F, 3, 4, 5, 6, 7, 8};
        d.putAndInsertFloat32Array(DcmTag(DCM_FloatPixelData, EVR_OF), values, 8);
    });
    EXPECT_EQ(volume->scalarType(), ScalarType::Float32);
    EXPECT_EQ(volume->valueAt(0, 0, 0), 0.25);
    EXPECT_EQ(volume->valueAt(1, 0, 0), -1.5e6);
}

TEST(PixelKinds, DoubleFloatPixelDataAreReadAsFloat) {
    const auto volume = volumeOf([](DcmDataset& d) {
        d.findAndDeleteElement(DCM_PixelData);
        d.putAndInsertUint16(DCM_BitsAllocated, 64);
        const Float64 values[] = {0.125, -7, 3, 4, 5, 6, 7, 8};
        d.putAndInsertFloat64Array(DcmTag(DCM_DoubleFloatPixelData, EVR_OD), values, 8);
    });
    EXPECT_EQ(volume->scalarType(), ScalarType::Float32);
    EXPECT_EQ(volume->valueAt(0, 0, 0), 0.125);
    EXPECT_EQ(volume->valueAt(1, 0, 0), -7);
}

TEST(PixelKinds, OneBitImagesAreUnpackedLowestBitFirst) {
    const auto volume = volumeOf([](DcmDataset& d) {
        setBits(d, 1, 1, 0, false);
        setBytes(d, {0b10000101, 0});
    });
    const int expected[] = {1, 0, 1, 0, 0, 0, 0, 1};
    for (int p = 0; p < 8; ++p) EXPECT_EQ(volume->valueAt(p % 4, p / 4, 0), expected[p]) << p;
}

TEST(PixelKinds, RgbByPixelAndByPlaneGiveTheSameColours) {
    const auto byPixel = volumeOf([](DcmDataset& d) {
        setColour(d, "RGB", 0);
        std::vector<Uint8> bytes;
        for (int p = 0; p < 8; ++p)
            for (int c = 0; c < 3; ++c) bytes.push_back(static_cast<Uint8>(10 * p + c));
        setBytes(d, bytes);
    });
    const auto byPlane = volumeOf([](DcmDataset& d) {
        setColour(d, "RGB", 1);
        std::vector<Uint8> bytes;
        for (int c = 0; c < 3; ++c)
            for (int p = 0; p < 8; ++p) bytes.push_back(static_cast<Uint8>(10 * p + c));
        setBytes(d, bytes);
    });
    ASSERT_EQ(byPixel->scalarType(), ScalarType::Rgb8);
    for (int p = 0; p < 8; ++p) {
        const std::array<int, 3> expected{10 * p, 10 * p + 1, 10 * p + 2};
        EXPECT_EQ(colour(*byPixel, p % 4, p / 4), expected);
        EXPECT_EQ(colour(*byPlane, p % 4, p / 4), expected);
    }
    EXPECT_NEAR(byPixel->valueAt(1, 0, 0), 0.299 * 10 + 0.587 * 11 + 0.114 * 12, 1e-9);
    EXPECT_NEAR(byPixel->statistics().max, 0.299 * 70 + 0.587 * 71 + 0.114 * 72, 1e-9);
}

TEST(PixelKinds, YbrBecomesRgb) {
    // Pure red of full brightness is Y 76, Cb 85, Cr 255.
    const auto full = volumeOf([](DcmDataset& d) {
        setColour(d, "YBR_FULL", 0);
        std::vector<Uint8> bytes;
        for (int p = 0; p < 8; ++p)
            for (const Uint8 sample : {76, 85, 255}) bytes.push_back(sample);
        setBytes(d, bytes);
    });
    const auto halved = volumeOf([](DcmDataset& d) {
        setColour(d, "YBR_FULL_422", 0);
        std::vector<Uint8> bytes;
        for (int pair = 0; pair < 4; ++pair)
            for (const Uint8 sample : {76, 76, 85, 255}) bytes.push_back(sample);
        setBytes(d, bytes);
    });
    for (const auto& volume : {full, halved}) {
        const auto c = colour(*volume, 2, 1);
        EXPECT_NEAR(c[0], 255, 1);
        EXPECT_NEAR(c[1], 0, 1);
        EXPECT_NEAR(c[2], 0, 1);
    }
}

void putPalette(DcmDataset& d, const DcmTagKey& descriptor, const DcmTagKey& data, int entries, int first,
                int bits, const std::vector<Uint16>& words) {
    const Uint16 values[] = {static_cast<Uint16>(entries), static_cast<Uint16>(first),
                             static_cast<Uint16>(bits)};
    d.putAndInsertUint16Array(DcmTag(descriptor, EVR_US), values, 3);
    d.putAndInsertUint16Array(DcmTag(data, EVR_OW), words.data(), words.size());
}

TEST(PixelKinds, APaletteOf16BitsColoursTheIndices) {
    const auto volume = volumeOf([](DcmDataset& d) {
        setBits(d, 8, 8, 7, false);
        d.putAndInsertString(DCM_PhotometricInterpretation, "PALETTE COLOR");
        setBytes(d, {0, 9, 10, 11, 12, 13, 0, 0});
        putPalette(d, DCM_RedPaletteColorLookupTableDescriptor, DCM_RedPaletteColorLookupTableData, 3, 10, 16,
                   {0x1000, 0x8000, 0xFF00});
        putPalette(d, DCM_GreenPaletteColorLookupTableDescriptor, DCM_GreenPaletteColorLookupTableData, 3, 10,
                   16, {0, 0x4000, 0});
        putPalette(d, DCM_BluePaletteColorLookupTableDescriptor, DCM_BluePaletteColorLookupTableData, 3, 10,
                   16, {0, 0, 0x2000});
    });
    ASSERT_EQ(volume->scalarType(), ScalarType::Rgb8);
    EXPECT_EQ(colour(*volume, 1, 0), (std::array{0x10, 0, 0}));  // below the table: its first entry
    EXPECT_EQ(colour(*volume, 3, 0), (std::array{0x80, 0x40, 0}));
    EXPECT_EQ(colour(*volume, 0, 1), (std::array{0xFF, 0, 0x20}));
    EXPECT_EQ(colour(*volume, 1, 1), (std::array{0xFF, 0, 0x20}));  // above it: its last
}

TEST(PixelKinds, SegmentsOfAPaletteAreExpanded) {
    const auto volume = volumeOf([](DcmDataset& d) {
        setBits(d, 8, 8, 7, false);
        d.putAndInsertString(DCM_PhotometricInterpretation, "PALETTE COLOR");
        setBytes(d, {0, 1, 2, 3, 4, 0, 0, 0});
        // One discrete entry, then a straight line of four to 0xFF00.
        const std::vector<Uint16> segments{0, 1, 0, 1, 4, 0xFF00};
        putPalette(d, DCM_RedPaletteColorLookupTableDescriptor, DCM_SegmentedRedPaletteColorLookupTableData,
                   5, 0, 16, segments);
        putPalette(d, DCM_GreenPaletteColorLookupTableDescriptor,
                   DCM_SegmentedGreenPaletteColorLookupTableData, 5, 0, 16, segments);
        putPalette(d, DCM_BluePaletteColorLookupTableDescriptor, DCM_SegmentedBluePaletteColorLookupTableData,
                   5, 0, 16, segments);
    });
    EXPECT_EQ(colour(*volume, 0, 0)[0], 0);
    EXPECT_EQ(colour(*volume, 2, 0)[0], 0x7F);
    EXPECT_EQ(colour(*volume, 0, 1)[0], 0xFF);
}

TEST(PixelKinds, PaddingIsNoPartOfTheStatistics) {
    const auto volume = volumeOf([](DcmDataset& d) {
        d.putAndInsertSint16(DcmTag(DCM_PixelPaddingValue, EVR_SS), -2000);
        d.putAndInsertSint16(DcmTag(DCM_PixelPaddingRangeLimit, EVR_SS), -1990);
        setWords(d, {static_cast<Uint16>(-2000), static_cast<Uint16>(-1995), static_cast<Uint16>(-1990), 10,
                     20, 30, 40, 50});
    });
    EXPECT_EQ(volume->statistics().min, 10);
    EXPECT_EQ(volume->statistics().mean, 30);
    EXPECT_TRUE(volume->isPadding(1, 0, 0));
    EXPECT_FALSE(volume->isPadding(3, 0, 0));
    EXPECT_EQ(volume->valueAt(1, 0, 0), -1995);
}

TEST(PixelKinds, EveryWindowOfTheFileIsOfferedByItsName) {
    const auto volume = volumeOf([](DcmDataset& d) {
        d.putAndInsertString(DCM_WindowCenter, "40\\-600");
        d.putAndInsertString(DCM_WindowWidth, "400\\1500");
        d.putAndInsertString(DCM_WindowCenterWidthExplanation, "MEDIASTINUM\\LUNG");
        d.putAndInsertString(DCM_VOILUTFunction, "SIGMOID");
    });
    const auto& windows = volume->identity.windows;
    ASSERT_EQ(windows.size(), 2U);
    EXPECT_EQ(windows[1].name, "LUNG");
    EXPECT_EQ(windows[1].window, 1500);
    EXPECT_EQ(windows[1].level, -600);
    EXPECT_EQ(windows[1].function, VoiFunction::Sigmoid);
    EXPECT_EQ(volume->identity.defaultWindow, 400);
}

TEST(PixelKinds, AVoiTableOfTheFileIsOffered) {
    const auto volume = volumeOf([](DcmDataset& d) {
        DcmItem* item = nullptr;
        d.findOrCreateSequenceItem(DCM_VOILUTSequence, item, 0);
        const Uint16 descriptor[] = {3, 100, 12};
        item->putAndInsertUint16Array(DcmTag(DCM_LUTDescriptor, EVR_US), descriptor, 3);
        const Uint16 data[] = {0, 4095, 2000};
        item->putAndInsertUint16Array(DcmTag(DCM_LUTData, EVR_US), data, 3);
        item->putAndInsertString(DCM_LUTExplanation, "HARD");
    });
    ASSERT_EQ(volume->identity.windows.size(), 1U);
    const FileWindow& window = volume->identity.windows[0];
    ASSERT_TRUE(window.table);
    EXPECT_EQ(window.name, "HARD");
    EXPECT_EQ(window.table->first, 100);
    EXPECT_EQ(window.table->highest, 4095);
    EXPECT_EQ(window.table->values, (std::vector<std::uint16_t>{0, 4095, 2000}));
}

void describePlane(DcmDataset& d, Uint16 group, int rows, int columns, int originRow, int originColumn) {
    const auto tag = [&](const DcmTagKey& key, DcmEVR vr) {
        return DcmTag(DcmTagKey(group, key.getElement()), vr);
    };
    d.putAndInsertUint16(tag(DCM_OverlayRows, EVR_US), static_cast<Uint16>(rows));
    d.putAndInsertUint16(tag(DCM_OverlayColumns, EVR_US), static_cast<Uint16>(columns));
    const Sint16 origin[] = {static_cast<Sint16>(originRow), static_cast<Sint16>(originColumn)};
    d.putAndInsertSint16Array(tag(DCM_OverlayOrigin, EVR_SS), origin, 2);
    d.putAndInsertUint16(tag(DCM_OverlayBitsAllocated, EVR_US), 1);
    d.putAndInsertUint16(tag(DCM_OverlayBitPosition, EVR_US), 0);
}

TEST(PixelKinds, AnOverlayPlaneLiesAtItsOrigin) {
    const auto volume = volumeOf([](DcmDataset& d) {
        describePlane(d, 0x6000, 1, 3, 2, 1);
        const Uint8 bits[] = {0b101, 0};
        d.putAndInsertUint8Array(DcmTag(DcmTagKey(0x6000, 0x3000), EVR_OB), bits, 2);
    });
    ASSERT_EQ(volume->bitPlanes.size(), 1U);
    ASSERT_EQ(volume->bitPlanes[0].size(), 1U);
    const BitPlane& plane = volume->bitPlanes[0][0];
    EXPECT_EQ(plane.firstI, 0);
    EXPECT_EQ(plane.firstJ, 1);
    EXPECT_TRUE(plane.at(0, 0));
    EXPECT_FALSE(plane.at(1, 0));
    EXPECT_TRUE(plane.at(2, 0));
}

TEST(PixelKinds, AnOverlayInUnusedBitsIsTakenOutAndTheValuesStayClean) {
    const auto volume = volumeOf([](DcmDataset& d) {
        setBits(d, 16, 12, 11, false);
        describePlane(d, 0x6002, 2, 4, 1, 1);
        d.putAndInsertUint16(DcmTag(DcmTagKey(0x6002, 0x0100), EVR_US), 16);
        d.putAndInsertUint16(DcmTag(DcmTagKey(0x6002, 0x0102), EVR_US), 15);
        setWords(d, {0x8005, 6, 0x8007, 8, 9, 10, 11, 0x800C});
    });
    EXPECT_EQ(volume->valueAt(0, 0, 0), 5);
    ASSERT_EQ(volume->bitPlanes.size(), 1U);
    ASSERT_EQ(volume->bitPlanes[0].size(), 1U);
    const BitPlane& plane = volume->bitPlanes[0][0];
    EXPECT_TRUE(plane.at(0, 0));
    EXPECT_FALSE(plane.at(1, 0));
    EXPECT_TRUE(plane.at(3, 1));
}

TEST(PixelKinds, AnOverlayOfImpossibleSizeIsLeftOutAndSaid) {
    const auto volume = volumeOf([](DcmDataset& d) { describePlane(d, 0x6000, 0, 3, 1, 1); });
    EXPECT_TRUE(volume->bitPlanes.empty());
    EXPECT_THAT(volume->warnings, Contains(HasSubstr("size or place is impossible")));
}

TEST(PixelKinds, OverlaysOfRealImagesAreFound) {
    REQUIRE_SHARED_DATA(file, "syntaxes/pydicom/examples_overlay.dcm");
    const auto volume = loadVolume(file);
    ASSERT_FALSE(volume->bitPlanes.empty());
    ASSERT_FALSE(volume->bitPlanes[0].empty());
    const BitPlane& plane = volume->bitPlanes[0][0];
    int set = 0;
    for (int j = 0; j < plane.rows; ++j)
        for (int i = 0; i < plane.columns; ++i) set += plane.at(i, j);
    EXPECT_EQ(set, 222);
}

}  // namespace
}  // namespace dokuei::viewer
