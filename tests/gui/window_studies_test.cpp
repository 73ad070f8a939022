#include <QAction>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableWidget>
#include <QTest>
#include <QTreeView>

#include "app/chat/ChatPanel.h"
#include "app/library/LibraryPanel.h"
#include "app/report/ReportPanel.h"
#include "app/window/Actions.h"
#include "app/window/Banner.h"
#include "app/window/StudySession.h"
#include "window_support.h"

namespace dokuei::app {
namespace {

TEST_F(WindowTest, ShowsThePictureOfAnOpenedVolume) {
    startWindow();
    openAndWait(writeVolume("block", 1000));
    window->currentViews()->setWindowLevel(1000, 500);
    EXPECT_TRUE(waitFor([&] { return brightShare(viewer::ViewId::Axial) > 0.1; }))
        << brightShare(viewer::ViewId::Axial);
    EXPECT_GT(brightShare(viewer::ViewId::Coronal), 0.1);
}

TEST_F(WindowTest, ADroppedFileOpensInATabOfItsOwn) {
    startWindow();
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(writeVolume("first")), QUrl::fromLocalFile(writeVolume("second"))});
    QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(window.get(), &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop(QPointF(200, 200), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(window.get(), &drop);
    ASSERT_TRUE(waitFor([&] { return window->tabs().count() == 2; }));
    EXPECT_TRUE(waitFor([&] { return window->currentSession()->stage() == StudySession::Stage::Ready; }));
}

TEST_F(WindowTest, OpeningAnOpenPathShowsItsTab) {
    startWindow();
    const QString first = writeVolume("first"), second = writeVolume("second");
    openAndWait(first);
    openAndWait(second);
    window->openPath(first);
    EXPECT_EQ(window->tabs().count(), 2);
    EXPECT_EQ(window->tabs().currentIndex(), 0);
}

TEST_F(WindowTest, APathThatDoesNotExistIsToldAndTheWindowLives) {
    startWindow();
    openAndWait(writeVolume("good"));
    window->openPath(folder.filePath("nowhere"));
    EXPECT_TRUE(waitFor([&] { return window->banner().text().contains("nowhere"); }));
    EXPECT_TRUE(waitFor([&] { return window->tabs().count() == 1; }));
    EXPECT_EQ(window->currentSession()->stage(), StudySession::Stage::Ready);
}

TEST_F(WindowTest, AnotherStudyIsNeverOpenedInPlaceOfTheChosenOne) {
    startWindow();
    window->openPath(writeVolume("replaced"), "2.25.404");
    EXPECT_TRUE(waitFor([&] { return window->banner().text().contains("replaced"); }));
    EXPECT_TRUE(waitFor([&] { return window->tabs().count() == 0; }));
}

TEST_F(WindowTest, AFileThatIsNoImageIsToldByName) {
    startWindow();
    const QString path = folder.filePath("broken.mha");
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("this is not an image");
    file.close();
    window->openPath(path);
    EXPECT_TRUE(waitFor([&] { return window->banner().text().contains("broken.mha"); }));
    EXPECT_TRUE(waitFor([&] { return window->tabs().count() == 0; }));
}

TEST_F(WindowTest, AnImageThatCannotBeDecodedIsNoPictureToAskAbout) {
    const QString file =
        QStringLiteral(DOKUEI_SHARED_DATA "/data/broken/pydicom/JPEG2000-embedded-sequence-delimiter.dcm");
    if (!QFileInfo::exists(file)) GTEST_SKIP() << "the shared data are not there";
    startWindow();
    window->openPath(file);
    EXPECT_TRUE(waitFor([&] { return window->banner().text().contains("JPEG 2000"); }));
    ASSERT_NE(window->currentViews(), nullptr);
    EXPECT_EQ(window->currentViews()->volume(), nullptr);
    EXPECT_TRUE(window->findChild<ChatPanel*>()->studyKey().isEmpty());
}

TEST_F(WindowTest, ASecondStudyDoesNotShowTheBoxesOfTheFirst) {
    startWindow();
    openAndWait(writeVolume("first"));
    ASSERT_TRUE(waitFor([&] { return window->chat().studyKey() == window->currentSession()->key(); }));
    window->chat().ask("Where is the liver?");
    ASSERT_TRUE(waitFor([&] { return window->currentViews()->boxes().size() == 1; }));
    openAndWait(writeVolume("second"));
    EXPECT_TRUE(window->currentViews()->boxes().empty());
    EXPECT_TRUE(window->chat().boxes().empty());
    window->tabs().setCurrentIndex(0);
    EXPECT_TRUE(waitFor([&] { return window->currentViews()->boxes().size() == 1; }));
}

TEST_F(WindowTest, ABoxOfTheAnswerCentresTheViewsOnIt) {
    startWindow();
    openAndWait(writeVolume("block"));
    ASSERT_TRUE(waitFor([&] { return window->chat().studyKey() == window->currentSession()->key(); }));
    window->chat().ask("Where is the liver?");
    ASSERT_TRUE(waitFor([&] { return window->currentViews()->boxes().size() == 1; }));
    const viewer::ViewBox box = window->currentViews()->boxes().front();
    window->currentViews()->setCursorLps({0, 0, 10});
    Q_EMIT window->chat().boxActivated(QString::fromStdString(box.id));
    const viewer::Vec3 at = window->currentViews()->cursorLps();
    for (int axis = 0; axis < 3; ++axis) {
        EXPECT_GE(at[axis], box.lps[axis]);
        EXPECT_LE(at[axis], box.lps[axis + 3]);
    }
}

TEST_F(WindowTest, ClosingAStudyForgetsItAndFreesItsVoxels) {
    startWindow();
    openAndWait(writeVolume("block"));
    const std::weak_ptr<viewer::Volume> voxels = window->currentSession()->volume();
    const std::string key = window->currentSession()->key().toStdString();
    window->closeStudy(0);
    EXPECT_EQ(window->tabs().count(), 0);
    EXPECT_EQ(window->currentSession(), nullptr);
    EXPECT_TRUE(waitFor([&] { return voxels.expired(); }));
    EXPECT_GT(std::count(model->forgotten.begin(), model->forgotten.end(), key), 0);
}

TEST_F(WindowTest, ClosingWhileLoadingIsSafe) {
    startWindow();
    const QString first = writeVolume("first"), second = writeVolume("second");
    window->openPath(first);
    window->openPath(second);
    window->closeStudy(0);
    EXPECT_TRUE(waitFor([&] {
        return window->currentSession() && window->currentSession()->stage() == StudySession::Stage::Ready;
    }));
    EXPECT_EQ(window->currentSession()->path(), second);
}

TEST_F(WindowTest, TheModelPreparesAVolumeThatIsComplete) {
    startWindow();
    openAndWait(writeVolume("block"));
    const std::string key = window->currentSession()->key().toStdString();
    EXPECT_TRUE(waitFor([&] { return std::count(model->prepared.begin(), model->prepared.end(), key) > 0; }));
}

TEST_F(WindowTest, TheLibraryRemembersOpenedStudiesAndOpensThemAgain) {
    startWindow();
    const QString path = writeVolume("remembered");
    openAndWait(path);
    stopWindow();
    startWindow();
    QStandardItemModel* tree = window->library().model();
    ASSERT_TRUE(waitFor([&] { return tree->rowCount() == 1; }));
    const QModelIndex study = tree->index(0, 0, tree->index(0, 0));
    ASSERT_TRUE(study.isValid());
    Q_EMIT window->library().tree()->doubleClicked(study);
    EXPECT_TRUE(waitFor([&] {
        return window->currentSession() && window->currentSession()->stage() == StudySession::Stage::Ready;
    }));
    EXPECT_EQ(window->currentSession()->path(), path);
}

TEST_F(WindowTest, TheSampleStudyIsMadeOnceAndOpens) {
    startWindow();
    run("file.openSample");
    const auto loaded = [&] {
        return window->currentSession() && window->currentSession()->stage() == StudySession::Stage::Ready;
    };
    // Making it is real work on a slow machine.
    for (int minute = 0; minute < 5 && !loaded(); ++minute) waitFor(loaded);
    ASSERT_TRUE(loaded()) << window->banner().text().toStdString();
    EXPECT_EQ(window->currentSession()->volumes().size(), 1u);
    EXPECT_GT(window->currentSession()->volume()->geometry().size[2], 100);
    run("file.openSample");
    EXPECT_EQ(window->tabs().count(), 1);
}

TEST_F(WindowTest, ABoxDrawnInTheViewsBecomesAFindingOfThisStudy) {
    startWindow();
    openAndWait(writeVolume("block"));
    ASSERT_TRUE(waitFor([&] { return window->report().studyKey() == window->currentSession()->key(); }));
    QTest::qWait(200);
    Q_EMIT window->currentViews()->boxDrawn({-20, -20, 20, 10, 10, 40});
    EXPECT_TRUE(waitFor([&] { return window->report().report().findings.size() == 1; }));
    ASSERT_TRUE(waitFor([&] { return window->currentViews()->boxes().size() == 1; }));
    EXPECT_FALSE(window->currentViews()->boxes().front().ai);
}

}  // namespace
}  // namespace dokuei::app
