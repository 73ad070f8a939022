#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>
#include <map>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include "tests/viewer/SeriesWriter.h"
#include "tests/viewer/ZipWriter.h"
#include "viewer/Error.h"
#include "viewer/dicom/Header.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using test::TestImage;
using test::writeImage;
using testing::Contains;
using testing::HasSubstr;

std::string reasonFor(const std::string& file) {
    try {
        readImageHeader(file);
    } catch (const ReadError& error) {
        return error.what();
    }
    return "opens";
}

/// The most memory that this process has held so far, bytes.
std::size_t peakMemory() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

constexpr std::size_t kMegabyte = 1024 * 1024;

TEST(BrokenFiles, EachRealOneOpensOrIsRefusedWithItsReason) {
    REQUIRE_SHARED_DATA(folder, "broken/pydicom");
    const std::map<std::string, std::string> expected = {
        {"ExplVR_BigEndNoMeta.dcm", "holds no image"},
        {"ExplVR_LitEndNoMeta.dcm", "holds no image"},
        {"JPEG2000-embedded-sequence-delimiter.dcm", "opens"},
        {"MR_truncated.dcm", "the pixel data are cut short"},
        {"UN_sequence.dcm", "rows and columns are missing"},
        {"badVR.dcm", "holds no image"},
        {"bad_sequence.dcm", "opens"},
        {"empty_charset_LEI.dcm", "holds no image"},
        {"emri_small_jpeg_2k_lossless_too_short.dcm", "the pixel data are cut short"},
        {"explicit_VR-UN.dcm", "opens"},
        {"meta_missing_tsyntax.dcm", "holds no image"},
        {"nested_priv_SQ.dcm", "holds no image"},
        {"no_meta.dcm", "not a DICOM file"},
        {"no_meta_group_length.dcm", "rows and columns are missing"},
        {"priv_SQ.dcm", "rows and columns are missing"},
        {"rtplan_truncated.dcm", "holds no image (RTPlanStorage)"},
    };
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename();
        ++files;
        ASSERT_TRUE(expected.contains(name)) << name;
        EXPECT_THAT(reasonFor(entry.path()), HasSubstr(expected.at(name))) << name;
    }
    EXPECT_EQ(files, expected.size());
}

TEST(BrokenFiles, AnImageCutAnywhereIsRefusedAndTheRestOfTheStudyOpens) {
    TemporaryFolder folder;
    for (int k = 0; k < 4; ++k) {
        TestImage image;
        image.position = {0, 0, double(k)};
        writeImage(folder / std::to_string(k), image);
    }
    const auto whole = fs::file_size(folder / "3");
    for (auto length = whole - 1; length > 0; length -= std::min<std::uintmax_t>(length, 41)) {
        fs::resize_file(folder / "3", length);
        EXPECT_NE(reasonFor(folder / "3"), "opens") << length;
        const Study study = scanStudy(folder.path());
        ASSERT_EQ(study.volumes.size(), 1U) << length;
        EXPECT_EQ(study.volumes[0].geometry.size[2], 3) << length;
        EXPECT_EQ(study.skipped.size() + static_cast<std::size_t>(study.passedOver), 1U) << length;
    }
}

TEST(BrokenFiles, TheWholeFramesOfAMultiFrameFileThatIsCutOpen) {
    TemporaryFolder folder;
    TestImage image;
    image.rows = 16 * 5;
    image.value = [](int i, int j) { return 100 * j + i; };
    image.change = [](DcmDataset& d) {
        d.putAndInsertUint16(DCM_Rows, 16);
        d.putAndInsertString(DCM_NumberOfFrames, "5");
    };
    writeImage(folder / "cine", image);
    const auto whole = fs::file_size(folder / "cine");
    fs::resize_file(folder / "cine", whole - 16 * 16 * 2 - 10);
    const Study study = scanStudy(folder / "cine");
    ASSERT_EQ(study.volumes.size(), 1U);
    EXPECT_THAT(study.volumes[0].warnings, Contains(HasSubstr("3 of 5 frames are in the file")));
    const auto volume = allocateVolume(study.volumes[0]);
    ASSERT_EQ(volume->geometry().size[2], 3);
    EXPECT_TRUE(decodeVolume(study.volumes[0], *volume).empty());
    for (int k = 0; k < 3; ++k) EXPECT_EQ(volume->valueAt(2, 3, k), 100 * (16 * k + 3) + 2);
}

