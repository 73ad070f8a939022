#include "app/library/Library.h"

#include <QFileInfo>
#include <QMetaObject>
#include <QPointer>

#include "viewer/Error.h"
#include "viewer/library/StudyRemoval.h"

namespace dokuei::app {

/// What the thread of the index hands over.
struct Library::Listing {
    std::vector<viewer::IndexedStudy> studies, priors;
    std::size_t total = 0;
    QStringList modalities;
    std::vector<viewer::PendingImport> pending;
    QHash<qint64, QImage> pictures;
};

namespace {

StudyPlace placeOf(const viewer::StudyIndex& index, qint64 id) {
    const viewer::IndexedStudy study = index.study(id);
    StudyPlace place{study.path, study.uid, {}};
    // Copies lie alone in their folder; what is referenced may lie among other studies, or in several places.
    if (study.instances > 0 && study.copies != study.instances)
        for (const viewer::IndexedFile& file : index.files(id)) place.files << file.path;
    return place;
}

}  // namespace

Library::Library(const QString& databaseFile, QObject* parent)
    : QObject(parent), worker_(new QObject), file_(databaseFile) {
    thread_.setObjectName(QStringLiteral("library"));
    worker_->moveToThread(&thread_);
    thread_.start();
    places_.setMaxThreadCount(1);
    // Another program may work on the same library.
    poll_.setInterval(3000);
    connect(&poll_, &QTimer::timeout, this, &Library::refresh);
    poll_.start();
}

Library::~Library() {
    // A connection must be closed on the thread that opened it.
    QMetaObject::invokeMethod(
        worker_, [this] { index_.reset(); }, Qt::BlockingQueuedConnection);
    thread_.quit();
    thread_.wait();
    delete worker_;
    places_.clear();
    places_.waitForDone();
}

QString Library::folder() const {
    return QFileInfo(file_).absolutePath();
}

void Library::post(std::function<void(viewer::StudyIndex&)> work, bool list) {
    if (suspended_) {
        waiting_.emplace_back(std::move(work), list);
        return;
    }
    const QString file = file_;
    QMetaObject::invokeMethod(worker_, [this, file, list, work = std::move(work)] {
        openFile_ = file;
        run(work, list);
    });
}

void Library::run(const std::function<void(viewer::StudyIndex&)>& work, bool list) {
    try {
        if (!index_) {
            // An absent disk must not pass for an empty library.
            const QString folder = QFileInfo(openFile_).absolutePath();
            if (!QFileInfo(folder).isDir())
                throw viewer::ReadError(folder.toStdString(),
                                        "the library folder is not there. Is the medium connected?");
            index_ = std::make_unique<viewer::StudyIndex>(openFile_);
            index_->folder().cleanUp();
        }
        work(*index_);
        if (list) this->list();
    } catch (const std::exception& e) {
        const QString text = QString::fromUtf8(e.what());
        QMetaObject::invokeMethod(this, [this, text] { Q_EMIT failed(text); });
    }
}

void Library::list() {
    auto listing = std::make_shared<Listing>();
    revision_ = index_->revision();
    listing->studies = index_->list(filter_, limit_, 0, &listing->total);
    listing->modalities = index_->modalities();
    listing->pending = index_->pendingImports();
    for (const qint64 id : priorUid_.isEmpty() ? std::vector<qint64>() : index_->idsOf(priorUid_))
        if (index_->study(id).patientId == priorPatient_) listing->priors = index_->studiesOfSamePatient(id);
    QMetaObject::invokeMethod(this, [this, listing] { take(listing); });
    // The pictures come after the texts.
    auto pictures = std::make_shared<Listing>();
    for (const viewer::IndexedStudy& study : listing->studies)
        for (const viewer::IndexedSeries& series : study.series) {
            if (drawn_.contains(series.id)) continue;
            const QImage picture = QImage::fromData(index_->thumbnail(series.id));
            if (picture.isNull()) continue;
            drawn_ << series.id;
            pictures->pictures.insert(series.id, picture);
        }
    if (pictures->pictures.isEmpty()) return;
    QMetaObject::invokeMethod(this, [this, pictures] {
        pictures_.insert(pictures->pictures);
        Q_EMIT detailed();
    });
}

void Library::take(const std::shared_ptr<Listing>& listing) {
    studies_ = std::move(listing->studies);
    total_ = listing->total;
    modalities_ = listing->modalities;
    pending_ = std::move(listing->pending);
    priors_ = std::move(listing->priors);
    Q_EMIT listed();
    Q_EMIT priorsListed();
    checkPlaces();
}

void Library::checkPlaces() {
    struct Place {
        qint64 id;
        QString path;
    };
    std::vector<Place> places;
    for (const viewer::IndexedStudy& study : studies_)
        if (study.copies == 0) places.push_back({study.id, study.path});
    const int check = ++checks_;
    places_.clear();
    places_.start([this, check, places = std::move(places)] {
        QSet<qint64> missing;
        for (const Place& place : places)
            if (!QFileInfo::exists(place.path.section(QLatin1String("!/"), 0, 0))) missing << place.id;
        QMetaObject::invokeMethod(this, [this, check, missing] {
            if (check != checks_ || missing == missing_) return;
            missing_ = missing;
            Q_EMIT detailed();
        });
    });
}

void Library::add(viewer::Study scanned) {
    post([scanned = std::move(scanned)](viewer::StudyIndex& index) { index.add(scanned); });
}

void Library::addThumbnail(std::shared_ptr<const viewer::Volume> volume) {
    post([this, volume = std::move(volume)](viewer::StudyIndex& index) {
        const QByteArray png = viewer::thumbnailPng(*volume);
        if (png.isEmpty()) return;
        index.setThumbnail(volume->identity, png);
        drawn_.clear();
    });
}

void Library::remove(qint64 study) {
    post(
        [study](viewer::StudyIndex& index) { viewer::removeStudy(index.folder(), index.database(), study); });
}

void Library::search(const QString& filter) {
    viewer::StudyFilter wanted;
    wanted.text = filter;
    search(wanted);
}

void Library::search(const viewer::StudyFilter& filter) {
    wanted_ = filter;
    post([this, filter](viewer::StudyIndex&) {
        filter_ = filter;
        limit_ = kPage;
    });
}

void Library::showMore() {
    post([this](viewer::StudyIndex&) { limit_ += 4 * kPage; });
}

void Library::refresh() {
    if (suspended_) return;
    // While it cannot be opened it was said once; asking again is for the user.
    QMetaObject::invokeMethod(worker_, [this] {
        if (!index_) return;
        run(
            [this](viewer::StudyIndex& index) {
                if (index.revision() != revision_) list();
            },
            false);
    });
}

void Library::showPriorsOf(const QString& studyUid, const QString& patientId) {
    post([this, studyUid, patientId](viewer::StudyIndex&) {
        priorUid_ = studyUid;
        priorPatient_ = patientId;
    });
}

void Library::locate(qint64 study, QObject* context, std::function<void(const StudyPlace&)> ready) {
    QPointer<QObject> guard(context);
    post(
        [this, study, guard, ready = std::move(ready)](viewer::StudyIndex& index) {
            const StudyPlace place = placeOf(index, study);
            QMetaObject::invokeMethod(this, [guard, place, ready] {
                if (guard) ready(place);
            });
        },
        false);
}

void Library::dropPendingImport(const QString& source) {
    post([source](viewer::StudyIndex& index) { index.dropPendingImport(source); });
}

void Library::suspend(std::function<void()> closed) {
    suspended_ = true;
    QMetaObject::invokeMethod(worker_, [this, closed = std::move(closed)] {
        index_.reset();
        QMetaObject::invokeMethod(this, closed);
    });
}

void Library::resume(const QString& databaseFile) {
    file_ = databaseFile;
    suspended_ = false;
    auto waiting = std::move(waiting_);
    waiting_.clear();
    for (auto& [work, list] : waiting) post(std::move(work), list);
    post([this](viewer::StudyIndex&) { drawn_.clear(); });
}

}  // namespace dokuei::app
