#include "viewer/library/StudyIndex.h"

#include <QDateTime>
#include <QFileInfo>
#include <algorithm>
#include <map>

#include "viewer/library/IndexWriter.h"

namespace dokuei::viewer {
namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

QString now() {
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
}

/// The scan's volumes by patient and study, then by series.
struct SeriesVolumes {
    const SeriesIdentity* identity = nullptr;
    int volumes = 0, slices = 0;
};
struct ScannedStudy {
    QString uid;
    std::vector<SeriesVolumes> series;
};

std::vector<ScannedStudy> byStudy(const Study& scanned) {
    std::map<std::pair<std::string, QString>, ScannedStudy> studies;
    for (const VolumeSource& volume : scanned.volumes) {
        if (volume.resampled) continue;  // its images are counted already
        const SeriesIdentity& id = volume.identity;
        const std::string& uid = id.studyUid.empty() ? scanned.path : id.studyUid;
        const QString patient = patientKey(text(id.patientId), {}, text(id.patientNameDicom),
                                           text(id.patientBirthDate), text(uid));
        ScannedStudy& study = studies[{uid, patient}];
        study.uid = text(uid);
        auto known = std::find_if(study.series.begin(), study.series.end(), [&](const SeriesVolumes& s) {
            return s.identity->seriesUid == id.seriesUid;
        });
        if (known == study.series.end())
            known = study.series.insert(study.series.end(), SeriesVolumes{&id, 0, 0});
        ++known->volumes;
        known->slices += volume.geometry.size[2];
    }
    std::vector<ScannedStudy> all;
    for (auto& [key, study] : studies) all.push_back(std::move(study));
    return all;
}

/// The row of an opened study. A scan does not tell the issuer of the patient's ID: a study that was imported
/// with one is the same.
qint64 rowOf(const QSqlDatabase& database, const SeriesIdentity& id, const QString& uid) {
    const QString key =
        patientKey(text(id.patientId), {}, text(id.patientNameDicom), text(id.patientBirthDate), uid);
    const qint64 exact =
        Statement(database,
                  "SELECT s.id FROM study s JOIN patient p ON p.id=s.patient WHERE s.uid=? AND p.key=?")
            .only({uid, key})
            .toLongLong();
    if (exact || id.patientId.empty()) return exact;
    Statement issued(
        database,
        "SELECT s.id FROM study s JOIN patient p ON p.id=s.patient WHERE s.uid=? AND p.patient_id=?");
    issued.run({uid, text(id.patientId)});
    qint64 found = 0;
    while (issued.next()) found = found ? -1 : issued.integer(0);
    return std::max<qint64>(found, 0);
}

qint64 addStudy(const QSqlDatabase& database, const ScannedStudy& study, const QString& path) {
    const SeriesIdentity& id = *study.series.front().identity;
    qint64 row = rowOf(database, id, study.uid);
    if (!row) {
        const QString key = patientKey(text(id.patientId), {}, text(id.patientNameDicom),
                                       text(id.patientBirthDate), study.uid);
        Statement(database,
                  "INSERT OR IGNORE INTO patient(key, patient_id, issuer, name, name_dicom, sex, "
                  "birth_date) VALUES(?,?,'',?,?,?,?)")
            .run({key, text(id.patientId), text(id.patientName), text(id.patientNameDicom),
                  text(id.patientSex), text(id.patientBirthDate)});
        const QVariant patient = Statement(database, "SELECT id FROM patient WHERE key=?").only({key});
        row = Statement(database, "INSERT INTO study(patient, uid) VALUES(?,?)")
                  .run({patient, study.uid})
                  .insertedId();
    }
    // An imported study stays where the library has it.
    Statement(database,
              "UPDATE study SET path=CASE WHEN instances=0 THEN ? ELSE path END, patient_name=?, "
              "patient_name_dicom=?, study_date=?, study_time=?, description=?, accession_number=?, "
              "institution=?, used_at=? WHERE id=?")
        .run({path, text(id.patientName), text(id.patientNameDicom), text(id.studyDate), text(id.studyTime),
              text(id.studyDescription), text(id.accessionNumber), text(id.institution), now(), row});
    return row;
}

void addSeries(const QSqlDatabase& database, qint64 study, const std::vector<SeriesVolumes>& series) {
    QStringList kept;
    Statement put(
        database,
        "INSERT INTO series(study, uid, number, modality, description, body_part, volumes, slices) "
        "VALUES(?,?,?,?,?,?,?,?) ON CONFLICT(study, uid) DO UPDATE SET number=excluded.number, "
        "modality=excluded.modality, description=excluded.description, body_part=excluded.body_part, "
        "volumes=excluded.volumes, slices=CASE WHEN instances=0 THEN excluded.slices ELSE slices END");
    for (const SeriesVolumes& s : series) {
        kept << text(s.identity->seriesUid);
        put.run({study, kept.back(), s.identity->seriesNumber, text(s.identity->modality),
                 text(s.identity->seriesDescription), text(s.identity->bodyPart), s.volumes, s.slices});
    }
    // What the library itself holds stays; what was only opened and is there no more goes.
    Statement known(database, "SELECT id, uid FROM series WHERE study=? AND instances=0");
    known.run({study});
    std::vector<qint64> gone;
    while (known.next())
        if (!kept.contains(known.text(1))) gone.push_back(known.integer(0));
    for (const qint64 id : gone) Statement(database, "DELETE FROM series WHERE id=?").run({id});
}

}  // namespace

