#include "viewer/library/StudyIndex.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>
#include <algorithm>
#include <map>

#include "viewer/Error.h"

namespace dokuei::viewer {
namespace {

constexpr int kVersion = 1;

[[noreturn]] void fail(const QString& what, const QSqlError& error) {
    throw Error("index of studies: " + what.toStdString() + " (" + error.text().toStdString() + ")");
}

void execute(QSqlQuery& query) {
    if (!query.exec()) fail(QStringLiteral("the database cannot be used"), query.lastError());
}

void execute(const QSqlDatabase& database, const char* sql) {
    QSqlQuery query(database);
    if (!query.exec(QString::fromLatin1(sql)))
        fail(QStringLiteral("the database cannot be used"), query.lastError());
}

/// Undoes everything since its construction unless committed.
class Transaction {
public:
    explicit Transaction(const QSqlDatabase& database) : database_(database) {
        execute(database_, "BEGIN IMMEDIATE");
    }
    ~Transaction() {
        if (!done_) QSqlQuery(database_).exec(QStringLiteral("ROLLBACK"));
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit() {
        execute(database_, "COMMIT");
        done_ = true;
    }

private:
    QSqlDatabase database_;
    bool done_ = false;
};

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

/// One form for letters of different width and case and for both kana, so that searching does not depend on
/// them.
QString folded(const QString& text) {
    QString result = text.normalized(QString::NormalizationForm_KC).toCaseFolded();
    for (QChar& c : result) {
        if (c.unicode() >= 0x30A1 && c.unicode() <= 0x30F6)
            c = QChar(c.unicode() - 0x60);  // katakana to hiragana
        else if (c == QLatin1Char('^') || c == QLatin1Char('='))
            c = QLatin1Char(' ');
    }
    return result;
}

/// The scan's volumes by study, then by series.
struct SeriesVolumes {
    const SeriesIdentity* identity = nullptr;
    int volumes = 0, slices = 0;
};
using StudyVolumes = std::map<std::string, std::vector<SeriesVolumes>>;

StudyVolumes byStudy(const Study& scanned) {
    StudyVolumes studies;
    for (const VolumeSource& volume : scanned.volumes) {
        const std::string& uid = volume.identity.studyUid.empty() ? scanned.path : volume.identity.studyUid;
        auto& series = studies[uid];
        auto known = std::find_if(series.begin(), series.end(), [&](const SeriesVolumes& s) {
            return s.identity->seriesUid == volume.identity.seriesUid;
        });
        if (known == series.end()) known = series.insert(series.end(), SeriesVolumes{&volume.identity, 0, 0});
        ++known->volumes;
        known->slices += volume.geometry.size[2];
    }
    return studies;
}

void insertStudy(const QSqlDatabase& database, const QString& uid, const QString& path,
                 const std::vector<SeriesVolumes>& series) {
    const SeriesIdentity& id = *series.front().identity;
    QString search;
    for (const std::string* part : {&id.patientName, &id.patientNameDicom, &id.patientId, &id.studyDate,
                                    &id.studyDescription, &id.accessionNumber, &id.institution})
        search += text(*part) + QLatin1Char('\n');
    for (const SeriesVolumes& s : series)
        search += text(s.identity->seriesDescription) + QLatin1Char('\n') + text(s.identity->modality) +
                  QLatin1Char('\n');
    QSqlQuery query(database);
    query.prepare(QStringLiteral(
        "INSERT INTO study(uid, path, patient_name, patient_name_dicom, patient_id, patient_sex, "
        "patient_birth_date, "
        "study_date, description, accession_number, opened_at, search) VALUES(?,?,?,?,?,?,?,?,?,?,?,?) "
        "ON CONFLICT(uid) DO UPDATE SET path=excluded.path, patient_name=excluded.patient_name, "
        "patient_name_dicom=excluded.patient_name_dicom, patient_id=excluded.patient_id, "
        "patient_sex=excluded.patient_sex, patient_birth_date=excluded.patient_birth_date, "
        "study_date=excluded.study_date, description=excluded.description, "
        "accession_number=excluded.accession_number, opened_at=excluded.opened_at, search=excluded.search"));
    for (const QString& value :
         {uid, path, text(id.patientName), text(id.patientNameDicom), text(id.patientId), text(id.patientSex),
          text(id.patientBirthDate), text(id.studyDate), text(id.studyDescription), text(id.accessionNumber),
          QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs), folded(search)})
        query.addBindValue(value);
    execute(query);
}

void insertSeries(const QSqlDatabase& database, const QString& studyUid,
                  const std::vector<SeriesVolumes>& series) {
    QStringList kept;
    for (const SeriesVolumes& s : series) {
        const QString uid = text(s.identity->seriesUid);
        kept << uid;
        QSqlQuery query(database);
        query.prepare(QStringLiteral(
            "INSERT INTO series(study_uid, uid, number, modality, description, volumes, slices) "
            "VALUES(?,?,?,?,?,?,?) "
            "ON CONFLICT(study_uid, uid) DO UPDATE SET number=excluded.number, modality=excluded.modality, "
            "description=excluded.description, volumes=excluded.volumes, slices=excluded.slices"));
        query.addBindValue(studyUid);
        query.addBindValue(uid);
        query.addBindValue(s.identity->seriesNumber);
        query.addBindValue(text(s.identity->modality));
        query.addBindValue(text(s.identity->seriesDescription));
        query.addBindValue(s.volumes);
        query.addBindValue(s.slices);
        execute(query);
    }
    QSqlQuery known(database);
    known.prepare(QStringLiteral("SELECT uid FROM series WHERE study_uid=?"));
    known.addBindValue(studyUid);
    execute(known);
    QStringList gone;
    while (known.next())
        if (!kept.contains(known.value(0).toString())) gone << known.value(0).toString();
    for (const QString& uid : gone) {
        QSqlQuery remove(database);
        remove.prepare(QStringLiteral("DELETE FROM series WHERE study_uid=? AND uid=?"));
        remove.addBindValue(studyUid);
        remove.addBindValue(uid);
        execute(remove);
    }
}

std::vector<IndexedSeries> seriesOf(const QSqlDatabase& database, const QString& studyUid) {
    QSqlQuery query(database);
    query.prepare(
        QStringLiteral("SELECT uid, modality, description, number, volumes, slices, thumbnail FROM series "
                       "WHERE study_uid=? ORDER BY number, rowid"));
    query.addBindValue(studyUid);
    execute(query);
    std::vector<IndexedSeries> series;
    while (query.next())
        series.push_back({query.value(0).toString(), query.value(1).toString(), query.value(2).toString(),
                          query.value(3).toInt(), query.value(4).toInt(), query.value(5).toInt(),
                          query.value(6).toByteArray()});
    return series;
}

/// Whether the file is an index that this program can use.
bool usable(const QSqlDatabase& database) {
    QSqlQuery query(database);
    if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next()) return false;
    if (query.value(0).toInt() > kVersion) return false;
    query.finish();
    return query.exec(QStringLiteral("PRAGMA quick_check(1)")) && query.next() &&
           query.value(0).toString() == QLatin1String("ok");
}

}  // namespace

