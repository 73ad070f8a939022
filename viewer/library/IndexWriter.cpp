#include "viewer/library/IndexWriter.h"

#include <sys/stat.h>

#include <QDateTime>
#include <QSet>

#include "viewer/library/SearchText.h"

namespace dokuei::viewer {
namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

QString now() {
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
}

qint64 tick(const QSqlDatabase& database) {
    Statement(database, "UPDATE clock SET value=value+1").run();
    return Statement(database, "SELECT value FROM clock").only().toLongLong();
}

QString dashedDate(const QString& date) {
    return date.size() == 8
               ? date.left(4) + QLatin1Char('-') + date.mid(4, 2) + QLatin1Char('-') + date.mid(6)
               : QString();
}

}  // namespace

FileStamp stampOf(const std::string& file) {
    struct stat status {};
    if (stat(file.c_str(), &status) != 0) return {-1, 0};
    return {status.st_size, status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec};
}

QString patientKey(const QString& id, const QString& issuer, const QString& nameDicom,
                   const QString& birthDate, const QString& studyUid) {
    const QLatin1Char line('\n');
    if (!id.isEmpty()) return QStringLiteral("id") + line + id + line + issuer;
    if (nameDicom.isEmpty() || birthDate.isEmpty())
        return QStringLiteral("study") + line + nameDicom + line + birthDate + line + studyUid;
    return QStringLiteral("name") + line + nameDicom + line + birthDate;
}

void refreshSummary(const QSqlDatabase& database, qint64 study) {
    QStringList modalities, bodyParts, words;
    Statement series(database,
                     "SELECT modality, body_part, description FROM series WHERE study=? ORDER BY "
                     "number, uid");
    series.run({study});
    while (series.next()) {
        if (!series.text(0).isEmpty() && !modalities.contains(series.text(0))) modalities << series.text(0);
        if (!series.text(1).isEmpty() && !bodyParts.contains(series.text(1))) bodyParts << series.text(1);
        if (!series.text(2).isEmpty() && !words.contains(series.text(2))) words << series.text(2);
    }
    Statement about(database,
                    "SELECT s.patient_name, s.patient_name_dicom, p.patient_id, s.study_date, "
                    "s.description, s.accession_number, s.institution FROM study s JOIN patient p "
                    "ON p.id=s.patient WHERE s.id=?");
    about.run({study});
    if (!about.next()) return;
    QStringList all;
    for (int column = 0; column < 7; ++column) all << about.text(column);
    all << dashedDate(about.text(3));
    about.next();
    all += words + modalities + bodyParts;
    all.removeAll(QString());
    Statement(database, "UPDATE study SET modalities=?, body_parts=?, search=?, changed=? WHERE id=?")
        .run({modalities.join(QLatin1Char('\n')), bodyParts.join(QLatin1Char('\n')),
              foldedForSearch(all.join(QLatin1Char('\n'))), tick(database), study});
}

void dropStudy(const QSqlDatabase& database, qint64 study) {
    const QVariant patient = Statement(database, "SELECT patient FROM study WHERE id=?").only({study});
    if (!patient.isValid()) return;
    Statement(database, "INSERT INTO gone(changed, study) VALUES(?,?)").run({tick(database), study});
    Statement(database, "DELETE FROM study WHERE id=?").run({study});
    Statement(database, "DELETE FROM patient WHERE id=? AND NOT EXISTS(SELECT 1 FROM study WHERE patient=?)")
        .run({patient, patient});
}

