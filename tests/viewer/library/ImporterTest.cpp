#include "viewer/library/Importer.h"

#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/viewer/ZipWriter.h"
#include "tests/viewer/library/LibrarySupport.h"
#include "viewer/Error.h"
#include "viewer/library/IndexUpkeep.h"
#include "viewer/library/SeriesThumbnails.h"

namespace dokuei::viewer {
namespace {

namespace fs = std::filesystem;
using test::TestFile;

class LibraryImport : public test::LibraryTest {};

TEST_F(LibraryImport, CopiesFilesByteForByteAndIndexesThem) {
    writeSeries(5);
    const ImportResult result = import();
    EXPECT_EQ(result.files, 5);
    EXPECT_EQ(result.imported, 5);
    EXPECT_TRUE(result.issues.empty());
    StudyIndex index(indexFile());
    const auto studies = index.list(StudyFilter{}, 10);
    ASSERT_EQ(studies.size(), 1U);
    EXPECT_EQ(studies[0].instances, 5);
    EXPECT_EQ(studies[0].copies, 5);
    ASSERT_EQ(studies[0].series.size(), 1U);
    EXPECT_EQ(studies[0].series[0].slices, 5);
    const auto files = index.files(studies[0].id);
    ASSERT_EQ(files.size(), 5U);
    for (const IndexedFile& file : files) EXPECT_TRUE(file.path.startsWith(library() + "/images/"));
    EXPECT_TRUE(verifyLibrary(library()).problems.empty());
    EXPECT_EQ(scanStudy(studies[0].path.toStdString()).volumes.size(), 1U);
}

TEST_F(LibraryImport, ReferencesLeaveTheFilesWhereTheyAre) {
    writeSeries(3);
    EXPECT_EQ(import(ImportMode::Reference).imported, 3);
    StudyIndex index(indexFile());
    const auto studies = index.list(StudyFilter{}, 10);
    ASSERT_EQ(studies.size(), 1U);
    EXPECT_EQ(studies[0].copies, 0);
    for (const IndexedFile& file : index.files(studies[0].id))
        EXPECT_TRUE(file.path.startsWith(QString::fromStdString(source())));
    EXPECT_TRUE(filesBelow(library().toStdString() + "/images").empty());
}

TEST_F(LibraryImport, UnchangedFilesAreNotOpenedAgain) {
    writeSeries(4);
    import();
    // A file that cannot be opened any more would be an issue if it were looked into.
    const std::string file = source() + "/0002.dcm";
    const auto time = fs::last_write_time(file);
    const auto size = fs::file_size(file);
    std::ofstream(file, std::ios::binary) << std::string(size, 'x');
    fs::last_write_time(file, time);
    const ImportResult again = import();
    EXPECT_EQ(again.unchanged, 4);
    EXPECT_EQ(again.imported, 0);
    EXPECT_EQ(again.otherFiles, 0);
}

TEST_F(LibraryImport, OnlyWhatIsNewIsImportedTheSecondTime) {
    writeSeries(3);
    import();
    writeSeries(5);
    // Written anew, three of them with the same bytes.
    const ImportResult again = import();
    EXPECT_EQ(again.imported, 2);
    EXPECT_EQ(again.duplicates, 3);
    EXPECT_EQ(StudyIndex(indexFile()).list(StudyFilter{}, 10)[0].instances, 5);
}

TEST_F(LibraryImport, TheSameObjectTwiceIsADuplicateButOtherContentIsTold) {
    for (const ImportMode mode : {ImportMode::Copy, ImportMode::Reference}) {
        fs::remove_all(source());
        fs::remove_all(library().toStdString());
        const std::string first = write("a/one.dcm", {.sop = "2.25.9"});
        fs::create_directories(source() + "/b");
        fs::copy_file(first, source() + "/b/same.dcm");
        import(first, mode);
        const ImportResult same = import(source() + "/b", mode);
        EXPECT_EQ(same.duplicates, 1);
        EXPECT_TRUE(same.issues.empty());
        const std::string other = write("c/other.dcm", {.sop = "2.25.9", .value = 7});
        const ImportResult conflict = import(other, mode);
        EXPECT_EQ(conflict.imported, 0);
        ASSERT_EQ(conflict.issues.size(), 1U);
        EXPECT_EQ(conflict.issues[0].file, other);
        EXPECT_NE(conflict.issues[0].reason.find("other content"), std::string::npos);
        StudyIndex index(indexFile());
        EXPECT_EQ(index.list(StudyFilter{}, 10)[0].instances, 1);
    }
}

TEST_F(LibraryImport, TwoPatientsWithOneStudyUidStayTwo) {
    write("a.dcm", {.patientId = "P-1", .sop = "2.25.11"});
    write("b.dcm", {.patientId = "P-2", .sop = "2.25.11"});
    write("c.dcm", {.patientId = "", .patientName = "Kasou^Jirou", .sop = "2.25.11"});
    write("d.dcm",
          {.patientId = "", .patientName = "Kasou^Jirou", .birthDate = "19770707", .sop = "2.25.11"});
    write("e.dcm", {.patientId = "P-1", .issuer = "Elsewhere", .sop = "2.25.11"});
    EXPECT_EQ(import().imported, 5);
    StudyIndex index(indexFile());
    const auto studies = index.list(StudyFilter{}, 10);
    ASSERT_EQ(studies.size(), 5U);
    QSet<QString> folders;
    for (const IndexedStudy& study : studies) {
        EXPECT_EQ(study.instances, 1);
        folders << study.path;
    }
    EXPECT_EQ(folders.size(), 5);
}

TEST_F(LibraryImport, ANameInAnotherCharacterSetThanDeclaredIsReadAsTheViewerReadsIt) {
    // Shift_JIS under a declaration of UTF-8.
    write("a.dcm", {.patientName = "\x8E\x52\x93\x63^\x91\xBE\x98\x59", .sop = "2.25.12"});
    EXPECT_EQ(import().imported, 1);
    const auto studies = StudyIndex(indexFile()).list(StudyFilter{}, 10);
    ASSERT_EQ(studies.size(), 1U);
    EXPECT_EQ(studies[0].patientName, QStringLiteral("山田 太郎"));
}

TEST_F(LibraryImport, ReportsAndSegmentationsAreImportedToo) {
    write("image.dcm", {});
    write("report.dcm",
          {.series = "2.25.601", .modality = "SR", .sopClass = "1.2.840.10008.5.1.4.1.1.88.33"});
    write("pdf.dcm", {.series = "2.25.602", .modality = "DOC", .sopClass = "1.2.840.10008.5.1.4.1.1.104.1"});
    EXPECT_EQ(import().imported, 3);
    StudyIndex index(indexFile());
    EXPECT_EQ(index.list(StudyFilter{}, 10)[0].modalities, (QStringList{"CT", "SR", "DOC"}));
}

TEST_F(LibraryImport, OtherFilesAreCountedAndDamagedOnesTold) {
    writeSeries(1);
    std::ofstream(source() + "/notes.txt") << "nothing of interest in here, but longer than sixteen bytes";
    std::string broken(200, '\0');
    broken.replace(128, 4, "DICM");
    std::ofstream(source() + "/broken.dcm", std::ios::binary) << broken;
    const ImportResult result = import();
    EXPECT_EQ(result.imported, 1);
    EXPECT_EQ(result.otherFiles, 1);
    ASSERT_EQ(result.issues.size(), 1U);
    EXPECT_TRUE(result.issues[0].file.ends_with("broken.dcm"));
}

TEST_F(LibraryImport, WhateverAFileSaysNothingIsWrittenOutsideTheLibrary) {
    const std::string longUid(10000, '1');
    const std::string odd[] = {"../../../outside", "/outside", "..\\..\\outside", "CON",  "a/b/c", "  ",
                               "nul.txt",          longUid,    "\xE6\x82\xAA",    "x\ny", "."};
    int n = 0;
    for (const std::string& uid : odd) {
        ++n;
        write(std::to_string(n) + "-study.dcm", {.patientId = uid, .study = uid, .sop = "2.25.1"});
        write(std::to_string(n) + "-series.dcm", {.series = uid, .sop = "2.25.2." + std::to_string(n)});
        write(std::to_string(n) + "-object.dcm", {.sop = uid});
    }
    const auto sources = filesBelow(source());
    const ImportResult result = import();
    EXPECT_GT(result.imported, 20);
    EXPECT_EQ(filesBelow(source()), sources);
    for (const std::string& file : filesBelow(folder_.path())) {
        if (file.starts_with(source() + "/")) continue;
        const std::string images = library().toStdString() + "/images/";
        const bool index = file.starts_with(indexFile().toStdString());
        EXPECT_TRUE(index || file.starts_with(images)) << file;
        if (!index) {
            EXPECT_LT(fs::path(file).filename().string().size(), 64U);
        }
    }
    EXPECT_TRUE(verifyLibrary(library()).problems.empty());
}

TEST_F(LibraryImport, ACancelledImportKeepsWhatItHasAndGoesOn) {
    writeSeries(600);
    Progress progress;
    std::jthread watcher([&](std::stop_token done) {
        while (progress.done < 100 && !done.stop_requested()) std::this_thread::yield();
        progress.cancel = true;
    });
    const ImportResult first = Importer(library()).run(source(), {}, &progress);
    watcher.request_stop();
    watcher.join();
    StudyIndex index(indexFile());
    if (first.cancelled) {
        EXPECT_LT(first.imported, 600);
        EXPECT_EQ(index.pendingImports().size(), 1U);
    }
    EXPECT_TRUE(verifyLibrary(library()).problems.size() <= 64U);
    const ImportResult second = import();
    EXPECT_EQ(second.unchanged, first.imported);
    EXPECT_TRUE(index.pendingImports().empty());
    EXPECT_EQ(index.list(StudyFilter{}, 1)[0].instances, 600);
    EXPECT_TRUE(verifyLibrary(library()).problems.empty());
}

TEST_F(LibraryImport, AFullDiskIsToldInWordsAndWhatIsThereStays) {
    writeSeries(2);
    ImportOptions options;
    options.reserveBytes = 1LL << 60;
    try {
        Importer(library()).run(source(), options);
        FAIL() << "nothing was said";
    } catch (const WriteError& error) {
        EXPECT_NE(std::string(error.what()).find("the disk is full"), std::string::npos) << error.what();
    }
    EXPECT_TRUE(filesBelow(library().toStdString() + "/images").empty());
    EXPECT_EQ(import().imported, 2);
}

TEST_F(LibraryImport, AnImpossibleLibraryFolderIsToldInWords) {
    writeSeries(1);
    std::ofstream(folder_ / "library") << "a file where the folder should be";
    try {
        import();
        FAIL() << "nothing was said";
    } catch (const WriteError& error) {
        EXPECT_NE(std::string(error.what()).find("cannot be written"), std::string::npos) << error.what();
    }
}

TEST_F(LibraryImport, CopyingWhatWasReferencedMakesTheLibraryIndependent) {
    writeSeries(3);
    import(ImportMode::Reference);
    EXPECT_EQ(import(ImportMode::Copy).imported, 3);
    fs::remove_all(source());
    StudyIndex index(indexFile());
    const auto studies = index.list(StudyFilter{}, 10);
    ASSERT_EQ(studies.size(), 1U);
    EXPECT_EQ(studies[0].instances, 3);
    EXPECT_EQ(studies[0].copies, 3);
    EXPECT_TRUE(verifyLibrary(library()).problems.empty());
}

TEST_F(LibraryImport, AReferencedFileThatBecameAnotherObjectIsOnlyThat) {
    write("a.dcm", {.sop = "2.25.1"});
    import(ImportMode::Reference);
    write("a.dcm", {.sop = "2.25.222"});
    EXPECT_EQ(import(ImportMode::Reference).imported, 1);
    StudyIndex index(indexFile());
    const auto studies = index.list();
    ASSERT_EQ(studies.size(), 1U);
    EXPECT_EQ(studies[0].instances, 1);
    EXPECT_EQ(studies[0].series[0].slices, 1);
    ASSERT_EQ(index.files(studies[0].id).size(), 1U);
    EXPECT_EQ(index.files(studies[0].id)[0].sopInstanceUid, "2.25.222");
    EXPECT_TRUE(verifyLibrary(library()).problems.empty());
}

TEST_F(LibraryImport, AnArchiveIsCopiedAndKnownTheNextTime) {
    writeSeries(3);
    std::vector<test::ZipEntry> entries;
    for (const std::string& file : filesBelow(source()))
        entries.push_back(
            {.name = "disc/" + fs::path(file).filename().string(), .content = test::fileContent(file)});
    entries.push_back({.name = "../outside.txt", .content = "a name that leads out of the archive"});
    const std::string archive = folder_ / "study.zip";
    test::writeZip(archive, entries);
    const ImportResult result = import(archive, ImportMode::Reference);
    EXPECT_EQ(result.imported, 3);
    EXPECT_EQ(StudyIndex(indexFile()).list()[0].copies, 3);
    EXPECT_EQ(import(archive, ImportMode::Copy).unchanged, 3);
    EXPECT_EQ(import(ImportMode::Copy).duplicates, 3);
    EXPECT_TRUE(verifyLibrary(library()).problems.empty());
}

TEST_F(LibraryImport, PicturesAreDrawnForSeriesThatWereNeverOpened) {
    writeSeries(3, {.value = 100});
    write("report.dcm",
          {.series = "2.25.601", .modality = "SR", .sopClass = "1.2.840.10008.5.1.4.1.1.88.33"});
    import();
    StudyIndex index(indexFile());
    ASSERT_EQ(makeThumbnails(index), 1);
    EXPECT_EQ(makeThumbnails(index), 0);
    EXPECT_FALSE(index.list()[0].series[0].thumbnailPng.isEmpty());
}

TEST_F(LibraryImport, AnOpenedStudyThatIsImportedLaterIsOne) {
    write("a.dcm", {.issuer = "This hospital"});
    StudyIndex index(indexFile());
    index.add(scanStudy(source()));
    EXPECT_EQ(index.list().size(), 1U);
    import();
    ASSERT_EQ(index.list().size(), 1U);
    EXPECT_EQ(index.list()[0].copies, 1);
    index.add(scanStudy(source()));
    ASSERT_EQ(index.list().size(), 1U);
    EXPECT_TRUE(index.list()[0].path.startsWith(library()));
}

}  // namespace
}  // namespace dokuei::viewer
