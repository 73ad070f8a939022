#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

#include "app/chat/ChatPanel.h"
#include "app/chat/ModelService.h"
#include "app/library/Library.h"
#include "app/library/LibraryPanel.h"
#include "app/report/ReportPanel.h"
#include "app/settings/Icons.h"
#include "app/settings/Language.h"
#include "app/settings/ReasonText.h"
#include "app/settings/Settings.h"
#include "app/settings/Theme.h"
#include "app/window/Actions.h"
#include "app/window/Banner.h"
#include "app/window/BriefText.h"
#include "app/window/CornerTexts.h"
#include "app/window/JobsBar.h"
#include "app/window/MainWindow.h"
#include "app/window/PhaseBar.h"
#include "app/window/StartPage.h"
#include "app/window/StudySession.h"
#include "viewer/render/ValueText.h"
#include "viewer/render/ViewGrid.h"

namespace dokuei::app {
namespace {

QToolButton* menuButton(QMenu* menu, const char* iconName) {
    auto* button = new QToolButton;
    button->setIcon(icon(iconName));
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

const char* toolCommand(viewer::Tool tool) {
    switch (tool) {
        case viewer::Tool::Scroll:
            return "tool.scroll";
        case viewer::Tool::Pan:
            return "tool.pan";
        case viewer::Tool::Zoom:
            return "tool.zoom";
        case viewer::Tool::WindowLevel:
            return "tool.window";
        case viewer::Tool::Length:
            return "tool.length";
        case viewer::Tool::Box:
            return "tool.box";
        case viewer::Tool::Crosshair:
            break;
    }
    return "tool.crosshair";
}

const char* layoutCommand(viewer::ViewLayout layout) {
    switch (layout) {
        case viewer::ViewLayout::AxialLarge:
            return "layout.axialLarge";
        case viewer::ViewLayout::SingleAxial:
            return "layout.axial";
        case viewer::ViewLayout::SingleCoronal:
            return "layout.coronal";
        case viewer::ViewLayout::SingleSagittal:
            return "layout.sagittal";
        case viewer::ViewLayout::SingleVolume:
            return "layout.volume";
        case viewer::ViewLayout::FourUp:
            break;
    }
    return "layout.four";
}

}  // namespace

void MainWindow::buildChrome() {
    tabs_ = new QTabBar;
    tabs_->setObjectName(QStringLiteral("studyTabs"));
    tabs_->setExpanding(false);
    tabs_->setElideMode(Qt::ElideRight);
    tabs_->setDrawBase(false);
    stack_ = new QStackedWidget;
    stack_->setFocusPolicy(Qt::StrongFocus);
    start_ = new StartPage;
    stack_->addWidget(start_);
    banner_ = new Banner;
    auto* middle = new QWidget;
    auto* layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(tabs_);
    layout->addWidget(banner_);
    layout->addWidget(stack_, 1);
    setCentralWidget(middle);
    actions_->bindToViews(stack_);
    connect(tabs_, &QTabBar::currentChanged, this, [this] { currentChanged(); });

    libraryPanel_ = new LibraryPanel(library_);
    libraryDock_ = new QDockWidget;
    libraryDock_->setObjectName(QStringLiteral("libraryDock"));
    libraryDock_->setWidget(libraryPanel_);
    buildObjectsPanel();
    chat_ = new ChatPanel(model_, store_);
    report_ = new ReportPanel(model_, store_);
    rightTabs_ = new QTabWidget;
    rightTabs_->setDocumentMode(true);
    rightTabs_->addTab(chat_, icon("chat"), QString());
    rightTabs_->addTab(report_, icon("report"), QString());
    rightDock_ = new QDockWidget;
    rightDock_->setObjectName(QStringLiteral("rightDock"));
    rightDock_->setWidget(rightTabs_);
    for (QDockWidget* dock : {libraryDock_, objectsDock_, rightDock_}) {
        dock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetClosable);
        // The tabs and the search field say what the panel is; a title line would only take space.
        dock->setTitleBarWidget(new QWidget(dock));
    }
    addDockWidget(Qt::LeftDockWidgetArea, libraryDock_);
    addDockWidget(Qt::LeftDockWidgetArea, objectsDock_);
    objectsDock_->hide();
    addDockWidget(Qt::RightDockWidgetArea, rightDock_);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);

    buildMenus();
    buildToolBar();
    buildStatusLine();
}

