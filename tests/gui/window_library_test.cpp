#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QTabBar>
#include <QTest>
#include <QTreeView>

#include "app/bridge/LibraryPlace.h"
#include "app/library/FilterBar.h"
#include "app/library/ImportDialog.h"
#include "app/library/LibraryPanel.h"
#include "app/window/Banner.h"
#include "app/window/StudySession.h"
#include "tests/viewer/SeriesWriter.h"
#include "window_support.h"

namespace dokuei::app {
namespace {

struct Wanted {
    const char *patientId, *patientName, *studyUid, *date, *modality;
};

constexpr Wanted kNew{"L-1", "Kakuu^Hanako=架空^花子=かくう^はなこ", "2.25.71", "20260112", "CT"};
constexpr Wanted kOld{"L-1", "Kakuu^Hanako=架空^花子=かくう^はなこ", "2.25.72", "20240503", "CT"};
constexpr Wanted kOther{"L-2", "Sample^Robert", "2.25.73", "20250101", "MR"};

class WindowLibraryTest : public WindowTest {
protected:
    /// A folder with a study of four images.
    QString writeStudy(const Wanted& wanted) {
        const QString path = folder.filePath(QString::fromLatin1(wanted.studyUid));
        QDir().mkpath(path);
        for (int n = 0; n < 4; ++n) {
            viewer::test::TestImage image;
            image.position = {0, 0, 2.0 * n};
            image.instanceNumber = n + 1;
            image.seriesUid = std::string(wanted.studyUid) + ".1";
            image.sopInstanceUid = image.seriesUid + "." + std::to_string(n + 1);
            image.value = [](int i, int) { return i < 8 ? 0 : 500; };
            image.change = [&](DcmDataset& d) {
                d.putAndInsertString(DCM_SpecificCharacterSet, "ISO_IR 192");
                d.putAndInsertString(DCM_PatientID, wanted.patientId);
                d.putAndInsertString(DCM_PatientName, wanted.patientName);
                d.putAndInsertString(DCM_StudyInstanceUID, wanted.studyUid);
                d.putAndInsertString(DCM_StudyDate, wanted.date);
                d.putAndInsertString(DCM_Modality, wanted.modality);
            };
            viewer::test::writeImage(path.toStdString() + "/" + std::to_string(n) + ".dcm", image);
        }
        return path;
    }
    QStandardItemModel* tree() { return window->library().model(); }
    QModelIndex patient(int row) { return tree()->index(row, 0); }
    QModelIndex study(int patientRow, int row) { return tree()->index(row, 0, patient(patientRow)); }
    void importAll(const QStringList& paths, bool copies, int patients) {
        window->importIntoLibrary(paths, copies);
        ASSERT_TRUE(waitFor([&] { return tree()->rowCount() == patients; }))
            << window->banner().text().toStdString();
    }
};

TEST_F(WindowLibraryTest, AnImportedStudyIsListedAndOpensWithoutItsMedium) {
    const QString source = writeStudy(kNew);
    startWindow();
    importAll({source}, true, 1);
    QDir(source).removeRecursively();
    ASSERT_TRUE(waitFor([&] { return study(0, 0).isValid(); }));
    EXPECT_TRUE(patient(0).data().toString().startsWith(QString::fromUtf8("架空 花子")));
    Q_EMIT window->library().tree()->doubleClicked(study(0, 0));
    ASSERT_TRUE(waitFor([&] {
        return window->currentSession() && window->currentSession()->stage() == StudySession::Stage::Ready;
    }));
    EXPECT_EQ(window->currentSession()->studyUid(), "2.25.71");
    EXPECT_EQ(window->currentSession()->volume()->geometry().size[2], 4);
}

TEST_F(WindowLibraryTest, TheListFollowsWhatIsTypedAndChosen) {
    startWindow();
    importAll({writeStudy(kNew), writeStudy(kOther)}, true, 2);
    FilterBar* bar = window->library().filterBar();
    for (const char* text : {"架空", "ﾊﾅｺ", "hanako", "L-1", "2026-01"}) {
        bar->search()->setText(QString::fromUtf8(text));
        EXPECT_TRUE(waitFor([&] { return tree()->rowCount() == 1; })) << text;
        bar->search()->clear();
        EXPECT_TRUE(waitFor([&] { return tree()->rowCount() == 2; })) << text;
    }
    bar->modality()->setCurrentIndex(bar->modality()->findData("MR"));
    EXPECT_TRUE(waitFor([&] { return tree()->rowCount() == 1; }));
    EXPECT_TRUE(patient(0).data().toString().contains("Robert"));
}

TEST_F(WindowLibraryTest, StudiesOfAPatientStandTogetherNewestFirst) {
    startWindow();
    importAll({writeStudy(kOld), writeStudy(kNew), writeStudy(kOther)}, true, 2);
    ASSERT_TRUE(
        waitFor([&] { return std::max(tree()->rowCount(patient(0)), tree()->rowCount(patient(1))) == 2; }));
    const int row = tree()->rowCount(patient(0)) == 2 ? 0 : 1;
    EXPECT_TRUE(study(row, 0).data().toString().startsWith("2026-01-12"));
    EXPECT_TRUE(study(row, 1).data().toString().startsWith("2024-05-03"));
}

TEST_F(WindowLibraryTest, AnOpenStudyOffersItsPriors) {
    const QString current = writeStudy(kNew);
    startWindow();
    importAll({current, writeStudy(kOld), writeStudy(kOther)}, true, 2);
    EXPECT_FALSE(window->library().priors()->isVisible());
    openAndWait(current);
    QListWidget* priors = window->library().priors();
    ASSERT_TRUE(waitFor([&] { return priors->count() == 2; }));
    EXPECT_TRUE(priors->item(1)->text().startsWith("2024-05-03"));
    Q_EMIT priors->itemActivated(priors->item(1));
    ASSERT_TRUE(waitFor([&] {
        return window->tabs().count() == 2 && window->currentSession()->stage() == StudySession::Stage::Ready;
    }));
    EXPECT_EQ(window->currentSession()->studyUid(), "2.25.72");
}

TEST_F(WindowLibraryTest, DeletingSaysWhatIsDeletedAndDoesItOnlyThen) {
    startWindow();
    importAll({writeStudy(kNew)}, true, 1);
    Q_EMIT window->library().deleteRequested(study(0, 0).data(Qt::UserRole + 1).toLongLong());
    auto* question = window->findChild<QMessageBox*>("deleteStudy");
    ASSERT_NE(question, nullptr);
    EXPECT_TRUE(question->informativeText().contains("4 copied files"));
    EXPECT_TRUE(question->informativeText().contains("signed"));
    EXPECT_EQ(tree()->rowCount(), 1);
    for (QAbstractButton* button : question->buttons())
        if (question->buttonRole(button) == QMessageBox::DestructiveRole)
            QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_TRUE(waitFor([&] { return tree()->rowCount() == 0; }));
}

TEST_F(WindowLibraryTest, ReferencedFilesAreOnlyForgotten) {
    const QString source = writeStudy(kNew);
    startWindow();
    importAll({source}, false, 1);
    Q_EMIT window->library().deleteRequested(study(0, 0).data(Qt::UserRole + 1).toLongLong());
    auto* question = window->findChild<QMessageBox*>("deleteStudy");
    ASSERT_NE(question, nullptr);
    EXPECT_TRUE(question->informativeText().contains("stay where they are"));
    question->reject();
    EXPECT_TRUE(QFileInfo::exists(source + "/0.dcm"));
}

TEST_F(WindowLibraryTest, AReferencedStudyWhoseMediumIsGoneIsShownSo) {
    const QString source = writeStudy(kNew);
    startWindow();
    importAll({source}, false, 1);
    QDir().rename(source, source + "-away");
    window->library().filterBar()->search()->setText("hanako");
    EXPECT_TRUE(waitFor([&] {
        return study(0, 0).isValid() &&
               study(0, 0).data(Qt::ToolTipRole).toString().contains("Is the medium connected?");
    }));
}

TEST_F(WindowLibraryTest, WhatIsDroppedOnTheLibraryIsOfferedForImport) {
    const QString source = writeStudy(kNew);
    startWindow();
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(source)});
    QDragEnterEvent enter(QPoint(20, 200), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window->library(), &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop(QPointF(20, 200), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window->library(), &drop);
    auto* dialog = window->findChild<ImportDialog*>();
    ASSERT_NE(dialog, nullptr);
    EXPECT_EQ(dialog->paths(), QStringList{source});
    dialog->setCopies(false);
    dialog->accept();
    EXPECT_TRUE(waitFor([&] { return tree()->rowCount() == 1; }));
    EXPECT_EQ(window->tabs().count(), 0);
}

TEST_F(WindowLibraryTest, AMovedLibraryGoesOnInItsNewFolder) {
    startWindow();
    importAll({writeStudy(kNew)}, true, 1);
    ASSERT_TRUE(waitFor([&] { return window->jobs().running().empty(); }));
    const QString target = folder.filePath("other disk");
    window->moveLibrary(target);
    ASSERT_TRUE(waitFor([&] { return window->banner().text().contains(target); }))
        << window->banner().text().toStdString();
    EXPECT_EQ(libraryDirectory(), target.toStdString());
    stopWindow();
    startWindow();
    ASSERT_TRUE(waitFor([&] { return tree()->rowCount() == 1; }));
    Q_EMIT window->library().tree()->doubleClicked(study(0, 0));
    EXPECT_TRUE(waitFor([&] {
        return window->currentSession() && window->currentSession()->stage() == StudySession::Stage::Ready;
    }));
}

TEST_F(WindowLibraryTest, ARowsMenuOpensExportsAndDeletes) {
    startWindow();
    QObject::connect(&window->library(), &LibraryPanel::exportRequested, window.get(), [](qint64) {});
    importAll({writeStudy(kNew)}, true, 1);
    const std::unique_ptr<QMenu> menu(window->library().menuFor(study(0, 0)));
    QStringList texts;
    for (QAction* action : menu->actions()) texts << action->text();
    for (const char* text :
         {"Open", "Show in the file manager", "Export images...", "Delete...", "Import..."})
        EXPECT_TRUE(texts.contains(text)) << text;
}

}  // namespace
}  // namespace dokuei::app
