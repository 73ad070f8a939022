#include "reports/export/StructuredReport.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcistrmb.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmsr/dsrdoc.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <limits>

#include "reports/export/Codes.h"
#include "reports/export/Exports.h"
#include "reports/export/SrContent.h"
#include "tests/reports/support/SampleReports.h"
#include "tests/reports/support/SrChecker.h"
#include "tests/reports/support/Tools.h"

namespace dokuei::reports {
namespace {

using testing::complaintsAbout;
using ::testing::Contains;
using testing::englishReport;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::japaneseReport;
using ::testing::Not;
using testing::runTool;
using testing::tool;

Report signedReport() {
    Report report = englishReport();
    report.state = ReportState::Signed;
    report.signedBy = "架空 次郎";
    report.signedAt = "2026-11-20T03:00:00.000Z";
    return report;
}

Report preliminaryReport() {
    Report report = englishReport();
    report.state = ReportState::Preliminary;
    return report;
}

std::unique_ptr<DcmFileFormat> parsed(const QByteArray& bytes) {
    auto file = std::make_unique<DcmFileFormat>();
    DcmInputBufferStream stream;
    stream.setBuffer(bytes.data(), bytes.size());
    stream.setEos();
    file->transferInit();
    EXPECT_TRUE(file->read(stream).good());
    file->transferEnd();
    return file;
}

std::string text(DcmItem& item, const DcmTagKey& tag, bool deep = false) {
    OFString value;
    item.findAndGetOFStringArray(tag, value, deep);
    return value.c_str();
}

testing::ImageSizes imageSizes(const Report& report) {
    testing::ImageSizes sizes;
    for (const Finding& finding : report.findings)
        for (const EvidenceLink& link : finding.links)
            sizes[link.keySopInstanceUid] = {testing::imageColumns, testing::imageRows};
    return sizes;
}

std::vector<std::string> complaints(const Report& report) {
    return complaintsAbout(*parsed(toStructuredReport(report))->getDataset(), imageSizes(report));
}

/// The whole document as dsrdump prints it, in one string; checks that it has nothing to say on the side.
std::string dump(const QByteArray& bytes) {
    QTemporaryDir folder;
    const QString path = folder.filePath("report.dcm");
    writeFile(path.toStdString(), bytes);
    const auto result = runTool(tool("dsrdump"), {"+Pl", "+Pu", path});
    EXPECT_TRUE(result.finished);
    EXPECT_EQ(result.exitCode, 0);
    for (const QString& line : result.output.split('\n'))
        if (line.startsWith("W:") || line.startsWith("E:") || line.startsWith("F:")) {
            EXPECT_TRUE(line.contains("VR checker does not support this Specific Character Set: ISO_IR 192"))
                << line.toStdString();
        }
    return result.output.toStdString();
}

class Validated : public ::testing::TestWithParam<const char*> {
protected:
    Report report() const {
        const std::string name = GetParam();
        return name == "Japanese"      ? japaneseReport()
               : name == "Signed"      ? signedReport()
               : name == "Preliminary" ? preliminaryReport()
                                       : englishReport();
    }
};

TEST_P(Validated, DciodvfyHasNothingToSay) {
    if (tool("dciodvfy").isEmpty()) GTEST_SKIP() << "dciodvfy (Debian package dicom3tools) is not installed";
    QTemporaryDir folder;
    const QString path = folder.filePath("report.dcm");
    writeFile(path.toStdString(), toStructuredReport(report()));
    const auto result = runTool(tool("dciodvfy"), {"-new", path});
    ASSERT_TRUE(result.finished);
    EXPECT_EQ(result.output.trimmed().toStdString(), "Comprehensive3DSR") << result.output.toStdString();
}

TEST_P(Validated, DsrdumpReadsItWithoutAWord) {
    if (tool("dsrdump").isEmpty()) GTEST_SKIP() << "dsrdump (Debian package dcmtk) is not installed";
    EXPECT_THAT(dump(toStructuredReport(report())), HasSubstr("Comprehensive 3D SR Document"));
}

TEST_P(Validated, HoldsWhatValidatorsDoNotLookAt) {
    EXPECT_THAT(complaints(report()), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Reports, Validated,
                         ::testing::Values("Japanese", "English", "Signed", "Preliminary"),
                         [](const auto& parameter) { return std::string(parameter.param); });

TEST(StructuredReport, KeepsTheThreeGroupsOfAJapaneseName) {
    const auto file = parsed(toStructuredReport(japaneseReport()));
    EXPECT_EQ(text(*file->getDataset(), DCM_PatientName), "Kakuu^Hanako=架空^花子=かくう^はなこ");
    EXPECT_EQ(text(*file->getDataset(), DCM_SpecificCharacterSet), "ISO_IR 192");
    EXPECT_EQ(text(*file->getDataset(), DCM_StudyInstanceUID), japaneseReport().studyUid);
    EXPECT_EQ(text(*file->getDataset(), DCM_AccessionNumber), "A20261119");
    EXPECT_EQ(text(*file->getDataset(), DCM_SOPClassUID), UID_Comprehensive3DSRStorage);
}

TEST(StructuredReport, HoldsEverySentenceButTheRejected) {
    DSRDocument document;
    const auto file = parsed(toStructuredReport(japaneseReport()));
    ASSERT_TRUE(document.read(*file->getDataset()).good());
    std::vector<std::string> sentences;
    auto& tree = document.getTree();
    for (size_t node = tree.gotoRoot(); node != 0; node = tree.iterate())
        if (tree.getCurrentContentItem().getValueType() == DSRTypes::VT_Text)
            sentences.push_back(tree.getCurrentContentItem().getStringValue().c_str());
    for (const Finding& finding : japaneseReport().findings) {
        if (finding.state == State::Rejected)
            EXPECT_THAT(sentences, Not(Contains(finding.text)));
        else
            EXPECT_THAT(sentences, Contains(finding.text));
    }
    EXPECT_THAT(sentences, Contains(HasSubstr("医師による確認が必要です")));
}

TEST(StructuredReport, TheOutlineIsTheBoxOfTheKeyImage) {
    const auto file = parsed(toStructuredReport(japaneseReport()));
    const Float32* data = nullptr;
    unsigned long count = 0;
    ASSERT_TRUE(file->getDataset()->findAndGetFloat32Array(DCM_GraphicData, data, &count, OFTrue).good());
    EXPECT_EQ(std::vector<float>(data, data + count),
              (std::vector<float>{120.5, 200.5, 140.5, 200.5, 140.5, 222.5, 120.5, 222.5, 120.5, 200.5}));
}

TEST(StructuredReport, TheAiIsADeviceObserverAndThePersonWhoSignedAPersonObserver) {
    if (tool("dsrdump").isEmpty()) GTEST_SKIP() << "dsrdump (Debian package dcmtk) is not installed";
    const std::string draft = dump(toStructuredReport(japaneseReport()));
    EXPECT_THAT(draft, HasSubstr("Device Observer Name\")=\"dokuei-starter\""));
    EXPECT_THAT(draft, Not(HasSubstr("Person Observer Name")));
    EXPECT_THAT(dump(toStructuredReport(signedReport())),
                HasSubstr("Person Observer Name\")=\"=架空^次郎\""));
}

TEST(StructuredReport, ASentenceWrittenByAPersonDoesNotInheritTheAiAsItsAuthor) {
    if (tool("dsrdump").isEmpty()) GTEST_SKIP() << "dsrdump (Debian package dcmtk) is not installed";
    Report report = englishReport();
    report.findings = {report.findings[2]};
    const std::string content = dump(toStructuredReport(report));
    const auto sentence = content.find("Aortic wall calcification", content.find("Qualitative Evaluations"));
    ASSERT_NE(sentence, std::string::npos);
    EXPECT_NE(content.find("Device Observer Name\")=\"Dokuei\"", sentence), std::string::npos) << content;
}

TEST(StructuredReport, AHumanBoxNamesNoAlgorithm) {
    Report report = englishReport();
    report.findings = {report.findings[2]};
    if (tool("dsrdump").isEmpty()) GTEST_SKIP() << "dsrdump (Debian package dcmtk) is not installed";
    const std::string content = dump(toStructuredReport(report));
    EXPECT_THAT(content, HasSubstr("Image Region"));
    EXPECT_THAT(content, Not(HasSubstr("Algorithm Name")));
}

TEST(StructuredReport, FlagsFollowTheStateOfTheReport) {
    const auto flags = [](const Report& report) {
        const auto file = parsed(toStructuredReport(report));
        DcmItem& data = *file->getDataset();
        return std::vector<std::string>{text(data, DCM_CompletionFlag), text(data, DCM_VerificationFlag),
                                        text(data, DCM_PreliminaryFlag)};
    };
    EXPECT_EQ(flags(englishReport()), (std::vector<std::string>{"PARTIAL", "UNVERIFIED", ""}));
    EXPECT_EQ(flags(preliminaryReport()),
              (std::vector<std::string>{"COMPLETE", "UNVERIFIED", "PRELIMINARY"}));
    EXPECT_EQ(flags(signedReport()), (std::vector<std::string>{"COMPLETE", "VERIFIED", "FINAL"}));
}

TEST(StructuredReport, TheSameReportGivesTheSameFileAndAChangedOneAnotherInstance) {
    const QByteArray first = toStructuredReport(englishReport());
    EXPECT_EQ(toStructuredReport(englishReport()), first);
    Report changed = englishReport();
    changed.findings[0].text += " Stable.";
    const auto a = parsed(first), b = parsed(toStructuredReport(changed));
    EXPECT_NE(text(*a->getDataset(), DCM_SOPInstanceUID), text(*b->getDataset(), DCM_SOPInstanceUID));
    EXPECT_EQ(text(*a->getDataset(), DCM_SeriesInstanceUID), text(*b->getDataset(), DCM_SeriesInstanceUID));
}

TEST(StructuredReport, NamesAsPeopleTypeThemBecomePersonNames) {
    EXPECT_EQ(personNameValue("架空 次郎"), "=架空^次郎");
    EXPECT_EQ(personNameValue("架空\u3000次郎"), "=架空^次郎");
    EXPECT_EQ(personNameValue("Ruth Invented"), "Invented^Ruth");
    EXPECT_EQ(personNameValue("Invented, Ruth"), "Invented^Ruth");
    EXPECT_EQ(personNameValue("Invented"), "Invented^");
    EXPECT_EQ(personNameValue("架空"), "=架空^");
    EXPECT_EQ(personNameValue("Invented^Ruth=架空^るつ"), "Invented^Ruth=架空^るつ");
    EXPECT_EQ(personNameValue(""), "");
}

TEST(StructuredReport, TheTrackingUidIsTheLinksUuid) {
    EXPECT_EQ(trackingUid("00000000-0000-4000-8000-0000000000ff"), "2.25.302240678275694148452607");
    EXPECT_EQ(trackingUid("not a uuid"), trackingUid("not a uuid"));
    EXPECT_NE(trackingUid("not a uuid"), trackingUid("another"));
}

TEST(StructuredReport, AReportOfAVolumeThatWasNeverDicomOpensAStudyOfItsOwn) {
    Report report = englishReport();
    report.studyUid.clear();
    report.patientNameDicom.clear();
    report.patientName = "架空 花子";
    for (Finding& finding : report.findings)
        for (EvidenceLink& link : finding.links)
            link.studyUid = link.seriesUid = link.keySopInstanceUid = link.keySopClassUid = "";
    const QByteArray bytes = toStructuredReport(report);
    const auto file = parsed(bytes);
    EXPECT_THAT(text(*file->getDataset(), DCM_StudyInstanceUID), HasSubstr("2.25."));
    EXPECT_EQ(text(*file->getDataset(), DCM_PatientName), "=架空^花子");
    EXPECT_THAT(complaintsAbout(*file->getDataset(), {}), IsEmpty());
    if (!tool("dciodvfy").isEmpty()) {
        QTemporaryDir folder;
        writeFile(folder.filePath("report.dcm").toStdString(), bytes);
        EXPECT_EQ(
            runTool(tool("dciodvfy"), {"-new", folder.filePath("report.dcm")}).output.trimmed().toStdString(),
            "Comprehensive3DSR");
    }
}

/// One slice of a real CT and what the report needs of its header.
TEST(StructuredReport, OfARealStudyPassesTheValidatorsToo) {
    const QDir folder(DOKUEI_SHARED_DATA "/data/ct-body/lidc-idri-0314-jpegls");
    const QStringList slices = folder.entryList(QDir::Files, QDir::Name);
    if (slices.isEmpty()) GTEST_SKIP() << "the LIDC series in shared/data is not here";
    DcmFileFormat slice;
    ASSERT_TRUE(slice
                    .loadFileUntilTag(folder.filePath(slices[slices.size() / 2]).toUtf8().constData(),
                                      EXS_Unknown, EGL_noChange, DCM_MaxReadLength, ERM_autoDetect,
                                      DCM_PixelData)
                    .good());
    DcmItem& data = *slice.getDataset();
    Report report = englishReport();
    report.studyUid = text(data, DCM_StudyInstanceUID);
    report.studyDate = text(data, DCM_StudyDate);
    report.studyTime = text(data, DCM_StudyTime);
    report.studyDescription = text(data, DCM_StudyDescription);
    report.studyId = text(data, DCM_StudyID);
    report.accessionNumber = text(data, DCM_AccessionNumber);
    report.patientNameDicom = text(data, DCM_PatientName);
    report.patientId = text(data, DCM_PatientID);
    report.patientSex = text(data, DCM_PatientSex);
    report.patientBirthDate = text(data, DCM_PatientBirthDate);
    report.referringPhysician = text(data, DCM_ReferringPhysicianName);
    for (Finding& finding : report.findings)
        for (EvidenceLink& link : finding.links) {
            link.studyUid = report.studyUid;
            link.seriesUid = text(data, DCM_SeriesInstanceUID);
            link.keySopInstanceUid = text(data, DCM_SOPInstanceUID);
            link.keySopClassUid = text(data, DCM_SOPClassUID);
        }
    EXPECT_THAT(complaints(report), IsEmpty());
    const QByteArray bytes = toStructuredReport(report);
    if (tool("dciodvfy").isEmpty() || tool("dsrdump").isEmpty())
        GTEST_SKIP() << "dciodvfy (Debian package dicom3tools) or dsrdump (dcmtk) is not installed";
    EXPECT_THAT(dump(bytes), HasSubstr("Comprehensive 3D SR Document"));
    QTemporaryDir out;
    writeFile(out.filePath("report.dcm").toStdString(), bytes);
    EXPECT_EQ(runTool(tool("dciodvfy"), {"-new", out.filePath("report.dcm")}).output.trimmed().toStdString(),
              "Comprehensive3DSR");
}

TEST(StructuredReport, AMultiFrameImageIsReferencedByFrame) {
    Report report = englishReport();
    report.findings[0].links[0].keySopClassUid = "1.2.840.10008.5.1.4.1.1.2.1";
    const auto enhanced = parsed(toStructuredReport(report));
    EXPECT_EQ(text(*enhanced->getDataset(), DCM_ReferencedFrameNumber, true), "1");
    const auto classic = parsed(toStructuredReport(englishReport()));
    EXPECT_EQ(text(*classic->getDataset(), DCM_ReferencedFrameNumber, true), "");
}

TEST(StructuredReport, RefusesABoxThatIsNoOutline) {
    for (const std::array<double, 4>& box :
         std::vector<std::array<double, 4>>{{10, 10, 10, 20},
                                            {20, 10, 10, 20},
                                            {-1, 10, 10, 20},
                                            {0, 0, std::numeric_limits<double>::quiet_NaN(), 9}}) {
        Report report = englishReport();
        report.findings[0].links[0].keyPixelBox = box;
        EXPECT_THROW(toStructuredReport(report), ExportError);
    }
}

TEST(StructuredReport, RefusesAMeasurementThatIsNoNumber) {
    Report report = englishReport();
    report.findings[0].measurements[0].value = std::numeric_limits<double>::infinity();
    EXPECT_THROW(toStructuredReport(report), ExportError);
}

TEST(SiteCodes, EveryOrganAndLesionOfTheStarterModelHasCodes) {
    QFile table(DOKUEI_SOURCE_DIR "/resources/starter/classes.tsv");
    ASSERT_TRUE(table.open(QIODevice::ReadOnly));
    for (const QByteArray& line : table.readAll().split('\n')) {
        const auto columns = line.split('\t');
        if (line.startsWith('#') || columns.size() < 3 || (columns[2] != "organ" && columns[2] != "lesion"))
            continue;
        const auto codes = siteCodes(columns[1].toStdString());
        ASSERT_TRUE(codes);
        EXPECT_LE(codes->site.value.size(), 16u);
        EXPECT_NE(codes->site.meaning, columns[1].toStdString()) << "not in the table";
    }
    EXPECT_EQ(siteCodes("right_kidney")->laterality->meaning, "Right");
    EXPECT_EQ(siteCodes("lung_nodule")->finding.meaning, "Nodule");
}

TEST(SiteCodes, AnUnknownKeyGetsAPrivateCodeThatTheFileExplains) {
    const auto codes = siteCodes("a_site_that_nobody_has_ever_heard_of");
    EXPECT_EQ(codes->site.scheme, privateScheme);
    EXPECT_LE(codes->site.value.size(), 16u);
    Report report = englishReport();
    EXPECT_EQ(text(*parsed(toStructuredReport(report))->getDataset(), DCM_CodingSchemeResponsibleOrganization,
                   true),
              "");
    report.findings[0].siteKey = "a_site_that_nobody_has_ever_heard_of";
    EXPECT_EQ(text(*parsed(toStructuredReport(report))->getDataset(), DCM_CodingSchemeResponsibleOrganization,
                   true),
              "Dokuei project");
}

/// The checker itself: each injected defect is one that dciodvfy and dsrdump let pass.
class Defect : public ::testing::Test {
protected:
    std::vector<std::string> complaints() {
        return complaintsAbout(*file_->getDataset(), imageSizes(report_));
    }

    DcmItem& content(DcmItem& parent, int index) {
        DcmItem* item = nullptr;
        EXPECT_TRUE(parent.findAndGetSequenceItem(DCM_ContentSequence, item, index).good());
        return *item;
    }
    /// Child of that concept, by code value.
    int indexOf(DcmItem& parent, const std::string& code) {
        for (int i = 0; i < 40; ++i) {
            DcmItem *item = nullptr, *name = nullptr;
            if (parent.findAndGetSequenceItem(DCM_ContentSequence, item, i).bad()) break;
            if (item->findAndGetSequenceItem(DCM_ConceptNameCodeSequence, name).good() &&
                text(*name, DCM_CodeValue) == code)
                return i;
        }
        ADD_FAILURE() << code << " not found";
        return 0;
    }
    DcmItem& child(DcmItem& parent, const std::string& code) {
        return content(parent, indexOf(parent, code));
    }
    void remove(DcmItem& parent, const std::string& code) {
        DcmSequenceOfItems* sequence = nullptr;
        ASSERT_TRUE(parent.findAndGetSequence(DCM_ContentSequence, sequence).good());
        delete sequence->remove(static_cast<unsigned long>(indexOf(parent, code)));
    }
    DcmItem& group() { return content(child(*file_->getDataset(), "126010"), 0); }

    Report report_ = japaneseReport();
    std::unique_ptr<DcmFileFormat> file_ = parsed(toStructuredReport(report_));
};

TEST_F(Defect, ARemovedTrackingUidIsSeen) {
    remove(group(), "112040");
    EXPECT_THAT(complaints(), Contains("measurement group lacks DCM 112040"));
}

TEST_F(Defect, ARemovedProcedureIsSeen) {
    remove(*file_->getDataset(), "121058");
    EXPECT_THAT(complaints(), Contains("report lacks DCM 121058"));
}

TEST_F(Defect, AChangedOrderIsSeen) {
    DcmSequenceOfItems* sequence = nullptr;
    ASSERT_TRUE(group().findAndGetSequence(DCM_ContentSequence, sequence).good());
    sequence->append(sequence->remove(0UL));
    EXPECT_THAT(complaints(), Contains(HasSubstr("out of order")));
}

TEST_F(Defect, AnOpenOutlineIsSeen) {
    const Float32 open[] = {120.5, 200.5, 140.5, 200.5, 140.5, 222.5, 120.5, 222.5, 120.5, 201.5};
    child(group(), "111030").putAndInsertFloat32Array(DCM_GraphicData, open, 10);
    EXPECT_THAT(complaints(), Contains("an outline that is not closed"));
}

TEST_F(Defect, AnOutlineOutsideTheImageIsSeen) {
    const Float32 outside[] = {120.5, 200.5, 640.5, 200.5, 640.5, 222.5, 120.5, 222.5, 120.5, 200.5};
    child(group(), "111030").putAndInsertFloat32Array(DCM_GraphicData, outside, 10);
    EXPECT_THAT(complaints(), Contains("an outline that leaves its image"));
}

TEST_F(Defect, AWrongUnitIsSeen) {
    DcmItem *value = nullptr, *unit = nullptr;
    ASSERT_TRUE(child(group(), "81827009").findAndGetSequenceItem(DCM_MeasuredValueSequence, value).good());
    ASSERT_TRUE(value->findAndGetSequenceItem(DCM_MeasurementUnitsCodeSequence, unit).good());
    unit->putAndInsertString(DCM_CodeValue, "kg");
    EXPECT_THAT(complaints(), Contains("the unit UCUM kg for the quantity SCT 81827009"));
}

TEST_F(Defect, AnImageMissingFromTheEvidenceIsSeen) {
    file_->getDataset()->findAndDeleteElement(DCM_CurrentRequestedProcedureEvidenceSequence);
    EXPECT_THAT(complaints(), Contains("an image that is missing from the evidence"));
}

}  // namespace
}  // namespace dokuei::reports
