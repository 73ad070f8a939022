#include "viewer/export/Deidentifier.h"

#include <gtest/gtest.h>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <QDate>
#include <algorithm>
#include <functional>

#include "viewer/Error.h"
#include "viewer/dicom/Attributes.h"
#include "viewer/export/ConfidentialityProfile.h"
#include "viewer/export/IdentifyingContent.h"

namespace dokuei::viewer {
namespace {

/// A CT of an invented patient.
DcmDataset ctOf(const std::string& patientId, const std::string& studyDate,
                const std::string& studyUid = "1.2.826.0.1.3680043.99.1") {
    DcmDataset d;
    const auto put = [&](const DcmTagKey& tag, const std::string& value) {
        d.putAndInsertString(tag, value.c_str());
    };
    put(DCM_SOPClassUID, UID_CTImageStorage);
    put(DCM_SOPInstanceUID, studyUid + ".1.1");
    put(DCM_StudyInstanceUID, studyUid);
    put(DCM_SeriesInstanceUID, studyUid + ".1");
    put(DCM_FrameOfReferenceUID, studyUid + ".2");
    put(DCM_Modality, "CT");
    put(DCM_PatientName, "Himitsu^Taro");
    put(DCM_PatientID, patientId);
    put(DCM_PatientBirthDate, "19530417");
    put(DCM_PatientSex, "M");
    put(DCM_PatientAge, "093Y");
    put(DCM_PatientWeight, "71.5");
    put(DCM_StudyDate, studyDate);
    put(DCM_StudyTime, "101112");
    put(DCM_AcquisitionDateTime, studyDate + "101530.25");
    put(DCM_InstitutionName, "Himitsu Hospital");
    put(DCM_DeviceSerialNumber, "SN-4711");
    return d;
}

std::string text(DcmItem& item, const DcmTagKey& tag) {
    return rawText(item, tag);
}

TEST(ConfidentialityProfile, HoldsTheWholeTable) {
    EXPECT_EQ(profileRuleCount(), 648);
    ASSERT_NE(profileRule(0x0010, 0x0010), nullptr);
    EXPECT_EQ(profileRule(0x0010, 0x0010)->basic, ProfileAction::Empty);
    EXPECT_EQ(profileRule(0x0020, 0x000d)->basic, ProfileAction::MapUid);
    EXPECT_EQ(profileRule(0x0020, 0x000d)->keep, RetainUids);
    EXPECT_EQ(profileRule(0x0010, 0x1030)->keep, RetainCharacteristics);
    EXPECT_EQ(profileRule(0x0008, 0x0020)->clean, RetainModifiedDates);
    EXPECT_EQ(profileRule(0x0028, 0x0010), nullptr);
}

TEST(Deidentification, MarksTheObject) {
    DcmDataset d = ctOf("1", "20260112");
    DeidentifyOptions options;
    options.dates = DatePolicy::Shift;
    options.keepDevice = true;
    Deidentifier(options).apply(d);
    EXPECT_EQ(text(d, DCM_PatientIdentityRemoved), "YES");
    EXPECT_EQ(text(d, DCM_DeidentificationMethod), "Dokuei\\DCM 113100\\DCM 113107\\DCM 113109");
    EXPECT_EQ(text(d, DCM_LongitudinalTemporalInformationModified), "MODIFIED");
    std::vector<std::string> codes;
    for (long n = 0; DcmItem* item = sequenceItem(d, DCM_DeidentificationMethodCodeSequence, n); ++n)
        codes.push_back(text(*item, DCM_CodeValue));
    EXPECT_EQ(codes, (std::vector<std::string>{"113100", "113107", "113109"}));
}

TEST(Deidentification, OfWhatIsDeidentifiedAlreadyReplacesTheMark) {
    DcmDataset d = ctOf("1", "20260112");
    d.putAndInsertString(DCM_DeidentificationMethod, "by hand for Himitsu Taro");
    DcmItem* item = nullptr;
    d.findOrCreateSequenceItem(DCM_DeidentificationMethodCodeSequence, item, 0);
    item->putAndInsertString(DCM_CodeValue, "113100");
    Deidentifier(DeidentifyOptions()).apply(d);
    EXPECT_EQ(text(d, DCM_DeidentificationMethod), "Dokuei\\DCM 113100");
    EXPECT_EQ(sequenceItem(d, DCM_DeidentificationMethodCodeSequence, 1), nullptr);
}

TEST(Deidentification, MapsAnOriginalUidToTheSameNewOneEverywhere) {
    DcmDataset image = ctOf("1", "20260112"), other = ctOf("1", "20260112");
    DcmItem* reference = nullptr;
    other.findOrCreateSequenceItem(DCM_ReferencedImageSequence, reference, 0);
    reference->putAndInsertString(DCM_ReferencedSOPClassUID, UID_CTImageStorage);
    reference->putAndInsertString(DCM_ReferencedSOPInstanceUID, "1.2.826.0.1.3680043.99.1.1.1");
    Deidentifier deidentifier{DeidentifyOptions()};
    deidentifier.apply(image);
    deidentifier.apply(other);
    const std::string mapped = text(image, DCM_SOPInstanceUID);
    EXPECT_TRUE(mapped.starts_with("2.25.")) << mapped;
    EXPECT_LE(mapped.size(), 64U);
    DcmItem* cleaned = sequenceItem(other, DCM_ReferencedImageSequence);
    ASSERT_NE(cleaned, nullptr);
    EXPECT_EQ(text(*cleaned, DCM_ReferencedSOPInstanceUID), mapped);
    EXPECT_EQ(text(*cleaned, DCM_ReferencedSOPClassUID), UID_CTImageStorage);
    EXPECT_EQ(text(other, DCM_SOPClassUID), UID_CTImageStorage);
    EXPECT_EQ(text(image, DCM_FrameOfReferenceUID), text(other, DCM_FrameOfReferenceUID));
}

TEST(Deidentification, KeepsWellKnownUids) {
    DcmDataset d = ctOf("1", "20260112");
    d.putAndInsertString(DCM_FrameOfReferenceUID, "1.2.840.10008.1.4.1.1");
    Deidentifier(DeidentifyOptions()).apply(d);
    EXPECT_EQ(text(d, DCM_FrameOfReferenceUID), "1.2.840.10008.1.4.1.1");
}

TEST(Deidentification, GivesTheSameValuesInLaterExportsOnlyWithAProjectKey) {
    const auto uidWith = [](const std::string& key) {
        DcmDataset d = ctOf("1", "20260112");
        DeidentifyOptions options;
        options.projectKey = key;
        Deidentifier(options).apply(d);
        return text(d, DCM_StudyInstanceUID) + ' ' + text(d, DCM_PatientID);
    };
    EXPECT_EQ(uidWith("a key of the project"), uidWith("a key of the project"));
    EXPECT_NE(uidWith("a key of the project"), uidWith("a key of another project"));
    EXPECT_NE(uidWith(""), uidWith(""));
}

TEST(Deidentification, RemovesDatesUnlessToldOtherwise) {
    DcmDataset d = ctOf("1", "20260112");
    Deidentifier(DeidentifyOptions()).apply(d);
    EXPECT_EQ(text(d, DCM_StudyDate), "");
    EXPECT_TRUE(d.tagExists(DCM_StudyDate)) << "type 2 attributes stay, empty";
    EXPECT_EQ(text(d, DCM_AcquisitionDateTime), "");
    EXPECT_EQ(text(d, DCM_LongitudinalTemporalInformationModified), "REMOVED");
}

TEST(Deidentification, ShiftsAllDatesOfAPatientByOneAmountAndKeepsIntervals) {
    DcmDataset first = ctOf("1", "20260112"), second = ctOf("1", "20260212", "1.2.3.4"),
               stranger = ctOf("2", "20260112", "1.2.3.5");
    DeidentifyOptions options;
    options.dates = DatePolicy::Shift;
    Deidentifier deidentifier(options);
    deidentifier.apply(first);
    deidentifier.apply(second);
    deidentifier.apply(stranger);
    const auto day = [](DcmDataset& d) {
        return QDate::fromString(QString::fromStdString(text(d, DCM_StudyDate)), "yyyyMMdd").toJulianDay();
    };
    EXPECT_EQ(day(second) - day(first), 31);
    EXPECT_NE(text(first, DCM_StudyDate), "20260112");
    EXPECT_EQ(text(first, DCM_StudyTime), "101112");
    EXPECT_EQ(text(first, DCM_AcquisitionDateTime), text(first, DCM_StudyDate) + "101530.25");
    EXPECT_EQ(text(first, DCM_PatientBirthDate), "");
    EXPECT_EQ(deidentifier.patients().size(), 2U);
    for (const Pseudonym& patient : deidentifier.patients()) EXPECT_LE(patient.dayShift, -365);
}

TEST(Deidentification, RemovesADateThatItCannotShift) {
    DcmDataset d = ctOf("1", "20260112");
    d.putAndInsertString(DCM_StudyDate, "2026");
    DeidentifyOptions options;
    options.dates = DatePolicy::Shift;
    Deidentifier(options).apply(d);
    EXPECT_EQ(text(d, DCM_StudyDate), "");
}

TEST(Deidentification, KeepsWhatTheUserWantsToKeep) {
    DcmDataset d = ctOf("1", "20260112");
    DeidentifyOptions options;
    options.keepCharacteristics = options.keepInstitution = options.keepDevice = options.keepUids = true;
    options.dates = DatePolicy::Keep;
    Deidentifier(options).apply(d);
    EXPECT_EQ(text(d, DCM_PatientSex), "M");
    EXPECT_EQ(text(d, DCM_PatientWeight), "71.5");
    EXPECT_EQ(text(d, DCM_PatientAge), "090Y") << "nobody is older than 90 years";
    EXPECT_EQ(text(d, DCM_InstitutionName), "Himitsu Hospital");
    EXPECT_EQ(text(d, DCM_DeviceSerialNumber), "SN-4711");
    EXPECT_EQ(text(d, DCM_StudyInstanceUID), "1.2.826.0.1.3680043.99.1");
    EXPECT_EQ(text(d, DCM_StudyDate), "20260112");
    EXPECT_EQ(text(d, DCM_PatientName), "Anonymous 0001");
    EXPECT_EQ(text(d, DCM_PatientBirthDate), "");
}

TEST(Deidentification, NumbersPatientsAndTellsWhoTheyWere) {
    DcmDataset one = ctOf("1", "20260112"), two = ctOf("2", "20260112"), again = ctOf("1", "20260301");
    DeidentifyOptions options;
    options.pseudonym = "Trial-7";
    Deidentifier deidentifier(options);
    deidentifier.apply(one);
    deidentifier.apply(two);
    deidentifier.apply(again);
    EXPECT_EQ(text(two, DCM_PatientName), "Trial-7 0002");
    EXPECT_EQ(text(again, DCM_PatientID), "Trial-7 0001");
    ASSERT_EQ(deidentifier.patients().size(), 2U);
    EXPECT_EQ(deidentifier.patients()[1].originalId, "2");
    EXPECT_EQ(deidentifier.patients()[1].originalName, "Himitsu^Taro");
}

TEST(Deidentification, RefusesAPseudonymThatEveryCharacterSetCannotHold) {
    for (const std::string name : {"", "Anonym^us", "a\\b", " x", "\xe5\x8c\xbf\xe5\x90\x8d"}) {
        DeidentifyOptions options;
        options.pseudonym = name;
        EXPECT_THROW(Deidentifier{options}, Error) << name;
    }
}

TEST(Deidentification, ReplacesTheTextsOfAReportAndKeepsItsTree) {
    DcmDataset d = ctOf("1", "20260112");
    d.putAndInsertString(DCM_SOPClassUID, UID_ComprehensiveSRStorage);
    const auto add = [&](const char* type, const DcmTagKey& tag, const char* value) {
        DcmItem* item = nullptr;
        d.findOrCreateSequenceItem(DCM_ContentSequence, item, -2);
        item->putAndInsertString(DCM_ValueType, type);
        item->putAndInsertString(tag, value);
        return item;
    };
    add("TEXT", DCM_TextValue, "Himitsu Taro has a nodule");
    add("PNAME", DCM_PersonName, "Himitsu^Doctor");
    add("DATE", DCM_Date, "20260112");
    DcmItem* image = add("IMAGE", DCM_RelationshipType, "CONTAINS");
    DcmItem* reference = nullptr;
    image->findOrCreateSequenceItem(DCM_ReferencedSOPSequence, reference, 0);
    reference->putAndInsertString(DCM_ReferencedSOPInstanceUID, "1.2.826.0.1.3680043.99.1.1.1");
    DcmItem* sex = add("CODE", DCM_RelationshipType, "CONTAINS");
    DcmItem* name = nullptr;
    sex->findOrCreateSequenceItem(DCM_ConceptNameCodeSequence, name, 0);
    name->putAndInsertString(DCM_CodeValue, "121032");
    Deidentifier(DeidentifyOptions()).apply(d);
    EXPECT_EQ(text(*sequenceItem(d, DCM_ContentSequence, 0), DCM_TextValue), "REMOVED");
    EXPECT_EQ(text(*sequenceItem(d, DCM_ContentSequence, 1), DCM_PersonName), "Anonymous");
    EXPECT_EQ(text(*sequenceItem(d, DCM_ContentSequence, 2), DCM_Date), "19000101");
    DcmItem* kept = sequenceItem(*sequenceItem(d, DCM_ContentSequence, 3), DCM_ReferencedSOPSequence);
    ASSERT_NE(kept, nullptr);
    EXPECT_TRUE(text(*kept, DCM_ReferencedSOPInstanceUID).starts_with("2.25."));
    EXPECT_EQ(sequenceItem(d, DCM_ContentSequence, 4), nullptr) << "the subject's sex";
}

TEST(Deidentification, TellsWhatItChangesWithValuesBeforeAndAfter) {
    DcmDataset d = ctOf("1", "20260112");
    d.putAndInsertString(DcmTag(0x0009, 0x0010, EVR_LO), "SECRET CREATOR");
    std::vector<AttributeChange> changes;
    Deidentifier(DeidentifyOptions()).apply(d, &changes);
    const auto changeOf = [&](const std::string& tag) {
        const auto found = std::find_if(changes.begin(), changes.end(),
                                        [&](const AttributeChange& change) { return change.tag == tag; });
        return found == changes.end() ? AttributeChange() : *found;
    };
    EXPECT_EQ(changeOf("(0010,0010)").before, "Himitsu^Taro");
    EXPECT_EQ(changeOf("(0010,0010)").after, "Anonymous 0001");
    EXPECT_EQ(changeOf("(0010,0010)").kind, AttributeChange::Kind::Replaced);
    EXPECT_EQ(changeOf("(0010,1030)").kind, AttributeChange::Kind::Removed);
    EXPECT_EQ(changeOf("(0008,0020)").kind, AttributeChange::Kind::Emptied);
    EXPECT_EQ(changeOf("(0009,0010)").name, "Private Tag");
}

TEST(IdentifyingContentOf, ScreenSavesReportsDocumentsAndHeadsIsTold) {
    const auto of = [](const char* sopClass, const std::function<void(DcmDataset&)>& change = {}) {
        DcmDataset d = ctOf("1", "20260112");
        if (change) change(d);
        return identifyingContent(d, sopClass);
    };
    using Content = IdentifyingContent;
    EXPECT_TRUE(of(UID_CTImageStorage).empty());
    EXPECT_EQ(of(UID_SecondaryCaptureImageStorage), std::vector{Content::MayBeBurnedIn});
    EXPECT_EQ(of(UID_UltrasoundMultiframeImageStorage), std::vector{Content::MayBeBurnedIn});
    EXPECT_TRUE(of(UID_SecondaryCaptureImageStorage, [](DcmDataset& d) {
                    d.putAndInsertString(DCM_BurnedInAnnotation, "NO");
                }).empty());
    EXPECT_EQ(
        of(UID_CTImageStorage, [](DcmDataset& d) { d.putAndInsertString(DCM_BurnedInAnnotation, "YES"); }),
        std::vector{Content::BurnedIn});
    EXPECT_EQ(
        of(UID_CTImageStorage,
           [](DcmDataset& d) { d.putAndInsertString(DCM_ImageType, "DERIVED\\SECONDARY\\SCREEN SAVE"); }),
        std::vector{Content::MayBeBurnedIn});
    EXPECT_EQ(of(UID_CTImageStorage,
                 [](DcmDataset& d) { d.putAndInsertUint16(DcmTag(0x6000, 0x0100, EVR_US), 16); }),
              std::vector{Content::HiddenOverlay});
    EXPECT_EQ(of(UID_EnhancedSRStorage), std::vector{Content::FreeText});
    EXPECT_EQ(of(UID_EncapsulatedPDFStorage), std::vector{Content::Document});
    EXPECT_EQ(of("1.3.12.2.1107.5.9.1"), std::vector{Content::PrivateKind});
    EXPECT_EQ(
        of(UID_CTImageStorage, [](DcmDataset& d) { d.putAndInsertString(DCM_BodyPartExamined, "HEAD"); }),
        std::vector{Content::Face});
}

}  // namespace
}  // namespace dokuei::viewer
