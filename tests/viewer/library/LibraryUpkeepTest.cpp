#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "tests/viewer/library/LibrarySupport.h"
#include "viewer/Error.h"
#include "viewer/library/IndexUpkeep.h"
#include "viewer/library/LibraryMove.h"
#include "viewer/library/StudyRemoval.h"

namespace dokuei::viewer {
namespace {

namespace fs = std::filesystem;
using test::TestFile;

class LibraryUpkeep : public test::LibraryTest {
protected:
    /// Starts another program that imports; returns its process id.
    pid_t startImporter(const std::string& from, const char* mode = "copy") {
        const std::string target = library().toStdString();
        const pid_t child = fork();
        if (child == 0) {
            const int nothing = open("/dev/null", O_WRONLY);
            dup2(nothing, 1);
            execl(DOKUEI_IMPORTER, DOKUEI_IMPORTER, target.c_str(), from.c_str(), mode, nullptr);
            _exit(127);
        }
        return child;
    }
    static int statusOf(pid_t child) {
        int status = 0;
        waitpid(child, &status, 0);
        return status;
    }
    IndexedStudy onlyStudy() {
        StudyIndex index(indexFile());
        const auto studies = index.list();
        return studies.size() == 1 ? studies[0] : IndexedStudy();
    }
    std::string images() const { return library().toStdString() + "/images"; }
};

std::string words(const VerifyResult& result) {
    std::string text;
    for (const SkippedFile& problem : result.problems) text += problem.file + ": " + problem.reason + "\n";
    return text;
}

TEST_F(LibraryUpkeep, AKilledImportLeavesAConsistentLibraryAndGoesOn) {
    constexpr int kFiles = 400;
    writeSeries(kFiles);
    const std::atomic<bool> never{false};
    QSet<QByteArray> whole;
    for (const std::string& file : filesBelow(source())) whole << digestOf(file, never);
    std::mt19937 random(7);
    for (int round = 0; round < 8; ++round) {
        const pid_t child = startImporter(source());
        std::this_thread::sleep_for(std::chrono::milliseconds(5 + random() % 120));
        kill(child, SIGKILL);
        statusOf(child);
        // Whatever the moment was: what is indexed is there whole, and no half file has a final name.
        StudyIndex index(indexFile());
        for (const qint64 id : index.idsOf({}))
            for (const IndexedFile& file : index.files(id)) EXPECT_TRUE(fs::exists(file.path.toStdString()));
        for (const std::string& file : filesBelow(images()))
            if (file.find("/.incoming/") == std::string::npos) {
                EXPECT_TRUE(whole.contains(digestOf(file, never))) << file;
            }
        for (const SkippedFile& problem : verifyLibrary(library()).problems)
            EXPECT_EQ(problem.reason, "lies in the library folder, but is not in the index");
    }
    const pid_t child = startImporter(source());
    EXPECT_EQ(statusOf(child), 0);
    EXPECT_EQ(onlyStudy().instances, kFiles);
    const VerifyResult result = verifyLibrary(library());
    EXPECT_TRUE(result.problems.empty()) << words(result);
    EXPECT_EQ(result.files, kFiles);
    EXPECT_TRUE(fs::is_empty(images() + "/.incoming"));
    EXPECT_EQ(import().unchanged, kFiles);
}

TEST_F(LibraryUpkeep, TwoProgramsImportAtOnceWhileAThirdLists) {
    for (int n = 0; n < 200; ++n) {
        const std::string number = std::to_string(n);
        const std::string shared =
            write("one/" + number + ".dcm", {.study = "2.25.1", .sop = "2.25.1." + number});
        fs::create_directories(source() + "/two");
        fs::copy_file(shared, source() + "/two/" + number + ".dcm");
        write("two/own" + number + ".dcm", {.study = "2.25.2", .sop = "2.25.2." + number});
    }
    const pid_t first = startImporter(source() + "/one"), second = startImporter(source() + "/two");
    StudyIndex index(indexFile());
    int lists = 0;
    for (int ended = 0; ended < 2;) {
        std::size_t total = 0;
        for (const IndexedStudy& study : index.list(StudyFilter{}, 10, 0, &total))
            EXPECT_EQ(index.files(study.id).size() >= static_cast<std::size_t>(study.instances), true);
        ++lists;
        for (const pid_t child : {first, second}) {
            int status = 0;
            if (waitpid(child, &status, WNOHANG) == child) {
                EXPECT_EQ(status, 0);
                ++ended;
            }
        }
    }
    EXPECT_GT(lists, 0);
    qint64 instances = 0;
    for (const IndexedStudy& study : index.list()) instances += study.instances;
    EXPECT_EQ(instances, 400);
    const VerifyResult result = verifyLibrary(library());
    EXPECT_TRUE(result.problems.empty()) << words(result);
}

TEST_F(LibraryUpkeep, DeletingAStudyDeletesItsCopiesAndNothingElse) {
    writeSeries(3);
    write("other/a.dcm", {.study = "2.25.900"});
    import();
    StudyIndex index(indexFile());
    removeStudy(index.folder(), index.database(), index.idsOf("2.25.500").at(0));
    ASSERT_EQ(index.list().size(), 1U);
    EXPECT_EQ(index.list()[0].uid, "2.25.900");
    EXPECT_EQ(filesBelow(images()).size(), 1U);
    EXPECT_EQ(filesBelow(source()).size(), 4U);
    EXPECT_EQ(import().imported, 3);
}

TEST_F(LibraryUpkeep, ForgettingAReferencedStudyLeavesItsFiles) {
    writeSeries(3);
    import(ImportMode::Reference);
    StudyIndex index(indexFile());
    removeStudy(index.folder(), index.database(), index.idsOf("2.25.500").at(0));
    EXPECT_TRUE(index.list().empty());
    EXPECT_EQ(filesBelow(source()).size(), 3U);
}

TEST_F(LibraryUpkeep, ADeleteThatWasCutShortIsUndoneOrFinished) {
    writeSeries(2);
    import();
    const fs::path study = onlyStudy().path.toStdString();
    // As a crash leaves it before the index is written ...
    fs::create_directories(images() + "/.removed");
    fs::rename(study, images() + "/.removed/" + study.filename().string() + ".interrupted");
    LibraryFolder(library()).cleanUp();
    EXPECT_TRUE(verifyLibrary(library()).problems.empty());
    // ... and after it.
    StudyIndex index(indexFile());
    index.remove("2.25.500");
    fs::rename(study, images() + "/.removed/" + study.filename().string() + ".interrupted");
    LibraryFolder(library()).cleanUp();
    EXPECT_TRUE(filesBelow(images()).empty());
}

TEST_F(LibraryUpkeep, VerifyNamesDamagedMissingAndUnknownCopies) {
    writeSeries(3);
    import();
    const auto copies = filesBelow(images());
    std::string bytes(fs::file_size(copies[0]), 'x');
    std::ofstream(copies[0], std::ios::binary) << bytes;
    fs::remove(copies[1]);
    std::ofstream(images() + "/stray.dcm") << "stray";
    const VerifyResult result = verifyLibrary(library());
    ASSERT_EQ(result.problems.size(), 3U);
    const std::string text = words(result);
    EXPECT_NE(text.find(copies[0] + ": the copy is damaged"), std::string::npos) << text;
    EXPECT_NE(text.find(copies[1] + ": the copy is not there"), std::string::npos) << text;
    EXPECT_NE(text.find("stray.dcm: lies in the library folder"), std::string::npos) << text;
}

TEST_F(LibraryUpkeep, AReferencedMediumThatIsGoneIsCountedNotForgotten) {
    writeSeries(2);
    import(ImportMode::Reference);
    fs::rename(source(), folder_ / "elsewhere");
    EXPECT_EQ(verifyLibrary(library()).missing, 2);
    Importer(library()).rebuild();
    EXPECT_EQ(onlyStudy().instances, 2);
}

TEST_F(LibraryUpkeep, RebuildingRestoresALostIndexFromTheCopies) {
    writeSeries(4);
    write("other/a.dcm", {.patientId = "P-2", .study = "2.25.900"});
    import();
    for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(indexFile().toStdString() + suffix);
    const ImportResult result = Importer(library()).rebuild();
    EXPECT_EQ(result.imported, 5);
    StudyIndex index(indexFile());
    EXPECT_EQ(index.list().size(), 2U);
    for (const IndexedStudy& study : index.list()) {
        EXPECT_EQ(study.copies, study.instances);
        EXPECT_TRUE(study.path.startsWith(library() + "/images/"));
    }
    EXPECT_TRUE(verifyLibrary(library()).problems.empty());
}

TEST_F(LibraryUpkeep, RebuildingKeepsPicturesAndDropsWhatHasNoFile) {
    writeSeries(2);
    write("gone/a.dcm", {.study = "2.25.900", .series = "2.25.901"});
    import();
    StudyIndex index(indexFile());
    index.setThumbnail("2.25.501", "picture");
    fs::remove_all(index.study(index.idsOf("2.25.900").at(0)).path.toStdString());
    Importer(library()).rebuild();
    const auto studies = index.list();
    ASSERT_EQ(studies.size(), 1U);
    EXPECT_EQ(studies[0].series[0].thumbnailPng, QByteArray("picture"));
}

TEST_F(LibraryUpkeep, AMovedLibraryIsWholeAndTheOldOneGoes) {
    writeSeries(3);
    import();
    const QString target = QString::fromStdString(folder_ / "moved");
    copyLibrary(library(), target);
    finishMove(library(), target);
    EXPECT_FALSE(fs::exists(indexFile().toStdString()));
    EXPECT_FALSE(fs::exists(images()));
    EXPECT_TRUE(verifyLibrary(target).problems.empty());
    StudyIndex index(target + "/library.sqlite");
    ASSERT_EQ(index.list().size(), 1U);
    EXPECT_TRUE(index.list()[0].path.startsWith(target));
    EXPECT_EQ(index.files(index.list()[0].id).size(), 3U);
    EXPECT_FALSE(fs::exists((target + "/moving-library.txt").toStdString()));
}

TEST_F(LibraryUpkeep, AnInterruptedMoveGoesOnAndTheOldLibraryIsWholeUntilThen) {
    writeSeries(50);
    import();
    const QString target = QString::fromStdString(folder_ / "moved");
    Progress progress;
    progress.cancel = true;
    EXPECT_THROW(copyLibrary(library(), target, &progress), Cancelled);
    EXPECT_TRUE(verifyLibrary(library()).problems.empty());
    // A half copy under its temporary name must not stand in the way.
    copyLibrary(library(), target);
    copyLibrary(library(), target);
    finishMove(library(), target);
    EXPECT_TRUE(verifyLibrary(target).problems.empty());
}

TEST_F(LibraryUpkeep, AFolderWithOtherThingsOrALibraryInUseIsRefused) {
    writeSeries(1);
    import();
    const QString target = QString::fromStdString(folder_ / "moved");
    fs::create_directories(target.toStdString());
    std::ofstream(target.toStdString() + "/diary.txt") << "not ours";
    EXPECT_THROW(copyLibrary(library(), target), WriteError);
    EXPECT_THROW(copyLibrary(library(), library() + "/images/inside"), WriteError);
    fs::remove(target.toStdString() + "/diary.txt");
    StudyIndex open(indexFile());
    try {
        copyLibrary(library(), target);
        FAIL() << "moved under another program";
    } catch (const IndexError& error) {
        EXPECT_NE(std::string(error.what()).find("another program has the library open"), std::string::npos);
    }
}

TEST_F(LibraryUpkeep, AReadOnlyLibraryIsToldInWords) {
    writeSeries(1);
    import();
    write("new.dcm", {});
    const pid_t child = fork();
    if (child == 0) {
        // Root may write everywhere.
        fs::permissions(folder_.path(), fs::perms::others_read | fs::perms::others_exec,
                        fs::perm_options::add);
        if (getuid() == 0 && setuid(65534) != 0) _exit(77);
        execl(DOKUEI_IMPORTER, DOKUEI_IMPORTER, library().toStdString().c_str(), source().c_str(), "copy",
              nullptr);
        _exit(127);
    }
    fs::permissions(library().toStdString(), fs::perms::owner_read | fs::perms::owner_exec |
                                                 fs::perms::others_read | fs::perms::others_exec);
    fs::permissions(images(), fs::perms::owner_read | fs::perms::owner_exec);
    const int status = statusOf(child);
    fs::permissions(library().toStdString(), fs::perms::owner_all);
    fs::permissions(images(), fs::perms::owner_all);
    if (WEXITSTATUS(status) >= 77) GTEST_SKIP() << "another user's rights cannot be taken on here";
    EXPECT_EQ(WEXITSTATUS(status), 1);
}

}  // namespace
}  // namespace dokuei::viewer
