#include "viewer/library/Importer.h"

#include <QDateTime>
#include <QFileInfo>
#include <QSet>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <thread>

#include "viewer/Error.h"
#include "viewer/dicom/Archive.h"
#include "viewer/dicom/Outline.h"
#include "viewer/library/ImportFiles.h"
#include "viewer/library/IndexUpkeep.h"
#include "viewer/library/IndexWriter.h"
#include "viewer/library/LibraryFolder.h"
#include "viewer/volume/Reason.h"

namespace dokuei::viewer {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kBatch = 256, kQueue = 1024, kMostIssues = 10000;
constexpr auto kBatchTime = std::chrono::milliseconds(500);

/// A file whose header was read and which was copied where that was asked for.
struct Prepared {
    IndexEntry entry;
    std::string source, target;
    std::string issue;  ///< why it cannot be taken; empty when it can
    bool isDicom = true;
    CopyOutcome outcome = CopyOutcome::Copied;
    int attempts = 1;
};

/// What the reading threads hand to the writing one; bounded, so that a slow disk slows the readers.
class Hand {
public:
    void put(Prepared item) {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [this] { return items_.size() < kQueue || stopped_; });
        items_.push_back(std::move(item));
        filled_.notify_one();
    }
    void end(std::exception_ptr failure) {
        const std::lock_guard lock(mutex_);
        if (failure && !failure_) failure_ = failure;
        ++ended_;
        filled_.notify_one();
    }
    /// Up to a batch of items; empty when all threads have ended.
    std::vector<Prepared> take(int threads) {
        std::unique_lock lock(mutex_);
        const auto deadline = Clock::now() + kBatchTime;
        while (items_.size() < kBatch && ended_ < threads &&
               filled_.wait_until(lock, deadline) != std::cv_status::timeout) {
        }
        if (items_.empty()) filled_.wait(lock, [&] { return !items_.empty() || ended_ == threads; });
        std::vector<Prepared> batch;
        for (; !items_.empty() && batch.size() < kBatch; items_.pop_front())
            batch.push_back(std::move(items_.front()));
        room_.notify_all();
        return batch;
    }
    void stop() {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        room_.notify_all();
    }
    std::exception_ptr failure() {
        const std::lock_guard lock(mutex_);
        return failure_;
    }

private:
    std::mutex mutex_;
    std::condition_variable room_, filled_;
    std::deque<Prepared> items_;
    std::exception_ptr failure_;
    int ended_ = 0;
    bool stopped_ = false;
};

class Run {
public:
    Run(const QString& library, const std::string& path, const ImportOptions& options, Progress& progress)
        : folder_(library), path_(path), options_(options), progress_(progress) {}

    ImportResult import();
    ImportResult rebuild();

private:
    void open();
    void work();
    void holdArchive();
    Prepared prepare(const FoundFile& file);
    void copy(const FoundFile& file, Prepared& item);
    void read(std::atomic<std::size_t>& next, Hand& hand);
    void write(std::vector<Prepared> batch);
    void take(Prepared& item, std::vector<Prepared>& again);
    bool sameContent(const std::string& file, Prepared& item);
    void issue(const std::string& file, const std::string& reason);
    bool copies() const { return options_.mode == ImportMode::Copy; }

    LibraryFolder folder_;
    std::string path_;
    ImportOptions options_;
    Progress& progress_;
    std::shared_ptr<const Archive> archive_;  ///< stays open while its entries are read
    std::vector<FoundFile> files_;
    std::unique_ptr<IncomingFolder> incoming_;
    std::unique_ptr<IndexDatabase> database_;
    std::unique_ptr<IndexWriter> writer_;
    std::atomic<bool> stop_{false};  ///< a reader failed for good
    ImportResult result_;
};

/// The place in the index of a file that lies in the library folder already; empty otherwise.
QString placeInLibrary(const LibraryFolder& library, const std::string& file) {
    const std::string images = library.imagesFolder().toStdString() + "/";
    if (!file.starts_with(images)) return {};
    return QStringLiteral("images/") + QString::fromStdString(file.substr(images.size()));
}

