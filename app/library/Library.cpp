#include "app/library/Library.h"

#include <QDir>
#include <QFileInfo>
#include <QMetaObject>

namespace dokuei::app {

Library::Library(const QString& databaseFile, QObject* parent)
    : QObject(parent), worker_(new QObject), file_(databaseFile) {
    thread_.setObjectName(QStringLiteral("library"));
    worker_->moveToThread(&thread_);
    thread_.start();
}

Library::~Library() {
    // A connection must be closed on the thread that opened it.
    QMetaObject::invokeMethod(
        worker_, [this] { index_.reset(); }, Qt::BlockingQueuedConnection);
    thread_.quit();
    thread_.wait();
    delete worker_;
}

void Library::post(std::function<void(viewer::StudyIndex&)> work) {
    QMetaObject::invokeMethod(worker_, [this, work = std::move(work)] {
        try {
            if (!index_) {
                QDir().mkpath(QFileInfo(file_).absolutePath());
                index_ = std::make_unique<viewer::StudyIndex>(file_);
            }
            work(*index_);
            auto found = index_->list(filter_);
            QMetaObject::invokeMethod(this, [this, found = std::move(found)] {
                studies_ = found;
                Q_EMIT listed();
            });
        } catch (const std::exception& e) {
            const QString text = QString::fromUtf8(e.what());
            QMetaObject::invokeMethod(this, [this, text] { Q_EMIT failed(text); });
        }
    });
}

void Library::add(viewer::Study scanned) {
    post([scanned = std::move(scanned)](viewer::StudyIndex& index) { index.add(scanned); });
}

void Library::addThumbnail(std::shared_ptr<const viewer::Volume> volume) {
    post([volume = std::move(volume)](viewer::StudyIndex& index) {
        const QByteArray png = viewer::thumbnailPng(*volume);
        if (!png.isEmpty()) index.setThumbnail(QString::fromStdString(volume->identity.seriesUid), png);
    });
}

void Library::remove(const QString& studyUid) {
    post([studyUid](viewer::StudyIndex& index) { index.remove(studyUid); });
}

void Library::search(const QString& filter) {
    post([this, filter](viewer::StudyIndex&) { filter_ = filter; });
}

}  // namespace dokuei::app
