#include <QDockWidget>
#include <QStatusBar>
#include <QTabBar>

#include "app/objects/ObjectReader.h"
#include "app/objects/ObjectsPanel.h"
#include "app/objects/StudyObjects.h"
#include "app/settings/ReasonText.h"
#include "app/window/Actions.h"
#include "app/window/Banner.h"
#include "app/window/Jobs.h"
#include "app/window/MainWindow.h"
#include "app/window/StudySession.h"
#include "viewer/render/ViewGrid.h"

namespace dokuei::app {
namespace {

/// More objects than this are listed and wait to be chosen: reading them all would take long.
constexpr std::size_t shownAtOnce = 16;

StudyObjects::Run runOn(Jobs* jobs) {
    return [jobs](QObject* context, const QString& title, Jobs::Work work, std::function<void()> done,
                  Jobs::Failed failed) {
        return jobs->start(context, title, std::move(work), std::move(done), std::move(failed));
    };
}

}  // namespace

StudyObjects* MainWindow::currentObjects() const {
    const int tab = tabs_->currentIndex();
    return tab >= 0 && tab < static_cast<int>(pages_.size()) ? pages_[static_cast<std::size_t>(tab)].objects
                                                             : nullptr;
}

StudyObjects* MainWindow::makeObjects(StudySession* session) {
    // The session owns it and goes first when the window closes.
    return new StudyObjects(
        runOn(jobs_), [jobs = jobs_](int job) { jobs->cancel(job); }, session);
}

void MainWindow::buildObjectsPanel() {
    objectsPanel_ = new ObjectsPanel([](const std::string& reason) { return readableReason(reason); });
    objectsDock_ = new QDockWidget;
    objectsDock_->setObjectName(QStringLiteral("objectsDock"));
    objectsDock_->setWidget(objectsPanel_);
    connect(objectsPanel_, &ObjectsPanel::goTo, this,
            [this](const viewer::Vec3& lps, double window, double level) {
                viewer::ViewGrid* views = currentViews();
                if (!views) return;
                if (window > 0) views->setWindowLevel(window, level);
                views->setCursorLps(lps);
            });
    connect(objectsPanel_, &ObjectsPanel::readRequested, this, [this](const viewer::StudyObject& object) {
        readObject(this, object, runOn(jobs_),
                   [this](const QString& error) { banner_->showText(error, Banner::Tone::Error); });
    });
}

void MainWindow::connectObjects(Page page) {
    StudySession* session = page.session;
    StudyObjects* objects = page.objects;
    viewer::ViewGrid* views = page.views;
    connect(session, &StudySession::scanned, objects, [this, session, objects, views] {
        objects->setStudy(session->scannedStudy(), session->studyUid());
        const auto& all = session->scannedStudy().objects;
        if (session->volumes().empty() && objects->entries().size() < all.size())
            banner_->showText(
                tr("This folder holds reports of several studies. Those of one are shown; open the "
                   "others one by one."),
                Banner::Tone::Note);
        if (session->volumes().empty())
            views->setEmptyText(
                tr("This study holds no images. Its reports and documents are listed at the left; "
                   "Enter or a double click opens one."));
        if (session == currentSession()) currentChanged();
    });
    connect(session, &StudySession::volumeChanged, objects,
            [session, objects] { objects->setVolume(session->volume()); });
    connect(session, &StudySession::volumeSetAside, objects, [objects] { objects->setVolume(nullptr); });
    // Pictures first: masks are read when the images are there.
    connect(session, &StudySession::completed, objects, [objects] {
        if (objects->entries().size() <= shownAtOnce) objects->showAll();
    });
    connect(objects, &StudyObjects::overlaysChanged, views,
            [objects, views] { views->setOverlays(objects->overlays()); });
}

void MainWindow::updateObjectsPanel() {
    StudyObjects* objects = currentObjects();
    objectsPanel_->setStudy(objects);
    const bool any = objects && !objects->entries().empty();
    QAction* action = (*actions_)[QStringLiteral("panel.objects")];
    action->setEnabled(any);
    const bool show = any && action->isChecked();
    const bool first = show && objectsDock_->isHidden();
    objectsDock_->setVisible(show);
    if (first && !libraryDock_->isHidden()) resizeDocks({libraryDock_, objectsDock_}, {3, 2}, Qt::Vertical);
}

}  // namespace dokuei::app
