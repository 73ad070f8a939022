#include "reports/export/Text.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <algorithm>

#include "reports/Error.h"

// Q_INIT_RESOURCE wants a function outside any namespace, even an unnamed one; without it the linker drops
// the resource of a static library.
static void initWording() {
    Q_INIT_RESOURCE(wording);
}

namespace dokuei::reports {
namespace {

Wording readWording(const char* language) {
    initWording();
    QFile file(":/reports/wording.json");
    if (!file.open(QIODevice::ReadOnly)) throw Error("the words of reports are missing from the program");
    const QJsonObject words = QJsonDocument::fromJson(file.readAll())[QLatin1String(language)].toObject();
    const auto word = [&](const char* key) {
        const QString text = words[QLatin1String(key)].toString();
        if (text.isEmpty()) throw Error(std::string("the words of reports lack \"") + key + '"');
        return text.toStdString();
    };
    Wording w;
    w.title = word("title");
    w.patient = word("patient");
    w.patientId = word("patientId");
    w.birthDate = word("birthDate");
    w.sex = word("sex");
    w.study = word("study");
    w.studyDate = word("studyDate");
    w.accession = word("accession");
    w.referring = word("referring");
    w.findings = word("findings");
    w.impression = word("impression");
    w.none = word("none");
    w.keyImages = word("keyImages");
    w.figure = word("figure");
    w.ofFinding = word("ofFinding");
    w.state = word("state");
    w.draft = word("draft");
    w.preliminary = word("preliminary");
    w.signedState = word("signed");
    w.signedBy = word("signedBy");
    w.page = word("page");
    w.model = word("model");
    w.notice = word("notice");
    w.unverifiedMark = word("unverifiedMark");
    const QJsonObject measurements = words["measurements"].toObject();
    for (auto m = measurements.begin(); m != measurements.end(); ++m)
        w.measurements[m.key().toStdString()] = m.value().toString().toStdString();
    return w;
}

std::string readableDate(const std::string& dicomDate) {
    const QDate date = QDate::fromString(QString::fromStdString(dicomDate), "yyyyMMdd");
    return date.isValid() ? date.toString(Qt::ISODate).toStdString() : dicomDate;
}

std::string readableTime(const std::string& utc) {
    const QDateTime time = QDateTime::fromString(QString::fromStdString(utc), Qt::ISODateWithMs);
    return time.isValid() ? time.toUTC().toString("yyyy-MM-dd HH:mm").toStdString() + " UTC" : utc;
}

std::string number(double value) {
    return QString::number(value, 'g', 6).toStdString();
}

std::string joined(const std::string& a, const std::string& b) {
    return a.empty() ? b : b.empty() ? a : a + ' ' + b;
}

std::string stateText(const Report& report, const Wording& w) {
    switch (report.state) {
        case ReportState::Draft:
            return w.draft;
        case ReportState::Preliminary:
            return w.preliminary;
        case ReportState::Signed:
            break;
    }
    return w.signedState + " (" + w.signedBy + ": " + report.signedBy + ", " + readableTime(report.signedAt) +
           ')';
}

std::string section(const Report& report, Section which, const std::string& title, const Wording& w) {
    std::string text = "\n" + title + "\n";
    int n = 0;
    for (const Finding* finding : shown(report, which))
        text += std::to_string(++n) + ". " + sentence(*finding, w) + "\n";
    if (n == 0) text += w.none + "\n";
    return text;
}

}  // namespace

const Wording& wording(const std::string& language) {
    static const Wording japanese = readWording("ja"), english = readWording("en");
    return language == "ja" ? japanese : english;
}

std::vector<const Finding*> shown(const Report& report, Section section) {
    std::vector<const Finding*> findings;
    for (const Finding& finding : report.findings)
        if (finding.section == section && finding.state != State::Rejected) findings.push_back(&finding);
    return findings;
}

bool isUnverifiedAi(const Finding& finding) {
    return finding.origin != Origin::Human && finding.state == State::Proposed;
}

bool hasUnverifiedAi(const Report& report) {
    return std::ranges::any_of(report.findings, isUnverifiedAi);
}

bool hasAi(const Report& report) {
    return std::ranges::any_of(report.findings, [](const Finding& finding) {
        return finding.origin != Origin::Human && finding.state != State::Rejected;
    });
}

std::string readableName(const std::string& personName, const std::string& language) {
    const QStringList groups = QString::fromStdString(personName).split('=');
    QString name = groups[0];
    if (groups.size() > 1 && !groups[1].isEmpty() && (language == "ja" || name.isEmpty())) name = groups[1];
    return name.replace('^', ' ').simplified().toStdString();
}

std::string readable(const Measurement& m) {
    const std::string unit = m.unit == "[hnsf'U]" ? "HU"
                             : m.unit == "cm3"    ? "cm\u00b3"
                             : m.unit == "1"      ? ""
                                                  : m.unit;
    return joined(number(m.value), unit);
}

std::string sentence(const Finding& finding, const Wording& w) {
    std::string text = (isUnverifiedAi(finding) ? w.unverifiedMark : std::string()) + finding.text;
    std::string extra;
    for (const Measurement& m : finding.measurements) {
        const bool stated =
            finding.text.find(number(m.value)) != std::string::npos ||
            finding.text.find(QString::number(m.value, 'f', 0).toStdString()) != std::string::npos;
        const auto name = w.measurements.find(m.name);
        if (!stated)
            extra += (extra.empty() ? "" : ", ") + (name == w.measurements.end() ? m.name : name->second) +
                     ' ' + readable(m);
    }
    return extra.empty() ? text : text + " (" + extra + ')';
}

std::vector<std::pair<std::string, std::string>> header(const Report& report) {
    const Wording& w = wording(report.language);
    std::vector<std::pair<std::string, std::string>> lines{
        {w.patient, report.patientName},
        {w.patientId, report.patientId},
        {w.birthDate, readableDate(report.patientBirthDate)},
        {w.sex, report.patientSex},
        {w.study, report.studyDescription.starts_with(report.modality)
                      ? report.studyDescription
                      : joined(report.modality, report.studyDescription)},
        {w.studyDate, readableDate(report.studyDate)},
        {w.accession, report.accessionNumber},
        {w.referring, readableName(report.referringPhysician, report.language)},
        {w.state, stateText(report, w)},
        {w.model, hasAi(report) ? joined(report.modelName, report.modelVersion) : std::string()},
    };
    std::erase_if(lines, [](const auto& line) { return line.second.empty(); });
    return lines;
}

std::string toText(const Report& report) {
    const Wording& w = wording(report.language);
    std::string text = w.title + "\n\n";
    for (const auto& [name, value] : header(report)) text += name + ": " + value + "\n";
    text += section(report, Section::Finding, w.findings, w);
    text += section(report, Section::Impression, w.impression, w);
    if (hasUnverifiedAi(report)) text += "\n" + w.notice + "\n";
    return text;
}

}  // namespace dokuei::reports
