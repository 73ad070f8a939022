#include "reports/store/ReportStore.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlError>
#include <QUuid>
#include <algorithm>

#include "reports/export/Json.h"
#include "reports/finding/Names.h"
#include "reports/finding/ReportEditor.h"
#include "reports/store/Changes.h"
#include "reports/store/Schema.h"

namespace dokuei::reports {
namespace {

QString q(const std::string& text) {
    // A null QString would be stored as NULL.
    return text.empty() ? QString("") : QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string s(const QVariant& value) {
    return value.toString().toStdString();
}

QString numbersToText(const double* values, std::size_t count) {
    QJsonArray array;
    for (std::size_t i = 0; i < count; ++i) array.append(values[i]);
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

void numbersFromText(const QVariant& text, double* values, std::size_t count) {
    const QJsonArray array = QJsonDocument::fromJson(text.toByteArray()).array();
    for (std::size_t i = 0; i < count; ++i) values[i] = array.at(static_cast<qsizetype>(i)).toDouble();
}

QString measurementsToText(const std::vector<Measurement>& measurements) {
    QJsonArray array;
    for (const Measurement& m : measurements) array.append(QJsonArray{q(m.name), m.value, q(m.unit)});
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

std::vector<Measurement> measurementsFromText(const QVariant& text) {
    std::vector<Measurement> measurements;
    for (const QJsonValue value : QJsonDocument::fromJson(text.toByteArray()).array())
        measurements.push_back({s(value[0].toVariant()), value[1].toDouble(), s(value[2].toVariant())});
    return measurements;
}

constexpr auto reportColumns =
    "id, language, study_uid, study_date, study_time, study_description, study_id, accession_number, "
    "modality, "
    "patient_name, patient_name_dicom, patient_id, patient_sex, patient_birth_date, referring_physician, "
    "model_name, "
    "model_version, device, signed_by, signed_at, created_at, changed_at";

/// The text fields of a report in the order of reportColumns.
template <class R>
auto textFields(R& r) {
    return std::vector{&r.id,          &r.language,         &r.studyUid,
                       &r.studyDate,   &r.studyTime,        &r.studyDescription,
                       &r.studyId,     &r.accessionNumber,  &r.modality,
                       &r.patientName, &r.patientNameDicom, &r.patientId,
                       &r.patientSex,  &r.patientBirthDate, &r.referringPhysician,
                       &r.modelName,   &r.modelVersion,     &r.device,
                       &r.signedBy,    &r.signedAt,         &r.createdAt,
                       &r.changedAt};
}

}  // namespace

class ReportStore::Impl {
public:
    explicit Impl(const std::string& path);
    ~Impl();

    QSqlQuery run(const QString& sql, const QVariantList& values = {}) const {
        return runSql(database_, sql, values);
    }
    const QSqlDatabase& database() const { return database_; }
    std::optional<Report> read(const std::string& id) const;
    void write(const Report& report) const;
    void note(const std::string& actor, const char* action, const std::string& reportId,
              const QByteArray& detail) const {
        run("INSERT INTO audit(at, actor, action, report_id, detail) VALUES(?,?,?,?,?)",
            {q(utcNow()), q(actor), action, q(reportId), q(detail.toStdString())});
    }

    /// True when the report's last audit line is a save of the last ten seconds: typing on adds no line, for
    /// what stood there before the typing is noted already.
    bool justSaved(const std::string& reportId) const {
        QSqlQuery query = run("SELECT action, at FROM audit WHERE report_id=? ORDER BY sequence DESC LIMIT 1",
                              {q(reportId)});
        if (!query.next() || query.value(0) != "saved") return false;
        const QDateTime at = QDateTime::fromString(query.value(1).toString(), Qt::ISODateWithMs);
        return qAbs(at.msecsTo(QDateTime::currentDateTimeUtc())) < 10000;
    }

private:
    std::vector<EvidenceLink> readLinks(const std::string& reportId, const std::string& findingId) const;
    void writeFinding(const std::string& reportId, const Finding& finding, int position) const;
    void close();

    QString connection_ = "reports-" + QUuid::createUuid().toString(QUuid::Id128);
    QSqlDatabase database_;
};

ReportStore::Impl::Impl(const std::string& path) {
    const QString file = q(path);
    if (path != ":memory:" && !QDir().mkpath(QFileInfo(file).absolutePath()))
        throw StoreError(path + ": the folder of the store of reports cannot be made");
    database_ = QSqlDatabase::addDatabase("QSQLITE", connection_);
    database_.setDatabaseName(file);
    try {
        if (!database_.isValid()) throw StoreError(path + ": Qt's SQLite driver is not installed");
        if (!database_.open())
            throw StoreError(
                path + ": the store of reports cannot be opened: " + s(database_.lastError().databaseText()));
        if (path != ":memory:")  // patient data: for its owner's eyes only
            QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        openSchema(database_);
    } catch (...) {
        close();
        throw;
    }
}

ReportStore::Impl::~Impl() {
    close();
}

void ReportStore::Impl::close() {
    database_.close();
    database_ = QSqlDatabase();
    QSqlDatabase::removeDatabase(connection_);
}

std::vector<EvidenceLink> ReportStore::Impl::readLinks(const std::string& reportId,
                                                       const std::string& findingId) const {
    std::vector<EvidenceLink> links;
    QSqlQuery query = run(
        "SELECT id, kind, study_uid, series_uid, frame_of_reference_uid, lps, key_sop_instance_uid, "
        "key_sop_class_uid, "
        "key_frame, key_pixel_box, label, origin, confidence FROM links WHERE report_id=? AND finding_id=? "
        "ORDER BY position",
        {q(reportId), q(findingId)});
    while (query.next()) {
        EvidenceLink link;
        link.id = s(query.value(0));
        link.kind = valueOf<EvidenceLink::Kind>(s(query.value(1)));
        link.studyUid = s(query.value(2));
        link.seriesUid = s(query.value(3));
        link.frameOfReferenceUid = s(query.value(4));
        numbersFromText(query.value(5), link.lps.data(), link.lps.size());
        link.keySopInstanceUid = s(query.value(6));
        link.keySopClassUid = s(query.value(7));
        link.keyFrame = query.value(8).toInt();
        numbersFromText(query.value(9), link.keyPixelBox.data(), link.keyPixelBox.size());
        link.label = s(query.value(10));
        link.origin = valueOf<Origin>(s(query.value(11)));
        link.confidence = query.value(12).toDouble();
        links.push_back(std::move(link));
    }
    return links;
}

std::optional<Report> ReportStore::Impl::read(const std::string& id) const {
    QSqlQuery query = run(QString("SELECT %1, state FROM reports WHERE id=?").arg(reportColumns), {q(id)});
    if (!query.next()) return std::nullopt;
    Report report;
    int column = 0;
    for (std::string* field : textFields(report)) *field = s(query.value(column++));
    report.state = valueOf<ReportState>(s(query.value(column)));
    QSqlQuery rows =
        run("SELECT id, section, text, language, site_key, site, certainty, measurements, origin, state, "
            "model_name, "
            "ai_text, created_at, changed_at FROM findings WHERE report_id=? ORDER BY position",
            {q(id)});
    while (rows.next()) {
        Finding finding;
        finding.id = s(rows.value(0));
        finding.section = valueOf<Section>(s(rows.value(1)));
        finding.text = s(rows.value(2));
        finding.language = s(rows.value(3));
        finding.siteKey = s(rows.value(4));
        finding.site = s(rows.value(5));
        finding.certainty = valueOf<Certainty>(s(rows.value(6)));
        finding.measurements = measurementsFromText(rows.value(7));
        finding.origin = valueOf<Origin>(s(rows.value(8)));
        finding.state = valueOf<State>(s(rows.value(9)));
        finding.modelName = s(rows.value(10));
        finding.aiText = s(rows.value(11));
        finding.createdAt = s(rows.value(12));
        finding.changedAt = s(rows.value(13));
        finding.links = readLinks(id, finding.id);
        report.findings.push_back(std::move(finding));
    }
    return report;
}

void ReportStore::Impl::writeFinding(const std::string& reportId, const Finding& f, int position) const {
    run("INSERT INTO findings(report_id, id, position, section, text, language, site_key, site, certainty, "
        "measurements, origin, state, model_name, ai_text, created_at, changed_at) "
        "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        {q(reportId), q(f.id), position, nameOf(f.section), q(f.text), q(f.language), q(f.siteKey), q(f.site),
         nameOf(f.certainty), measurementsToText(f.measurements), nameOf(f.origin), nameOf(f.state),
         q(f.modelName), q(f.aiText), q(f.createdAt), q(f.changedAt)});
    int linkPosition = 0;
    for (const EvidenceLink& l : f.links)
        run("INSERT INTO links(report_id, finding_id, id, position, kind, study_uid, series_uid, "
            "frame_of_reference_uid, lps, key_sop_instance_uid, key_sop_class_uid, key_frame, key_pixel_box, "
            "label, "
            "origin, confidence) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            {q(reportId), q(f.id), q(l.id), linkPosition++, nameOf(l.kind), q(l.studyUid), q(l.seriesUid),
             q(l.frameOfReferenceUid), numbersToText(l.lps.data(), l.lps.size()), q(l.keySopInstanceUid),
             q(l.keySopClassUid), l.keyFrame, numbersToText(l.keyPixelBox.data(), l.keyPixelBox.size()),
             q(l.label), nameOf(l.origin), l.confidence});
}

void ReportStore::Impl::write(const Report& report) const {
    const QStringList columns = QString(reportColumns).split(", ");
    QStringList marks, updates;
    QVariantList values;
    for (const QString& column : columns) {
        marks << "?";
        updates << QString("%1=excluded.%1").arg(column);
    }
    for (const std::string* field : textFields(report)) values << q(*field);
    values << nameOf(report.state);
    run("DELETE FROM findings WHERE report_id=?", {q(report.id)});
    run(QString("INSERT INTO reports(%1, state) VALUES(%2,?) ON CONFLICT(id) DO UPDATE SET %3, "
                "state=excluded.state")
            .arg(reportColumns, marks.join(','), updates.join(',')),
        values);
    int position = 0;
    for (const Finding& finding : report.findings) writeFinding(report.id, finding, position++);
}

ReportStore::ReportStore(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}

ReportStore::~ReportStore() = default;

void ReportStore::save(const Report& report, const std::string& actor) {
    if (report.id.empty()) throw StoreError("a report without an id cannot be saved");
    if (report.state == ReportState::Signed)
        throw ReadOnlyError("a signed report cannot be saved again; it is kept as it was signed");
    Transaction transaction(impl_->database());
    const std::optional<Report> before = impl_->read(report.id);
    if (before && before->state == ReportState::Signed)
        throw ReadOnlyError("the report was signed by " + before->signedBy + " and can no longer be changed");
    const Changes changes = before ? changesBetween(*before, report) : Changes();
    if (before && changes.before.isEmpty()) return;
    impl_->write(report);
    if (!before)
        impl_->note(actor, "created", report.id, {});
    else if (!changes.typingOnly || !impl_->justSaved(report.id))
        impl_->note(actor, "saved", report.id, changes.before);
    transaction.commit();
}

Report ReportStore::load(const std::string& id) const {
    std::optional<Report> report = impl_->read(id);
    if (!report) throw NotFoundError("the store has no report " + id);
    return *std::move(report);
}

std::optional<Report> ReportStore::latestForStudy(const std::string& studyUid,
                                                  const std::optional<std::string>& patientId) const {
    QVariantList values{q(studyUid)};
    if (patientId) values << q(*patientId);
    QSqlQuery query = impl_->run(QString("SELECT id FROM reports WHERE study_uid=?%1 ORDER BY changed_at "
                                         "DESC, rowid DESC LIMIT 1")
                                     .arg(patientId ? " AND patient_id=?" : ""),
                                 values);
    if (!query.next()) return std::nullopt;
    return impl_->read(s(query.value(0)));
}

std::vector<ReportSummary> ReportStore::list() const {
    std::vector<ReportSummary> summaries;
    QSqlQuery query = impl_->run(
        "SELECT id, study_uid, patient_name, patient_id, study_description, study_date, language, "
        "changed_at, state, "
        "(SELECT count(*) FROM findings WHERE report_id = reports.id) FROM reports ORDER BY changed_at DESC, "
        "rowid DESC");
    while (query.next()) {
        ReportSummary summary;
        int column = 0;
        for (std::string* field :
             {&summary.id, &summary.studyUid, &summary.patientName, &summary.patientId,
              &summary.studyDescription, &summary.studyDate, &summary.language, &summary.changedAt})
            *field = s(query.value(column++));
        summary.state = valueOf<ReportState>(s(query.value(8)));
        summary.findings = query.value(9).toInt();
        summaries.push_back(std::move(summary));
    }
    return summaries;
}

Report ReportStore::sign(const std::string& id, const std::string& who) {
    if (QString::fromStdString(who).trimmed().isEmpty())
        throw SigningError("signing needs the name of the person who signs");
    Transaction transaction(impl_->database());
    Report report = load(id);
    if (report.state == ReportState::Signed)
        throw ReadOnlyError("the report was already signed by " + report.signedBy);
    if (report.findings.empty()) throw SigningError("the report is empty");
    const auto undecided = std::ranges::count(report.findings, State::Proposed, &Finding::state);
    if (undecided > 0)
        throw SigningError(std::to_string(undecided) +
                           " finding(s) proposed by the AI are neither accepted nor rejected yet");
    report.state = ReportState::Signed;
    report.signedBy = who;
    report.signedAt = report.changedAt = utcNow();
    impl_->run("UPDATE reports SET state='signed', signed_by=?, signed_at=?, changed_at=? WHERE id=?",
               {q(who), q(report.signedAt), q(report.changedAt), q(id)});
    impl_->note(who, "signed", id, {});
    transaction.commit();
    return report;
}

std::vector<AuditEntry> ReportStore::audit(const std::string& reportId) const {
    std::vector<AuditEntry> entries;
    QSqlQuery query = impl_->run(
        "SELECT sequence, at, actor, action, report_id, detail FROM audit WHERE ?='' OR report_id=? ORDER BY "
        "sequence",
        {q(reportId), q(reportId)});
    while (query.next())
        entries.push_back({query.value(0).toLongLong(), s(query.value(1)), s(query.value(2)),
                           s(query.value(3)), s(query.value(4)), s(query.value(5))});
    return entries;
}

std::int64_t ReportStore::appendChat(const ChatMessage& m) {
    const QSqlQuery query = impl_->run(
        "INSERT INTO chat_messages(study_uid, series_uid, role, text, language, model, device, created_at, "
        "payload) "
        "VALUES(?,?,?,?,?,?,?,?,?)",
        {q(m.studyUid), q(m.seriesUid), q(m.role), q(m.text), q(m.language), q(m.model), q(m.device),
         q(m.createdAt.empty() ? utcNow() : m.createdAt), q(m.payload)});
    return query.lastInsertId().toLongLong();
}

std::vector<ChatMessage> ReportStore::chat(const std::string& studyUid) const {
    std::vector<ChatMessage> messages;
    QSqlQuery query = impl_->run(
        "SELECT id, study_uid, series_uid, role, text, language, model, device, created_at, payload "
        "FROM chat_messages WHERE study_uid=? ORDER BY id",
        {q(studyUid)});
    while (query.next()) {
        ChatMessage message;
        message.id = query.value(0).toLongLong();
        int column = 1;
        for (std::string* field :
             {&message.studyUid, &message.seriesUid, &message.role, &message.text, &message.language,
              &message.model, &message.device, &message.createdAt, &message.payload})
            *field = s(query.value(column++));
        messages.push_back(std::move(message));
    }
    return messages;
}

void ReportStore::clearChat(const std::string& studyUid) {
    impl_->run("DELETE FROM chat_messages WHERE study_uid=?", {q(studyUid)});
}

int ReportStore::schemaVersion() {
    return presentSchemaVersion();
}

}  // namespace dokuei::reports
