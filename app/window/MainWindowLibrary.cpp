#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QStatusBar>
#include <QUrl>
#include <algorithm>

#include "app/bridge/LibraryPlace.h"
#include "app/library/ImportDialog.h"
#include "app/library/Library.h"
#include "app/library/LibraryPanel.h"
#include "app/window/Actions.h"
#include "app/window/Banner.h"
#include "app/window/Jobs.h"
#include "app/window/MainWindow.h"
#include "app/window/ProblemsDialog.h"
#include "app/window/StudySession.h"
#include "viewer/Error.h"
#include "viewer/library/Importer.h"
#include "viewer/library/IndexUpkeep.h"
#include "viewer/library/LibraryMove.h"
#include "viewer/library/SeriesThumbnails.h"

namespace dokuei::app {

void MainWindow::connectLibrary() {
    connect(libraryPanel_, &LibraryPanel::openRequested, this, &MainWindow::openFromLibrary);
    connect(libraryPanel_, &LibraryPanel::importRequested, this, &MainWindow::askToImport);
    connect(libraryPanel_, &LibraryPanel::resumeImportRequested, this,
            [this](const QString& source, bool copied) { importIntoLibrary({source}, copied); });
    connect(libraryPanel_, &LibraryPanel::deleteRequested, this, &MainWindow::askToDelete);
    connect(libraryPanel_, &LibraryPanel::openContainingFolderRequested, this, [this](qint64 study) {
        library_->locate(study, this, [](const StudyPlace& place) {
            const QString at = place.files.isEmpty() ? place.path : place.files.front();
            const QFileInfo file(at.section(QLatin1String("!/"), 0, 0));
            QDesktopServices::openUrl(
                QUrl::fromLocalFile(file.isDir() ? file.absoluteFilePath() : file.absolutePath()));
        });
    });
    connect(libraryPanel_, &LibraryPanel::exportRequested, this, [this](qint64 study) {
        library_->locate(study, this, [this](const StudyPlace& place) {
            exportImages(place.files.isEmpty() ? QStringList(place.path) : place.files, place.studyUid);
        });
    });
    connect((*actions_)[QStringLiteral("file.import")], &QAction::triggered, this,
            [this] { askToImport({}); });
    connect((*actions_)[QStringLiteral("library.verify")], &QAction::triggered, this,
            &MainWindow::verifyLibrary);
    connect((*actions_)[QStringLiteral("library.reindex")], &QAction::triggered, this,
            &MainWindow::reindexLibrary);
    connect((*actions_)[QStringLiteral("library.move")], &QAction::triggered, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(
            this, tr("Empty folder for the library"), QFileInfo(library_->folder()).absolutePath());
        if (!folder.isEmpty()) moveLibrary(folder);
    });
    // A move that was interrupted after the switch: the old files are still to go.
    const QString old = QString::fromStdString(libraryToRemove());
    if (old.isEmpty()) return;
    const QString current = QString::fromStdString(libraryDirectory());
    jobs_->start(
        this, tr("Removing the old library folder"),
        [old, current](viewer::Progress&) {
            viewer::finishMove(old, current);
            setLibraryDirectory(current.toStdString());
        },
        [] {}, [this](const QString& error, bool) { banner_->showText(error, Banner::Tone::Warning); });
}

void MainWindow::openFromLibrary(qint64 study, const QString& seriesUid) {
    library_->locate(study, this, [this, seriesUid](const StudyPlace& place) {
        openPath(place.path, place.studyUid, seriesUid, place.files);
    });
}

void MainWindow::showPriors() {
    const StudySession* session = currentSession();
    const bool known = session && session->currentVolume() >= 0;
    library_->showPriorsOf(
        known ? session->studyUid() : QString(),
        known ? QString::fromStdString(session->volumes()[session->currentVolume()].identity.patientId)
              : QString());
}