StudyIndex::StudyIndex(const QString& file)
    : connection_(QStringLiteral("study-index-") + QUuid::createUuid().toString(QUuid::WithoutBraces)) {
    const bool onDisk = file != QLatin1String(":memory:");
    if (onDisk) QDir().mkpath(QFileInfo(file).absolutePath());
    database_ = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection_);
    database_.setDatabaseName(file);
    database_.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    bool opened = database_.open();
    if (opened && !usable(database_) && onDisk) {
        database_.close();
        const QString aside = file + QStringLiteral(".unreadable");
        QFile::remove(aside);
        QFile::rename(file, aside);
        for (const char* suffix : {"-wal", "-shm"}) QFile::remove(file + QLatin1String(suffix));
        opened = database_.open();
    }
    try {
        if (!opened) fail(QStringLiteral("%1 cannot be opened").arg(file), database_.lastError());
        if (onDisk)  // names of patients: for the owner's eyes only
            QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        migrate();
    } catch (...) {
        database_ = QSqlDatabase();
        QSqlDatabase::removeDatabase(connection_);
        throw;
    }
}

StudyIndex::~StudyIndex() {
    database_.close();
    database_ = QSqlDatabase();
    QSqlDatabase::removeDatabase(connection_);
}

void StudyIndex::migrate() {
    execute(database_, "PRAGMA journal_mode=WAL");
    execute(database_, "PRAGMA synchronous=NORMAL");
    execute(database_, "PRAGMA foreign_keys=ON");
    Transaction transaction(database_);
    QSqlQuery version(database_);
    version.prepare(QStringLiteral("PRAGMA user_version"));
    execute(version);
    const int found = version.next() ? version.value(0).toInt() : 0;
    version.finish();
    if (found < 1) {
        execute(database_,
                "CREATE TABLE study(uid TEXT PRIMARY KEY, path TEXT NOT NULL, patient_name TEXT NOT NULL, "
                "patient_name_dicom TEXT NOT NULL, patient_id TEXT NOT NULL, patient_sex TEXT NOT NULL, "
                "patient_birth_date TEXT NOT NULL, study_date TEXT NOT NULL, description TEXT NOT NULL, "
                "accession_number TEXT NOT NULL, opened_at TEXT NOT NULL, search TEXT NOT NULL)");
        execute(
            database_,
            "CREATE TABLE series(study_uid TEXT NOT NULL REFERENCES study(uid) ON DELETE CASCADE, "
            "uid TEXT NOT NULL, number INTEGER NOT NULL, modality TEXT NOT NULL, description TEXT NOT NULL, "
            "volumes INTEGER NOT NULL, slices INTEGER NOT NULL, thumbnail BLOB, PRIMARY KEY(study_uid, "
            "uid))");
        execute(database_, "CREATE INDEX series_uid ON series(uid)");
        execute(database_, "PRAGMA user_version=1");
    }
    transaction.commit();
}