StudyIndex::StudyIndex(const QString& file) : database_(file), folder_(QFileInfo(file).absolutePath()) {}

QStringList StudyIndex::add(const Study& scanned) {
    QStringList uids;
    Transaction transaction(database_.handle());
    for (const ScannedStudy& study : byStudy(scanned)) {
        const qint64 row = addStudy(database_.handle(), study, text(scanned.path));
        addSeries(database_.handle(), row, study.series);
        refreshSummary(database_.handle(), row);
        uids << study.uid;
    }
    transaction.commit();
    return uids;
}

std::vector<IndexedStudy> StudyIndex::studiesOf(const std::vector<qint64>& ids, bool withThumbnails) const {
    if (ids.empty()) return {};
    // Two statements for all of them: one a study would cost more than the search.
    QStringList numbers;
    QHash<qint64, std::size_t> places;
    for (const qint64 id : ids) {
        places.insert(id, static_cast<std::size_t>(numbers.size()));
        numbers << QString::number(id);
    }
    const QString wanted = numbers.join(QLatin1Char(','));
    std::vector<IndexedStudy> studies(ids.size());
    Statement row(
        database_.handle(),
        QStringLiteral(
            "SELECT s.id, s.uid, s.path, s.patient_name, s.patient_name_dicom, p.patient_id, p.sex, "
            "p.birth_date, s.study_date, s.description, s.accession_number, s.used_at, p.issuer, "
            "s.study_time, s.institution, s.modalities, s.body_parts, s.patient, s.instances, s.copies, "
            "s.bytes FROM study s JOIN patient p ON p.id=s.patient WHERE s.id IN (%1)")
            .arg(wanted));
    row.run();
    while (row.next()) {
        IndexedStudy& study = studies[places.value(row.integer(0))];
        study.id = row.integer(0);
        int column = 1;
        for (QString* field : {&study.uid, &study.path, &study.patientName, &study.patientNameDicom,
                               &study.patientId, &study.patientSex, &study.patientBirthDate, &study.studyDate,
                               &study.description, &study.accessionNumber, &study.openedAt,
                               &study.issuerOfPatientId, &study.studyTime, &study.institution})
            *field = row.text(column++);
        study.modalities = row.text(column++).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        study.bodyParts = row.text(column++).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        for (qint64* field : {&study.patient, &study.instances, &study.copies, &study.bytes})
            *field = row.integer(column++);
        study.path = folder_.absolute(study.path);
    }
    Statement series(
        database_.handle(),
        QStringLiteral(
            "SELECT s.study, s.uid, s.modality, s.description, s.number, s.volumes, s.slices, s.id, "
            "s.instances, s.body_part%1 WHERE s.study IN (%2) ORDER BY s.study, s.number, s.uid")
            .arg(withThumbnails
                     ? QStringLiteral(", t.png FROM series s LEFT JOIN thumbnail t ON t.series=s.id")
                     : QStringLiteral(" FROM series s"),
                 wanted));
    series.run();
    while (series.next()) {
        IndexedSeries s;
        s.uid = series.text(1);
        s.modality = series.text(2);
        s.description = series.text(3);
        s.number = static_cast<int>(series.integer(4));
        s.volumes = static_cast<int>(series.integer(5));
        s.slices = static_cast<int>(series.integer(6));
        s.id = series.integer(7);
        s.instances = static_cast<int>(series.integer(8));
        s.bodyPart = series.text(9);
        if (withThumbnails) s.thumbnailPng = series[10].toByteArray();
        studies[places.value(series.integer(0))].series.push_back(std::move(s));
    }
    // Another program may have removed one a moment ago.
    std::erase_if(studies, [](const IndexedStudy& study) { return study.id == 0; });
    return studies;
}

std::vector<IndexedStudy> StudyIndex::list(const QString& filter) {
    table_.refresh(database_.handle());
    StudyFilter wanted;
    wanted.text = filter;
    return studiesOf(table_.find(wanted), true);
}

