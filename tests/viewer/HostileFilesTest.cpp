#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
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

/// The one volume of a file whose data set was changed before it was written.
VolumeSource volumeOf(const std::function<void(DcmDataset&)>& change) {
    TemporaryFolder folder;
    TestImage image;
    image.change = change;
    test::writeImage(folder / "a", image);
    const Study study = scanStudy(folder.path());
    EXPECT_EQ(study.volumes.size(), 1U);
    return study.volumes.at(0);
}

TEST(HostileFiles, APositionBeyondAnyScannerIsNoPosition) {
    const auto source =
        volumeOf([](DcmDataset& d) { d.putAndInsertString(DCM_ImagePositionPatient, "1e300\\0\\0"); });
    EXPECT_THAT(source.warnings, Contains(HasSubstr("no position")));
    EXPECT_EQ(source.geometry.origin, (Vec3{0, 0, 0}));
}

TEST(HostileFiles, PixelsOfNoSizeAreToldAsUnknown) {
    for (const char* spacing : {"1e-300\\1", "1\\1e300", "0\\1"}) {
        const auto source = volumeOf([&](DcmDataset& d) { d.putAndInsertString(DCM_PixelSpacing, spacing); });
        EXPECT_THAT(source.warnings, Contains(HasSubstr("the size of a pixel is not told"))) << spacing;
        EXPECT_EQ(source.geometry.spacing[0], 1) << spacing;
        EXPECT_FALSE(source.identity.sizeKnown) << spacing;
    }
}

TEST(HostileFiles, AThicknessOfLightYearsIsNotTaken) {
    const auto source = volumeOf([](DcmDataset& d) { d.putAndInsertString(DCM_SliceThickness, "1e300"); });
    EXPECT_EQ(source.geometry.spacing[2], 1);
}

TEST(HostileFiles, ARescaleThatNoFloatHoldsIsNotApplied) {
    for (const char* slope : {"1e300", "1e-300"}) {
        const auto source = volumeOf([&](DcmDataset& d) { d.putAndInsertString(DCM_RescaleSlope, slope); });
        EXPECT_EQ(source.rescaleSlope, 1) << slope;
    }
}

TEST(HostileFiles, PaddingOfAnyNumberKeepsTheImage) {
    for (const char* padding : {"1e300", "-1e300", "99999999999999999999"}) {
        const auto source = volumeOf([&](DcmDataset& d) {
            d.insert(new DcmDecimalString(DCM_PixelPaddingValue), true);
            d.putAndInsertString(DCM_PixelPaddingValue, padding);
        });
        EXPECT_TRUE(std::isfinite(source.padding)) << padding;
    }
}

TEST(HostileFiles, AMetaImageWhoseFieldsLackTheirNumbersIsRefusedAtOnce) {
    TemporaryFolder folder;
    const std::string before = "ObjectType = Image\n",
                      after = "ElementType = MET_SHORT\nElementDataFile = LOCAL\n";
    for (const char* fields :
         {"NDims = -3\nDimSize = 1 2 3\n", "NDims = 11\nDimSize = 1 1 1 1 1 1 1 1 1 1 1\n",
          "NDims = 3\nDimSize = a b c\n", "NDims = 3\nDimSize = 1 2\n", "DimSize = 1 2 3\n",
          "NDims = 3\nElementSpacing = nan 1 1\nDimSize = 1 2 3\n", "NDims = 3\nDimSize = 99999999999 2 3\n",
          "NDims = 3\nDimSize = 1 2 3\nElementNumberOfChannels = 0\nElementType = MET_FLOAT\n"}) {
        std::ofstream(folder / "a.mha") << before << fields << after << std::string(12, '\0');
        EXPECT_THROW(scanStudy(folder / "a.mha"), ReadError) << fields;
    }
}

}  // namespace
}  // namespace dokuei::viewer
