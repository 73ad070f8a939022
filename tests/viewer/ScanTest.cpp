#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

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
using testing::HasSubstr;
using testing::IsEmpty;

TestImage sliceAt(double z) {
    TestImage image;
    image.position = {0, 0, z};
    return image;
}

std::string reasonFor(const Study& study, const std::string& ending) {
    for (const SkippedFile& file : study.skipped)
        if (file.file.ends_with(ending)) return file.reason;
    return {};
}

TEST(Scan, FilesOfOtherKindsAreCountedNotNamed) {
    TemporaryFolder folder;
    writeImage(folder / "image", {});
    for (const char* name : {"AUTORUN.INF", "Thumbs.db", ".DS_Store", "viewer.exe", "index.html", "README"})
        std::ofstream(folder / name) << "no image at all, only some text that goes on and on";
    std::ofstream(folder / "EMPTY");
    const Study study = scanStudy(folder.path());
    EXPECT_EQ(study.passedOver, 7);
    EXPECT_THAT(study.skipped, IsEmpty());
}

TEST(Scan, AFileThatShouldBeDicomAndIsNotIsNamed) {
    TemporaryFolder folder;
    writeImage(folder / "image", {});
    std::ofstream(folder / "a.dcm") << "no image at all, only some text that goes on and on";
    std::ofstream(folder / "b.DCM");
    const Study study = scanStudy(folder.path());
    EXPECT_THAT(reasonFor(study, "a.dcm"), HasSubstr("though its name says so"));
    EXPECT_THAT(reasonFor(study, "b.DCM"), HasSubstr("empty"));
}

TEST(Scan, ReadsTheHeaderOfALargeFileAlone) {
    TemporaryFolder folder;
    TestImage large = sliceAt(0);
    large.rows = large.columns = 2048;
    writeImage(folder / "image", large);
    ASSERT_GT(fs::file_size(folder / "image"), 8'000'000U);
    Progress progress;
    scanStudy(folder.path(), &progress);
    EXPECT_EQ(progress.done, 1);
    EXPECT_EQ(progress.total, 1);
    EXPECT_GT(progress.bytes, 0);
    EXPECT_LE(progress.bytes, 16384);
}

TEST(Scan, LinksInACircleEndAndLinkedFoldersAreRead) {
    TemporaryFolder folder, elsewhere;
    fs::create_directories(folder / "a/b");
    writeImage(folder / "a/b/image", sliceAt(0));
    writeImage(elsewhere / "image", sliceAt(1));
    fs::create_directory_symlink("..", folder / "a/b/up");
    fs::create_directory_symlink(elsewhere.path(), folder / "a/linked");
    fs::create_symlink("nothing", folder / "a/dangling");
    EXPECT_EQ(scanStudy(folder.path()).volumes.at(0).geometry.size[2], 2);
}

TEST(Scan, AFolderThatMayNotBeReadIsNamed) {
    if (geteuid() == 0) GTEST_SKIP() << "root may read everything";
    TemporaryFolder folder;
    writeImage(folder / "image", {});
    fs::create_directories(folder / "closed");
    fs::permissions(folder / "closed", fs::perms::none);
    const Study study = scanStudy(folder.path());
    fs::permissions(folder / "closed", fs::perms::owner_all);
    EXPECT_THAT(reasonFor(study, "closed"), HasSubstr("cannot be opened"));
}

TEST(Scan, APipeAmongTheFilesIsPassedBy) {
    TemporaryFolder folder;
    writeImage(folder / "image", {});
    ASSERT_EQ(mkfifo((folder / "pipe.dcm").c_str(), 0600), 0);
    EXPECT_EQ(scanStudy(folder.path()).volumes.size(), 1U);
}

TEST(Scan, IsCancelledWhileItLists) {
    TemporaryFolder folder;
    for (int f = 0; f < 3000; ++f) std::ofstream(folder / std::to_string(f)) << "text";
    Progress progress;
    std::jthread canceller([&] {
        while (progress.total == 0) std::this_thread::yield();
        progress.cancel = true;
    });
    EXPECT_THROW(scanStudy(folder.path(), &progress), Error);
    progress.cancel = true;
    EXPECT_THROW(scanStudy(folder.path(), &progress), Cancelled);
}