QStringList StudyIndex::add(const Study& scanned) {
    QStringList uids;
    Transaction transaction(database_);
    for (const auto& [studyUid, series] : byStudy(scanned)) {
        const QString uid = text(studyUid);
        insertStudy(database_, uid, text(scanned.path), series);
        insertSeries(database_, uid, series);
        uids << uid;
    }
    transaction.commit();
    return uids;
}

std::vector<IndexedStudy> StudyIndex::list(const QString& filter) const {
    static const QRegularExpression spaces(QStringLiteral("\\s+"));
    const QStringList words = folded(filter).split(spaces, Qt::SkipEmptyParts);
    QString sql = QStringLiteral(
        "SELECT uid, path, patient_name, patient_name_dicom, patient_id, patient_sex, patient_birth_date, "
        "study_date, "
        "description, accession_number, opened_at FROM study");
    for (qsizetype w = 0; w < words.size(); ++w)
        sql += w == 0 ? QStringLiteral(" WHERE instr(search, ?) > 0")
                      : QStringLiteral(" AND instr(search, ?) > 0");
    QSqlQuery query(database_);
    query.prepare(sql + QStringLiteral(" ORDER BY opened_at DESC, rowid DESC"));
    for (const QString& word : words) query.addBindValue(word);
    execute(query);
    std::vector<IndexedStudy> studies;
    while (query.next()) {
        IndexedStudy study;
        int column = 0;
        for (QString* field : {&study.uid, &study.path, &study.patientName, &study.patientNameDicom,
                               &study.patientId, &study.patientSex, &study.patientBirthDate, &study.studyDate,
                               &study.description, &study.accessionNumber, &study.openedAt})
            *field = query.value(column++).toString();
        study.series = seriesOf(database_, study.uid);
        for (const IndexedSeries& series : study.series)
            if (!series.modality.isEmpty() && !study.modalities.contains(series.modality))
                study.modalities << series.modality;
        studies.push_back(std::move(study));
    }
    return studies;
}

void StudyIndex::remove(const QString& studyUid) {
    QSqlQuery query(database_);
    query.prepare(QStringLiteral("DELETE FROM study WHERE uid=?"));
    query.addBindValue(studyUid);
    execute(query);
}

void StudyIndex::setThumbnail(const QString& seriesUid, const QByteArray& png) {
    QSqlQuery query(database_);
    query.prepare(QStringLiteral("UPDATE series SET thumbnail=? WHERE uid=?"));
    query.addBindValue(png);
    query.addBindValue(seriesUid);
    execute(query);
}

}  // namespace dokuei::viewer