void Run::copy(const FoundFile& file, Prepared& item) {
    const qint64 free = freeBytes(folder_.path().toStdString());
    if (free >= 0 && free - file.stamp.size < options_.reserveBytes)
        throw WriteError(folder_.path().toStdString(),
                         "the disk is full: " + std::to_string(free >> 20) + " MB are free");
    item.entry.folder = LibraryFolder::studyFolder(item.entry.header);
    item.entry.name = LibraryFolder::fileName(item.entry.header);
    item.target = folder_.absolute(item.entry.folder + QLatin1Char('/') + item.entry.name).toStdString();
    const CopiedFile copied = copyDurably(file.path, item.target, incoming_->nextFile(), progress_.cancel);
    item.outcome = copied.outcome;
    item.entry.digest = copied.digest;
    item.entry.copied = true;
    item.entry.stamp = stampOf(item.target);
}

Prepared Run::prepare(const FoundFile& file) {
    Prepared item;
    item.source = file.path;
    item.entry.source = QString::fromStdString(file.path);
    item.entry.sourceStamp = file.stamp;
    try {
        item.entry.header = readInstanceHeader(file.path);
        const QString place = placeInLibrary(folder_, file.path);
        if (!place.isEmpty() || !copies()) {
            const QString where = place.isEmpty() ? item.entry.source : place;
            item.entry.folder = where.section(QLatin1Char('/'), 0, -2);
            item.entry.name = where.section(QLatin1Char('/'), -1);
            item.entry.stamp = file.stamp;
            item.entry.copied = !place.isEmpty();
            if (item.entry.copied) item.entry.digest = digestOf(file.path, progress_.cancel);
            item.target = file.path;
        } else {
            copy(file, item);
        }
    } catch (const NotDicomError& error) {
        item.issue = reasonOf(file.path, error);
        item.isDicom = false;
    } catch (const ReadError& error) {
        item.issue = reasonOf(file.path, error);
    }
    return item;
}

void Run::read(std::atomic<std::size_t>& next, Hand& hand) {
    std::exception_ptr failure;
    try {
        for (std::size_t i = next++; i < files_.size(); i = next++) {
            if (progress_.cancel || stop_) break;
            hand.put(prepare(files_[i]));
        }
    } catch (const Cancelled&) {
    } catch (...) {
        failure = std::current_exception();
        stop_ = true;
    }
    hand.end(failure);
}

void Run::issue(const std::string& file, const std::string& reason) {
    if (result_.issues.size() < kMostIssues) result_.issues.push_back({file, reason});
}

bool Run::sameContent(const std::string& file, Prepared& item) {
    const std::atomic<bool> never{false};
    if (item.entry.digest.isEmpty()) item.entry.digest = digestOf(item.source, never);
    return digestOf(file, never) == item.entry.digest;
}

/// Inside the writer's transaction: a delete in another program cannot come between the look and the entry.
void Run::take(Prepared& item, std::vector<Prepared>& again) {
    static const char* const other =
        "another file with the same identifier (SOP Instance UID) but other content is in the library";
    if (item.outcome == CopyOutcome::Different) return issue(item.source, other);
    const FileStamp there = stampOf(item.target);
    if (there.size < 0) {
        if (item.attempts < 3) {
            again.push_back(item);
        } else {
            issue(item.source, "its copy disappeared while it was imported");
        }
        return;
    }
    const IndexWriter::Known known = writer_->find(item.entry);
    const QString place = item.entry.folder + QLatin1Char('/') + item.entry.name;
    if (known.id && known.folder + QLatin1Char('/') + known.name != place) {
        const std::string file = folder_.absolute(known.folder + QLatin1Char('/') + known.name).toStdString();
        const bool fromThere = file == item.source;
        if (!fromThere && stampOf(file).size >= 0) {
            if (!sameContent(file, item)) {
                if (item.outcome == CopyOutcome::Copied && item.target != item.source)
                    std::remove(item.target.c_str());
                return issue(item.source, other);
            }
            if (!item.entry.copied || known.copied) {
                writer_->remember(known, item.entry);
                ++result_.duplicates;
                return;
            }
        }
    } else if (known.id && known.copied && item.outcome == CopyOutcome::AlreadyThere) {
        writer_->remember(known, item.entry);
        ++result_.duplicates;
        return;
    }
    writer_->put(item.entry);
    ++result_.imported;
}