struct IndexWriter::Statements {
    explicit Statements(const QSqlDatabase& d)
        : folder(d, "SELECT id FROM folder WHERE path=?"),
          addFolder(d, "INSERT INTO folder(path) VALUES(?)"),
          patient(d, "SELECT id FROM patient WHERE key=?"),
          addPatient(d,
                     "INSERT INTO patient(key, patient_id, issuer, name, name_dicom, sex, birth_date) "
                     "VALUES(?,?,?,?,?,?,?)"),
          study(d, "SELECT id FROM study WHERE patient=? AND uid=?"),
          addStudy(d,
                   "INSERT INTO study(patient, uid, path, patient_name, patient_name_dicom, study_date, "
                   "study_time, description, accession_number, institution, used_at) "
                   "VALUES(?,?,?,?,?,?,?,?,?,?,?)"),
          series(d, "SELECT id FROM series WHERE study=? AND uid=?"),
          addSeries(d,
                    "INSERT INTO series(study, uid, number, modality, description, body_part) "
                    "VALUES(?,?,?,?,?,?)"),
          instance(d,
                   "SELECT i.id, f.path, i.name, i.size, i.mtime, i.digest FROM instance i JOIN folder f ON "
                   "f.id=i.folder WHERE i.study=? AND i.sop_uid=?"),
          addInstance(d,
                      "INSERT INTO instance(study, series, sop_uid, sop_class, number, frames, folder, name, "
                      "size, mtime, digest) VALUES(?,?,?,?,?,?,?,?,?,?,?)"),
          moveInstance(d,
                       "UPDATE instance SET series=?, sop_class=?, number=?, frames=?, folder=?, name=?, "
                       "size=?, mtime=?, digest=? WHERE id=?"),
          counts(d, "UPDATE study SET instances=instances+?, copies=copies+?, bytes=bytes+? WHERE id=?"),
          seriesCounts(d,
                       "UPDATE series SET instances=instances+1, slices=CASE WHEN instances=0 THEN ? ELSE "
                       "slices+? END WHERE id=?"),
          seen(d,
               "INSERT INTO seen(folder, name, size, mtime, instance, copied) VALUES(?,?,?,?,?,?) ON "
               "CONFLICT(folder, name) DO UPDATE SET size=excluded.size, mtime=excluded.mtime, "
               "instance=excluded.instance, copied=excluded.copied"),
          replaced(
              d,
              "SELECT i.id, i.study, i.series, i.size, i.frames FROM seen s JOIN instance i ON "
              "i.id=s.instance WHERE s.folder=? AND s.name=? AND i.folder=s.folder AND i.name=s.name AND "
              "i.id<>?"),
          path(d, "UPDATE study SET path=? WHERE id=? AND (path='' OR ?)") {}
    Statement folder, addFolder, patient, addPatient, study, addStudy, series, addSeries, instance,
        addInstance, moveInstance, counts, seriesCounts, seen, replaced, path;
};

IndexWriter::IndexWriter(const QSqlDatabase& database)
    : database_(database), sql_(std::make_unique<Statements>(database)) {}

IndexWriter::~IndexWriter() = default;

void IndexWriter::begin() {
    transaction_ = std::make_unique<Transaction>(database_);
    // Another program may have removed what was known before.
    folders_.clear();
    patients_.clear();
    studies_.clear();
    series_.clear();
    touched_.clear();
}

qint64 IndexWriter::folderId(const QString& path) {
    qint64& id = folders_[path];
    if (id) return id;
    id = sql_->folder.only({path}).toLongLong();
    if (!id) id = sql_->addFolder.run({path}).insertedId();
    return id;
}

qint64 IndexWriter::patientOf(const InstanceHeader& header) {
    const SeriesIdentity& s = header.identity;
    const QString key = patientKey(text(s.patientId), text(header.issuerOfPatientId),
                                   text(s.patientNameDicom), text(s.patientBirthDate), text(s.studyUid));
    qint64& id = patients_[key];
    if (id) return id;
    id = sql_->patient.only({key}).toLongLong();
    if (!id)
        id = sql_->addPatient
                 .run({key, text(s.patientId), text(header.issuerOfPatientId), text(s.patientName),
                       text(s.patientNameDicom), text(s.patientSex), text(s.patientBirthDate)})
                 .insertedId();
    return id;
}

qint64 IndexWriter::studyOf(const IndexEntry& entry, bool create) {
    const SeriesIdentity& s = entry.header.identity;
    const QString uid = text(s.studyUid);
    const qint64 patient = patientOf(entry.header);
    const QString key = QString::number(patient) + QLatin1Char('\n') + uid;
    if (const qint64 known = studies_.value(key)) return known;
    qint64 id = sql_->study.only({patient, uid}).toLongLong();
    if (!id) id = adoptRemembered(entry.header, patient);
    if (!id && create) {
        id = sql_->addStudy
                 .run({patient, uid, entry.folder, text(s.patientName), text(s.patientNameDicom),
                       text(s.studyDate), text(s.studyTime), text(s.studyDescription),
                       text(s.accessionNumber), text(s.institution), now()})
                 .insertedId();
        touchedUids_ << uid;
    } else if (id && !touchedUids_.contains(uid)) {
        touchedUids_ << uid;
    }
    if (id) studies_.insert(key, id);
    return id;
}

qint64 IndexWriter::adoptRemembered(const InstanceHeader& header, qint64 patient) {
    const SeriesIdentity& s = header.identity;
    if (header.issuerOfPatientId.empty() || s.patientId.empty()) return 0;
    const QString key = patientKey(text(s.patientId), {}, {}, {}, {});
    const qint64 id = Statement(database_,
                                "SELECT s.id FROM study s JOIN patient p ON p.id=s.patient WHERE "
                                "s.uid=? AND p.key=? AND s.instances=0")
                          .only({text(s.studyUid), key})
                          .toLongLong();
    if (!id) return 0;
    Statement(database_, "UPDATE study SET patient=? WHERE id=?").run({patient, id});
    Statement(database_,
              "DELETE FROM patient WHERE key=? AND NOT EXISTS(SELECT 1 FROM study WHERE "
              "patient=patient.id)")
        .run({key});
    return id;
}

