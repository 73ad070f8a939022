#include "app/window/Jobs.h"

#include <QMetaObject>
#include <QPointer>
#include <algorithm>
#include <new>

#include "app/settings/ReasonText.h"
#include "viewer/Error.h"

namespace dokuei::app {

Jobs::Jobs(QObject* parent) : QObject(parent) {
    // Jobs wait for disk more than they compute, and loading a second study must not wait for the first.
    pool_.setMaxThreadCount(16);
}

Jobs::~Jobs() {
    for (const Job& job : running_) job.progress->cancel = true;
    pool_.waitForDone();
}

int Jobs::start(QObject* context, const QString& title, Work work, std::function<void()> done,
                Failed failed) {
    const int id = ++lastId_;
    auto progress = std::make_shared<viewer::Progress>();
    running_.push_back({id, title, progress, -1, {}});
    QPointer<QObject> guard(context);
    pool_.start([this, id, progress, guard, work = std::move(work), done = std::move(done),
                 failed = std::move(failed)]() mutable {
        QString error;
        std::string reason;
        bool good = false, cancelled = false;
        try {
            work(*progress);
            good = true;
        } catch (const viewer::Cancelled&) {
            cancelled = true;
        } catch (const std::bad_alloc&) {
            error = tr("There is not enough memory for this. Close a study and try again.");
        } catch (const std::exception& e) {
            reason = e.what();
        }
        // The closures may hold the last reference to a volume or a widget's guard: they end on the GUI
        // thread.
        QMetaObject::invokeMethod(
            this,
            [=, this, work = std::move(work), done = std::move(done), failed = std::move(failed)] {
                finished(id);
                if (!guard) return;
                if (good) {
                    done();
                } else {
                    // The language belongs to the GUI thread.
                    failed(reason.empty() ? error : readableReason(reason), cancelled);
                }
            },
            Qt::QueuedConnection);
    });
    Q_EMIT changed();
    return id;
}

int Jobs::follow(const QString& title, std::function<void()> cancel) {
    const int id = ++lastId_;
    running_.push_back({id, title, std::make_shared<viewer::Progress>(), -1, std::move(cancel)});
    Q_EMIT changed();
    return id;
}

void Jobs::setFraction(int id, double fraction) {
    for (Job& job : running_)
        if (job.id == id) job.fraction = fraction;
}

void Jobs::cancel(int id) {
    const auto job =
        std::find_if(running_.begin(), running_.end(), [id](const Job& j) { return j.id == id; });
    if (job == running_.end()) return;
    job->progress->cancel = true;
    // It may end the job and with it the entry.
    if (const auto cancel = job->cancel) cancel();
}

void Jobs::finished(int id) {
    std::erase_if(running_, [id](const Job& job) { return job.id == id; });
    Q_EMIT changed();
}

}  // namespace dokuei::app
