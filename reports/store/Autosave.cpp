#include "reports/store/Autosave.h"

#include <QMetaObject>
#include <QThread>
#include <QTimer>
#include <map>
#include <optional>
#include <utility>

namespace dokuei::reports {
namespace {

constexpr int delayMs = 300;
constexpr int retryMs = 2000;

}  // namespace

/// Lives on the store's thread: everything below `thread` is touched there only.
class Autosave::Worker {
public:
    Worker(Autosave& owner, std::string path) : owner_(owner), path_(std::move(path)) {
        context_.moveToThread(&thread_);
        thread_.setObjectName("store of reports");
        thread_.start();
        post([this] {
            timer_ = new QTimer(&context_);
            timer_->setSingleShot(true);
            QObject::connect(timer_, &QTimer::timeout, &context_, [this] { writeWaiting(); });
            open();
        });
    }

    ~Worker() {
        post(
            [this] {
                writeWaiting();
                store_.reset();
                delete timer_;
                // The context must leave this thread before its event loop ends.
                context_.moveToThread(owner_.thread());
            },
            Qt::BlockingQueuedConnection);
        thread_.quit();
        thread_.wait();
    }

    template <class Work>
    void post(Work work, Qt::ConnectionType type = Qt::QueuedConnection) {
        QMetaObject::invokeMethod(&context_, std::move(work), type);
    }

    /// Emits a signal on the owner's thread, so that no receiver runs on this one by mistake.
    template <class Emit>
    void tell(Emit emit) {
        QMetaObject::invokeMethod(&owner_, std::move(emit), Qt::QueuedConnection);
    }

    /// Runs `work` with the store; whatever it throws ends in failed().
    template <class Work>
    void attempt(Work work) {
        try {
            if (!store_) open();
            if (store_) work(*store_);
        } catch (const std::exception& error) {
            tell([this, text = QString::fromUtf8(error.what())] { Q_EMIT owner_.failed(text); });
        }
    }

    void schedule(Report report) { wait(std::move(report), delayMs); }

    /// Keeps the report for the next writing, which is at most that far away.
    void wait(Report report, int milliseconds = retryMs) {
        const std::string id = report.id;
        waiting_[id] = std::move(report);
        if (!timer_->isActive()) timer_->start(milliseconds);
    }

    void writeWaiting() {
        timer_->stop();
        const auto batch = std::exchange(waiting_, {});
        for (const auto& [id, report] : batch)
            attempt([&, &id = id, &report = report](ReportStore& store) {
                try {
                    store.save(report);
                } catch (const StoreError&) {
                    keep(report);
                    throw;
                }
                tell([this, id, at = QDateTime::currentDateTime()] {
                    Q_EMIT owner_.saved(QString::fromStdString(id), at);
                });
            });
        if (!store_)
            for (const auto& [id, report] : batch) keep(report);
    }

    void forget(const std::string& id) { waiting_.erase(id); }

private:
    /// What could not be written is tried again, unless something newer waits already.
    void keep(const Report& report) {
        waiting_.emplace(report.id, report);
        timer_->start(retryMs);
    }

    void open() {
        try {
            store_.emplace(path_);
        } catch (const std::exception& error) {
            tell([this, text = QString::fromUtf8(error.what())] { Q_EMIT owner_.failed(text); });
        }
    }

    Autosave& owner_;
    std::string path_;
    QThread thread_;
    QObject context_;
    QTimer* timer_ = nullptr;
    std::optional<ReportStore> store_;
    std::map<std::string, Report> waiting_;
};

Autosave::Autosave(const std::string& databasePath, QObject* parent)
    : QObject(parent), worker_(std::make_unique<Worker>(*this, databasePath)) {}

Autosave::~Autosave() = default;

void Autosave::schedule(const Report& report) {
    worker_->post([worker = worker_.get(), report] { worker->schedule(report); });
}

void Autosave::flush() {
    worker_->post([worker = worker_.get()] { worker->writeWaiting(); }, Qt::BlockingQueuedConnection);
}

void Autosave::requestLatest(const std::string& studyUid, const std::optional<std::string>& patientId) {
    worker_->post([this, worker = worker_.get(), studyUid, patientId] {
        worker->writeWaiting();
        worker->attempt([&](ReportStore& store) {
            Report asked;
            asked.studyUid = studyUid;
            asked.patientId = patientId.value_or("");
            worker->tell([this, asked, report = store.latestForStudy(studyUid, patientId)] {
                Q_EMIT reportLoaded(QString::fromStdString(asked.studyUid), report.has_value(),
                                    report.value_or(asked));
            });
        });
    });
}

void Autosave::sign(const Report& report, const std::string& who) {
    worker_->post([this, worker = worker_.get(), report, who] {
        // What waited is part of this report; should it not be written now, it waits on.
        worker->wait(report);
        worker->attempt([&](ReportStore& store) {
            store.save(report, who);
            worker->forget(report.id);
            worker->tell([this, done = store.sign(report.id, who)] { Q_EMIT reportSigned(done); });
        });
    });
}

void Autosave::appendChat(const ChatMessage& message) {
    run([message](ReportStore& store) { store.appendChat(message); });
}

void Autosave::requestChat(const std::string& studyUid) {
    run([this, worker = worker_.get(), studyUid](ReportStore& store) {
        worker->tell([this, studyUid, messages = store.chat(studyUid)] {
            Q_EMIT chatLoaded(QString::fromStdString(studyUid), messages);
        });
    });
}

void Autosave::clearChat(const std::string& studyUid) {
    run([studyUid](ReportStore& store) { store.clearChat(studyUid); });
}

void Autosave::run(std::function<void(ReportStore&)> work) {
    worker_->post([worker = worker_.get(), work = std::move(work)] { worker->attempt(work); });
}

}  // namespace dokuei::reports
