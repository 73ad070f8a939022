#include <QApplication>
#include <QDockWidget>
#include <QFileDialog>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <functional>

#include "app/chat/ChatPanel.h"
#include "app/chat/ModelService.h"
#include "app/library/LibraryPanel.h"
#include "app/objects/ObjectsPanel.h"
#include "app/report/ReportPanel.h"
#include "app/settings/Settings.h"
#include "app/settings/Theme.h"
#include "app/window/Actions.h"
#include "app/window/Banner.h"
#include "app/window/CommandPalette.h"
#include "app/window/Dialogs.h"
#include "app/window/ExportDialog.h"
#include "app/window/Jobs.h"
#include "app/window/MainWindow.h"
#include "app/window/MemoryDialog.h"
#include "app/window/PhaseBar.h"
#include "app/window/ProblemsDialog.h"
#include "app/window/StudySession.h"
#include "viewer/render/ViewGrid.h"

namespace dokuei::app {

void MainWindow::withViews(const char* action, std::function<void(viewer::ViewGrid&)> work) {
    connect((*actions_)[QLatin1String(action)], &QAction::triggered, this, [this, work = std::move(work)] {
        if (viewer::ViewGrid* views = currentViews()) work(*views);
    });
}

void MainWindow::connectViewCommands() {
    using viewer::SlabMode;
    using viewer::Tool;
    using viewer::ViewGrid;
    using viewer::ViewLayout;
    using viewer::VolumePreset;
    const std::pair<const char*, ViewLayout> layouts[] = {{"layout.four", ViewLayout::FourUp},
                                                          {"layout.axialLarge", ViewLayout::AxialLarge},
                                                          {"layout.axial", ViewLayout::SingleAxial},
                                                          {"layout.coronal", ViewLayout::SingleCoronal},
                                                          {"layout.sagittal", ViewLayout::SingleSagittal},
                                                          {"layout.volume", ViewLayout::SingleVolume}};
    for (const auto& [name, layout] : layouts)
        withViews(name, [layout = layout](ViewGrid& v) { v.setViewLayout(layout); });
    const std::pair<const char*, Tool> tools[] = {{"tool.crosshair", Tool::Crosshair},
                                                  {"tool.scroll", Tool::Scroll},
                                                  {"tool.zoom", Tool::Zoom},
                                                  {"tool.pan", Tool::Pan},
                                                  {"tool.length", Tool::Length},
                                                  {"tool.window", Tool::WindowLevel},
                                                  {"tool.box", Tool::Box}};
    for (const auto& [name, tool] : tools)
        withViews(name, [this, tool = tool](ViewGrid& v) {
            drawingBox_ = false;
            pendingFinding_.clear();
            v.setTool(tool);
        });
    const std::tuple<const char*, double, SlabMode> slabs[] = {{"slab.off", 0, SlabMode::Mip},
                                                               {"slab.mip10", 10, SlabMode::Mip},
                                                               {"slab.mip20", 20, SlabMode::Mip},
                                                               {"slab.minip10", 10, SlabMode::MinIp},
                                                               {"slab.mean5", 5, SlabMode::Mean}};
    for (const auto& [name, mm, mode] : slabs)
        withViews(name, [mm = mm, mode = mode](ViewGrid& v) { v.setSlab(mm, mode); });
    const std::pair<const char*, VolumePreset> volumes[] = {{"volume.bone", VolumePreset::CtBone},
                                                            {"volume.soft", VolumePreset::CtSoft},
                                                            {"volume.mr", VolumePreset::Mr}};
    for (const auto& [name, preset] : volumes)
        withViews(name, [preset = preset](ViewGrid& v) { v.setVolumePreset(preset); });
    for (QAction* action : presetMenu_->actions())
        connect(action, &QAction::triggered, this,
                [this, n = action->objectName().section(QLatin1Char('.'), 1).toInt()] {
                    if (ViewGrid* views = currentViews()) views->applyPreset(n);
                });
    withViews("view.maximise", [](ViewGrid& v) { v.toggleMaximised(); });
    withViews("view.next", [](ViewGrid& v) { v.nextView(); });
    withViews("view.previous", [](ViewGrid& v) { v.nextView(-1); });
    withViews("view.sliceDown", [](ViewGrid& v) { v.stepSlice(1); });
    withViews("view.sliceUp", [](ViewGrid& v) { v.stepSlice(-1); });
    withViews("view.pageDown", [](ViewGrid& v) { v.stepSlice(10); });
    withViews("view.pageUp", [](ViewGrid& v) { v.stepSlice(-10); });
    withViews("view.firstSlice", [](ViewGrid& v) { v.firstSlice(); });
    withViews("view.lastSlice", [](ViewGrid& v) { v.lastSlice(); });
    withViews("view.phaseNext", [this](ViewGrid&) { stepPhase(1); });
    withViews("view.phasePrevious", [this](ViewGrid&) { stepPhase(-1); });
    withViews("view.play", [this](ViewGrid&) { togglePlaying(); });
    withViews("view.zoomIn", [](ViewGrid& v) { v.zoomBy(1.25); });
    withViews("view.zoomOut", [](ViewGrid& v) { v.zoomBy(0.8); });
    withViews("view.fit", [](ViewGrid& v) { v.fit(); });
    withViews("view.invert", [](ViewGrid& v) { v.setInverted(!v.inverted()); });
    withViews("view.corner", [](ViewGrid& v) { v.setCornerTextVisible(!v.cornerTextVisible()); });
    withViews("view.overlays", [](ViewGrid& v) { v.setBitPlanesVisible(!v.bitPlanesVisible()); });
    withViews("view.crosshair", [](ViewGrid& v) { v.setCrosshairVisible(!v.crosshairVisible()); });
    withViews("view.objects", [](ViewGrid& v) { v.setOverlaysVisible(!v.overlaysVisible()); });
    withViews("tools.clear", [](ViewGrid& v) { v.clearMeasurements(); });
}

void MainWindow::connectCommands() {
    const auto on = [this](const char* name, auto work) {
        connect((*actions_)[QLatin1String(name)], &QAction::triggered, this, work);
    };
    on("file.openFolder", [this] { askToOpen(true); });
    on("file.openFile", [this] { askToOpen(false); });
    on("file.openSample", [this] { openSample(); });
    on("file.close", [this] { closeStudy(tabs_->currentIndex()); });
    on("file.problems", [this] {
        const StudySession* session = currentSession();
        if (!session) return;
        const auto volume = session->volume();
        showProblems(
            this, {session->title(), session->path(), session->skipped(), session->scannedStudy().passedOver,
                   volume ? volume->warnings : std::vector<std::string>()});
    });
    on("file.export", [this] { exportReport(); });
    on("file.exportImages", [this] {
        if (const StudySession* session = currentSession())
            exportImages(session->files().isEmpty() ? QStringList(session->path()) : session->files(),
                         session->studyUid());
    });
    on("file.quit", [this] { close(); });
    on("panel.library", [this](bool shown) { libraryDock_->setVisible(shown); });
    on("panel.objects", [this](bool shown) {
        updateObjectsPanel();
        if (shown && !objectsDock_->isHidden()) objectsPanel_->focusList();
    });
    on("panel.right", [this](bool shown) { rightDock_->setVisible(shown); });
    on("panel.fullScreen", [this](bool full) { full ? showFullScreen() : showNormal(); });
    on("report.ask", [this] {
        (*actions_)[QStringLiteral("panel.right")]->setChecked(true);
        rightDock_->show();
        rightTabs_->setCurrentWidget(chat_);
        chat_->focusQuestion();
    });
    on("report.draft", [this] {
        rightDock_->show();
        rightTabs_->setCurrentWidget(report_);
        report_->draft();
    });
    on("report.next", [this] { report_->selectNextFinding(); });
    on("report.previous", [this] { report_->selectPreviousFinding(); });
    on("report.undo", [this] { report_->undo(); });
    on("report.redo", [this] { report_->redo(); });
    on("tools.search", [this] {
        (*actions_)[QStringLiteral("panel.library")]->setChecked(true);
        libraryDock_->show();
        libraryPanel_->focusSearch();
    });
    on("tools.palette", [this] {
        std::vector<QAction*> all = actions_->all();
        for (QAction* language : languageMenu_->actions()) all.push_back(language);
        (new CommandPalette(std::move(all), this))->show();
    });
    on("tools.model", [this] { manageModels(); });
    on("tools.keys", [this] { editKeys(this, *actions_); });
    on("tools.memory", [this] { editMemoryBudget(this); });
    on("tools.stop", [this] { stopOrCancel(); });
    on("help.keys", [this] { showKeys(this, *actions_); });
    on("help.guide", [this] { showGuide(this); });
    on("help.licences", [this] { showLicences(this); });
    on("help.about", [this] { showAbout(this, model_->stateText()); });
    for (Theme theme : {Theme::Dark, Theme::Light, Theme::HighContrast})
        connect((*actions_)[QStringLiteral("theme.") + themeKey(theme)], &QAction::triggered, this, [theme] {
            settings().setValue(QStringLiteral("theme"), themeKey(theme));
            applyTheme(*qApp, theme);
        });
}

void MainWindow::exportReport() {
    if (!currentSession()) return;
    const QString key = QStringLiteral("window/lastExport");
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for the report"),
                                                             settings().value(key).toString());
    if (folder.isEmpty()) return;
    settings().setValue(key, folder);
    report_->exportTo(folder);
}

void MainWindow::exportImages(const QStringList& paths, const QString& studyUid) {
    auto* dialog = new ExportDialog(
        *jobs_, paths, studyUid,
        [this](const QString& text) { banner_->showText(text, Banner::Tone::Error); }, this);
    dialog->show();
}

void MainWindow::stopOrCancel() {
    viewer::ViewGrid* views = currentViews();
    StudySession* session = currentSession();
    if (chat_->answering()) {
        chat_->stop();
    } else if (views && views->tool() == viewer::Tool::Box) {
        drawingBox_ = false;
        pendingFinding_.clear();
        views->setTool(viewer::Tool::Crosshair);
    } else if (phaseBar_->playing()) {
        phaseBar_->setPlaying(false);
    } else if (session && session->loading()) {
        session->cancel();
    } else if (isFullScreen()) {
        (*actions_)[QStringLiteral("panel.fullScreen")]->setChecked(false);
        showNormal();
    } else {
        report_->stopDraft();
        if (views) views->setSelectedBox({});
        banner_->hide();
    }
}

}  // namespace dokuei::app