TEST(Scan, AnArchiveIsOpenedByItsContentWhateverItsName) {
    TemporaryFolder folder;
    writeImage(folder / "a", sliceAt(0));
    writeImage(folder / "b", sliceAt(1));
    const std::string zip = folder / "study";
    test::writeZip(zip, {{"deep/folder/a", test::fileContent(folder / "a")},
                         {"b", test::fileContent(folder / "b"), false},
                         {"notes.txt", "text"},
                         {"inner.zip", "PK\3\4"},
                         {"brain.nii.gz", "x"},
                         {"../out", test::fileContent(folder / "a")},
                         {"locked", test::fileContent(folder / "a"), true, 1}});
    const Study study = scanStudy(zip);
    ASSERT_EQ(study.volumes.size(), 1U);
    EXPECT_EQ(study.volumes[0].geometry.size[2], 2);
    EXPECT_EQ(study.volumes[0].slices[0].identity.file, zip + "!/deep/folder/a");
    EXPECT_EQ(study.passedOver, 1);
    EXPECT_THAT(reasonFor(study, "inner.zip"), HasSubstr("archive within an archive"));
    EXPECT_THAT(reasonFor(study, "brain.nii.gz"), HasSubstr("unpack it first"));
    EXPECT_THAT(reasonFor(study, "out"), HasSubstr("leads out of the archive"));
    EXPECT_THAT(reasonFor(study, "locked"), HasSubstr("encrypted"));
}

TEST(Scan, VoxelsFromAnArchiveAreThoseFromTheFolder) {
    TemporaryFolder folder;
    std::vector<test::ZipEntry> entries;
    for (int k = 0; k < 20; ++k) {
        TestImage image = sliceAt(k);
        image.value = [k](int i, int j) { return 1000 * k + 16 * j + i; };
        const std::string name = std::to_string(k);
        writeImage(folder / name, image);
        entries.push_back({name, test::fileContent(folder / name)});
    }
    test::writeZip(folder / "study.zip", entries);
    const auto volume = loadVolume(folder / "study.zip");
    ASSERT_EQ(volume->geometry().size[2], 20);
    for (int k = 0; k < 20; ++k) EXPECT_EQ(volume->valueAt(5, 7, k), 1000 * k + 16 * 7 + 5);
    for (const auto& entry : fs::directory_iterator(folder.path()))
        EXPECT_TRUE(entry.path().filename() == "study.zip" || fs::file_size(entry) < 4096)
            << "nothing is unpacked to disk";
}

TEST(Scan, AnArchiveInAFolderIsNamed) {
    TemporaryFolder folder;
    writeImage(folder / "image", {});
    test::writeZip(folder / "other.zip", {{"a", test::fileContent(folder / "image")}});
    EXPECT_THAT(reasonFor(scanStudy(folder.path()), "other.zip"), HasSubstr("open it on its own"));
}

TEST(Scan, AnArchiveWithoutImagesSaysSo) {
    TemporaryFolder folder;
    test::writeZip(folder / "a.zip", {{"readme", "text"}, {"licence", "text"}});
    test::writeZip(folder / "b.zip", {});
    std::ofstream(folder / "c.zip") << "PK\3\4 and then nothing";
    std::ofstream(folder / "d.zip") << "no archive at all";
    for (const char* name : {"a.zip", "b.zip", "c.zip", "d.zip"})
        EXPECT_THROW(scanStudy(folder / name), ReadError);
}

TEST(Scan, AnEntryOfAnArchiveCanBeOpenedAlone) {
    TemporaryFolder folder;
    writeImage(folder / "a", sliceAt(0));
    test::writeZip(folder / "study.zip", {{"x/a", test::fileContent(folder / "a")}});
    EXPECT_EQ(scanStudy(folder / "study.zip!/x/a").volumes.size(), 1U);
    EXPECT_THROW(scanStudy(folder / "study.zip!/x/b"), ReadError);
}

}  // namespace
}  // namespace dokuei::viewer