void MainWindow::askToImport(const QStringList& paths) {
    auto* dialog = new ImportDialog(paths, library_->folder(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { importIntoLibrary(dialog->paths(), dialog->copies()); });
    dialog->open();
}

void MainWindow::importIntoLibrary(const QStringList& paths, bool copies) {
    if (paths.isEmpty()) return;
    if (libraryMoving_) {
        banner_->showText(tr("The library is being moved. Import when that is done."), Banner::Tone::Warning);
        return;
    }
    libraryPanel_->setImporting(true);
    const QString source = paths.front(), folder = library_->folder();
    auto result = std::make_shared<viewer::ImportResult>();
    const auto next = [this, rest = paths.mid(1), copies] {
        library_->refresh();
        libraryPanel_->setImporting(false);
        importIntoLibrary(rest, copies);
    };
    jobs_->start(
        this, tr("Importing %1").arg(QFileInfo(source).fileName()),
        [result, source, folder, copies](viewer::Progress& progress) {
            viewer::ImportOptions options;
            if (!copies) options.mode = viewer::ImportMode::Reference;
            *result = viewer::Importer(folder).run(source.toStdString(), options, &progress);
            if (result->cancelled) throw viewer::Cancelled();
        },
        [this, result, next] {
            showImportResult(*result);
            drawPictures();
            next();
        },
        [this, source, next](const QString& error, bool cancelled) {
            if (cancelled) {
                statusBar()->showMessage(
                    tr("The import was cancelled. What was imported stays; it can go on later."), 8000);
            } else {
                banner_->showText(tr("%1 could not be imported. %2").arg(source, error), Banner::Tone::Error);
            }
            next();
        });
}

void MainWindow::showImportResult(const viewer::ImportResult& result) {
    QStringList parts{tr("%n file(s) imported", nullptr, static_cast<int>(result.imported))};
    if (result.unchanged > 0) parts << tr("%n known already", nullptr, static_cast<int>(result.unchanged));
    if (result.duplicates > 0) parts << tr("%n duplicate(s)", nullptr, static_cast<int>(result.duplicates));
    if (result.otherFiles > 0) parts << tr("%n not DICOM", nullptr, static_cast<int>(result.otherFiles));
    if (!result.issues.empty()) parts << tr("%n left out", nullptr, static_cast<int>(result.issues.size()));
    libraryIssues_ = result.issues;
    libraryNotice_ = parts.join(QStringLiteral(", "));
    banner_->showText(libraryNotice_, result.issues.empty() ? Banner::Tone::Note : Banner::Tone::Warning,
                      result.issues.empty() ? QString() : tr("Show the list"));
}

bool MainWindow::showLibraryIssues() {
    if (libraryIssues_.empty() || banner_->text() != libraryNotice_) return false;
    showProblems(this, {tr("Library"), QString(), libraryIssues_, 0, {}});
    return true;
}

void MainWindow::drawPictures() {
    const QString file = library_->folder() + QStringLiteral("/library.sqlite");
    jobs_->start(
        this, tr("Drawing the pictures of the library"),
        [file](viewer::Progress& progress) {
            viewer::StudyIndex index(file);
            viewer::makeThumbnails(index, &progress);
        },
        [this] { library_->search(library_->filter()); },
        [this](const QString& error, bool cancelled) {
            if (!cancelled) banner_->showText(error, Banner::Tone::Warning);
        });
}

void MainWindow::askToDelete(qint64 study) {
    const auto& studies = library_->studies();
    const auto found = std::find_if(studies.begin(), studies.end(),
                                    [study](const viewer::IndexedStudy& s) { return s.id == study; });
    if (found == studies.end()) return;
    const qint64 copies = found->copies, references = found->instances - copies;
    QStringList words;
    if (copies > 0)
        words << tr("%n copied file(s) in the library folder will be deleted. This cannot be undone.",
                    nullptr, static_cast<int>(copies));
    if (references > 0 || copies == 0)
        words << tr("The original files stay where they are: the library only forgets them.");
    words << tr("Reports on this study stay, signed ones too.");
    auto* question = new QMessageBox(
        QMessageBox::Warning, tr("Delete a study"),
        tr("Delete %1, %2 %3?")
            .arg(found->patientName, readableDate(found->studyDate.toStdString()), found->description),
        QMessageBox::Cancel, this);
    question->setObjectName(QStringLiteral("deleteStudy"));
    question->setInformativeText(words.join(QLatin1Char('\n')));
    QPushButton* yes =
        question->addButton(copies > 0 ? tr("Delete") : tr("Forget"), QMessageBox::DestructiveRole);
    question->setDefaultButton(QMessageBox::Cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(yes, &QPushButton::clicked, this, [this, study] { library_->remove(study); });
    question->open();
}

void MainWindow::verifyLibrary() {
    const QString folder = library_->folder();
    auto result = std::make_shared<viewer::VerifyResult>();
    jobs_->start(
        this, tr("Checking the library"),
        [result, folder](viewer::Progress& progress) {
            *result = viewer::verifyLibrary(folder, &progress);
            if (result->cancelled) throw viewer::Cancelled();
        },
        [this, result] {
            QStringList parts{tr("%n file(s) checked", nullptr, static_cast<int>(result->files)),
                              result->problems.empty()
                                  ? tr("nothing is wrong")
                                  : tr("%n problem(s)", nullptr, static_cast<int>(result->problems.size()))};
            if (result->missing > 0)
                parts << tr("%n file(s) lie on a medium that is not there", nullptr,
                            static_cast<int>(result->missing));
            libraryIssues_ = result->problems;
            libraryNotice_ = parts.join(QStringLiteral(", "));
            banner_->showText(libraryNotice_,
                              result->problems.empty() ? Banner::Tone::Note : Banner::Tone::Warning,
                              result->problems.empty() ? QString() : tr("Show the list"));
        },
        [this](const QString& error, bool cancelled) {
            if (!cancelled) banner_->showText(error, Banner::Tone::Error);
        });
}

void MainWindow::reindexLibrary() {
    const QString folder = library_->folder();
    auto result = std::make_shared<viewer::ImportResult>();
    jobs_->start(
        this, tr("Re-indexing the library"),
        [result, folder](viewer::Progress& progress) {
            *result = viewer::Importer(folder).rebuild(&progress);
            if (result->cancelled) throw viewer::Cancelled();
        },
        [this, result] {
            showImportResult(*result);
            drawPictures();
        },
        [this](const QString& error, bool cancelled) {
            if (!cancelled) banner_->showText(error, Banner::Tone::Error);
        });
}

void MainWindow::moveLibrary(const QString& folder) {
    if (libraryMoving_) return;
    libraryMoving_ = true;
    const QString from = library_->folder();
    const auto back = [this] {
        libraryMoving_ = false;
        library_->resume(QString::fromStdString(libraryDirectory()) + QStringLiteral("/library.sqlite"));
    };
    library_->suspend([this, from, folder, back] {
        jobs_->start(
            this, tr("Moving the library"),
            [from, folder](viewer::Progress& progress) {
                viewer::copyLibrary(from, folder, &progress);
                setLibraryDirectory(folder.toStdString(), from.toStdString());
                viewer::finishMove(from, folder);
                setLibraryDirectory(folder.toStdString());
            },
            [this, folder, back] {
                back();
                banner_->showText(tr("The library is now in %1.").arg(folder), Banner::Tone::Note);
            },
            [this, from, back](const QString& error, bool cancelled) {
                back();
                if (cancelled) {
                    statusBar()->showMessage(
                        tr("The library stays in %1. Moving it to the same folder again goes on.").arg(from),
                        8000);
                } else {
                    banner_->showText(tr("The library was not moved. %1").arg(error), Banner::Tone::Error);
                }
            });
    });
}

}  // namespace dokuei::app
