#include "reports/store/Schema.h"

#include <QSqlError>
#include <QStringList>
#include <iterator>

#include "reports/store/ReportStore.h"

namespace dokuei::reports {
namespace {

constexpr int applicationId = 0x444B4549;  // "DKEI" in the file's header: this is our database

// Findings and links of a signed report are frozen by the database itself, so that no other program or later
// version can change them by mistake.
const char* const version1[] = {
    R"(CREATE TABLE reports(
        id TEXT PRIMARY KEY, language TEXT NOT NULL, study_uid TEXT NOT NULL, study_date TEXT NOT NULL,
        study_time TEXT NOT NULL, study_description TEXT NOT NULL, study_id TEXT NOT NULL,
        accession_number TEXT NOT NULL, modality TEXT NOT NULL, patient_name TEXT NOT NULL,
        patient_name_dicom TEXT NOT NULL, patient_id TEXT NOT NULL, patient_sex TEXT NOT NULL,
        patient_birth_date TEXT NOT NULL, referring_physician TEXT NOT NULL, model_name TEXT NOT NULL,
        model_version TEXT NOT NULL, device TEXT NOT NULL,
        state TEXT NOT NULL CHECK(state IN ('draft','preliminary','signed')),
        signed_by TEXT NOT NULL, signed_at TEXT NOT NULL, created_at TEXT NOT NULL, changed_at TEXT NOT NULL,
        CHECK(state <> 'signed' OR (signed_by <> '' AND signed_at <> ''))))",
    "CREATE INDEX reports_by_study ON reports(study_uid, changed_at)",
    R"(CREATE TABLE findings(
        report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE, id TEXT NOT NULL,
        position INTEGER NOT NULL, section TEXT NOT NULL, text TEXT NOT NULL, language TEXT NOT NULL,
        site_key TEXT NOT NULL, site TEXT NOT NULL, certainty TEXT NOT NULL, measurements TEXT NOT NULL,
        origin TEXT NOT NULL, state TEXT NOT NULL, model_name TEXT NOT NULL, ai_text TEXT NOT NULL,
        created_at TEXT NOT NULL, changed_at TEXT NOT NULL, PRIMARY KEY(report_id, id)))",
    R"(CREATE TABLE links(
        report_id TEXT NOT NULL, finding_id TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL,
        kind TEXT NOT NULL, study_uid TEXT NOT NULL, series_uid TEXT NOT NULL, frame_of_reference_uid TEXT NOT NULL,
        lps TEXT NOT NULL, key_sop_instance_uid TEXT NOT NULL, key_sop_class_uid TEXT NOT NULL,
        key_frame INTEGER NOT NULL, key_pixel_box TEXT NOT NULL, label TEXT NOT NULL, origin TEXT NOT NULL,
        confidence REAL NOT NULL, PRIMARY KEY(report_id, id),
        FOREIGN KEY(report_id, finding_id) REFERENCES findings(report_id, id) ON DELETE CASCADE))",
    R"(CREATE TABLE audit(
        sequence INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
        report_id TEXT NOT NULL, detail TEXT NOT NULL))",
    "CREATE INDEX audit_by_report ON audit(report_id)",
    R"(CREATE TABLE chat_messages(
        id INTEGER PRIMARY KEY AUTOINCREMENT, study_uid TEXT NOT NULL, series_uid TEXT NOT NULL, role TEXT NOT NULL,
        text TEXT NOT NULL, language TEXT NOT NULL, model TEXT NOT NULL, device TEXT NOT NULL,
        created_at TEXT NOT NULL, payload TEXT NOT NULL))",
    "CREATE INDEX chat_by_study ON chat_messages(study_uid)",
    R"(CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit trail cannot be changed'); END)",
    R"(CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit trail cannot be changed'); END)",
    R"(CREATE TRIGGER signed_report_no_update BEFORE UPDATE ON reports WHEN OLD.state = 'signed'
        BEGIN SELECT RAISE(ABORT, 'the report is signed'); END)",
    R"(CREATE TRIGGER signed_report_no_delete BEFORE DELETE ON reports WHEN OLD.state = 'signed'
        BEGIN SELECT RAISE(ABORT, 'the report is signed'); END)",
};