void MainWindow::buildMenus() {
    const auto add = [this](QMenu* menu, std::initializer_list<const char*> names) {
        for (const char* name : names) {
            if (*name) {
                menu->addAction((*actions_)[QLatin1String(name)]);
            } else {
                menu->addSeparator();
            }
        }
    };
    fileMenu_ = menuBar()->addMenu(QString());
    viewMenu_ = menuBar()->addMenu(QString());
    toolsMenu_ = menuBar()->addMenu(QString());
    helpMenu_ = menuBar()->addMenu(QString());
    seriesMenu_ = new QMenu(this);
    layoutMenu_ = new QMenu(this);
    presetMenu_ = new QMenu(this);
    slabMenu_ = new QMenu(this);
    volumeMenu_ = new QMenu(this);
    panelMenu_ = new QMenu(this);
    languageMenu_ = new QMenu(this);
    themeMenu_ = new QMenu(this);
    add(fileMenu_, {"file.openFolder", "file.openFile", "file.openSample", "", "file.import", "",
                    "file.close", "file.problems", "", "file.export", "file.exportImages", "", "file.quit"});
    add(layoutMenu_, {"layout.four", "layout.axialLarge", "layout.axial", "layout.coronal", "layout.sagittal",
                      "layout.volume"});
    for (int n = viewer::kFirstFileWindow; n <= viewer::kLastFileWindow; ++n)
        presetMenu_->addAction((*actions_)[QStringLiteral("preset.%1").arg(n)]);
    for (int n = 1; n <= 9; ++n) presetMenu_->addAction((*actions_)[QStringLiteral("preset.%1").arg(n)]);
    add(slabMenu_, {"slab.off", "slab.mip10", "slab.mip20", "slab.minip10", "slab.mean5"});
    add(volumeMenu_, {"volume.bone", "volume.soft", "volume.mr"});
    add(panelMenu_, {"panel.library", "panel.objects", "panel.right"});
    add(themeMenu_, {"theme.dark", "theme.light", "theme.high-contrast"});
    auto* languages = new QActionGroup(this);
    for (const auto& [key, name] : {std::pair{"ja", "\u65e5\u672c\u8a9e"}, std::pair{"en", "English"}}) {
        QAction* action = languageMenu_->addAction(QString::fromUtf8(name));
        action->setData(QLatin1String(key));
        // The command palette finds it by this name in either language of the window.
        action->setObjectName(QLatin1String(*key == 'j' ? "language.japanese" : "language.english"));
        action->setCheckable(true);
        languages->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, action] { setLanguage(action->data().toString()); });
    }
    for (QMenu* part : {seriesMenu_, layoutMenu_, presetMenu_, slabMenu_, volumeMenu_})
        viewMenu_->addMenu(part);
    viewMenu_->addSeparator();
    add(viewMenu_,
        {"view.maximise", "view.next", "view.invert", "view.fit", "view.corner", "view.overlays",
         "view.crosshair", "view.objects", "", "view.phaseNext", "view.phasePrevious", "view.play", ""});
    viewMenu_->addMenu(panelMenu_);
    add(viewMenu_, {"panel.fullScreen", ""});
    viewMenu_->addMenu(languageMenu_);
    viewMenu_->addMenu(themeMenu_);
    add(toolsMenu_, {"tool.crosshair",
                     "tool.scroll",
                     "tool.zoom",
                     "tool.pan",
                     "tool.window",
                     "tool.length",
                     "tool.box",
                     "tools.clear",
                     "",
                     "report.ask",
                     "report.draft",
                     "report.next",
                     "report.previous",
                     "report.undo",
                     "report.redo",
                     "",
                     "tools.search",
                     "library.verify",
                     "library.reindex",
                     "library.move",
                     "",
                     "tools.palette",
                     "tools.model",
                     "tools.keys",
                     "tools.memory",
                     "tools.stop"});
    add(helpMenu_, {"help.keys", "help.guide", "", "help.licences", "help.about"});

    connect(seriesMenu_, &QMenu::aboutToShow, this, [this] {
        seriesMenu_->clear();
        StudySession* session = currentSession();
        for (int v = 0; session && v < static_cast<int>(session->volumes().size()); ++v) {
            const viewer::VolumeSource& source = session->volumes()[v];
            const viewer::Phase& phase = source.identity.phase;
            // The volumes of one grid are one entry; the slider leads from one to the next.
            if (phase.index > 0) continue;
            const int last = v + phase.count - 1;
            const auto& size = source.geometry.size;
            QString name = QString::fromStdString(source.identity.seriesDescription.empty()
                                                      ? source.identity.modality
                                                      : source.identity.seriesDescription);
            if (source.identity.seriesNumber > 0)
                name.prepend(QString::number(source.identity.seriesNumber) + QStringLiteral("  "));
            QString text =
                QStringLiteral("%1   %2 x %3 x %4").arg(name).arg(size[0]).arg(size[1]).arg(size[2]);
            if (phase.count > 1) text += QStringLiteral("   ") + countedPhases(phase);
            if (source.resampled) text += QStringLiteral("   ") + tr("whole series, resampled");
            QAction* action = seriesMenu_->addAction(text);
            action->setCheckable(true);
            action->setChecked(v <= session->currentVolume() && session->currentVolume() <= last);
            connect(action, &QAction::triggered, session, [session, v, last] {
                if (session->currentVolume() < v || session->currentVolume() > last) session->showVolume(v);
            });
        }
        if (seriesMenu_->isEmpty()) seriesMenu_->addAction(tr("No series"))->setEnabled(false);
    });
    // An empty menu is not opened at all, so that aboutToShow would never fill it.
    seriesMenu_->addAction(QString());
}

