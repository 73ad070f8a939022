#include "app/window/JobsBar.h"

#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QToolButton>

#include "app/settings/Icons.h"
#include "app/settings/TimeLeft.h"
#include "app/window/Jobs.h"

namespace dokuei::app {

JobsBar::JobsBar(Jobs* jobs, QWidget* parent)
    : QWidget(parent),
      jobs_(jobs),
      title_(new QToolButton),
      bar_(new QProgressBar),
      cancel_(new QToolButton) {
    title_->setToolButtonStyle(Qt::ToolButtonTextOnly);
    bar_->setFixedSize(150, 16);
    cancel_->setIcon(icon("cancel"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 4, 0);
    layout->setSpacing(4);
    layout->addWidget(title_);
    layout->addWidget(bar_);
    layout->addWidget(cancel_);
    timer_.setInterval(100);
    connect(&timer_, &QTimer::timeout, this, &JobsBar::refresh);
    connect(jobs_, &Jobs::changed, this, &JobsBar::refresh);
    connect(title_, &QToolButton::clicked, this, &JobsBar::openList);
    connect(cancel_, &QToolButton::clicked, this, [this] { jobs_->cancel(shownJob_); });
    refresh();
}

void JobsBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) refresh();
    QWidget::changeEvent(event);
}

void JobsBar::refresh() {
    const auto& running = jobs_->running();
    setVisible(!running.empty());
    if (running.empty()) {
        timer_.stop();
        shownJob_ = 0;
        return;
    }
    if (!timer_.isActive()) timer_.start();
    const Jobs::Job& job = running.front();
    if (job.id != shownJob_) {
        shownJob_ = job.id;
        startedAt_ = QDateTime::currentMSecsSinceEpoch();
    }
    const long long done = job.progress->done, total = job.progress->total;
    const double seconds = (QDateTime::currentMSecsSinceEpoch() - startedAt_) / 1000.0;
    QString text = fontMetrics().elidedText(job.title, Qt::ElideMiddle, 240);
    if (running.size() > 1)
        text += QLatin1Char(' ') + tr("(%n job(s))", nullptr, static_cast<int>(running.size()));
    title_->setText(text);
    title_->setToolTip(tr("Show the list of jobs"));
    cancel_->setToolTip(tr("Cancel"));
    cancel_->setAccessibleName(tr("Cancel %1").arg(job.title));
    if (job.fraction >= 0) {
        bar_->setRange(0, 1000);
        bar_->setValue(qRound(job.fraction * 1000));
        bar_->setFormat(QStringLiteral("%1 %").arg(qRound(job.fraction * 100)));
        if (seconds > 2 && job.fraction > 0.01)
            title_->setText(text + QLatin1String("  ") +
                            timeLeft(seconds * (1 - job.fraction) / job.fraction));
        return;
    }
    bar_->setRange(0, total > 0 ? static_cast<int>(total) : 0);
    bar_->setValue(static_cast<int>(done));
    const double bytes = static_cast<double>(job.progress->bytes),
                 allBytes = static_cast<double>(job.progress->totalBytes);
    if (seconds > 0.5 && bytes > 0 && allBytes > 0) {
        // Files differ in size: bytes tell the remaining time better than their number.
        const auto left = std::max(0, qRound(seconds * (allBytes - bytes) / bytes));
        bar_->setFormat(tr("%1/%2, %3 per second").arg(done).arg(total).arg(qRound(done / seconds)));
        const QString rate = tr("%1 MB/s, %2 left")
                                 .arg(bytes / 1e6 / seconds, 0, 'f', 1)
                                 .arg(left < 60 ? tr("%1 s").arg(left) : tr("%1 min").arg((left + 59) / 60));
        title_->setText(text + QLatin1String("  ") + rate);
        return;
    }
    bar_->setFormat(seconds > 0.5 && done > 0
                        ? tr("%1/%2, %3 per second").arg(done).arg(total).arg(qRound(done / seconds))
                        : QStringLiteral("%1/%2").arg(done).arg(total));
}

void JobsBar::openList() {
    QMenu menu(this);
    for (const Jobs::Job& job : jobs_->running()) {
        const long long done = job.progress->done, total = job.progress->total;
        const QString progress = job.fraction >= 0 ? QStringLiteral("  %1 %").arg(qRound(job.fraction * 100))
                                 : total > 0       ? QStringLiteral("  %1/%2").arg(done).arg(total)
                                                   : QString();
        QAction* action = menu.addAction(icon("cancel"), tr("Cancel: %1").arg(job.title) + progress);
        connect(action, &QAction::triggered, jobs_, [jobs = jobs_, id = job.id] { jobs->cancel(id); });
    }
    menu.exec(title_->mapToGlobal(QPoint(0, -menu.sizeHint().height())));
}

}  // namespace dokuei::app
