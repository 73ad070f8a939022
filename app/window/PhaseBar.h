#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QSlider;
class QToolButton;

namespace dokuei::app {

/// Play button, slider and name of the time point (phase, b-value, echo) on show; for a film only the button.
class PhaseBar : public QWidget {
    Q_OBJECT
public:
    explicit PhaseBar(QWidget* parent = nullptr);

    /// `count` 1: no slider. `label` names the one on show.
    void setPhases(int index, int count, const QString& label);
    /// Pictures a second while playing.
    void setRate(double framesPerSecond);
    bool playing() const { return timer_.isActive(); }
    void setPlaying(bool on);

Q_SIGNALS:
    void phaseChosen(int index);
    /// The next picture is due.
    void tick();
    void playingChanged(bool on);
    void playClicked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QToolButton* play_;
    QSlider* slider_;
    QLabel* label_;
    QTimer timer_;
};

}  // namespace dokuei::app