qint64 IndexWriter::seriesOf(qint64 study, const InstanceHeader& header) {
    const SeriesIdentity& s = header.identity;
    const QString key = QString::number(study) + QLatin1Char('\n') + text(s.seriesUid);
    qint64& id = series_[key];
    if (id) return id;
    id = sql_->series.only({study, text(s.seriesUid)}).toLongLong();
    if (!id)
        id = sql_->addSeries
                 .run({study, text(s.seriesUid), s.seriesNumber, text(s.modality), text(s.seriesDescription),
                       text(s.bodyPart)})
                 .insertedId();
    return id;
}

IndexWriter::Known IndexWriter::find(const IndexEntry& entry) {
    Known known;
    const qint64 study = studyOf(entry, false);
    if (!study) return known;
    Statement& row = sql_->instance.run({study, text(entry.header.sopInstanceUid)});
    if (row.next()) {
        known = {row.integer(0),       row.text(1),
                 row.text(2),          {row.integer(3), row.integer(4)},
                 row[5].toByteArray(), !row.text(1).startsWith(QLatin1Char('/'))};
        row.next();
    }
    return known;
}

void IndexWriter::put(const IndexEntry& entry) {
    const qint64 study = studyOf(entry, true);
    const qint64 series = seriesOf(study, entry.header);
    const InstanceHeader& h = entry.header;
    Known known = find(entry);
    const QVariant digest =
        entry.digest.isEmpty() ? QVariant(QMetaType::fromType<QByteArray>()) : entry.digest;
    if (known.id) {
        sql_->moveInstance.run({series, text(h.identity.sopClassUid), h.instanceNumber, h.frames,
                                folderId(entry.folder), entry.name, entry.stamp.size, entry.stamp.mtime,
                                digest, known.id});
        sql_->counts.run(
            {0, int(entry.copied) - int(known.copied), entry.stamp.size - known.stamp.size, study});
    } else {
        known.id = sql_->addInstance
                       .run({study, series, text(h.sopInstanceUid), text(h.identity.sopClassUid),
                             h.instanceNumber, h.frames, folderId(entry.folder), entry.name, entry.stamp.size,
                             entry.stamp.mtime, digest})
                       .insertedId();
        sql_->counts.run({1, int(entry.copied), entry.stamp.size, study});
        sql_->seriesCounts.run({h.frames, h.frames, series});
    }
    // A study that was only remembered is from now on opened from its copies.
    if (entry.copied) sql_->path.run({entry.folder, study, true});
    touched_ << study;
    if (rebuilding_) {
        renew(study, series, h);
        written_ << known.id;
    }
    remember(known, entry);
}

void IndexWriter::renew(qint64 study, qint64 series, const InstanceHeader& header) {
    const SeriesIdentity& s = header.identity;
    if (!renewed_.contains(study)) {
        renewed_ << study;
        Statement(database_,
                  "UPDATE study SET patient_name=?, patient_name_dicom=?, study_date=?, study_time=?, "
                  "description=?, accession_number=?, institution=? WHERE id=?")
            .run({text(s.patientName), text(s.patientNameDicom), text(s.studyDate), text(s.studyTime),
                  text(s.studyDescription), text(s.accessionNumber), text(s.institution), study});
    }
    // Series and studies count in one set: a series is told by its negative.
    if (renewed_.contains(-series)) return;
    renewed_ << -series;
    Statement(database_, "UPDATE series SET number=?, modality=?, description=?, body_part=? WHERE id=?")
        .run({s.seriesNumber, text(s.modality), text(s.seriesDescription), text(s.bodyPart), series});
}

void IndexWriter::remember(const Known& known, const IndexEntry& entry) {
    if (entry.source.isEmpty()) return;
    const qsizetype slash = entry.source.lastIndexOf(QLatin1Char('/'));
    dropReplaced(known, entry.source.left(std::max<qsizetype>(slash, 1)), entry.source.mid(slash + 1));
    sql_->seen.run({folderId(entry.source.left(std::max<qsizetype>(slash, 1))), entry.source.mid(slash + 1),
                    entry.sourceStamp.size, entry.sourceStamp.mtime, known.id, entry.copied || known.copied});
}

void IndexWriter::dropReplaced(const Known& known, const QString& folder, const QString& name) {
    Statement& old = sql_->replaced.run({folderId(folder), name, known.id});
    if (!old.next()) return;
    const QVariant id = old[0], study = old[1], series = old[2], bytes = old[3], frames = old[4];
    old.next();
    Statement(database_, "DELETE FROM instance WHERE id=?").run({id});
    sql_->counts.run({-1, 0, -bytes.toLongLong(), study});
    Statement(database_, "UPDATE series SET instances=instances-1, slices=slices-? WHERE id=?")
        .run({frames, series});
    touched_ << study.toLongLong();
}

void IndexWriter::commit() {
    for (const qint64 study : touched_) refreshSummary(database_, study);
    transaction_->commit();
    transaction_.reset();
}

}  // namespace dokuei::viewer
