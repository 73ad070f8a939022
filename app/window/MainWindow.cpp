#include "app/window/MainWindow.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

#include "app/bridge/Bridge.h"
#include "app/bridge/LibraryPlace.h"
#include "app/bridge/Resources.h"
#include "app/chat/ChatPanel.h"
#include "app/chat/ModelService.h"
#include "app/library/Library.h"
#include "app/library/LibraryPanel.h"
#include "app/report/ReportPanel.h"
#include "app/settings/Icons.h"
#include "app/settings/Language.h"
#include "app/settings/Settings.h"
#include "app/window/Actions.h"
#include "app/window/Banner.h"
#include "app/window/CornerTexts.h"
#include "app/window/Jobs.h"
#include "app/window/MemoryDialog.h"
#include "app/window/ModelChoice.h"
#include "app/window/ModelJobs.h"
#include "app/window/ModelManager.h"
#include "app/window/PhaseBar.h"
#include "app/window/StartPage.h"
#include "app/window/StudySession.h"
#include "reports/store/Autosave.h"
#include "viewer/render/ViewGrid.h"
#include "viewer/sample/SampleStudy.h"

namespace dokuei::app {
namespace {

const QString viewState = QStringLiteral("window/views");

std::vector<viewer::ViewBox> viewBoxes(const StudySession& session) {
    std::vector<viewer::ViewBox> boxes;
    for (const BoxMarks* marks : {&session.chatBoxes, &session.reportBoxes})
        for (const BoxMark& mark : *marks)
            boxes.push_back(
                {mark.id.toStdString(), mark.label.toStdString(), mark.lps, mark.ai, mark.lesion});
    return boxes;
}

bool holds(const BoxMarks& marks, const QString& id) {
    for (const BoxMark& mark : marks)
        if (mark.id == id) return true;
    return false;
}

}  // namespace

MainWindow::MainWindow(std::unique_ptr<ModelBackend> backend, QWidget* parent)
    : QMainWindow(parent),
      jobs_(new Jobs),
      library_(new Library(QString::fromStdString(libraryDirectory() + "/library.sqlite"))),
      store_(new reports::Autosave(dataDirectory() + "/reports.sqlite")),
      model_(new ModelService(std::move(backend))),
      actions_(new Actions(this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setContextMenuPolicy(Qt::NoContextMenu);
    applyMemoryBudget();
    buildChrome();
    connectPanels();
    connectLibrary();
    connectCommands();
    connectViewCommands();
    retranslate();
    restoreWindow();
    currentChanged();
    library_->search(QString());
    modelJobs_ = new ModelJobs(model_, jobs_, this);
    loadModel(*model_, *jobs_, ModelChoice::last());
    qApp->installEventFilter(this);
}

MainWindow::~MainWindow() {
    qApp->removeEventFilter(this);
    disconnect(tabs_, nullptr, this, nullptr);
    for (const Page& page : pages_) {
        page.views->disconnect(this);
        delete page.session;
    }
    pages_.clear();
    // The dialog's check is among the jobs.
    delete findChild<ModelManager*>();
    delete modelJobs_;
    delete jobs_;
    // The panels save through the store and ask the model: they go first.
    delete rightDock_;
    delete libraryDock_;
    delete objectsDock_;
    delete takeCentralWidget();
    delete model_;
    delete store_;
    delete library_;
}

StudySession* MainWindow::currentSession() const {
    const int tab = tabs_->currentIndex();
    return tab >= 0 && tab < static_cast<int>(pages_.size()) ? pages_[tab].session : nullptr;
}

viewer::ViewGrid* MainWindow::currentViews() const {
    const int tab = tabs_->currentIndex();
    return tab >= 0 && tab < static_cast<int>(pages_.size()) ? pages_[tab].views : nullptr;
}

int MainWindow::pageOf(const StudySession* session) const {
    for (int i = 0; i < static_cast<int>(pages_.size()); ++i)
        if (pages_[i].session == session) return i;
    return -1;
}

void MainWindow::openPath(const QString& path, const QString& studyUid, const QString& seriesUid,
                          const QStringList& files) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    for (int i = 0; i < static_cast<int>(pages_.size()); ++i) {
        StudySession* open = pages_[i].session;
        if (open->path() != absolute || (!studyUid.isEmpty() && open->studyUid() != studyUid)) continue;
        tabs_->setCurrentIndex(i);
        for (int v = 0; !seriesUid.isEmpty() && v < static_cast<int>(open->volumes().size()); ++v)
            if (open->volumes()[v].identity.seriesUid == seriesUid.toStdString() &&
                v != open->currentVolume())
                open->showVolume(v);
        return;
    }
    auto* session = new StudySession(*jobs_, {absolute, studyUid, seriesUid, files}, this);
    Page page{session, new viewer::ViewGrid, makeObjects(session)};
    page.views->restoreState(settings().value(viewState).toByteArray());
    page.views->setEmptyText(tr("Reading the study..."));
    pages_.push_back(page);
    stack_->addWidget(page.views);
    connectSession(page);
    connectViews(page);
    connectObjects(page);
    const int tab = tabs_->addTab(page.session->title());
    tabs_->setTabToolTip(tab, absolute);
    auto* close = new QToolButton;
    close->setIcon(icon("close"));
    close->setIconSize(QSize(12, 12));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close this study"));
    connect(close, &QToolButton::clicked, this,
            [this, session = page.session] { closeStudy(pageOf(session)); });
    tabs_->setTabButton(tab, QTabBar::RightSide, close);
    tabs_->setCurrentIndex(tab);
    page.session->open();
}

void MainWindow::openSample() {
    const QString folder = QString::fromStdString(dataDirectory() + "/sample");
    if (QFileInfo(folder).isDir()) {
        openPath(folder);
        return;
    }
    jobs_->start(
        this, tr("Making the sample study"),
        [folder](viewer::Progress& progress) {
            viewer::writeSampleStudy(folder.toStdString(), resourcePath("anatomy/bodyparts3d"), 1, &progress);
        },
        [this, folder] { openPath(folder); },
        [this](const QString& error, bool cancelled) {
            if (!cancelled)
                banner_->showText(tr("The sample study could not be made. %1").arg(error),
                                  Banner::Tone::Error);
        });
}

void MainWindow::connectSession(Page page) {
    StudySession* session = page.session;
    connect(session, &StudySession::stageChanged, this, [this] { updateEnabled(); });
    connect(session, &StudySession::scanned, this, [this, session] {
        library_->add(session->scannedStudy());
        tabs_->setTabText(pageOf(session), session->title());
        QSet<QString> studies;
        for (const auto& volume : session->scannedStudy().volumes)
            studies << QString::fromStdString(volume.identity.studyUid);
        if (studies.size() > 1)
            banner_->showText(
                tr("This folder holds %n studies. The largest is shown; the others are in the library.",
                   nullptr, static_cast<int>(studies.size())),
                Banner::Tone::Note);
    });
    connect(session, &StudySession::volumeChanged, this, [this, session, views = page.views] {
        if (session->volume()->identity.phase.count > 1) {
            views->showPhase(session->volume());
        } else {
            views->setVolume(session->volume());
        }
        views->setCornerText(cornerText(*session->volume()));
        tabs_->setTabText(pageOf(session), session->title());
        if (session != currentSession()) return;
        // While a film runs the panels stay with the phase at which it began.
        if (phaseBar_->playing()) {
            updatePhases();
        } else {
            currentChanged();
        }
    });
    connect(session, &StudySession::volumeSetAside, this, [this, session, views = page.views] {
        views->setVolume(nullptr);
        views->setEmptyText(
            tr("Set aside to make room for other images. It is loaded again when you come back to it."));
        if (session == currentSession()) giveStudyToPanels();
    });
    connect(session, &StudySession::completed, this, [this, session] {
        if (phaseBar_->playing() && session == currentSession()) return;
        library_->addThumbnail(session->volume());
        model_->prepare(viewOf(session->volume()));
        if (session == currentSession()) currentChanged();
    });
    connect(session, &StudySession::skippedChanged, this, [this, session] {
        banner_->showText(tr("%1: %n file(s) left out. The rest is shown.", nullptr,
                             static_cast<int>(session->skipped().size()))
                              .arg(session->title()),
                          Banner::Tone::Warning, tr("Show the list"));
    });
    connect(session, &StudySession::failed, this,
            [this, session](const QString& text) { sessionFailed(session, text); });
}

void MainWindow::sessionFailed(StudySession* session, const QString& text) {
    phaseBar_->setPlaying(false);
    banner_->showText(text, Banner::Tone::Error,
                      session->skipped().empty() ? QString() : tr("Show the list"));
    const int page = pageOf(session);
    if (page < 0) return;
    if (session->volumes().empty()) {
        // Nothing of it can be shown: an empty tab would only be in the way.
        QMetaObject::invokeMethod(
            this, [this, session] { closeStudy(pageOf(session)); }, Qt::QueuedConnection);
    } else {
        if (!session->volume()) pages_[page].views->setVolume(nullptr);
        pages_[page].views->setEmptyText(text);
        if (session == currentSession()) currentChanged();
    }
}

void MainWindow::connectViews(Page page) {
    using viewer::ViewGrid;
    ViewGrid* views = page.views;
    connect(views, &ViewGrid::cursorMoved, this, [this] { updateStatus(); });
    connect(views, &ViewGrid::sliceChanged, this, [this] { updateStatus(); });
    connect(views, &ViewGrid::activeViewChanged, this, [this] { updateStatus(); });
    connect(views, &ViewGrid::pointerMoved, this, [this](const viewer::Vec3&, double, const QString& text) {
        if (text.isEmpty()) {
            updateStatus();
        } else {
            cursorLabel_->setText(text);
        }
    });
    connect(views, &ViewGrid::windowLevelChanged, this, [this] { updateStatus(); });
    connect(views, &ViewGrid::toolChanged, this, [this] { updateEnabled(); });
    connect(views, &ViewGrid::viewLayoutChanged, this, [this] { updateEnabled(); });
    connect(views, &ViewGrid::phaseStepWanted, this, [this](int phases) { stepPhase(phases); });
    connect(views, &ViewGrid::noticeClicked, (*actions_)[QStringLiteral("file.problems")], &QAction::trigger);
    connect(views, &ViewGrid::boxHovered, this, [this](const std::string& id) {
        chat_->highlightBox(QString::fromStdString(id));
        report_->highlightBox(QString::fromStdString(id));
    });
    connect(views, &ViewGrid::boxClicked, this,
            [this](const std::string& id) { boxClicked(QString::fromStdString(id)); });
    connect(views, &ViewGrid::boxDrawn, this, [this, views](const std::array<double, 6>& lps) {
        rightTabs_->setCurrentWidget(report_);
        report_->addBox(pendingFinding_, lps);
        pendingFinding_.clear();
        if (drawingBox_) views->setTool(viewer::Tool::Crosshair);
        drawingBox_ = false;
    });
    connect(views, &ViewGrid::contextMenuWanted, this, [this](viewer::ViewId, const QPoint& at) {
        QMenu menu(this);
        for (const char* name : {"view.maximise", "view.fit", "view.invert", "view.corner", "view.crosshair"})
            menu.addAction((*actions_)[QLatin1String(name)]);
        menu.addSeparator();
        for (QMenu* part : {layoutMenu_, presetMenu_, slabMenu_, volumeMenu_}) menu.addMenu(part);
        menu.addSeparator();
        for (const char* name : {"tool.length", "tool.box", "tools.clear"})
            menu.addAction((*actions_)[QLatin1String(name)]);
        menu.exec(at);
    });
}

void MainWindow::currentChanged() {
    phaseBar_->setPlaying(false);
    const int tab = tabs_->currentIndex();
    drawingBox_ = false;
    pendingFinding_.clear();
    if (viewer::ViewGrid* views = currentViews()) {
        stack_->setCurrentWidget(views);
    } else {
        stack_->setCurrentWidget(start_);
    }
    tabs_->setVisible(tab >= 0);
    giveStudyToPanels();
    updateObjectsPanel();
    QSet<QString> open;
    for (const Page& page : pages_)
        if (page.session->currentVolume() >= 0) open << page.session->studyUid();
    libraryPanel_->setOpenStudies(open);
    StudySession* session = currentSession();
    if (session) session->comeBack();
    showPriors();
    setWindowTitle(session ? session->title() + QStringLiteral(" - Dokuei") : QStringLiteral("Dokuei"));
    updatePresets();
    updateEnabled();
    updateStatus();
    updatePhases();
}

void MainWindow::giveStudyToPanels() {
    const StudySession* session = currentSession();
    std::shared_ptr<const viewer::Volume> volume = session ? session->volume() : nullptr;
    const QString key = volume ? session->key() : QString();
    if (chat_->studyKey() != key) chat_->setStudy(volume, key);
    report_->setStudy(volume, key);
    StudySession* shown = currentSession();
    if (!shown || key.isEmpty()) return;
    shown->chatBoxes = chat_->boxes();
    shown->reportBoxes = report_->boxes();
    updateBoxes(key);
}

void MainWindow::closeStudy(int tab) {
    if (tab < 0 || tab >= static_cast<int>(pages_.size())) return;
    const Page page = pages_[tab];
    settings().setValue(viewState, page.views->saveState());
    page.session->disconnect(this);
    page.views->disconnect(this);
    page.session->cancel();
    pages_.erase(pages_.begin() + tab);
    {
        const QSignalBlocker quiet(tabs_);
        tabs_->removeTab(tab);
    }
    stack_->removeWidget(page.views);
    currentChanged();
    for (const QString& key : page.session->keys()) {
        bool elsewhere = false;
        for (const Page& other : pages_) elsewhere = elsewhere || other.session->keys().contains(key);
        if (elsewhere) continue;
        chat_->closeStudy(key);
        model_->forget(key);
    }
    delete page.views;
    delete page.session;
}

void MainWindow::updateBoxes(const QString& studyKey) {
    for (const Page& page : pages_)
        if (!studyKey.isEmpty() && page.session->key() == studyKey)
            page.views->setBoxes(viewBoxes(*page.session));
}

void MainWindow::showBox(const QString& id) {
    // A study that is open in two tabs has its boxes in both: the one on show comes first.
    const int current = tabs_->currentIndex();
    for (int n = current < 0 ? 0 : -1; n < static_cast<int>(pages_.size()); ++n) {
        const int i = n < 0 ? current : n;
        const StudySession& session = *pages_[i].session;
        if (!holds(session.chatBoxes, id) && !holds(session.reportBoxes, id)) continue;
        tabs_->setCurrentIndex(i);
        pages_[i].views->setSelectedBox(id.toStdString());
        pages_[i].views->centerOnBox(id.toStdString());
        return;
    }
}

void MainWindow::boxClicked(const QString& id) {
    if (viewer::ViewGrid* views = currentViews()) {
        views->setSelectedBox(id.toStdString());
        views->centerOnBox(id.toStdString());
    }
    if (report_->selectByBox(id)) {
        rightTabs_->setCurrentWidget(report_);
    } else if (chat_->selectByBox(id)) {
        rightTabs_->setCurrentWidget(chat_);
    }
}

void MainWindow::drawBoxFor(const QString& findingId) {
    viewer::ViewGrid* views = currentViews();
    if (!views) return;
    pendingFinding_ = findingId;
    views->setTool(viewer::Tool::Box);
    drawingBox_ = true;
    statusBar()->showMessage(tr("Drag a box in a view. Esc cancels."), 8000);
}

void MainWindow::askToOpen(bool folder) {
    const QString key = QStringLiteral("window/lastFolder");
    const QString last = settings().value(key).toString();
    const QString chosen = folder
                               ? QFileDialog::getExistingDirectory(this, tr("Open folder"), last)
                               : QFileDialog::getOpenFileName(
                                     this, tr("Open file"), last,
                                     tr("Studies and images (*.zip *.dcm *.nii *.nii.gz *.nrrd *.nhdr *.mha "
                                        "*.mhd DICOMDIR);;All files (*)"));
    if (chosen.isEmpty()) return;
    settings().setValue(key, folder ? chosen : QFileInfo(chosen).absolutePath());
    openPath(chosen);
}

void MainWindow::setLanguage(const QString& language) {
    settings().setValue(QStringLiteral("language"), language);
    applyLanguage(language);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile()) {
            event->acceptProposedAction();
            return;
        }
}

