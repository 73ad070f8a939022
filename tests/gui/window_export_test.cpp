#include <QDialog>
#include <QDir>
#include <QFile>
#include <QGroupBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTableWidget>
#include <QTest>
#include <QTreeWidget>

#include "app/bridge/Resources.h"
#include "app/window/Banner.h"
#include "app/window/ExportDialog.h"
#include "viewer/sample/SampleStudy.h"
#include "window_support.h"

namespace dokuei::app {
namespace {

/// The window with some slices of the sample study open, and the export dialog above it.
class ExportDialogTest : public WindowTest {
protected:
    ExportDialog* openDialog() {
        const QString whole = folder.filePath("whole"), part = folder.filePath("part");
        viewer::writeSampleStudy(whole.toStdString(), resourcePath("anatomy/bodyparts3d"), 1);
        QDir().mkpath(part);
        const QStringList files = QDir(whole).entryList(QDir::Files);
        for (const QString& file : files.mid(0, 8)) QFile::copy(whole + '/' + file, part + '/' + file);
        startWindow();
        openAndWait(part);
        run("file.exportImages");
        auto* dialog = window->findChild<ExportDialog*>();
        EXPECT_TRUE(dialog && waitFor([&] { return dialog->isReady(); }));
        return dialog;
    }
    static void press(QWidget* dialog, const char* name) {
        QTest::mouseClick(dialog->findChild<QPushButton*>(QLatin1String(name)), Qt::LeftButton);
    }
};

TEST_F(ExportDialogTest, ExportsTheOpenStudyDeidentifiedAndTellsSo) {
    ExportDialog* dialog = openDialog();
    ASSERT_NE(dialog, nullptr);
    EXPECT_FALSE(dialog->findChild<QPushButton*>("exportStart")->isEnabled()) << "no target yet";
    ASSERT_EQ(dialog->series()->topLevelItemCount(), 1);
    EXPECT_EQ(dialog->series()->topLevelItem(0)->child(0)->checkState(0), Qt::Checked);
    dialog->findChild<QLineEdit*>("exportPseudonym")->setText("Case-A");
    const QString target = folder.filePath("out");
    dialog->setTarget(target, false);
    ASSERT_TRUE(dialog->options().deidentify.has_value());
    press(dialog, "exportStart");
    ASSERT_TRUE(waitFor([&] { return window->findChild<QDialog*>("exportSummary") != nullptr; }));
    EXPECT_TRUE(QFile::exists(target + "/DICOMDIR"));
    const viewer::ExportList list = viewer::listForExport(target.toStdString());
    ASSERT_EQ(list.series.size(), 1U);
    EXPECT_EQ(list.series[0].objects.size(), 8U);
    EXPECT_EQ(list.series[0].patientName, "Case-A 0001");
    openAndWait(target);
    EXPECT_EQ(window->tabs().count(), 2) << "the export opens again";
}

TEST_F(ExportDialogTest, ShowsWhatWillChange) {
    ExportDialog* dialog = openDialog();
    ASSERT_NE(dialog, nullptr);
    dialog->findChild<QLineEdit*>("exportPseudonym")->setText("Case-B");
    press(dialog, "exportShowChanges");
    ASSERT_TRUE(waitFor([&] { return dialog->findChild<QDialog*>("exportPreview") != nullptr; }));
    auto* table = dialog->findChild<QDialog*>("exportPreview")->findChild<QTableWidget*>();
    const auto names = table->findItems("PatientName", Qt::MatchExactly);
    ASSERT_FALSE(names.empty());
    EXPECT_EQ(table->item(names[0]->row(), 3)->text(), "Case-B 0001");
    EXPECT_NE(table->item(names[0]->row(), 2)->text(), "Case-B 0001");
}

TEST_F(ExportDialogTest, NeedsAPseudonymOnlyToDeidentify) {
    ExportDialog* dialog = openDialog();
    ASSERT_NE(dialog, nullptr);
    dialog->setTarget(folder.filePath("out.zip"), true);
    auto* start = dialog->findChild<QPushButton*>("exportStart");
    EXPECT_TRUE(start->isEnabled());
    dialog->findChild<QLineEdit*>("exportPseudonym")->setText("");
    EXPECT_FALSE(start->isEnabled());
    dialog->findChild<QGroupBox*>("exportDeidentify")->setChecked(false);
    EXPECT_TRUE(start->isEnabled());
}

TEST_F(ExportDialogTest, TellsInTheBannerThatAFolderIsNotEmpty) {
    ExportDialog* dialog = openDialog();
    ASSERT_NE(dialog, nullptr);
    dialog->setTarget(folder.filePath("whole"), false);
    press(dialog, "exportStart");
    EXPECT_TRUE(waitFor([&] { return window->banner().text().contains("is there already"); }));
}

}  // namespace
}  // namespace dokuei::app
