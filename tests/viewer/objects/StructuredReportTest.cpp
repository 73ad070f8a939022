#include "viewer/objects/StructuredReport.h"

#include <gtest/gtest.h>

#include "../SeriesWriter.h"
#include "DatasetItems.h"
#include "viewer/Error.h"
#include "viewer/dicom/Header.h"
#include "viewer/objects/EncapsulatedDocument.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer::test {
namespace {

TEST(StructuredReports, OfHighdicomGiveTheirMeasuredRegion) {
    REQUIRE_SHARED_DATA(folder, "sr-seg/highdicom");
    const StructuredReport report = readStructuredReport(folder + "/sr_document.dcm");
    ASSERT_EQ(report.groups.size(), 1U);
    const MeasurementGroup& group = report.groups[0];
    EXPECT_EQ(group.tracking, "Planar ROI Measurements");
    EXPECT_EQ(group.finding.meaning, "Spinal cord");
    EXPECT_EQ(group.site.meaning, "Cervico-thoracic spine");
    ASSERT_EQ(group.measurements.size(), 1U);
    EXPECT_NEAR(group.measurements[0].value, 1.7, 0.05);
    EXPECT_EQ(group.measurements[0].unit, "cm2");
    ASSERT_EQ(group.regions.size(), 1U);
    EXPECT_EQ(group.regions[0].type, GraphicType::Circle);
    EXPECT_EQ(group.regions[0].image.sopInstanceUid, "1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322");
}

TEST(StructuredReports, OfDcmqiGiveTheirMeasurementsAndTheSegmentTheyAreOf) {
    REQUIRE_SHARED_DATA(folder, "sr-seg/dcmqi-tid1500");
    const StructuredReport report = readStructuredReport(folder + "/sr.dcm");
    ASSERT_EQ(report.groups.size(), 1U);
    EXPECT_EQ(report.groups[0].measurements.size(), 22U);
    ASSERT_EQ(report.groups[0].segments.size(), 1U);
    EXPECT_EQ(report.language, "eng");
}

TEST(StructuredReports, OfTextAreReadableLineByLine) {
    REQUIRE_SHARED_DATA(folder, "sr-seg/pydicom");
    const std::string text = readableText(readStructuredReport(folder + "/test-SR.dcm"));
    EXPECT_NE(text.find("Diagnosis\n"), std::string::npos);
    EXPECT_NE(text.find("    Diameter: 3 cm\n"), std::string::npos) << text;
}

TEST(StructuredReports, NestedWithoutEndAreRefused) {
    initialiseDicom();
    TemporaryFolder folder;
    DcmFileFormat format;
    identify(*format.getDataset(), UID_ComprehensiveSRStorage, "2.25.3300", "SR");
    DcmItem* inner = format.getDataset();
    for (int depth = 0; depth < 90; ++depth) {
        text(*inner, DCM_ValueType, "CONTAINER");
        inner = &item(*inner, DCM_ContentSequence);
    }
    save(format, folder / "deep.dcm");
    try {
        readStructuredReport(folder / "deep.dcm");
        ADD_FAILURE() << "was read";
    } catch (const ReadError& error) {
        EXPECT_NE(std::string(error.what()).find(folder / "deep.dcm"), std::string::npos);
        EXPECT_NE(std::string(error.what()).find("nested"), std::string::npos) << error.what();
    }
}

TEST(StructuredReports, ARegionWithHalfAPointIsLeftOutAndTheTextStays) {
    initialiseDicom();
    TemporaryFolder folder;
    DcmFileFormat format;
    DcmDataset& d = *format.getDataset();
    identify(d, UID_ComprehensiveSRStorage, "2.25.3400", "SR");
    text(d, DCM_ValueType, "CONTAINER");
    code(d, DCM_ConceptNameCodeSequence, "126000", "Imaging Measurement Report");
    DcmItem& words = item(d, DCM_ContentSequence);
    text(words, DCM_ValueType, "TEXT");
    code(words, DCM_ConceptNameCodeSequence, "121071", "Finding");
    text(words, DCM_TextValue, "A nodule.");
    DcmItem& region = item(d, DCM_ContentSequence);
    text(region, DCM_ValueType, "SCOORD");
    text(region, DCM_GraphicType, "POLYLINE");
    const Float32 points[] = {1, 2, 3};
    region.putAndInsertFloat32Array(DCM_GraphicData, points, 3);
    save(format, folder / "sr.dcm");
    const StructuredReport report = readStructuredReport(folder / "sr.dcm");
    EXPECT_TRUE(report.regions.empty());
    EXPECT_EQ(report.notes.size(), 1U);
    EXPECT_NE(readableText(report).find("Finding: A nodule."), std::string::npos);
}

TEST(StudyObjects, AreListedBesideTheImagesAndNotAsLeftOut) {
    initialiseDicom();
    TemporaryFolder folder;
    for (int k = 0; k < 3; ++k) {
        TestImage image;
        image.position[2] = k;
        image.instanceNumber = k + 1;
        writeImage(folder / ("image" + std::to_string(k) + ".dcm"), image);
    }
    DcmFileFormat document, plan;
    identify(*document.getDataset(), UID_EncapsulatedPDFStorage, "2.25.3500", "DOC");
    text(*document.getDataset(), DCM_DocumentTitle, "Consent");
    text(*document.getDataset(), DCM_MIMETypeOfEncapsulatedDocument, "application/pdf");
    const Uint8 bytes[] = {'%', 'P', 'D', 'F', '-', 0};
    document.getDataset()->putAndInsertUint8Array(DCM_EncapsulatedDocument, bytes, 6);
    document.getDataset()->putAndInsertUint32(DCM_EncapsulatedDocumentLength, 5);
    save(document, folder / "document.dcm");
    identify(*plan.getDataset(), UID_RTPlanStorage, "2.25.3600", "RTPLAN");
    text(*plan.getDataset(), DCM_RTPlanLabel, "Boost");
    save(plan, folder / "plan.dcm");
    const Study study = scanStudy(folder.path());
    EXPECT_EQ(study.volumes.size(), 1U);
    EXPECT_TRUE(study.skipped.empty());
    ASSERT_EQ(study.objects.size(), 2U);
    EXPECT_EQ(study.objects[0].kind, ObjectKind::Document);
    EXPECT_EQ(study.objects[0].title, "Consent");
    EXPECT_EQ(study.objects[1].kind, ObjectKind::NotShown);
    EXPECT_EQ(study.objects[1].title, "Boost");
    const EncapsulatedDocument read = readDocument(study.objects[0].file);
    EXPECT_EQ(std::string(read.bytes.begin(), read.bytes.end()), "%PDF-") << "without the padding byte";
}

TEST(StudyObjects, AloneMakeAStudyToo) {
    REQUIRE_SHARED_DATA(folder, "sr-seg/dcmqi-tid1500");
    const Study study = scanStudy(folder);
    EXPECT_TRUE(study.volumes.empty());
    EXPECT_EQ(study.objects.size(), 3U);
}

}  // namespace
}  // namespace dokuei::viewer::test
