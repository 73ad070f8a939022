#include <QAction>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QPainter>
#include <QPdfWriter>
#include <QProcess>
#include <QSlider>
#include <QStandardPaths>
#include <QTest>
#include <QTextBrowser>
#include <QTreeWidget>

#include "app/objects/ObjectsPanel.h"
#include "app/objects/StudyObjects.h"
#include "app/window/Actions.h"
#include "app/window/Banner.h"
#include "app/window/StudySession.h"
#include "window_support.h"

namespace dokuei::app {
namespace {

const QString shared = QStringLiteral(DOKUEI_SHARED_DATA "/data/sr-seg");

class ObjectsTest : public WindowTest {
protected:
    /// Opens and waits until every object that can be drawn is read.
    bool openWithObjects(const QString& path) {
        openAndWait(path);
        return waitFor([&] {
            StudyObjects* objects = window->currentObjects();
            for (const auto& entry : objects->entries())
                if (StudyObjects::drawable(entry.object.kind) && entry.state != StudyObjects::State::Ready &&
                    entry.state != StudyObjects::State::Failed)
                    return false;
            return !objects->entries().empty();
        });
    }
    QTreeWidget& tree() { return *window->objects().tree(); }
    std::size_t visibleOverlays() {
        std::size_t count = 0;
        for (const auto& overlay : window->currentViews()->overlays()) count += overlay.visible;
        return count;
    }
};

#define REQUIRE_SHARED(path) \
    if (!QDir(path).exists()) GTEST_SKIP() << "real test data are absent: " << qPrintable(path)

TEST_F(ObjectsTest, SegmentationsOfAStudyAreListedAndLieOverItsImages) {
    REQUIRE_SHARED(shared + "/dcmqi-ct-3slice");
    startWindow();
    ASSERT_TRUE(openWithObjects(shared + "/dcmqi-ct-3slice"));
    ASSERT_EQ(tree().topLevelItemCount(), 2);
    EXPECT_TRUE(tree().isVisible());
    EXPECT_TRUE(tree().topLevelItem(0)->text(0).startsWith("Liver Segmentation"));
    EXPECT_EQ(tree().topLevelItem(1)->childCount(), 5);
    EXPECT_EQ(visibleOverlays(), 6U);
}

TEST_F(ObjectsTest, ACheckBoxHidesOneSegmentOrAllOfAnObject) {
    REQUIRE_SHARED(shared + "/dcmqi-ct-3slice");
    startWindow();
    ASSERT_TRUE(openWithObjects(shared + "/dcmqi-ct-3slice"));
    tree().topLevelItem(1)->child(0)->setCheckState(0, Qt::Unchecked);
    EXPECT_EQ(visibleOverlays(), 5U);
    tree().topLevelItem(1)->setCheckState(0, Qt::Unchecked);
    EXPECT_EQ(visibleOverlays(), 1U);
    tree().topLevelItem(1)->setCheckState(0, Qt::Checked);
    EXPECT_EQ(visibleOverlays(), 6U);
}

TEST_F(ObjectsTest, ChoosingASegmentGoesToItsMiddleAndItsOpacityCanBeChanged) {
    REQUIRE_SHARED(shared + "/dcmqi-ct-3slice");
    startWindow();
    ASSERT_TRUE(openWithObjects(shared + "/dcmqi-ct-3slice"));
    QTreeWidgetItem* liver = tree().topLevelItem(0)->child(0);
    tree().setCurrentItem(liver);
    QTest::mouseClick(tree().viewport(), Qt::LeftButton, {}, tree().visualItemRect(liver).center());
    const viewer::Vec3 at = window->currentViews()->cursorLps();
    EXPECT_NEAR(at[0], -74.06, 0.01);
    EXPECT_NEAR(at[1], -33.26, 0.01);
    EXPECT_NEAR(at[2], -127.70, 0.01);
    window->objects().opacity()->setValue(80);
    EXPECT_NEAR(window->currentViews()->overlays().at(0).opacity, 0.8, 1e-9);
}

TEST_F(ObjectsTest, OneKeyHidesAllAndBringsThemBack) {
    REQUIRE_SHARED(shared + "/dcmqi-ct-3slice");
    startWindow();
    ASSERT_TRUE(openWithObjects(shared + "/dcmqi-ct-3slice"));
    run("view.objects");
    EXPECT_FALSE(window->currentViews()->overlaysVisible());
    run("view.objects");
    EXPECT_TRUE(window->currentViews()->overlaysVisible());
}

TEST_F(ObjectsTest, AStudyOfReportsAloneOpensAndEnterShowsTheText) {
    REQUIRE_SHARED(shared + "/dcmqi-tid1500");
    startWindow();
    window->openPath(shared + "/dcmqi-tid1500");
    ASSERT_TRUE(waitFor([&] { return tree().topLevelItemCount() == 3; }));
    QTreeWidgetItem* report = nullptr;
    for (int n = 0; n < 3; ++n)
        if (tree().topLevelItem(n)->text(0).startsWith("Imaging Measurement Report"))
            report = tree().topLevelItem(n);
    ASSERT_TRUE(report);
    ASSERT_GT(report->childCount(), 0);
    EXPECT_EQ(report->child(0)->text(0), "refers to images that are not here");
    tree().setCurrentItem(report);
    QTest::keyClick(&tree(), Qt::Key_Return);
    QTextBrowser* page = nullptr;
    ASSERT_TRUE(
        waitFor([&] { return (page = window->findChild<QTextBrowser*>("objectReport")) != nullptr; }));
    EXPECT_TRUE(page->toPlainText().contains("Procedure reported: PET whole body"));
}

TEST_F(ObjectsTest, AnEncapsulatedPdfIsShownPageByPageAndNothingOfItIsWritten) {
    if (QStandardPaths::findExecutable("pdf2dcm").isEmpty()) GTEST_SKIP() << "pdf2dcm (dcmtk) is absent";
    const QString study = folder.filePath("documents"), pdf = folder.filePath("letter.pdf");
    QDir().mkpath(study);
    {
        QPdfWriter writer(pdf);
        QPainter painter(&writer);
        painter.drawText(500, 500, "Letter to the referring physician");
    }
    ASSERT_EQ(QProcess::execute("pdf2dcm", {"+pn", "Mori^Kenta", "+t", "Letter", pdf, study + "/letter.dcm"}),
              0);
    ASSERT_TRUE(QFile::remove(pdf));
    startWindow();
    window->openPath(study);
    ASSERT_TRUE(waitFor([&] { return tree().topLevelItemCount() == 1; }));
    const auto before = QDir::temp().entryList(QDir::Files).filter("pdf").size();
    tree().setCurrentItem(tree().topLevelItem(0));
    QTest::keyClick(&tree(), Qt::Key_Return);
    QWidget* pages = nullptr;
    ASSERT_TRUE(waitFor([&] { return (pages = window->findChild<QWidget*>("objectPages")) != nullptr; }));
    EXPECT_TRUE(pages->inherits("QPdfView") || pages->inherits("QLabel"));
    if (pages->inherits("QPdfView"))
        EXPECT_TRUE(waitFor([&] {
            const QImage shown = pages->grab().toImage();
            int ink = 0, paper = 0;
            for (int y = 0; y < shown.height(); y += 2)
                for (int x = 0; x < shown.width(); x += 2) {
                    const int grey = qGray(shown.pixel(x, y));
                    paper += grey > 250;
                    ink += grey < 60;
                }
            return paper > 10000 && ink > 20;
        })) << "a white page with words";
    EXPECT_LE(QDir::temp().entryList(QDir::Files).filter("pdf").size(), before);
}

TEST_F(ObjectsTest, AStudyWithoutObjectsHasNoListOfThem) {
    startWindow();
    openAndWait(writeVolume("plain"));
    EXPECT_FALSE(tree().isVisible());
}

TEST_F(ObjectsTest, AFileThatCannotBeReadIsToldInTheList) {
    REQUIRE_SHARED(shared + "/dcmqi-ct-3slice");
    const QString study = folder.filePath("study");
    QDir().mkpath(study);
    for (const QString& name : QDir(shared + "/dcmqi-ct-3slice").entryList({"0*.dcm"}))
        QFile::copy(shared + "/dcmqi-ct-3slice/" + name, study + "/" + name);
    QFile whole(shared + "/dcmqi-ct-3slice/liver-seg.dcm"), cut(study + "/cut.dcm");
    ASSERT_TRUE(whole.open(QIODevice::ReadOnly) && cut.open(QIODevice::WriteOnly));
    cut.write(whole.readAll().chopped(20000));
    cut.close();
    startWindow();
    ASSERT_TRUE(openWithObjects(study));
    ASSERT_EQ(tree().topLevelItemCount(), 1);
    ASSERT_EQ(tree().topLevelItem(0)->childCount(), 1);
    EXPECT_TRUE(tree().topLevelItem(0)->child(0)->text(0).contains("cut short"))
        << qPrintable(tree().topLevelItem(0)->child(0)->text(0));
    EXPECT_EQ(visibleOverlays(), 0U);
}

}  // namespace
}  // namespace dokuei::app
