#include "viewer/dicom/Archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <numeric>

#include "tests/viewer/SeriesWriter.h"
#include "tests/viewer/ZipWriter.h"
#include "viewer/Error.h"
#include "viewer/dicom/FrameReader.h"
#include "viewer/dicom/Header.h"
#include "viewer/dicom/Source.h"

namespace dokuei::viewer {
namespace {

using test::TemporaryFolder;
using test::writeZip;
using test::ZipEntry;
using testing::HasSubstr;

std::string textOf(const std::vector<std::uint8_t>& bytes) {
    return {bytes.begin(), bytes.end()};
}

std::string refusalOf(const std::string& archive, const std::string& entry) {
    try {
        readWhole(nameInArchive(archive, entry));
    } catch (const ReadError& error) {
        return error.what();
    }
    return {};
}

TEST(Archive, GivesStoredAndDeflatedEntriesOfNestedFolders) {
    TemporaryFolder folder;
    const std::string zip = folder / "a.zip";
    const std::string content(100000, 'x');
    writeZip(zip, {{"one/two/three", content}, {"top", content + "y", false}, {"folder/", ""}});
    EXPECT_EQ(openArchive(zip)->entries().size(), 2U);
    EXPECT_EQ(textOf(readWhole(zip + "!/one/two/three")), content);
    EXPECT_EQ(textOf(readWhole(zip + "!/top")), content + "y");
    EXPECT_THAT(refusalOf(zip, "absent"), HasSubstr("does not exist"));
}

TEST(Archive, ReadsZip64) {
    TemporaryFolder folder;
    writeZip(folder / "a.zip", {{"one", "first"}, {"two", "second"}}, true);
    EXPECT_EQ(textOf(readWhole(folder / "a.zip!/two")), "second");
}

TEST(Archive, NamesMayBeUtf8OrShiftJis) {
    TemporaryFolder folder;
    writeZip(folder / "a.zip", {{"患者/画像", "told", true, 1U << 11},
                                {"検査/画像", "not told"},
                                {"\x8A\xB3\x8E\xD2/\x89\xE6\x91\x9C\x32", "Shift_JIS"}});
    EXPECT_EQ(textOf(readWhole(folder / "a.zip!/患者/画像")), "told");
    EXPECT_EQ(textOf(readWhole(folder / "a.zip!/検査/画像")), "not told");
    EXPECT_EQ(textOf(readWhole(folder / "a.zip!/患者/画像2")), "Shift_JIS");
}

TEST(Archive, RefusesOnlyTheEntriesThatAreNotSound) {
    TemporaryFolder folder;
    const std::string zip = folder / "a.zip";
    ZipEntry wrongCrc{"crc", "content"}, bomb{"bomb", "x"}, shared{"shared", "content"};
    wrongCrc.crcChange = 1;
    bomb.toldSize = 4'000'000'000;
    shared.sharedWith = 0;
    writeZip(zip, {{"good", std::string(1000, 'g')},
                   shared,
                   bomb,
                   wrongCrc,
                   {"locked", "content", true, 1},
                   {"lzma", "content", true, 0, 14},
                   {"../../outside", "content"},
                   {"/absolute", "content"},
                   {"C:\\drive", "content"},
                   {"twice", "content"},
                   {"twice", "content"}});
    EXPECT_EQ(textOf(readWhole(zip + "!/good")), std::string(1000, 'g'));
    EXPECT_NE(refusalOf(zip, "shared"), "");
    EXPECT_THAT(refusalOf(zip, "bomb"), HasSubstr("more than any packing allows"));
    EXPECT_THAT(refusalOf(zip, "crc"), HasSubstr("damaged in the archive"));
    EXPECT_THAT(refusalOf(zip, "locked"), HasSubstr("encrypted"));
    EXPECT_THAT(refusalOf(zip, "lzma"), HasSubstr("method 14"));
    EXPECT_THAT(refusalOf(zip, "../../outside"), HasSubstr("leads out of the archive"));
    EXPECT_THAT(refusalOf(zip, "/absolute"), HasSubstr("leads out of the archive"));
    EXPECT_THAT(refusalOf(zip, "C:/drive"), HasSubstr("leads out of the archive"));
    EXPECT_EQ(refusalOf(zip, "twice"), "");
    EXPECT_THAT(refusalOf(zip, "twice (2)"), HasSubstr("another file of this name"));
}

TEST(Archive, EntriesThatShareTheirBytesAreRefused) {
    TemporaryFolder folder;
    ZipEntry whole{"same", "content"}, shared{"same", "content"};
    shared.sharedWith = 0;
    ZipEntry other{"other", "content"};
    writeZip(folder / "a.zip", {whole, shared, other});
    EXPECT_EQ(textOf(readWhole(folder / "a.zip!/same")), "content");
    EXPECT_NE(refusalOf(folder / "a.zip", "same (2)"), "");
    EXPECT_EQ(textOf(readWhole(folder / "a.zip!/other")), "content");
}

TEST(Archive, DamageAndTruncationAreToldAtEveryLength) {
    TemporaryFolder folder;
    const std::string zip = folder / "a.zip";
    writeZip(zip, {{"one", std::string(3000, 'a')}, {"two", std::string(3000, 'b'), false}});
    const auto whole = std::filesystem::file_size(zip);
    for (auto length = whole - 1; length > 0; length -= std::min<std::uintmax_t>(length, 97)) {
        std::filesystem::resize_file(zip, length);
        // The last bytes tell nothing but the length of a comment.
        if (refusalOf(zip, "two").empty()) {
            EXPECT_EQ(textOf(readWhole(zip + "!/two")), std::string(3000, 'b'));
            EXPECT_GT(length + 22, whole);
        }
    }
}

TEST(Archive, AFileWithSuchANameOnDiskIsThatFile) {
    TemporaryFolder folder;
    std::filesystem::create_directories(folder / "a.zip!");
    test::writeImage(folder / "a.zip!/image", {});
    EXPECT_EQ(readImageHeader(folder / "a.zip!/image").pixels.rows, 16);
}

TEST(Archive, ImagesAreReadFromMemoryAsFromDisk) {
    TemporaryFolder folder;
    test::TestImage image;
    image.value = [](int i, int j) { return 100 * j + i; };
    test::writeImage(folder / "image", image);
    writeZip(folder / "a.zip", {{"series/image", test::fileContent(folder / "image")}});
    const std::string inside = nameInArchive(folder / "a.zip", "series/image");
    const ImageHeader header = readImageHeader(inside);
    EXPECT_EQ(header.frames.at(0).identity.file, inside);
    FrameReader reader;
    reader.preload(inside);
    EXPECT_NO_THROW(reader.decodeOnly(1));
    EXPECT_THROW(reader.preload(inside + "x"), ReadError);
}

}  // namespace
}  // namespace dokuei::viewer
