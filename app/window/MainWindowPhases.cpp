#include <QLabel>

#include "app/window/BriefText.h"
#include "app/window/CornerTexts.h"
#include "app/window/MainWindow.h"
#include "app/window/PhaseBar.h"
#include "app/window/StudySession.h"
#include "viewer/render/ViewGrid.h"

namespace dokuei::app {
namespace {

const viewer::Phase& phaseOf(const StudySession& session) {
    return session.volumes()[session.currentVolume()].identity.phase;
}

/// The view whose slices a film runs through.
viewer::ViewId filmView(const viewer::ViewGrid& views) {
    return views.activeView() == viewer::ViewId::Volume ? viewer::ViewId::Axial : views.activeView();
}

}  // namespace

void MainWindow::connectPhases() {
    connect(phaseBar_, &PhaseBar::phaseChosen, this, [this](int index) {
        StudySession* session = currentSession();
        if (session && session->currentVolume() >= 0) stepPhase(index - phaseOf(*session).index);
    });
    connect(phaseBar_, &PhaseBar::tick, this, &MainWindow::playNext);
    connect(phaseBar_, &PhaseBar::playClicked, this, &MainWindow::togglePlaying);
    connect(phaseBar_, &PhaseBar::playingChanged, this, [this](bool on) {
        // The panels follow when the film stands still.
        if (!on) currentChanged();
    });
}

void MainWindow::stepPhase(int steps) {
    StudySession* session = currentSession();
    if (!session || session->currentVolume() < 0 || steps == 0) return;
    const viewer::Phase& phase = phaseOf(*session);
    if (phase.count < 2) return;
    const int next = ((phase.index + steps) % phase.count + phase.count) % phase.count;
    session->showVolume(session->currentVolume() - phase.index + next);
}

void MainWindow::togglePlaying() {
    const StudySession* session = currentSession();
    if (!session || !session->volume()) return;
    phaseBar_->setRate(session->volume()->identity.framesPerSecond);
    phaseBar_->setPlaying(!phaseBar_->playing());
}

void MainWindow::playNext() {
    StudySession* session = currentSession();
    viewer::ViewGrid* views = currentViews();
    if (!session || !views || !session->volume()) {
        phaseBar_->setPlaying(false);
        return;
    }
    // A phase that is still being read keeps the one before it on show.
    if (session->loading()) return;
    if (session->currentVolume() >= 0 && phaseOf(*session).count > 1) {
        stepPhase(1);
        return;
    }
    const viewer::ViewId view = filmView(*views);
    if (views->sliceIndex(view) + 1 < views->sliceCount(view)) {
        views->stepSlice(1);
    } else {
        views->firstSlice();
    }
}

void MainWindow::updatePhases() {
    const StudySession* session = currentSession();
    const auto volume = session ? session->volume() : nullptr;
    const bool film = volume && volume->identity.planar && volume->geometry().size[2] > 1;
    const bool phases = volume && volume->identity.phase.count > 1;
    phaseBar_->setVisible(film || phases);
    if (!film && !phases) return;
    const viewer::Phase& phase = volume->identity.phase;
    phaseBar_->setPhases(phase.index, phase.count, readablePhase(phase));
}

}  // namespace dokuei::app