void Run::write(std::vector<Prepared> batch) {
    while (!batch.empty()) {
        std::vector<Prepared> again;
        QSet<QString> folders;
        for (const Prepared& item : batch)
            if (item.entry.copied && item.issue.empty() && item.outcome == CopyOutcome::Copied)
                folders << item.entry.folder;
        // A name must be as durable as the bytes before the index promises it.
        for (const QString& folder : folders) syncFolder(folder_.absolute(folder).toStdString());
        writer_->begin();
        for (Prepared& item : batch) {
            if (item.issue.empty()) {
                take(item, again);
            } else if (item.isDicom) {
                issue(item.source, item.issue);
            } else {
                ++result_.otherFiles;
            }
        }
        writer_->commit();
        progress_.done += static_cast<long long>(batch.size() - again.size());
        for (const Prepared& item : batch) {
            progress_.bytes += item.entry.sourceStamp.size;
            result_.bytes += item.entry.sourceStamp.size;
        }
        batch.clear();
        for (const Prepared& item : again) {
            batch.push_back(prepare({item.source, item.entry.sourceStamp}));
            batch.back().attempts = item.attempts + 1;
        }
    }
}

/// An archive is read once, and its files are always copied: nothing else could open them quickly again.
void Run::holdArchive() {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path_, ignored) || !isArchive(path_)) return;
    archive_ = openArchive(QFileInfo(QString::fromStdString(path_)).absoluteFilePath().toStdString());
    options_.mode = ImportMode::Copy;
}

void Run::open() {
    // The folder first: its failure is told in plainer words than the database's.
    if (copies()) incoming_ = std::make_unique<IncomingFolder>(folder_);
    database_ = std::make_unique<IndexDatabase>(folder_.indexFile());
    folder_.cleanUp();
    writer_ = std::make_unique<IndexWriter>(database_->handle());
}

void Run::work() {
    for (const FoundFile& file : files_) progress_.totalBytes += file.stamp.size;
    const int cores = static_cast<int>(std::max(2U, std::thread::hardware_concurrency()));
    const int threads = static_cast<int>(
        std::min<std::size_t>(options_.threads > 0 ? options_.threads : cores, files_.size()));
    std::atomic<std::size_t> next{0};
    Hand hand;
    {
        std::vector<std::jthread> readers;
        for (int t = 0; t < threads; ++t) readers.emplace_back([&] { read(next, hand); });
        try {
            for (auto batch = hand.take(threads); !batch.empty(); batch = hand.take(threads))
                write(std::move(batch));
        } catch (...) {
            stop_ = true;
            hand.stop();
            throw;
        }
    }
    if (const auto failure = hand.failure()) std::rethrow_exception(failure);
    result_.cancelled = progress_.cancel;
}

ImportResult Run::import() {
    const auto start = Clock::now();
    holdArchive();
    open();
    try {
        files_ = filesToImport(path_, progress_.cancel);
    } catch (const Cancelled&) {
        result_.cancelled = true;
        return result_;
    }
    const QString source = QFileInfo(QString::fromStdString(path_)).absoluteFilePath();
    Statement(database_->handle(),
              "INSERT OR REPLACE INTO pending_import(source, copied, started_at) VALUES(?,?,?)")
        .run({source, int(copies()), QDateTime::currentDateTimeUtc().toString(Qt::ISODate)});
    result_.files = static_cast<long long>(files_.size());
    progress_.total = result_.files;
    result_.unchanged = removeUnchanged(database_->handle(), copies(), files_);
    progress_.done = result_.unchanged;
    work();
    if (!result_.cancelled)
        Statement(database_->handle(), "DELETE FROM pending_import WHERE source=?").run({source});
    result_.studies = writer_->studies();
    result_.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    return result_;
}

ImportResult Run::rebuild() {
    const auto start = Clock::now();
    open();
    const std::string images = folder_.imagesFolder().toStdString();
    try {
        if (QFileInfo(folder_.imagesFolder()).isDir()) files_ = filesToImport(images, progress_.cancel);
    } catch (const Cancelled&) {
        result_.cancelled = true;
        return result_;
    }
    for (const std::string& file : referencedFiles(database_->handle()))
        if (const FileStamp stamp = stampOf(file); stamp.size >= 0) files_.push_back({file, stamp});
    result_.files = static_cast<long long>(files_.size());
    progress_.total = result_.files;
    writer_->setRebuilding(true);
    work();
    if (!result_.cancelled) dropStale(folder_, database_->handle(), writer_->written());
    result_.studies = writer_->studies();
    result_.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    return result_;
}

}  // namespace

Importer::Importer(const QString& library) : library_(library) {}

ImportResult Importer::run(const std::string& path, const ImportOptions& options, Progress* progress) {
    Progress own;
    return Run(library_, path, options, progress ? *progress : own).import();
}

ImportResult Importer::rebuild(Progress* progress) {
    Progress own;
    ImportOptions options;
    options.mode = ImportMode::Reference;
    return Run(library_, {}, options, progress ? *progress : own).rebuild();
}

}  // namespace dokuei::viewer