std::vector<IndexedStudy> StudyIndex::list(const StudyFilter& filter, std::size_t limit, std::size_t offset,
                                           std::size_t* total) {
    table_.refresh(database_.handle());
    std::vector<qint64> ids = table_.find(filter);
    if (total) *total = ids.size();
    ids.erase(ids.begin(), ids.begin() + static_cast<long>(std::min(offset, ids.size())));
    ids.resize(std::min(limit, ids.size()));
    return studiesOf(ids, false);
}

std::vector<IndexedStudy> StudyIndex::studiesOfSamePatient(qint64 study) {
    table_.refresh(database_.handle());
    return studiesOf(table_.ofSamePatient(study), false);
}

std::vector<qint64> StudyIndex::idsOf(const QString& uid) const {
    Statement rows(database_.handle(), uid.isEmpty() ? "SELECT id FROM study ORDER BY id"
                                                     : "SELECT id FROM study WHERE uid=? ORDER BY id");
    if (uid.isEmpty()) {
        rows.run();
    } else {
        rows.run({uid});
    }
    std::vector<qint64> ids;
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

IndexedStudy StudyIndex::study(qint64 id) const {
    const auto found = studiesOf({id}, true);
    return found.empty() ? IndexedStudy() : found.front();
}

std::vector<IndexedFile> StudyIndex::files(qint64 study) const {
    Statement rows(
        database_.handle(),
        "SELECT f.path, i.name, i.sop_uid, i.sop_class, s.uid FROM instance i JOIN series s ON "
        "s.id=i.series JOIN folder f ON f.id=i.folder WHERE i.study=? ORDER BY s.number, s.id, i.number, "
        "i.id");
    rows.run({study});
    std::vector<IndexedFile> files;
    while (rows.next()) {
        const QString place = rows.text(0);
        files.push_back({folder_.absolute(place) + QLatin1Char('/') + rows.text(1), rows.text(2),
                         rows.text(3), rows.text(4), !place.startsWith(QLatin1Char('/'))});
    }
    return files;
}

QStringList StudyIndex::modalities() {
    table_.refresh(database_.handle());
    return table_.modalities();
}

qint64 StudyIndex::revision() const {
    return Statement(database_.handle(), "SELECT value FROM clock").only().toLongLong();
}

void StudyIndex::remove(const QString& studyUid) {
    if (studyUid.isEmpty()) return;
    Transaction transaction(database_.handle());
    for (const qint64 id : idsOf(studyUid)) dropStudy(database_.handle(), id);
    transaction.commit();
}

void StudyIndex::setThumbnail(const QString& seriesUid, const QByteArray& png) {
    // Two patients may share a UID by a fault of some software: neither gets the other's picture.
    Statement(database_.handle(),
              "INSERT OR REPLACE INTO thumbnail(series, png) SELECT max(id), ? FROM series "
              "WHERE uid=? HAVING count(*)=1")
        .run({png, seriesUid});
}

void StudyIndex::setThumbnail(const SeriesIdentity& identity, const QByteArray& png) {
    const QString uid = text(identity.studyUid);
    const qint64 study = uid.isEmpty() ? 0 : rowOf(database_.handle(), identity, uid);
    if (!study) {
        setThumbnail(text(identity.seriesUid), png);
        return;
    }
    Statement(database_.handle(),
              "INSERT OR REPLACE INTO thumbnail(series, png) SELECT id, ? FROM series WHERE "
              "study=? AND uid=?")
        .run({png, study, text(identity.seriesUid)});
}

void StudyIndex::setThumbnail(qint64 series, const QByteArray& png) {
    Statement(database_.handle(),
              "INSERT OR REPLACE INTO thumbnail(series, png) SELECT id, ? FROM series WHERE "
              "id=?")
        .run({QByteArray(png.constData(), png.size()), series});
}

QByteArray StudyIndex::thumbnail(qint64 series) const {
    return Statement(database_.handle(), "SELECT png FROM thumbnail WHERE series=?")
        .only({series})
        .toByteArray();
}

void StudyIndex::touch(qint64 study) {
    Transaction transaction(database_.handle());
    Statement(database_.handle(), "UPDATE study SET used_at=? WHERE id=?").run({now(), study});
    refreshSummary(database_.handle(), study);
    transaction.commit();
}

std::vector<PendingImport> StudyIndex::pendingImports() const {
    Statement rows(database_.handle(), "SELECT source, copied FROM pending_import ORDER BY started_at");
    rows.run();
    std::vector<PendingImport> imports;
    while (rows.next()) imports.push_back({rows.text(0), rows.integer(1) != 0});
    return imports;
}

void StudyIndex::dropPendingImport(const QString& source) {
    Statement(database_.handle(), "DELETE FROM pending_import WHERE source=?").run({source});
}

}  // namespace dokuei::viewer