void MainWindow::buildToolBar() {
    toolBar_ = addToolBar(QString());
    toolBar_->setObjectName(QStringLiteral("toolBar"));
    toolBar_->setMovable(false);
    toolBar_->setIconSize(QSize(20, 20));
    toolBar_->setContextMenuPolicy(Qt::PreventContextMenu);
    const auto add = [this](std::initializer_list<const char*> names) {
        for (const char* name : names) {
            if (*name) {
                toolBar_->addAction((*actions_)[QLatin1String(name)]);
            } else {
                toolBar_->addSeparator();
            }
        }
    };
    add({"panel.library", "", "file.openFolder", "file.openSample", "", "tool.crosshair", "tool.scroll",
         "tool.window", "tool.zoom", "tool.pan", "tool.length", "tool.box", "", "view.invert", "view.fit",
         "view.corner", ""});
    layoutButton_ = menuButton(layoutMenu_, "layout-grid");
    presetButton_ = menuButton(presetMenu_, "window");
    toolBar_->addWidget(layoutButton_);
    toolBar_->addWidget(presetButton_);
    add({"", "report.draft", "file.export"});
    auto* space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    toolBar_->addWidget(space);
    add({"tools.palette", "help.keys", "panel.right"});
}

void MainWindow::buildStatusLine() {
    seriesButton_ = new QToolButton;
    seriesButton_->setObjectName(QStringLiteral("seriesButton"));
    seriesButton_->setMenu(seriesMenu_);
    seriesButton_->setPopupMode(QToolButton::InstantPopup);
    sliceLabel_ = new QLabel;
    sliceLabel_->setObjectName(QStringLiteral("sliceLabel"));
    cursorLabel_ = new QLabel;
    cursorLabel_->setObjectName(QStringLiteral("cursorLabel"));
    modelButton_ = new QToolButton;
    modelButton_->setObjectName(QStringLiteral("modelButton"));
    modelButton_->setDefaultAction(nullptr);
    jobsBar_ = new JobsBar(jobs_);
    phaseBar_ = new PhaseBar;
    phaseBar_->hide();
    connectPhases();
    for (QWidget* part : {static_cast<QWidget*>(seriesButton_), static_cast<QWidget*>(sliceLabel_),
                          static_cast<QWidget*>(phaseBar_), static_cast<QWidget*>(cursorLabel_)})
        statusBar()->addWidget(part);
    statusBar()->addPermanentWidget(jobsBar_);
    statusBar()->addPermanentWidget(modelButton_);
    connect(modelButton_, &QToolButton::clicked, (*actions_)[QStringLiteral("tools.model")],
            &QAction::trigger);
    connect(model_, &ModelService::stateChanged, this, [this] { updateStatus(); });
}

