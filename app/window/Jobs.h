#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <functional>
#include <memory>
#include <vector>

#include "viewer/volume/Study.h"

namespace dokuei::app {

/// Long work on threads of its own, listed so that it can be shown and cancelled. Belongs to the GUI thread.
class Jobs : public QObject {
    Q_OBJECT
public:
    struct Job {
        int id = 0;
        QString title;
        std::shared_ptr<viewer::Progress> progress;
        double fraction = -1;  ///< of work that is followed, 0 to 1; negative when it is not told
        std::function<void()> cancel = {};  ///< of work that is followed
    };
    using Work = std::function<void(viewer::Progress&)>;
    using Failed = std::function<void(const QString& error, bool cancelled)>;

    explicit Jobs(QObject* parent = nullptr);
    /// Cancels everything and waits for it; no callback runs any more.
    ~Jobs() override;

    /// Runs `work` on a thread. Then `done` or, when it threw, `failed` runs on the GUI thread, unless
    /// `context` has gone by then. The returned id is never 0.
    int start(QObject* context, const QString& title, Work work, std::function<void()> done, Failed failed);
    /// Lists work that runs elsewhere until end() is told; `cancel` asks it to stop. The returned id is never
    /// 0.
    int follow(const QString& title, std::function<void()> cancel);
    /// How far work that is followed has come, 0 to 1.
    void setFraction(int id, double fraction);
    void end(int id) { finished(id); }
    /// Asks the work to stop; unknown ids are ignored.
    void cancel(int id);
    /// What runs now, oldest first.
    const std::vector<Job>& running() const { return running_; }

Q_SIGNALS:
    /// A job began or ended.
    void changed();

private:
    void finished(int id);

    std::vector<Job> running_;
    QThreadPool pool_;
    int lastId_ = 0;
};

}  // namespace dokuei::app
