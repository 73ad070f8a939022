#include "viewer/library/StudyRemoval.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "viewer/Error.h"
#include "viewer/library/IndexDatabase.h"
#include "viewer/library/IndexWriter.h"

namespace dokuei::viewer {
namespace {

namespace fs = std::filesystem;

QString trashFolder(const LibraryFolder& library) {
    return library.imagesFolder() + QStringLiteral("/.removed");
}

/// images/ab/STUDY of a folder put aside as STUDY.UNIQUE.
QString placeOf(const QString& trashName) {
    const QString study = trashName.section(QLatin1Char('.'), 0, 0);
    return QStringLiteral("images/") + study.left(2) + QLatin1Char('/') + study;
}

void putBack(const fs::path& aside, const fs::path& place) {
    std::error_code error;
    fs::create_directories(place, error);
    for (const auto& entry : fs::directory_iterator(aside, error)) {
        const fs::path target = place / entry.path().filename();
        if (!fs::exists(target, error)) fs::rename(entry.path(), target, error);
    }
}

}  // namespace

void removeStudy(const LibraryFolder& library, const IndexDatabase& database, qint64 study) {
    QStringList aside;
    Transaction transaction(database.handle());
    Statement places(database.handle(),
                     "SELECT DISTINCT f.path FROM instance i JOIN folder f ON f.id=i.folder "
                     "WHERE i.study=? AND f.path LIKE 'images/%'");
    places.run({study});
    QStringList copies;
    while (places.next()) copies << places.text(0);
    for (const QString& place : copies) {
        const QString from = library.absolute(place);
        if (!QFileInfo::exists(from)) continue;
        QDir().mkpath(trashFolder(library));
        const QString to = trashFolder(library) + QLatin1Char('/') + QFileInfo(from).fileName() +
                           QLatin1Char('.') + QUuid::createUuid().toString(QUuid::WithoutBraces);
        std::error_code error;
        fs::rename(from.toStdString(), to.toStdString(), error);
        if (error) {
            for (const QString& moved : aside)
                putBack(moved.toStdString(),
                        library.absolute(placeOf(QFileInfo(moved).fileName())).toStdString());
            throw WriteError(from.toStdString(), "cannot be deleted (" + error.message() + ")");
        }
        aside << to;
    }
    dropStudy(database.handle(), study);
    transaction.commit();
    for (const QString& folder : aside) QDir(folder).removeRecursively();
}

void finishRemovals(const LibraryFolder& library) {
    const QDir trash(trashFolder(library));
    const QStringList names = trash.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden);
    if (names.isEmpty()) return;
    const IndexDatabase database(library.indexFile());
    for (const QString& name : names) {
        const QString aside = trash.filePath(name), place = placeOf(name);
        bool known = false;
        {
            // A delete that is under way in another program holds this lock until it has committed.
            Transaction transaction(database.handle());
            known = Statement(database.handle(),
                              "SELECT 1 FROM instance i JOIN folder f ON f.id=i.folder WHERE "
                              "f.path=? LIMIT 1")
                        .only({place})
                        .isValid();
            if (known) putBack(aside.toStdString(), library.absolute(place).toStdString());
            transaction.commit();
        }
        QDir(aside).removeRecursively();
    }
}

}  // namespace dokuei::viewer