void MainWindow::connectPanels() {
    connect(chat_, &ChatPanel::boxesChanged, this, [this](const QString& key, const BoxMarks& boxes) {
        for (const Page& page : pages_)
            if (page.session->key() == key) page.session->chatBoxes = boxes;
        updateBoxes(key);
    });
    connect(report_, &ReportPanel::boxesChanged, this, [this](const QString& key, const BoxMarks& boxes) {
        for (const Page& page : pages_)
            if (page.session->key() == key) page.session->reportBoxes = boxes;
        updateBoxes(key);
        updateEnabled();
    });
    const auto highlight = [this](const QString& id) {
        if (viewer::ViewGrid* views = currentViews()) views->setHighlightedBox(id.toStdString());
    };
    connect(chat_, &ChatPanel::boxHovered, this, highlight);
    connect(report_, &ReportPanel::boxHovered, this, highlight);
    connect(chat_, &ChatPanel::boxActivated, this, &MainWindow::showBox);
    connect(report_, &ReportPanel::goToBox, this, &MainWindow::showBox);
    connect(chat_, &ChatPanel::findingRequested, this,
            [this](const QString& key, const reports::Finding& finding) {
                report_->addFinding(key, finding);
                statusBar()->showMessage(tr("Added to the report."), 4000);
            });
    connect(report_, &ReportPanel::drawBoxRequested, this, &MainWindow::drawBoxFor);
    QAction* manager = (*actions_)[QStringLiteral("tools.model")];
    connect(chat_, &ChatPanel::modelManagerRequested, manager, &QAction::trigger);
    connect(report_, &ReportPanel::modelManagerRequested, manager, &QAction::trigger);
    connect(report_, &ReportPanel::message, this, [this](const QString& text, bool error) {
        if (error) {
            banner_->showText(text, Banner::Tone::Error);
        } else {
            statusBar()->showMessage(text, 5000);
        }
    });
    connect(libraryPanel_, &LibraryPanel::openFolderRequested, this, [this] { askToOpen(true); });
    connect(libraryPanel_, &LibraryPanel::openSampleRequested, this, &MainWindow::openSample);
    connect(library_, &Library::failed, this, [this](const QString& text) {
        banner_->showText(tr("The library cannot be used. %1").arg(readableReason(text.toStdString())),
                          Banner::Tone::Error);
    });
    connect(start_, &StartPage::openFolderRequested, this, [this] { askToOpen(true); });
    connect(start_, &StartPage::openSampleRequested, this, &MainWindow::openSample);
    connect(banner_, &Banner::detailsRequested, this, [this] {
        if (!showLibraryIssues()) (*actions_)[QStringLiteral("file.problems")]->trigger();
    });
}

void MainWindow::retranslate() {
    actions_->retranslate();
    fileMenu_->setTitle(tr("&File"));
    viewMenu_->setTitle(tr("&View"));
    toolsMenu_->setTitle(tr("&Tools"));
    helpMenu_->setTitle(tr("&Help"));
    seriesMenu_->setTitle(tr("&Series"));
    layoutMenu_->setTitle(tr("&Layout"));
    presetMenu_->setTitle(tr("&Window presets"));
    slabMenu_->setTitle(tr("Sla&b"));
    volumeMenu_->setTitle(tr("Volume &rendering"));
    panelMenu_->setTitle(tr("&Panels"));
    languageMenu_->setTitle(tr("Lan&guage"));
    themeMenu_->setTitle(tr("T&heme"));
    toolBar_->setWindowTitle(tr("Tools"));
    libraryDock_->setWindowTitle(tr("Library"));
    objectsDock_->setWindowTitle(tr("Objects of the study"));
    rightDock_->setWindowTitle(tr("Chat and report"));
    rightTabs_->setTabText(0, tr("Chat"));
    rightTabs_->setTabText(1, tr("Report"));
    layoutButton_->setText(tr("Layout"));
    layoutButton_->setToolTip(tr("Layout of the views"));
    presetButton_->setText(tr("Window"));
    presetButton_->setToolTip(tr("Window presets  (1-9)"));
    seriesButton_->setToolTip(tr("Choose a series of this study"));
    modelButton_->setToolTip(tr("Model manager"));
    tabs_->setAccessibleName(tr("Open studies"));
    for (QAction* action : languageMenu_->actions())
        action->setChecked(action->data().toString() == currentLanguage());
    for (const Page& page : pages_)
        if (page.session->volume()) page.views->setCornerText(cornerText(*page.session->volume()));
    updatePresets();
    updateStatus();
}

void MainWindow::updateStatus() {
    const StudySession* session = currentSession();
    const viewer::ViewGrid* views = currentViews();
    const bool shown = session && session->volume() && views;
    seriesButton_->setVisible(session && !session->volumes().empty());
    if (session && !session->volumes().empty())
        seriesButton_->setText(
            tr("Series %1/%2").arg(session->currentVolume() + 1).arg(session->volumes().size()));
    if (shown) {
        viewer::ViewId view = views->activeView();
        if (view == viewer::ViewId::Volume) view = viewer::ViewId::Axial;
        sliceLabel_->setText(tr("Slice %1/%2").arg(views->sliceIndex(view) + 1).arg(views->sliceCount(view)));
        const viewer::Vec3 at = views->cursorLps();
        const double value = views->valueAtCursor();
        const bool colour = session->volume()->scalarType() == viewer::ScalarType::Rgb8;
        const QString told = colour && std::isfinite(value)
                                 ? tr("brightness") + QStringLiteral(" %1").arg(value, 0, 'f', 0)
                                 : viewer::valueText(*session->volume(), value);
        cursorLabel_->setText(QStringLiteral("%1   x %2  y %3  z %4 mm")
                                  .arg(told.isEmpty() ? QStringLiteral("-") : told)
                                  .arg(at[0], 0, 'f', 1)
                                  .arg(at[1], 0, 'f', 1)
                                  .arg(at[2], 0, 'f', 1));
    } else {
        sliceLabel_->clear();
        cursorLabel_->clear();
    }
    modelButton_->setText(
        fontMetrics().elidedText(model_->stateText().section(QLatin1Char('\n'), 0, 0), Qt::ElideRight, 320));
}