TEST(BrokenFiles, AbsurdDimensionsAreRefusedBeforeMemoryIsTaken) {
    struct Absurd {
        int rows, columns;
        const char* frames;
        int samples;
    };
    const auto before = peakMemory();
    for (const Absurd& absurd :
         {Absurd{0, 16, "1", 1}, Absurd{16, 0, "1", 1}, Absurd{65535, 65535, "1", 1},
          Absurd{65535, 65535, "65535", 1}, Absurd{65535, 65535, "2147483648", 1},
          Absurd{65535, 65535, "99999999999999999999", 3}, Absurd{32768, 32768, "4", 1},
          Absurd{16, 16, "1e300", 1}, Absurd{16, 16, "1", 65535}}) {
        TemporaryFolder folder;
        TestImage image;
        image.change = [&](DcmDataset& d) {
            d.putAndInsertUint16(DCM_Rows, static_cast<Uint16>(absurd.rows));
            d.putAndInsertUint16(DCM_Columns, static_cast<Uint16>(absurd.columns));
            d.putAndInsertString(DCM_NumberOfFrames, absurd.frames);
            d.putAndInsertUint16(DCM_SamplesPerPixel, static_cast<Uint16>(absurd.samples));
        };
        writeImage(folder / "absurd", image);
        writeImage(folder / "good", {});
        EXPECT_NE(reasonFor(folder / "absurd"), "opens") << absurd.rows << ' ' << absurd.frames;
        EXPECT_EQ(scanStudy(folder.path()).volumes.size(), 1U);
    }
    EXPECT_LT(peakMemory() - before, 64 * kMegabyte);
}

TEST(BrokenFiles, NegativeNumbersOfFramesAreNoFrames) {
    TemporaryFolder folder;
    TestImage image;
    image.change = [](DcmDataset& d) { d.putAndInsertString(DCM_NumberOfFrames, "-2147483648"); };
    writeImage(folder / "image", image);
    EXPECT_EQ(readImageHeader(folder / "image").frames.size(), 1U);
}

TEST(BrokenFiles, APrivateElementOfFourGigabytesTakesNoMemory) {
    TemporaryFolder folder;
    writeImage(folder / "good", {});
    std::string bytes = test::fileContent(folder / "good");
    // Group 0029 belongs right after group 0028; this one stands before it and promises all that 32 bits can.
    const auto at = bytes.find(std::string("\x28\0\x02\0US", 6));
    ASSERT_NE(at, std::string::npos);
    bytes.insert(at, std::string("\x27\0\x10\x10OB\0\0\xFE\xFF\xFF\xFF", 12));
    std::ofstream(folder / "huge", std::ios::binary) << bytes;
    const auto before = peakMemory();
    EXPECT_NE(reasonFor(folder / "huge"), "opens");
    EXPECT_LT(peakMemory() - before, 16 * kMegabyte);
    EXPECT_EQ(scanStudy(folder.path()).volumes.size(), 1U);
}

TEST(BrokenFiles, AnUnknownTransferSyntaxIsRefusedNotGuessed) {
    TemporaryFolder folder;
    writeImage(folder / "image", {});
    std::string bytes = test::fileContent(folder / "image");
    const auto at = bytes.find("1.2.840.10008.1.2.1");
    ASSERT_NE(at, std::string::npos);
    bytes.replace(at, 19, "1.2.840.10008.1.2.9");
    std::ofstream(folder / "image", std::ios::binary) << bytes;
    EXPECT_THAT(reasonFor(folder / "image"), HasSubstr("transfer syntax 1.2.840.10008.1.2.9"));
}

}  // namespace
}  // namespace dokuei::viewer
