#include "reports/export/Json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <limits>

#include "reports/export/Text.h"
#include "reports/finding/Names.h"

namespace dokuei::reports {
namespace {

constexpr int schemaVersion = 1;

QString q(const std::string& text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

template <std::size_t N>
QJsonArray arrayOf(const std::array<double, N>& values) {
    QJsonArray array;
    for (double value : values) array.append(value);
    return array;
}

QJsonObject linkToJson(const EvidenceLink& link) {
    return {{"id", q(link.id)},
            {"kind", nameOf(link.kind)},
            {"studyUid", q(link.studyUid)},
            {"seriesUid", q(link.seriesUid)},
            {"frameOfReferenceUid", q(link.frameOfReferenceUid)},
            {"lps", arrayOf(link.lps)},
            {"keySopInstanceUid", q(link.keySopInstanceUid)},
            {"keySopClassUid", q(link.keySopClassUid)},
            {"keyFrame", link.keyFrame},
            {"keyPixelBox", arrayOf(link.keyPixelBox)},
            {"label", q(link.label)},
            {"origin", nameOf(link.origin)},
            {"confidence", link.confidence}};
}

QJsonObject findingToJson(const Finding& finding) {
    QJsonArray measurements, links;
    for (const Measurement& m : finding.measurements)
        measurements.append(QJsonObject{{"name", q(m.name)}, {"value", m.value}, {"unit", q(m.unit)}});
    for (const EvidenceLink& link : finding.links) links.append(linkToJson(link));
    return {{"id", q(finding.id)},
            {"section", nameOf(finding.section)},
            {"text", q(finding.text)},
            {"language", q(finding.language)},
            {"site", q(finding.site)},
            {"siteKey", q(finding.siteKey)},
            {"certainty", nameOf(finding.certainty)},
            {"state", nameOf(finding.state)},
            {"origin", nameOf(finding.origin)},
            {"modelName", q(finding.modelName)},
            {"aiText", q(finding.aiText)},
            {"createdAt", q(finding.createdAt)},
            {"changedAt", q(finding.changedAt)},
            {"measurements", measurements},
            {"links", links}};
}

/// Reads the values of one object and names what is wrong with them.
class Reader {
public:
    Reader(const QJsonValue& value, QString where) : object_(value.toObject()), where_(std::move(where)) {
        if (!value.isObject()) fail("", "is no object");
    }

    std::string text(const char* key) const {
        const QJsonValue value = get(key);
        if (!value.isString()) fail(key, "is no text");
        return value.toString().toStdString();
    }
    double number(const char* key) const {
        const QJsonValue value = get(key);
        if (!value.isDouble()) fail(key, "is no number");
        return value.toDouble();
    }
    int integer(const char* key) const {
        const double value = number(key);
        if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max() ||
            value != static_cast<int>(value))
            fail(key, "is no whole number");
        return static_cast<int>(value);
    }
    QJsonArray list(const char* key) const {
        const QJsonValue value = get(key);
        if (!value.isArray()) fail(key, "is no list");
        return value.toArray();
    }
    template <std::size_t N>
    std::array<double, N> numbers(const char* key) const {
        const QJsonArray values = list(key);
        if (values.size() != static_cast<qsizetype>(N)) fail(key, "has the wrong number of values");
        std::array<double, N> result{};
        for (std::size_t i = 0; i < N; ++i) {
            const QJsonValue value = values.at(static_cast<qsizetype>(i));
            if (!value.isDouble()) fail(key, "holds something that is no number");
            result[i] = value.toDouble();
        }
        return result;
    }
    template <class Enum>
    Enum word(const char* key) const {
        const std::string name = text(key);
        try {
            return valueOf<Enum>(name);
        } catch (const Error&) {
            fail(key, "has the unknown value \"" + q(name) + '"');
        }
    }

private:
    QJsonValue get(const char* key) const {
        const auto found = object_.constFind(QLatin1String(key));
        if (found == object_.constEnd()) fail(key, "is missing");
        return found.value();
    }
    [[noreturn]] void fail(const char* key, const QString& why) const {
        throw FormatError(
            ("report JSON: " + where_ + (*key ? QString(".") + key : QString()) + ' ' + why).toStdString());
    }

    QJsonObject object_;
    QString where_;
};

EvidenceLink linkFromJson(const QJsonValue& value, const QString& where) {
    const Reader in(value, where);
    EvidenceLink link;
    link.id = in.text("id");
    link.kind = in.word<EvidenceLink::Kind>("kind");
    link.studyUid = in.text("studyUid");
    link.seriesUid = in.text("seriesUid");
    link.frameOfReferenceUid = in.text("frameOfReferenceUid");
    link.lps = in.numbers<6>("lps");
    link.keySopInstanceUid = in.text("keySopInstanceUid");
    link.keySopClassUid = in.text("keySopClassUid");
    link.keyFrame = in.integer("keyFrame");
    link.keyPixelBox = in.numbers<4>("keyPixelBox");
    link.label = in.text("label");
    link.origin = in.word<Origin>("origin");
    link.confidence = in.number("confidence");
    return link;
}

Finding findingFromJson(const QJsonValue& value, const QString& where) {
    const Reader in(value, where);
    Finding finding;
    finding.id = in.text("id");
    finding.section = in.word<Section>("section");
    finding.text = in.text("text");
    finding.language = in.text("language");
    finding.site = in.text("site");
    finding.siteKey = in.text("siteKey");
    finding.certainty = in.word<Certainty>("certainty");
    finding.state = in.word<State>("state");
    finding.origin = in.word<Origin>("origin");
    finding.modelName = in.text("modelName");
    finding.aiText = in.text("aiText");
    finding.createdAt = in.text("createdAt");
    finding.changedAt = in.text("changedAt");
    int index = 0;
    for (const QJsonValue item : in.list("measurements")) {
        const Reader m(item, where + QString(".measurements[%1]").arg(index++));
        finding.measurements.push_back({m.text("name"), m.number("value"), m.text("unit")});
    }
    index = 0;
    for (const QJsonValue item : in.list("links"))
        finding.links.push_back(linkFromJson(item, where + QString(".links[%1]").arg(index++)));
    return finding;
}

/// The text fields of a report and their keys, for both directions.
constexpr std::pair<const char*, std::string Report::*> textFields[] = {
    {"id", &Report::id},
    {"language", &Report::language},
    {"studyUid", &Report::studyUid},
    {"studyDate", &Report::studyDate},
    {"studyTime", &Report::studyTime},
    {"studyDescription", &Report::studyDescription},
    {"studyId", &Report::studyId},
    {"accessionNumber", &Report::accessionNumber},
    {"modality", &Report::modality},
    {"patientName", &Report::patientName},
    {"patientNameDicom", &Report::patientNameDicom},
    {"patientId", &Report::patientId},
    {"patientSex", &Report::patientSex},
    {"patientBirthDate", &Report::patientBirthDate},
    {"referringPhysician", &Report::referringPhysician},
    {"modelName", &Report::modelName},
    {"modelVersion", &Report::modelVersion},
    {"device", &Report::device},
    {"signedBy", &Report::signedBy},
    {"signedAt", &Report::signedAt},
    {"createdAt", &Report::createdAt},
    {"changedAt", &Report::changedAt},
};

}  // namespace

QByteArray toJson(const Report& report) {
    QJsonObject object{{"schemaVersion", schemaVersion}, {"state", nameOf(report.state)}};
    for (const auto& [key, field] : textFields) object.insert(QLatin1String(key), q(report.*field));
    QJsonArray findings;
    for (const Finding& finding : report.findings) findings.append(findingToJson(finding));
    object.insert("findings", findings);
    object.insert("aiGenerated", hasAi(report));
    object.insert("aiNotice", hasUnverifiedAi(report) ? q(wording(report.language).notice) : QString(""));
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

Report fromJson(const QByteArray& json) {
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        throw FormatError("report JSON: " + error.errorString().toStdString() + " at byte " +
                          std::to_string(error.offset));
    const Reader in(document.object(), "report");
    const int version = in.integer("schemaVersion");
    if (version > schemaVersion)
        throw FormatError("report JSON: written by a newer version of the program (schema " +
                          std::to_string(version) + ", this version knows " + std::to_string(schemaVersion) +
                          ")");
    Report report;
    for (const auto& [key, field] : textFields) report.*field = in.text(key);
    report.state = in.word<ReportState>("state");
    int index = 0;
    for (const QJsonValue item : in.list("findings"))
        report.findings.push_back(findingFromJson(item, QString("report.findings[%1]").arg(index++)));
    return report;
}

}  // namespace dokuei::reports