void MainWindow::updatePresets() {
    for (QAction* action : presetMenu_->actions()) action->setVisible(false);
    const viewer::ViewGrid* views = currentViews();
    if (!views) return;
    for (const viewer::WindowPreset& preset : views->presets()) {
        QAction* action = (*actions_)[QStringLiteral("preset.%1").arg(preset.key)];
        action->setText(preset.fullRange || preset.automatic || preset.table || preset.suv > 0
                            ? preset.name
                            : QStringLiteral("%1  (%2 / %3)")
                                  .arg(preset.name)
                                  .arg(preset.value.window)
                                  .arg(preset.value.level));
        action->setVisible(true);
        Actions::setToolTip(action);
    }
}

void MainWindow::updateEnabled() {
    const StudySession* session = currentSession();
    const viewer::ViewGrid* views = currentViews();
    const bool shown = session && session->volume();
    for (QAction* action : actions_->all()) {
        const QString group = action->objectName().section(QLatin1Char('.'), 0, 0);
        if (group == QLatin1String("layout") || group == QLatin1String("view") ||
            group == QLatin1String("slab") || group == QLatin1String("volume") ||
            group == QLatin1String("tool") || group == QLatin1String("preset") ||
            group == QLatin1String("report"))
            action->setEnabled(shown);
    }
    for (const char* name : {"file.close", "file.problems"})
        (*actions_)[QLatin1String(name)]->setEnabled(session);
    for (const char* name : {"file.export", "file.exportImages", "tools.clear"})
        (*actions_)[QLatin1String(name)]->setEnabled(shown);
    layoutButton_->setEnabled(shown);
    presetButton_->setEnabled(shown);
    (*actions_)[QStringLiteral("theme.") + themeKey(currentTheme())]->setChecked(true);
    if (!views) return;
    (*actions_)[QLatin1String(toolCommand(views->tool()))]->setChecked(true);
    (*actions_)[QLatin1String(layoutCommand(views->viewLayout()))]->setChecked(true);
    (*actions_)[QStringLiteral("view.invert")]->setChecked(views->inverted());
    (*actions_)[QStringLiteral("view.corner")]->setChecked(views->cornerTextVisible());
    (*actions_)[QStringLiteral("view.overlays")]->setChecked(views->bitPlanesVisible());
    (*actions_)[QStringLiteral("view.crosshair")]->setChecked(views->crosshairVisible());
    (*actions_)[QStringLiteral("view.objects")]->setChecked(views->overlaysVisible());
}

void MainWindow::restoreWindow() {
    QSettings& s = settings();
    if (!restoreGeometry(s.value(QStringLiteral("window/geometry")).toByteArray()))
        resize(QSize(1560, 940).boundedTo(screen()->availableGeometry().size()));
    if (!restoreState(s.value(QStringLiteral("window/state")).toByteArray()))
        resizeDocks({libraryDock_, rightDock_}, {250, 380}, Qt::Horizontal);
    rightTabs_->setCurrentIndex(s.value(QStringLiteral("window/rightTab"), 0).toInt());
    (*actions_)[QStringLiteral("panel.library")]->setChecked(!libraryDock_->isHidden());
    (*actions_)[QStringLiteral("panel.objects")]->setChecked(
        s.value(QStringLiteral("window/objectsPanel"), true).toBool());
    (*actions_)[QStringLiteral("panel.right")]->setChecked(!rightDock_->isHidden());
}

void MainWindow::saveWindow() {
    QSettings& s = settings();
    s.setValue(QStringLiteral("window/geometry"), saveGeometry());
    s.setValue(QStringLiteral("window/state"), saveState());
    s.setValue(QStringLiteral("window/objectsPanel"),
               (*actions_)[QStringLiteral("panel.objects")]->isChecked());
    s.setValue(QStringLiteral("window/rightTab"), rightTabs_->currentIndex());
    if (const viewer::ViewGrid* views = currentViews())
        s.setValue(QStringLiteral("window/views"), views->saveState());
    s.sync();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    saveWindow();
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QMainWindow::changeEvent(event);
}

}  // namespace dokuei::app
