#include "viewer/library/LibraryFolder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include "viewer/Error.h"
#include "viewer/library/IndexDatabase.h"
#include "viewer/library/IndexWriter.h"
#include "viewer/library/StudyRemoval.h"

namespace dokuei::viewer {
namespace {

QString hashed(std::initializer_list<std::string> parts, int letters) {
    QCryptographicHash hash(QCryptographicHash::Blake2b_160);
    for (const std::string& part : parts) {
        // The length first, so that no two lists of parts give the same bytes.
        const QByteArray length = QByteArray::number(static_cast<qlonglong>(part.size())) + ':';
        hash.addData(length);
        hash.addData(QByteArrayView(part.data(), static_cast<qsizetype>(part.size())));
    }
    return QString::fromLatin1(hash.result().toHex().left(letters));
}

}  // namespace

LibraryFolder::LibraryFolder(const QString& folder)
    : path_(QDir::cleanPath(QFileInfo(folder).absoluteFilePath())) {}

QString LibraryFolder::indexFile() const {
    return path_ + QStringLiteral("/library.sqlite");
}

QString LibraryFolder::imagesFolder() const {
    return path_ + QStringLiteral("/images");
}

QString LibraryFolder::absolute(const QString& place) const {
    return place.startsWith(QLatin1Char('/')) || place.isEmpty() ? place : path_ + QLatin1Char('/') + place;
}

QString LibraryFolder::studyFolder(const InstanceHeader& header) {
    const SeriesIdentity& s = header.identity;
    const QString patient =
        patientKey(QString::fromStdString(s.patientId), QString::fromStdString(header.issuerOfPatientId),
                   QString::fromStdString(s.patientNameDicom), QString::fromStdString(s.patientBirthDate),
                   QString::fromStdString(s.studyUid));
    const QString name = hashed({patient.toStdString(), s.studyUid}, 32);
    return QStringLiteral("images/") + name.left(2) + QLatin1Char('/') + name;
}

QString LibraryFolder::fileName(const InstanceHeader& header) {
    return hashed({header.sopInstanceUid}, 32) + QStringLiteral(".dcm");
}

void LibraryFolder::cleanUp() const {
    const QDir incoming(imagesFolder() + QStringLiteral("/.incoming"));
    for (const QFileInfo& entry : incoming.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden)) {
        const QByteArray lockFile = QFile::encodeName(entry.absoluteFilePath() + QStringLiteral("/lock"));
        const int lock = open(lockFile.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (lock < 0) continue;
        if (flock(lock, LOCK_EX | LOCK_NB) == 0) QDir(entry.absoluteFilePath()).removeRecursively();
        close(lock);
    }
    finishRemovals(*this);
}

IncomingFolder::IncomingFolder(const LibraryFolder& library) {
    const QString folder = library.imagesFolder() + QStringLiteral("/.incoming/") +
                           QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (!QDir().mkpath(folder))
        throw WriteError(library.path().toStdString(), "the library folder cannot be written");
    path_ = folder.toStdString();
    lock_ = open((path_ + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0) throw WriteError(library.path().toStdString(), "the library folder cannot be written");
    flock(lock_, LOCK_EX | LOCK_NB);
}

IncomingFolder::~IncomingFolder() {
    QDir(QString::fromStdString(path_)).removeRecursively();
    if (lock_ >= 0) close(lock_);
}

std::string IncomingFolder::nextFile() {
    return path_ + "/" + std::to_string(next_++) + ".part";
}

qint64 freeBytes(const std::string& folder) {
    QString existing = QString::fromStdString(folder);
    while (!existing.isEmpty() && existing != QLatin1String("/") && !QFileInfo(existing).exists())
        existing = QFileInfo(existing).absolutePath();
    struct statvfs status {};
    if (statvfs(QFile::encodeName(existing).constData(), &status) != 0) return -1;
    return static_cast<qint64>(status.f_bavail) * static_cast<qint64>(status.f_frsize);
}

}  // namespace dokuei::viewer