void MainWindow::dropEvent(QDropEvent* event) {
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile()) openDropped(url.toLocalFile());
    event->acceptProposedAction();
}

void MainWindow::openDropped(const QString& path) {
    auto isModel = std::make_shared<bool>(false);
    jobs_->start(
        this, tr("Looking at the folder"),
        [path, isModel](viewer::Progress&) {
            *isModel = QFileInfo::exists(QDir(path).filePath(QStringLiteral("config.json")));
        },
        [this, path, isModel] {
            if (*isModel) {
                manageModels(path);
            } else {
                openPath(path);
            }
        },
        [](const QString&, bool) {});
}

void MainWindow::manageModels(const QString& proposed) {
    auto* manager = findChild<ModelManager*>();
    if (!manager) manager = new ModelManager(model_, jobs_, this);
    if (!proposed.isEmpty()) manager->propose(proposed);
    manager->show();
    manager->raise();
    manager->activateWindow();
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride) return QMainWindow::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    QWidget* focus = QApplication::focusWidget();
    if (!focus || focus->window() != this) return QMainWindow::eventFilter(watched, event);
    const bool plain = !(key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    // A focused button is pressed with the space bar, and the panels have keys of their own.
    bool own = plain && key->key() == Qt::Key_Space && qobject_cast<QAbstractButton*>(focus);
    if (report_->isAncestorOf(focus))
        own = own || (plain && QList<int>{Qt::Key_A, Qt::Key_X, Qt::Key_B, Qt::Key_Delete, Qt::Key_Return,
                                          Qt::Key_Enter}
                                   .contains(key->key()));
    if (chat_->isAncestorOf(focus))
        own = own || (key->modifiers() & Qt::ControlModifier &&
                      (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter));
    if (own) {
        event->accept();
        return true;
    }
    return QMainWindow::eventFilter(watched, event);
}

}  // namespace dokuei::app
