#include <QSqlDatabase>

#include "viewer/library/IndexDatabase.h"
#include "viewer/library/IndexWriter.h"
#include "viewer/library/SearchText.h"

namespace dokuei::viewer {
namespace {

// A place (folder) is told once; its path is absolute, or relative to the library for copies.
// `seen` remembers every file that was imported, by where it came from, so that an unchanged one is not
// opened again. `gone` and study.changed let a reader take up only what changed since its last look.
constexpr const char* kTables[] = {
    "CREATE TABLE patient(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, patient_id TEXT NOT NULL, "
    "issuer TEXT NOT NULL, name TEXT NOT NULL, name_dicom TEXT NOT NULL, sex TEXT NOT NULL, birth_date "
    "TEXT NOT NULL)",
    "CREATE TABLE study(id INTEGER PRIMARY KEY AUTOINCREMENT, patient INTEGER NOT NULL REFERENCES "
    "patient(id), uid TEXT NOT NULL, path TEXT NOT NULL DEFAULT '', patient_name TEXT NOT NULL DEFAULT '', "
    "patient_name_dicom TEXT NOT NULL DEFAULT '', study_date TEXT NOT NULL DEFAULT '', study_time TEXT NOT "
    "NULL DEFAULT '', description TEXT NOT NULL DEFAULT '', accession_number TEXT NOT NULL DEFAULT '', "
    "institution TEXT NOT NULL DEFAULT '', modalities TEXT NOT NULL DEFAULT '', body_parts TEXT NOT NULL "
    "DEFAULT '', instances INTEGER NOT NULL DEFAULT 0, copies INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT "
    "NULL DEFAULT 0, used_at TEXT NOT NULL DEFAULT '', search TEXT NOT NULL DEFAULT '', changed INTEGER NOT "
    "NULL DEFAULT 0, UNIQUE(patient, uid))",
    "CREATE INDEX study_uid ON study(uid)",
    "CREATE INDEX study_changed ON study(changed)",
    "CREATE TABLE series(id INTEGER PRIMARY KEY, study INTEGER NOT NULL REFERENCES study(id) ON DELETE "
    "CASCADE, uid TEXT NOT NULL, number INTEGER NOT NULL DEFAULT 0, modality TEXT NOT NULL DEFAULT '', "
    "description TEXT NOT NULL DEFAULT '', body_part TEXT NOT NULL DEFAULT '', volumes INTEGER NOT NULL "
    "DEFAULT 0, slices INTEGER NOT NULL DEFAULT 0, instances INTEGER NOT NULL DEFAULT 0, UNIQUE(study, uid))",
    "CREATE INDEX series_uid ON series(uid)",
    "CREATE TABLE thumbnail(series INTEGER PRIMARY KEY REFERENCES series(id) ON DELETE CASCADE, png BLOB NOT "
    "NULL)",
    "CREATE TABLE folder(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE)",
    "CREATE TABLE instance(id INTEGER PRIMARY KEY, study INTEGER NOT NULL, series INTEGER NOT NULL "
    "REFERENCES "
    "series(id) ON DELETE CASCADE, sop_uid TEXT NOT NULL, sop_class TEXT NOT NULL, number INTEGER NOT NULL, "
    "frames INTEGER NOT NULL, folder INTEGER NOT NULL REFERENCES folder(id), name TEXT NOT NULL, size "
    "INTEGER "
    "NOT NULL, mtime INTEGER NOT NULL, digest BLOB, UNIQUE(study, sop_uid))",
    "CREATE INDEX instance_series ON instance(series)",
    "CREATE TABLE seen(folder INTEGER NOT NULL REFERENCES folder(id), name TEXT NOT NULL, size INTEGER NOT "
    "NULL, mtime INTEGER NOT NULL, instance INTEGER NOT NULL REFERENCES instance(id) ON DELETE CASCADE, "
    "copied INTEGER NOT NULL, PRIMARY KEY(folder, name)) WITHOUT ROWID",
    "CREATE INDEX seen_instance ON seen(instance)",
    "CREATE TABLE gone(changed INTEGER NOT NULL, study INTEGER NOT NULL)",
    "CREATE INDEX gone_changed ON gone(changed)",
    "CREATE TABLE clock(value INTEGER NOT NULL)",
    "INSERT INTO clock VALUES(1)",
    "CREATE TABLE pending_import(source TEXT PRIMARY KEY, copied INTEGER NOT NULL, started_at TEXT NOT NULL)",
};

/// Version 1 had one row a study with the patient's data in it, and the pictures in the table of series.
void fromVersionOne(const QSqlDatabase& database) {
    for (const char* sql : {"DROP INDEX IF EXISTS series_uid", "ALTER TABLE study RENAME TO study_one",
                            "ALTER TABLE series RENAME TO series_one"})
        Statement(database, sql).run();
    for (const char* sql : kTables) Statement(database, sql).run();
    Statement studies(database,
                      "SELECT uid, path, patient_name, patient_name_dicom, patient_id, patient_sex, "
                      "patient_birth_date, study_date, description, accession_number, opened_at, search FROM "
                      "study_one ORDER BY rowid");
    studies.run();
    while (studies.next()) {
        const QString key =
            patientKey(studies.text(4), {}, studies.text(3), studies.text(6), studies.text(0));
        Statement(database,
                  "INSERT OR IGNORE INTO patient(key, patient_id, issuer, name, name_dicom, sex, "
                  "birth_date) VALUES(?,?,'',?,?,?,?)")
            .run({key, studies[4], studies[2], studies[3], studies[5], studies[6]});
        const QVariant patient = Statement(database, "SELECT id FROM patient WHERE key=?").only({key});
        Statement study(database,
                        "INSERT INTO study(patient, uid, path, patient_name, patient_name_dicom, "
                        "study_date, description, accession_number, used_at, search, changed) "
                        "VALUES(?,?,?,?,?,?,?,?,?,?,1)");
        study.run({patient, studies[0], studies[1], studies[2], studies[3], studies[7], studies[8],
                   studies[9], studies[10], studies[11]});
        const qint64 id = study.insertedId();
        Statement(database,
                  "INSERT INTO series(study, uid, number, modality, description, volumes, slices) "
                  "SELECT ?, uid, number, modality, description, volumes, slices FROM series_one "
                  "WHERE study_uid=? ORDER BY rowid")
            .run({id, studies[0]});
        Statement(database,
                  "INSERT INTO thumbnail(series, png) SELECT n.id, o.thumbnail FROM series n JOIN "
                  "series_one o ON o.uid=n.uid AND o.study_uid=? WHERE n.study=? AND o.thumbnail IS "
                  "NOT NULL")
            .run({studies[0], id});
        refreshSummary(database, id);
    }
    Statement(database, "DROP TABLE series_one").run();
    Statement(database, "DROP TABLE study_one").run();
}

}  // namespace

void migrateIndex(const QSqlDatabase& database) {
    // Waiting for a second program that creates the same index is done by BEGIN IMMEDIATE.
    Statement(database, "PRAGMA journal_mode=WAL").only();
    Statement(database, "PRAGMA synchronous=NORMAL").run();
    Statement(database, "PRAGMA foreign_keys=ON").run();
    Statement version(database, "PRAGMA user_version");
    if (version.only().toInt() == IndexDatabase::kVersion) return;
    Transaction transaction(database);
    const int found = version.only().toInt();
    if (found < 1) {
        for (const char* sql : kTables) Statement(database, sql).run();
    } else if (found < 2) {
        fromVersionOne(database);
    }
    Statement(database, "PRAGMA user_version=2").run();
    transaction.commit();
}

}  // namespace dokuei::viewer
