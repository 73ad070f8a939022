#include "viewer/dicom/DicomDir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include "tests/viewer/SeriesWriter.h"
#include "tests/viewer/ZipWriter.h"
#include "viewer/Error.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using test::TestImage;
using test::writeImage;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Writes a directory of image records; every record's offsets point at the first record, in a circle.
void writeDirectory(const std::string& file, const std::vector<std::string>& fileIds) {
    DcmFileFormat format;
    DcmDataset& d = *format.getDataset();
    d.putAndInsertString(DCM_SOPClassUID, UID_MediaStorageDirectoryStorage);
    d.putAndInsertString(DCM_SOPInstanceUID, "2.25.77");
    d.putAndInsertUint32(DCM_OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity, 400);
    for (const std::string& id : fileIds) {
        DcmItem* item = nullptr;
        d.findOrCreateSequenceItem(DCM_DirectoryRecordSequence, item, -2);
        item->putAndInsertUint32(DCM_OffsetOfTheNextDirectoryRecord, 400);
        item->putAndInsertUint16(DCM_RecordInUseFlag, 0xFFFF);
        item->putAndInsertUint32(DCM_OffsetOfReferencedLowerLevelDirectoryEntity, 400);
        item->putAndInsertString(DCM_DirectoryRecordType, "IMAGE");
        item->putAndInsertString(DCM_ReferencedFileID, id.c_str());
    }
    ASSERT_TRUE(format.saveFile(OFFilename(file.c_str()), EXS_LittleEndianExplicit).good());
}

std::string reasonFor(const Study& study, const std::string& ending) {
    for (const SkippedFile& file : study.skipped)
        if (file.file.ends_with(ending)) return file.reason;
    return {};
}

/// Two images in folders of a medium.
void writeMedium(const TemporaryFolder& folder) {
    fs::create_directories(folder / "images/ct");
    TestImage image;
    writeImage(folder / "images/ct/im000001", image);
    image.position = {0, 0, 1};
    writeImage(folder / "images/ct/im000002.", image);
}

TEST(DicomDir, RecordsAreReadWithoutFollowingTheirOffsets) {
    TemporaryFolder folder;
    writeDirectory(folder / "DICOMDIR", {"IMAGES\\CT\\IM000001", "TOP"});
    const auto records = readDicomDir(folder / "DICOMDIR");
    ASSERT_EQ(records.size(), 2U);
    EXPECT_THAT(records[0].fileId, ElementsAre("IMAGES", "CT", "IM000001"));
    EXPECT_EQ(records[0].type, "IMAGE");
    EXPECT_THAT(records[1].fileId, ElementsAre("TOP"));
}

TEST(DicomDir, AnImageIsNoDirectory) {
    TemporaryFolder folder;
    writeImage(folder / "image", {});
    EXPECT_THROW(readDicomDir(folder / "image"), ReadError);
}

TEST(DicomDir, FileIdsThatLeaveTheFolderAreKnown) {
    EXPECT_TRUE(staysInFolder({"IMAGES", "IM1"}));
    for (const std::vector<std::string>& id : {std::vector<std::string>{"..", "IM1"},
                                               {"IMAGES", "..", "..", "IM1"},
                                               {"", "etc", "passwd"},
                                               {"/etc/passwd"},
                                               {"C:", "IM1"},
                                               {"."},
                                               {}})
        EXPECT_FALSE(staysInFolder(id)) << fileIdText(id);
}

TEST(DicomDir, AMediumOpensWithItsFilesNamesInAnyCase) {
    TemporaryFolder folder;
    writeMedium(folder);
    writeDirectory(folder / "DICOMDIR", {"IMAGES\\CT\\IM000001", "IMAGES\\CT\\IM000002"});
    const Study study = scanStudy(folder / "DICOMDIR");
    EXPECT_EQ(study.path, folder.path());
    ASSERT_EQ(study.volumes.size(), 1U);
    EXPECT_EQ(study.volumes[0].geometry.size[2], 2);
    EXPECT_THAT(study.skipped, IsEmpty());
}

