#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>

#include "app/settings/Language.h"
#include "app/window/ProblemsDialog.h"
#include "tests/gui/window_support.h"

namespace dokuei::app {
namespace {

Problems someProblems() {
    Problems problems{"Sato Hanako", "/nowhere/study", {}, 3, {}};
    problems.skipped.push_back({"/nowhere/study/a.dcm", "not a DICOM file, though its name says so"});
    problems.skipped.push_back({"/nowhere/study/b", "the pixel data are cut short: 12 of 512 bytes"});
    return problems;
}

TEST_F(WindowTest, FilesLeftOutAreListedWithTheirReasonAndCanBeCopied) {
    const std::unique_ptr<QDialog> dialog(showProblems(nullptr, someProblems()));
    auto* table = dialog->findChild<QTableWidget*>("problems");
    ASSERT_TRUE(table);
    ASSERT_EQ(table->rowCount(), 2);
    EXPECT_EQ(table->item(1, 0)->text(), "/nowhere/study/b");
    EXPECT_EQ(table->item(1, 1)->text(), "the pixel data are cut short: 12 of 512 bytes");
    EXPECT_TRUE(dialog->findChild<QLabel*>("headline")->text().contains("2 files"));
    EXPECT_TRUE(dialog->findChild<QLabel*>("headline")->text().contains("3 files of other kinds"));
    dialog->findChild<QPushButton*>("copy")->click();
    EXPECT_EQ(QApplication::clipboard()->text(),
              "/nowhere/study/a.dcm\tnot a DICOM file, though its name says so\n"
              "/nowhere/study/b\tthe pixel data are cut short: 12 of 512 bytes\n");
}

TEST_F(WindowTest, ReasonsAreToldInJapanese) {
    startWindow();
    window->setLanguage("ja");
    const std::unique_ptr<QDialog> dialog(showProblems(nullptr, someProblems()));
    auto* table = dialog->findChild<QTableWidget*>("problems");
    ASSERT_EQ(table->rowCount(), 2);
    for (int row = 0; row < 2; ++row)
        EXPECT_NE(table->item(row, 1)->text(), QString::fromStdString(someProblems().skipped[row].reason));
    EXPECT_TRUE(dialog->findChild<QLabel*>("headline")->text().contains("2"));
}

TEST_F(WindowTest, AVeryLongListIsCopiedWhole) {
    Problems problems{"Sato Hanako", "/nowhere", {}, 0, {}};
    for (int f = 0; f < 5000; ++f)
        problems.skipped.push_back({"/nowhere/" + std::to_string(f), "is cut short"});
    const std::unique_ptr<QDialog> dialog(showProblems(nullptr, problems));
    EXPECT_EQ(dialog->findChild<QTableWidget*>("problems")->rowCount(), 1000);
    dialog->findChild<QPushButton*>("copy")->click();
    EXPECT_EQ(QApplication::clipboard()->text().count('\n'), 5000);
}

TEST_F(WindowTest, TheBannerOpensTheListOfFilesLeftOut) {
    QDir(folder.path()).mkdir("study");
    writeVolume("study/brain");
    QFile bad(folder.filePath("study/bad.dcm"));
    ASSERT_TRUE(bad.open(QIODevice::WriteOnly));
    bad.write("nothing that could be an image");
    bad.close();
    startWindow();
    openAndWait(folder.filePath("study"));
    run("file.problems");
    QTableWidget* table = nullptr;
    ASSERT_TRUE(waitFor([&] {
        table = window->findChild<QTableWidget*>("problems");
        return table != nullptr;
    }));
    EXPECT_TRUE(table->item(0, 0)->text().endsWith("bad.dcm"));
}

}  // namespace
}  // namespace dokuei::app
