#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <vector>

#include "tests/viewer/SeriesWriter.h"
#include "viewer/Error.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

using test::TemporaryFolder;
using testing::Contains;
using testing::HasSubstr;

template <typename T>
void writeWithHeader(const std::string& file, const std::string& header, const std::vector<T>& voxels) {
    std::ofstream out(file, std::ios::binary);
    out << header;
    out.write(reinterpret_cast<const char*>(voxels.data()),
              static_cast<std::streamsize>(voxels.size() * sizeof(T)));
}

std::string metaImage(const std::string& type) {
    return "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\nCompressedData "
           "= False\n"
           "TransformMatrix = 0 1 0 -1 0 0 0 0 1\nOffset = 10 20 30\nElementSpacing = 1 2 3\nDimSize = 2 3 "
           "2\n"
           "ElementType = " +
           type + "\nElementDataFile = LOCAL\n";
}

TEST(ImageFormats, MetaImageKeepsItsObliquePlaceInPatientCoordinates) {
    TemporaryFolder folder;
    writeWithHeader<short>(folder / "a.mha", metaImage("MET_SHORT"), {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -11});
    const auto volume = loadVolume(folder / "a.mha");
    EXPECT_EQ(volume->geometry().size, (Index3{2, 3, 2}));
    EXPECT_EQ(volume->valueAt(1, 2, 1), -11);
    EXPECT_TRUE(volume->complete());
    EXPECT_TRUE(volume->identity.modality.empty());
    // The file lists the axes one after the other: i runs along +y, j along -x.
    const Vec3 lps = volume->geometry().lpsFromVoxel({1, 1, 1});
    EXPECT_NEAR(lps[0], 10 - 2, 1e-9);
    EXPECT_NEAR(lps[1], 20 + 1, 1e-9);
    EXPECT_NEAR(lps[2], 30 + 3, 1e-9);
}

TEST(ImageFormats, TheLengthOfAnAxisBelongsToTheSpacing) {
    TemporaryFolder folder;
    std::string header = metaImage("MET_SHORT");
    header.replace(header.find("0 1 0 -1 0 0 0 0 1"), 18, "0 2 0 -1 0 0 0 0 4");
    writeWithHeader<short>(folder / "a.mha", header, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -11});
    const Geometry g = scanStudy(folder / "a.mha").volumes.at(0).geometry;
    EXPECT_NEAR(g.spacing[0], 2, 1e-9);
    EXPECT_NEAR(g.spacing[2], 12, 1e-9);
    EXPECT_NEAR(g.direction[3], 1, 1e-9);
    EXPECT_NEAR(g.lpsFromVoxel({1, 0, 1})[1], 20 + 2, 1e-9);
}

TEST(ImageFormats, ImpossibleDistancesAreRefused) {
    TemporaryFolder folder;
    for (const char* spacing : {"1e300 1 1", "1 1e-300 1"}) {
        std::string header = metaImage("MET_SHORT");
        header.replace(header.find("1 2 3"), 5, spacing);
        writeWithHeader<short>(folder / "a.mha", header, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -11});
        EXPECT_THROW(scanStudy(folder / "a.mha"), ReadError) << spacing;
    }
}

TEST(ImageFormats, AnotherImageWrittenOverAFileIsAnotherStudy) {
    TemporaryFolder folder;
    const auto uid = [&](short value) {
        writeWithHeader<short>(folder / "a.mha", metaImage("MET_SHORT"),
                               {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, value});
        return scanStudy(folder / "a.mha").volumes.at(0).identity.studyUid;
    };
    const auto first = uid(-11);
    EXPECT_NE(uid(12), first);
    EXPECT_EQ(uid(-11), first);
}

TEST(ImageFormats, NiftiThatPromisesMoreThanItHoldsIsRefused) {
    TemporaryFolder folder;
    std::vector<char> header(352, 0);
    const auto put = [&](std::size_t at, auto value) {
        std::memcpy(header.data() + at, &value, sizeof value);
    };
    put(0, 348);
    for (int axis = 0; axis < 8; ++axis)
        put(40 + 2 * axis, static_cast<short>(axis == 0 ? 3 : axis < 4 ? 1500 : 1));
    put(70, static_cast<short>(4));   // int16
    put(72, static_cast<short>(16));  // bits
    for (int axis = 0; axis < 8; ++axis) put(76 + 4 * axis, 1.0F);
    put(108, 352.0F);
    std::memcpy(header.data() + 344, "n+1", 4);
    writeWithHeader<char>(folder / "a.nii", std::string(), header);
    try {
        scanStudy(folder / "a.nii");
        ADD_FAILURE() << "was opened";
    } catch (const ReadError& error) {
        EXPECT_THAT(error.what(), HasSubstr("promises more pixels"));
    }
}

