#pragma once

#include <QMainWindow>
#include <QStringList>
#include <memory>
#include <vector>

#include "app/chat/BoxMark.h"
#include "app/chat/ModelBackend.h"
#include "viewer/render/ViewTypes.h"

class QDockWidget;
class QLabel;
class QStackedWidget;
class QTabBar;
class QTabWidget;
class QToolButton;

namespace dokuei::reports {
class Autosave;
}
namespace dokuei::viewer {
class ViewGrid;
struct ImportResult;
struct SkippedFile;
}  // namespace dokuei::viewer

namespace dokuei::app {

class Actions;
class Banner;
class ChatPanel;
class Jobs;
class JobsBar;
class Library;
class LibraryPanel;
class ObjectsPanel;
class ModelJobs;
class ModelService;
class PhaseBar;
class ReportPanel;
class StartPage;
class StudyObjects;
class StudySession;

/// The window: studies as tabs, library at the left, views in the middle, chat and report at the right.
///
/// Library, reports and settings lie below dataDirectory().
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(std::unique_ptr<ModelBackend> backend, QWidget* parent = nullptr);
    /// Saves what was typed, cancels what runs and waits for it.
    ~MainWindow() override;

    /// Opens a folder or file in a tab of its own, or shows its tab when it is open. Errors go to the banner.
    /// `files`: the study's own files, when it does not lie alone in `path`.
    void openPath(const QString& path, const QString& studyUid = {}, const QString& seriesUid = {},
                  const QStringList& files = {});
    /// Opens the sample study; makes it first when it is not there.
    void openSample();
    void closeStudy(int tab);
    /// Copies or references files and folders into the library, one after another.
    void importIntoLibrary(const QStringList& paths, bool copies);
    /// Brings the library to an empty folder.
    void moveLibrary(const QString& folder);
    /// "ja" or "en"; kept for the next start.
    void setLanguage(const QString& language);

    Actions& actions() { return *actions_; }
    ModelService& model() { return *model_; }
    Jobs& jobs() { return *jobs_; }
    ChatPanel& chat() { return *chat_; }
    ReportPanel& report() { return *report_; }
    LibraryPanel& library() { return *libraryPanel_; }
    ObjectsPanel& objects() { return *objectsPanel_; }
    Banner& banner() { return *banner_; }
    QTabBar& tabs() { return *tabs_; }
    QTabWidget& rightTabs() { return *rightTabs_; }
    /// Null while no study is open.
    StudySession* currentSession() const;
    /// Null while no study is open.
    viewer::ViewGrid* currentViews() const;
    /// Null while no study is open.
    StudyObjects* currentObjects() const;

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Page {
        StudySession* session;
        viewer::ViewGrid* views;
        StudyObjects* objects;
    };

    // MainWindow.cpp: studies
    void connectSession(Page page);
    void connectViews(Page page);
    void currentChanged();
    void giveStudyToPanels();
    void sessionFailed(StudySession* session, const QString& text);
    void askToOpen(bool folder);
    /// A dropped folder may hold a model instead of images.
    void openDropped(const QString& path);
    void manageModels(const QString& proposed = {});
    int pageOf(const StudySession* session) const;
    void updateBoxes(const QString& studyKey);
    void showBox(const QString& id);
    void boxClicked(const QString& id);
    void drawBoxFor(const QString& findingId);

    // MainWindowObjects.cpp: segmentations, reports and other objects of a study
    StudyObjects* makeObjects(StudySession* session);
    void buildObjectsPanel();
    void connectObjects(Page page);
    void updateObjectsPanel();

    // MainWindowChrome.cpp: what surrounds the views
    void buildChrome();
    void buildMenus();
    void buildToolBar();
    void buildStatusLine();
    void connectPanels();
    void retranslate();
    void updateStatus();
    void updateEnabled();
    void updatePresets();
    void restoreWindow();
    void saveWindow();

    // MainWindowLibrary.cpp: what is done with the library
    void connectLibrary();
    void openFromLibrary(qint64 study, const QString& seriesUid);
    void showPriors();
    void askToImport(const QStringList& paths);
    void showImportResult(const viewer::ImportResult& result);
    bool showLibraryIssues();
    void drawPictures();
    void askToDelete(qint64 study);
    void verifyLibrary();
    void reindexLibrary();

    // MainWindowPhases.cpp: time points, b-values, echoes; films
    void connectPhases();
    void stepPhase(int steps);
    void togglePlaying();
    void playNext();
    void updatePhases();

    // MainWindowCommands.cpp: what the commands do
    void connectCommands();
    void connectViewCommands();
    void withViews(const char* action, std::function<void(viewer::ViewGrid&)> work);
    void exportReport();
    void exportImages(const QStringList& paths, const QString& studyUid);
    void stopOrCancel();

    Jobs* jobs_;
    Library* library_;
    reports::Autosave* store_;
    ModelService* model_;
    ModelJobs* modelJobs_;
    Actions* actions_;

    std::vector<Page> pages_;
    QTabBar* tabs_;
    QStackedWidget* stack_;  ///< start page first, then one ViewGrid a study
    StartPage* start_;
    Banner* banner_;
    QDockWidget *libraryDock_, *objectsDock_, *rightDock_;
    LibraryPanel* libraryPanel_;
    ObjectsPanel* objectsPanel_;
    QTabWidget* rightTabs_;
    ChatPanel* chat_;
    ReportPanel* report_;
    JobsBar* jobsBar_;
    PhaseBar* phaseBar_;
    QToolButton *seriesButton_, *modelButton_, *presetButton_, *layoutButton_;
    QLabel *sliceLabel_, *cursorLabel_;
    QMenu *fileMenu_, *viewMenu_, *layoutMenu_, *presetMenu_, *slabMenu_, *volumeMenu_, *languageMenu_,
        *themeMenu_, *toolsMenu_, *helpMenu_, *seriesMenu_, *panelMenu_;
    QToolBar* toolBar_;
    QString pendingFinding_;  ///< the finding that the next drawn box belongs to
    bool drawingBox_ = false;
    std::vector<viewer::SkippedFile> libraryIssues_;  ///< of the last work on the library
    QString libraryNotice_;                           ///< what the banner said about them
    bool libraryMoving_ = false;
};

}  // namespace dokuei::app