QStringList frozenRows() {
    // INSERT OR REPLACE deletes without firing delete triggers, hence the guard on inserts too.
    QStringList triggers;
    for (const char* table : {"findings", "links"})
        for (const char* verb : {"INSERT", "UPDATE", "DELETE"}) {
            const QString signedNow("(SELECT state FROM reports WHERE id = %1.report_id) = 'signed'");
            QString when;
            if (verb != QLatin1String("INSERT")) when = signedNow.arg("OLD");
            if (verb != QLatin1String("DELETE"))
                when += (when.isEmpty() ? "" : " OR ") + signedNow.arg("NEW");
            triggers << QString(
                            "CREATE TRIGGER signed_%1_no_%2 BEFORE %3 ON %1 WHEN %4 "
                            "BEGIN SELECT RAISE(ABORT, 'the report is signed'); END")
                            .arg(table, QString(verb).toLower(), verb, when);
        }
    triggers << "CREATE TRIGGER signed_report_no_replace BEFORE INSERT ON reports "
                "WHEN (SELECT state FROM reports WHERE id = NEW.id) = 'signed' "
                "BEGIN SELECT RAISE(ABORT, 'the report is signed'); END";
    return triggers;
}

QList<QStringList> migrations() {
    QStringList first;
    for (const char* statement : version1) first << statement;
    first << frozenRows();
    return {first};
}

int pragma(const QSqlDatabase& database, const QString& name) {
    QSqlQuery query = runSql(database, "PRAGMA " + name);
    query.next();
    return query.value(0).toInt();
}

StoreError refusal(const QSqlDatabase& database, const QString& why) {
    return StoreError((database.databaseName() + ": " + why).toStdString());
}

void refuseUnfit(const QSqlDatabase& database) {
    QSqlQuery check = runSql(database, "PRAGMA quick_check(1)");
    if (!check.next() || check.value(0).toString() != "ok")
        throw refusal(database, "the store of reports is damaged (" + check.value(0).toString() +
                                    "). It was left as it is; restore it from a backup.");
    const int version = pragma(database, "user_version");
    if (version > presentSchemaVersion())
        throw refusal(database,
                      QString("the store of reports was written by a newer version of the program (schema "
                              "%1, this version knows %2). Install the newer version to open it.")
                          .arg(version)
                          .arg(presentSchemaVersion()));
    QSqlQuery tables = runSql(database, "SELECT count(*) FROM sqlite_master");
    tables.next();
    if (tables.value(0).toInt() > 0 && pragma(database, "application_id") != applicationId)
        throw refusal(database, "this is the database of another program, not a store of reports");
}

}  // namespace

int presentSchemaVersion() {
    return static_cast<int>(migrations().size());
}

QSqlQuery runSql(const QSqlDatabase& database, const QString& sql, const QVariantList& values) {
    QSqlQuery query(database);
    query.setForwardOnly(true);
    bool good = query.prepare(sql);
    if (good) {
        for (const QVariant& value : values) query.addBindValue(value);
        good = query.exec();
    }
    if (!good) throw refusal(database, "the store of reports failed: " + query.lastError().databaseText());
    return query;
}

void openSchema(const QSqlDatabase& database) {
    runSql(database, "PRAGMA busy_timeout = 10000");
    refuseUnfit(database);
    runSql(database, "PRAGMA journal_mode = WAL");
    runSql(database, "PRAGMA synchronous = FULL");
    runSql(database, "PRAGMA foreign_keys = ON");
    const auto steps = migrations();
    if (pragma(database, "user_version") == steps.size()) return;
    Transaction transaction(database);
    // Read again under the lock: a second instance may have done it meanwhile.
    for (int version = pragma(database, "user_version"); version < steps.size(); ++version) {
        for (const QString& statement : steps[version]) runSql(database, statement);
        runSql(database, QString("PRAGMA user_version = %1").arg(version + 1));
    }
    runSql(database, QString("PRAGMA application_id = %1").arg(applicationId));
    transaction.commit();
}

Transaction::Transaction(QSqlDatabase database) : database_(std::move(database)) {
    runSql(database_, "BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    if (open_) QSqlQuery(database_).exec("ROLLBACK");
}

void Transaction::commit() {
    runSql(database_, "COMMIT");
    open_ = false;
}

}  // namespace dokuei::reports
