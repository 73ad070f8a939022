#include "app/window/PhaseBar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QStyle>
#include <QToolButton>
#include <algorithm>

namespace dokuei::app {
namespace {

constexpr double usualRate = 10, fastestRate = 60;

}  // namespace

PhaseBar::PhaseBar(QWidget* parent)
    : QWidget(parent), play_(new QToolButton), slider_(new QSlider(Qt::Horizontal)), label_(new QLabel) {
    setObjectName(QStringLiteral("phaseBar"));
    play_->setObjectName(QStringLiteral("phasePlay"));
    slider_->setObjectName(QStringLiteral("phaseSlider"));
    label_->setObjectName(QStringLiteral("phaseLabel"));
    play_->setAutoRaise(true);
    play_->setFocusPolicy(Qt::NoFocus);
    slider_->setFixedWidth(140);
    slider_->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QWidget* part :
         {static_cast<QWidget*>(play_), static_cast<QWidget*>(slider_), static_cast<QWidget*>(label_)})
        layout->addWidget(part);
    timer_.setInterval(static_cast<int>(1000 / usualRate));
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &PhaseBar::tick);
    connect(play_, &QToolButton::clicked, this, &PhaseBar::playClicked);
    connect(slider_, &QSlider::valueChanged, this, &PhaseBar::phaseChosen);
    retranslate();
}

void PhaseBar::setPhases(int index, int count, const QString& label) {
    const QSignalBlocker quiet(slider_);
    slider_->setRange(0, std::max(0, count - 1));
    slider_->setValue(index);
    slider_->setVisible(count > 1);
    label_->setVisible(count > 1);
    label_->setText(count > 1 ? QStringLiteral("%1  (%2/%3)").arg(label).arg(index + 1).arg(count)
                              : QString());
}

void PhaseBar::setRate(double framesPerSecond) {
    const double rate = framesPerSecond > 0 ? std::min(framesPerSecond, fastestRate) : usualRate;
    timer_.setInterval(static_cast<int>(1000 / rate));
}

void PhaseBar::setPlaying(bool on) {
    if (on == playing()) return;
    if (on) {
        timer_.start();
    } else {
        timer_.stop();
    }
    retranslate();
    Q_EMIT playingChanged(on);
}

void PhaseBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void PhaseBar::retranslate() {
    play_->setIcon(style()->standardIcon(playing() ? QStyle::SP_MediaPause : QStyle::SP_MediaPlay));
    play_->setToolTip(playing() ? tr("Stop playing  (V)") : tr("Play  (V)"));
    play_->setAccessibleName(play_->toolTip());
    slider_->setToolTip(tr("Time point, phase, b-value or echo  (, and . or Alt+wheel)"));
    slider_->setAccessibleName(slider_->toolTip());
}

}  // namespace dokuei::app