TEST(DicomDir, MissingFilesAreNamedAndUnlistedOnesAreFound) {
    TemporaryFolder folder;
    writeMedium(folder);
    writeDirectory(folder / "DICOMDIR", {"IMAGES\\CT\\IM000001", "IMAGES\\CT\\IM000009"});
    const Study study = scanStudy(folder.path());
    EXPECT_EQ(study.volumes.at(0).geometry.size[2], 2);
    ASSERT_EQ(study.skipped.size(), 1U);
    EXPECT_THAT(reasonFor(study, "IMAGES/CT/IM000009"), HasSubstr("not on the medium"));
}

TEST(DicomDir, FilesOutsideTheFolderAreRefusedAndNamed) {
    TemporaryFolder folder;
    fs::create_directories(folder / "disc");
    TestImage image;
    image.seriesUid = "2.25.2";
    writeImage(folder / "secret", image);
    writeImage(folder / "disc/im1", {});
    fs::create_symlink("../secret", folder / "disc/link");
    writeDirectory(folder / "disc/DICOMDIR", {"IM1", "..\\SECRET", "\\ETC\\PASSWD", "LINK"});
    const Study study = scanStudy(folder / "disc");
    ASSERT_EQ(study.volumes.size(), 1U);
    EXPECT_THAT(reasonFor(study, "../SECRET"), HasSubstr("outside its folder"));
    EXPECT_THAT(reasonFor(study, "ETC/PASSWD"), HasSubstr("outside its folder"));
    EXPECT_THAT(reasonFor(study, "link"), HasSubstr("outside the folder of its DICOMDIR"));
}

TEST(DicomDir, ADamagedDirectoryDoesNotHideTheImages) {
    TemporaryFolder folder;
    writeMedium(folder);
    std::ofstream(folder / "DICOMDIR") << "nothing that anybody could read";
    const Study study = scanStudy(folder / "DICOMDIR");
    EXPECT_EQ(study.volumes.size(), 1U);
    EXPECT_THAT(reasonFor(study, "DICOMDIR"), HasSubstr("not a DICOM file"));
}

TEST(DicomDir, AMediumInAnArchiveOpensAsOnDisk) {
    TemporaryFolder folder;
    writeMedium(folder);
    writeDirectory(folder / "DICOMDIR", {"IMAGES\\CT\\IM000001", "IMAGES\\CT\\IM000009"});
    std::vector<test::ZipEntry> entries;
    for (const char* name : {"DICOMDIR", "images/ct/im000001", "images/ct/im000002."})
        entries.push_back({std::string("disc/") + name, test::fileContent(folder / name)});
    test::writeZip(folder / "disc.zip", entries);
    const Study study = scanStudy(folder / "disc.zip");
    EXPECT_EQ(study.volumes.at(0).geometry.size[2], 2);
    ASSERT_EQ(study.skipped.size(), 1U);
    EXPECT_THAT(reasonFor(study, "disc/IMAGES/CT/IM000009"), HasSubstr("not on the medium"));
}

TEST(DicomDir, EveryVariantOfARealDirectoryIsRead) {
    REQUIRE_SHARED_DATA(folder, "broken/dicomdirtests");
    const auto count = [&](const std::string& name) { return readDicomDir(folder + "/" + name).size(); };
    EXPECT_EQ(count("DICOMDIR"), 31U);
    EXPECT_EQ(count("DICOMDIR-bigEnd"), 31U);
    EXPECT_EQ(count("DICOMDIR-implicit"), 31U);
    EXPECT_EQ(count("DICOMDIR-nooffset"), 31U);
    EXPECT_EQ(count("DICOMDIR-reordered"), 31U);
    EXPECT_EQ(count("DICOMDIR-nopatient"), 31U);
    EXPECT_EQ(count("DICOMDIR-empty.dcm"), 0U);
    for (const char* name : {"DICOMDIR", "DICOMDIR-bigEnd", "DICOMDIR-empty.dcm"}) {
        const Study study = scanStudy(folder + "/" + name);
        EXPECT_FALSE(study.volumes.empty());
        EXPECT_THAT(study.skipped, IsEmpty()) << name;
    }
}

}  // namespace
}  // namespace dokuei::viewer
