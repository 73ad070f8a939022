#pragma once

#include <QFrame>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace dokuei::app {

class Jobs;

/// The status line's part for long work: the oldest job with a bar, its rate and a cancel cross; a click on
/// the text opens the list of all jobs.
class JobsBar : public QWidget {
    Q_OBJECT
public:
    explicit JobsBar(Jobs* jobs, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void openList();

    Jobs* jobs_;
    QToolButton* title_;
    QProgressBar* bar_;
    QToolButton* cancel_;
    QTimer timer_;
    int shownJob_ = 0;
    qint64 startedAt_ = 0;
};

}  // namespace dokuei::app
