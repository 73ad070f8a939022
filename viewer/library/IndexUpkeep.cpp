#include "viewer/library/IndexUpkeep.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include "viewer/library/IndexWriter.h"
#include "viewer/volume/Parallel.h"
#include "viewer/volume/Reason.h"

namespace dokuei::viewer {
namespace {

struct KnownFile {
    QString path;
    FileStamp stamp;
    QByteArray digest;
    bool copied = false;
};

std::vector<KnownFile> knownFiles(const LibraryFolder& library, const QSqlDatabase& database) {
    std::vector<KnownFile> files;
    Statement rows(database,
                   "SELECT f.path, i.name, i.size, i.mtime, i.digest FROM instance i JOIN folder f ON "
                   "f.id=i.folder ORDER BY i.folder, i.name");
    rows.run();
    while (rows.next())
        files.push_back({library.absolute(rows.text(0)) + QLatin1Char('/') + rows.text(1),
                         {rows.integer(2), rows.integer(3)},
                         rows[4].toByteArray(),
                         !rows.text(0).startsWith(QLatin1Char('/'))});
    return files;
}

/// What is wrong with one file; empty when nothing is. "missing" is said of references only.
std::string problemOf(const KnownFile& file, const std::atomic<bool>& cancel) {
    const std::string path = file.path.toStdString();
    const FileStamp stamp = stampOf(path);
    if (stamp.size < 0) return file.copied ? "the copy is not there" : "missing";
    if (!file.copied) return stamp == file.stamp ? "" : "was changed since it was imported";
    if (stamp.size != file.stamp.size) return "the copy has another size than when it was made";
    if (file.digest.isEmpty()) return "";
    try {
        return digestOf(path, cancel) == file.digest
                   ? ""
                   : "the copy is damaged: other bytes than when it was made";
    } catch (const ReadError& error) {
        return reasonOf(path, error);
    }
}

}  // namespace

std::vector<std::string> referencedFiles(const QSqlDatabase& database) {
    std::vector<std::string> files;
    Statement rows(database,
                   "SELECT f.path, i.name FROM instance i JOIN folder f ON f.id=i.folder WHERE f.path "
                   "LIKE '/%' ORDER BY f.path, i.name");
    rows.run();
    while (rows.next()) files.push_back((rows.text(0) + QLatin1Char('/') + rows.text(1)).toStdString());
    return files;
}

void dropStale(const LibraryFolder& library, const QSqlDatabase& database, const QSet<qint64>& written) {
    Transaction transaction(database);
    std::vector<qint64> stale;
    Statement rows(database, "SELECT i.id, f.path, i.name FROM instance i JOIN folder f ON f.id=i.folder");
    rows.run();
    while (rows.next()) {
        if (written.contains(rows.integer(0))) continue;
        const QString file = library.absolute(rows.text(1)) + QLatin1Char('/') + rows.text(2);
        const bool reference = rows.text(1).startsWith(QLatin1Char('/'));
        // What another program imported in the meantime has its file where the index says.
        if (stampOf(file.toStdString()).size >= 0 ? !reference : reference) continue;
        stale.push_back(rows.integer(0));
    }
    Statement drop(database, "DELETE FROM instance WHERE id=?");
    for (const qint64 id : stale) drop.run({id});
    Statement(database,
              "UPDATE series SET instances=(SELECT count(*) FROM instance i WHERE i.series=series.id)")
        .run();
    Statement(database,
              "UPDATE series SET slices=(SELECT sum(frames) FROM instance i WHERE i.series=series.id) "
              "WHERE instances>0")
        .run();
    Statement(database, "DELETE FROM series WHERE instances=0 AND volumes=0").run();
    Statement(
        database,
        "UPDATE study SET (instances, copies, bytes)=(SELECT count(*), coalesce(sum(f.path LIKE "
        "'images/%'), 0), coalesce(sum(i.size), 0) FROM instance i JOIN folder f ON f.id=i.folder WHERE "
        "i.study=study.id)")
        .run();
    // A study that was opened from elsewhere stays remembered; one whose copies are gone does not.
    Statement empty(database,
                    "SELECT id FROM study WHERE instances=0 AND (path LIKE 'images/%' OR NOT "
                    "EXISTS(SELECT 1 FROM series WHERE study=study.id))");
    empty.run();
    std::vector<qint64> studies;
    while (empty.next()) studies.push_back(empty.integer(0));
    for (const qint64 id : studies) dropStudy(database, id);
    std::vector<qint64> rest;
    Statement all(database, "SELECT id FROM study");
    all.run();
    while (all.next()) rest.push_back(all.integer(0));
    for (const qint64 id : rest) refreshSummary(database, id);
    transaction.commit();
}

VerifyResult verifyLibrary(const QString& folder, Progress* progress) {
    Progress own;
    Progress& p = progress ? *progress : own;
    const LibraryFolder library(folder);
    const IndexDatabase database(library.indexFile());
    VerifyResult result;
    const QString sound = Statement(database.handle(), "PRAGMA quick_check(1)").only().toString();
    if (sound != QLatin1String("ok"))
        result.problems.push_back(
            {library.indexFile().toStdString(), "the database is damaged; re-index the library"});
    const std::vector<KnownFile> files = knownFiles(library, database.handle());
    result.files = p.total = static_cast<long long>(files.size());
    for (const KnownFile& file : files) p.totalBytes += file.copied ? file.stamp.size : 0;
    std::vector<std::string> problems(files.size());
    try {
        runParallel(files.size(), 0, [&] {
            return [&](std::size_t index) {
                if (p.cancel) throw Cancelled();
                problems[index] = problemOf(files[index], p.cancel);
                ++p.done;
                if (files[index].copied) p.bytes += files[index].stamp.size;
            };
        });
    } catch (const Cancelled&) {
        result.cancelled = true;
    }
    QSet<QString> known;
    for (std::size_t f = 0; f < files.size(); ++f) {
        if (problems[f] == "missing") {
            ++result.missing;
        } else if (!problems[f].empty()) {
            result.problems.push_back({files[f].path.toStdString(), problems[f]});
        }
        if (files[f].copied) known << files[f].path;
    }
    QDirIterator copies(library.imagesFolder(), QDir::Files, QDirIterator::Subdirectories);
    while (!result.cancelled && copies.hasNext()) {
        const QString file = copies.next();
        if (!known.contains(file))
            result.problems.push_back(
                {file.toStdString(), "lies in the library folder, but is not in the index"});
    }
    const QVariant wrong =
        Statement(database.handle(),
                  "SELECT count(*) FROM study s WHERE instances<>(SELECT count(*) FROM instance i WHERE "
                  "i.study=s.id)")
            .only();
    if (wrong.toLongLong() > 0)
        result.problems.push_back({library.indexFile().toStdString(),
                                   "the counts of " + wrong.toString().toStdString() + " studies are wrong"});
    return result;
}

}  // namespace dokuei::viewer
