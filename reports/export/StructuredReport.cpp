#include "reports/export/StructuredReport.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcostrmb.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmsr/dsrdoc.h>

#include <QDateTime>
#include <QRegularExpression>
#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "reports/export/Codes.h"
#include "reports/export/Exports.h"
#include "reports/export/Json.h"
#include "reports/export/SrContent.h"
#include "reports/export/Text.h"
#include "reports/export/Uids.h"

namespace dokuei::reports {
namespace {

OFString of(const std::string& text) {
    return OFString(text.data(), text.size());
}

void check(const OFCondition& condition, const char* what) {
    if (condition.bad())
        throw ExportError(std::string("structured report: ") + what + ": " + condition.text());
}

/// Keeps DCMTK quiet while it writes: its warnings quote values, and patient data goes to no log.
class Quiet {
public:
    Quiet() {
        for (const char* name : {"dcmtk.dcmsr", "dcmtk.dcmdata"}) {
            OFLogger logger = OFLog::getLogger(name);
            before_.push_back({logger, logger.getLogLevel()});
            logger.setLogLevel(OFLogger::OFF_LOG_LEVEL);
        }
    }
    ~Quiet() {
        for (auto& [logger, level] : before_) logger.setLogLevel(level);
    }

private:
    std::vector<std::pair<OFLogger, dcmtk::log4cplus::LogLevel>> before_;
};

/// A moment of the report as DICOM's local date and time; "now" has no place in a file that must be
/// repeatable.
QDateTime localTime(const std::string& iso) {
    const QDateTime time = QDateTime::fromString(QString::fromStdString(iso), Qt::ISODateWithMs);
    return (time.isValid() ? time : QDateTime::fromSecsSinceEpoch(0, Qt::UTC)).toLocalTime();
}

std::string formatted(const QDateTime& time, const char* format) {
    return time.toString(format).toStdString();
}

/// The value when it has the form, else nothing: type 2 attributes may be empty but not wrong.
OFString ifMatches(const std::string& value, const char* pattern) {
    const auto expression = QRegularExpression(QRegularExpression::anchoredPattern(pattern));
    return expression.match(QString::fromStdString(value)).hasMatch() ? of(value) : OFString();
}

/// The report with what its study lacks but a DICOMDIR demands, so that a disc with it can be written: a
/// study ID made from the study's UID and midnight for an unknown time. A volume that never was DICOM gets a
/// study of its own.
Report withStudy(Report report, const QDateTime& time) {
    if (report.studyUid.empty()) {
        report.studyUid = uidOf("study", QByteArray::fromStdString(report.id));
        if (report.studyDate.empty()) report.studyDate = formatted(time, "yyyyMMdd");
    }
    if (report.studyTime.empty()) report.studyTime = "000000";
    if (report.studyId.empty()) {
        const std::string& uid = report.studyUid;
        report.studyId = uid.substr(uid.size() - std::min<std::size_t>(uid.size(), 16));
        std::erase(report.studyId, '.');
    }
    return report;
}

void setHeader(DSRDocument& document, const Report& report) {
    const QDateTime time = localTime(report.changedAt);
    check(document.setSpecificCharacterSetType(DSRTypes::CS_UTF8), "character set");
    check(document.createNewSeriesInStudy(of(report.studyUid)), "study UID");
    const std::string name =
        report.patientNameDicom.empty() ? personNameValue(report.patientName) : report.patientNameDicom;
    check(document.setPatientName(of(name), OFFalse), "patient name");
    check(document.setPatientID(of(report.patientId), OFFalse), "patient ID");
    check(document.setPatientBirthDate(ifMatches(report.patientBirthDate, "\\d{8}")), "birth date");
    check(document.setPatientSex(ifMatches(report.patientSex, "[MFO]")), "sex");
    check(document.setReferringPhysicianName(of(report.referringPhysician), OFFalse), "referring physician");
    check(document.setStudyDate(ifMatches(report.studyDate, "\\d{8}")), "study date");
    check(document.setStudyTime(ifMatches(report.studyTime, "\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?")),
          "study time");
    check(document.setStudyDescription(of(report.studyDescription), OFFalse), "study description");
    check(document.setStudyID(of(report.studyId), OFFalse), "study ID");
    check(document.setAccessionNumber(of(report.accessionNumber), OFFalse), "accession number");
    check(document.setSeriesNumber("900"), "series number");
    check(document.setInstanceNumber("1"), "instance number");
    check(document.setSeriesDescription("Dokuei report"), "series description");
    check(document.setSeriesDate(of(formatted(time, "yyyyMMdd"))), "series date");
    check(document.setSeriesTime(of(formatted(time, "HHmmss"))), "series time");
    check(document.setContentDate(of(formatted(time, "yyyyMMdd"))), "content date");
    check(document.setContentTime(of(formatted(time, "HHmmss"))), "content time");
    check(document.setManufacturer(productName), "manufacturer");
    check(document.setManufacturerModelName(productName), "model name");
    check(document.setSoftwareVersions(DOKUEI_VERSION), "software version");
    check(document.setDeviceSerialNumber("1"), "serial number");
}

/// The file must explain codes of a scheme that is registered nowhere.
void setCodingScheme(DSRDocument& document) {
    auto& schemes = document.getCodingSchemeIdentification();
    check(schemes.addItem(privateScheme), "coding scheme");
    check(schemes.setCodingSchemeName("Dokuei terms"), "coding scheme");
    check(schemes.setCodingSchemeResponsibleOrganization("Dokuei project"), "coding scheme");
}

void setEvidence(DSRDocument& document, const Report& report) {
    for (const EvidenceLink* link : referencedImages(report)) {
        const bool sameStudy = link->studyUid.empty() || link->studyUid == report.studyUid;
        auto& list = sameStudy ? document.getCurrentRequestedProcedureEvidence()
                               : document.getPertinentOtherEvidence();
        check(list.addItem(of(sameStudy ? report.studyUid : link->studyUid), of(link->seriesUid),
                           of(link->keySopClassUid), of(link->keySopInstanceUid)),
              "key image");
    }
}

void setState(DSRDocument& document, const Report& report) {
    if (report.state == ReportState::Draft) return;  // PARTIAL and UNVERIFIED, as it was made
    check(document.completeDocument(), "completion flag");
    if (report.state == ReportState::Preliminary) {
        check(document.setPreliminaryFlag(DSRTypes::PF_Preliminary), "preliminary flag");
        return;
    }
    check(document.setPreliminaryFlag(DSRTypes::PF_Final), "preliminary flag");
    check(document.verifyDocument(of(personNameValue(report.signedBy)), "not stated",
                                  of(formatted(localTime(report.signedAt), "yyyyMMddHHmmss")), OFFalse),
          "signature");
}

/// Puts UIDs and times that depend on the report alone in place of DCMTK's random ones.
void makeRepeatable(DcmDataset& dataset, const Report& report) {
    const QByteArray id = QByteArray::fromStdString(report.id);
    const QDateTime time = localTime(report.changedAt);
    const auto put = [&](const DcmTagKey& tag, const std::string& value) {
        check(dataset.putAndInsertString(tag, value.c_str()), "identifiers");
    };
    put(DCM_SOPInstanceUID, uidOf("instance", toJson(report)));
    put(DCM_SeriesInstanceUID, uidOf("series", id));
    put(DCM_InstanceCreationDate, formatted(time, "yyyyMMdd"));
    put(DCM_InstanceCreationTime, formatted(time, "HHmmss"));
    dataset.findAndDeleteElement(DCM_InstanceCreatorUID);
}

QByteArray bytesOf(DcmFileFormat& file) {
    const auto syntax = EXS_LittleEndianExplicit;
    check(file.validateMetaInfo(syntax), "file header");
    QByteArray bytes(static_cast<qsizetype>(file.calcElementLength(syntax, EET_ExplicitLength)) + 4096,
                     Qt::Uninitialized);
    DcmOutputBufferStream stream(bytes.data(), bytes.size());
    file.transferInit();
    const OFCondition written = file.write(stream, syntax, EET_ExplicitLength, nullptr);
    file.transferEnd();
    check(written, "file");
    void* data = nullptr;
    offile_off_t length = 0;
    stream.flushBuffer(data, length);
    return QByteArray(static_cast<const char*>(data), static_cast<qsizetype>(length));
}

}  // namespace

std::string trackingUid(const std::string& linkId) {
    return uidOf(linkId);
}

QByteArray toStructuredReport(const Report& report) {
    const Quiet quiet;
    DSRDocument document(DSRTypes::DT_Comprehensive3DSR);
    const Report whole = withStudy(report, localTime(report.changedAt));
    const SrContent content = srContent(whole);
    check(document.setTree(content.tree), "content");
    setHeader(document, whole);
    if (content.usesPrivateScheme) setCodingScheme(document);
    setEvidence(document, whole);
    setState(document, whole);
    DcmFileFormat file;
    check(document.write(*file.getDataset()), "document");
    makeRepeatable(*file.getDataset(), report);
    return bytesOf(file);
}

}  // namespace dokuei::reports