TEST(ImageFormats, NrrdInRightAnteriorSuperiorIsTurnedToLps) {
    TemporaryFolder folder;
    const std::string header =
        "NRRD0004\ntype: short\ndimension: 3\nspace: right-anterior-superior\nsizes: 2 2 2\n"
        "space directions: (1,0,0) (0,1,0) (0,0,2)\nspace origin: (5,6,7)\nendian: little\nencoding: raw\n\n";
    writeWithHeader<short>(folder / "a.nrrd", header, {0, 1, 2, 3, 4, 5, 6, 7});
    const auto volume = loadVolume(folder / "a.nrrd");
    const Vec3 lps = volume->geometry().lpsFromVoxel({1, 0, 1});
    EXPECT_NEAR(lps[0], -6, 1e-9);
    EXPECT_NEAR(lps[1], -6, 1e-9);
    EXPECT_NEAR(lps[2], 9, 1e-9);
    EXPECT_EQ(volume->valueAt(1, 0, 1), 5);
}

TEST(ImageFormats, WholeNumbersInWideTypesBecomeInt16) {
    TemporaryFolder folder;
    writeWithHeader<float>(folder / "a.mha", metaImage("MET_FLOAT"),
                           {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1024});
    EXPECT_EQ(loadVolume(folder / "a.mha")->scalarType(), ScalarType::Int16);
    writeWithHeader<float>(folder / "b.mha", metaImage("MET_FLOAT"),
                           {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0.5F});
    EXPECT_EQ(loadVolume(folder / "b.mha")->scalarType(), ScalarType::Float32);
    writeWithHeader<unsigned short>(folder / "c.mha", metaImage("MET_USHORT"),
                                    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 65000});
    EXPECT_EQ(loadVolume(folder / "c.mha")->scalarType(), ScalarType::UInt16);
}

TEST(ImageFormats, VoxelsWithoutANumberTakeTheSmallestValueAndAreTold) {
    TemporaryFolder folder;
    writeWithHeader<float>(folder / "a.mha", metaImage("MET_FLOAT"),
                           {NAN, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -3.5F});
    const auto volume = loadVolume(folder / "a.mha");
    EXPECT_EQ(volume->valueAt(0, 0, 0), -3.5);
    EXPECT_THAT(volume->warnings, Contains(HasSubstr("1 voxels hold no number")));
}

TEST(ImageFormats, ATruncatedFileIsAnErrorThatNamesIt) {
    TemporaryFolder folder;
    writeWithHeader<float>(folder / "a.mha", metaImage("MET_FLOAT"), {1, 2});
    try {
        loadVolume(folder / "a.mha");
        FAIL() << "was opened";
    } catch (const ReadError& error) {
        EXPECT_THAT(error.what(), HasSubstr("a.mha"));
    }
}

TEST(ImageFormats, TwoFilesHaveDifferentSeriesUids) {
    TemporaryFolder folder;
    for (const char* name : {"a.mha", "b.mha"})
        writeWithHeader<short>(folder / name, metaImage("MET_SHORT"), std::vector<short>(12, 1));
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 2U);
    EXPECT_NE(study.volumes[0].identity.seriesUid, study.volumes[1].identity.seriesUid);
}

TEST(ImageFormats, OfATimeSeriesTheFirstVolumeIsLoadedUnlessAskedOtherwise) {
    REQUIRE_SHARED_DATA(file, "volumes/itksnap/img4d_11f.nii.gz");
    const auto volume = loadVolume(file);
    EXPECT_EQ(volume->geometry().size, (Index3{38, 35, 38}));
    EXPECT_EQ(volume->identity.phase.index, 0);
    EXPECT_EQ(volume->identity.phase.count, 11);
}

TEST(ImageFormats, NiftiCtWithWideIntegersFitsInt16) {
    REQUIRE_SHARED_DATA(file, "volumes/totalsegmentator-abdomen-3mm/example_ct.nii.gz");
    const auto volume = loadVolume(file);
    EXPECT_EQ(volume->scalarType(), ScalarType::Int16);
    EXPECT_EQ(volume->statistics().min, -1207);
    EXPECT_EQ(volume->statistics().max, 3382);
}

}  // namespace
}  // namespace dokuei::viewer
