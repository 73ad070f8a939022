#include "viewer/objects/StudyObject.h"

#include <map>

#include "viewer/Error.h"
#include "viewer/dicom/Header.h"
#include "viewer/objects/ObjectFile.h"

namespace dokuei::viewer {
namespace {

// Newer than the dictionary of DCMTK 3.6.7.
constexpr const char* kLabelMapSegmentation = "1.2.840.10008.5.1.4.1.1.66.7";

ObjectKind kindOf(const std::string& sopClass) {
    static const std::map<std::string, ObjectKind> kinds = {
        {UID_SegmentationStorage, ObjectKind::Segmentation},
        {kLabelMapSegmentation, ObjectKind::Segmentation},
        {UID_RTStructureSetStorage, ObjectKind::StructureSet},
        {UID_BasicTextSRStorage, ObjectKind::StructuredReport},
        {UID_EnhancedSRStorage, ObjectKind::StructuredReport},
        {UID_ComprehensiveSRStorage, ObjectKind::StructuredReport},
        {UID_Comprehensive3DSRStorage, ObjectKind::StructuredReport},
        {UID_ExtensibleSRStorage, ObjectKind::StructuredReport},
        {UID_MammographyCADSRStorage, ObjectKind::StructuredReport},
        {UID_ChestCADSRStorage, ObjectKind::StructuredReport},
        {UID_ColonCADSRStorage, ObjectKind::StructuredReport},
        {UID_XRayRadiationDoseSRStorage, ObjectKind::StructuredReport},
        {UID_EnhancedXRayRadiationDoseSRStorage, ObjectKind::StructuredReport},
        {UID_RadiopharmaceuticalRadiationDoseSRStorage, ObjectKind::StructuredReport},
        {UID_PatientRadiationDoseSRStorage, ObjectKind::StructuredReport},
        {UID_AcquisitionContextSRStorage, ObjectKind::StructuredReport},
        {UID_SimplifiedAdultEchoSRStorage, ObjectKind::StructuredReport},
        {UID_ProcedureLogStorage, ObjectKind::StructuredReport},
        {UID_KeyObjectSelectionDocumentStorage, ObjectKind::KeyImages},
        {UID_GrayscaleSoftcopyPresentationStateStorage, ObjectKind::PresentationState},
        {UID_EncapsulatedPDFStorage, ObjectKind::Document},
        {UID_EncapsulatedCDAStorage, ObjectKind::Document},
    };
    const auto found = kinds.find(sopClass);
    return found == kinds.end() ? ObjectKind::NotShown : found->second;
}

std::string firstText(ObjectFile& object, std::initializer_list<DcmTagKey> tags) {
    for (const DcmTagKey& tag : tags)
        if (std::string text = object.text(object.dataset(), tag); !text.empty()) return text;
    return {};
}

/// The object's own title; each class keeps it elsewhere.
std::string titleOf(ObjectFile& object, ObjectKind kind) {
    DcmDataset& d = object.dataset();
    switch (kind) {
        case ObjectKind::StructuredReport:
        case ObjectKind::KeyImages:
            return object.code(d, DCM_ConceptNameCodeSequence).meaning;
        case ObjectKind::StructureSet:
            return firstText(object, {DCM_StructureSetLabel, DCM_StructureSetName});
        case ObjectKind::Document:
            return firstText(object, {DCM_DocumentTitle});
        case ObjectKind::Segmentation:
        case ObjectKind::PresentationState:
            return firstText(object, {DCM_SeriesDescription, DCM_ContentDescription, DCM_ContentLabel});
        case ObjectKind::NotShown:
            break;
    }
    return firstText(object, {DCM_RTPlanLabel, DCM_ContentDescription});
}

/// Images named in the places where the classes keep the list of them.
std::vector<ImageReference> referencesOf(ObjectFile& object) {
    std::vector<ImageReference> found;
    const auto series = [&](DcmItem& item, const DcmTagKey& instances) {
        const std::string uid = asciiText(item, DCM_SeriesInstanceUID);
        object.forEach(item, instances, [&](DcmItem& instance) {
            ImageReference reference = referenceOf(instance);
            reference.seriesUid = uid;
            reference.frames.clear();
            if (!reference.sopInstanceUid.empty()) found.push_back(std::move(reference));
        });
    };
    DcmDataset& d = object.dataset();
    object.forEach(d, DCM_ReferencedSeriesSequence, [&](DcmItem& item) {
        series(item, DCM_ReferencedInstanceSequence);
        series(item, DCM_ReferencedImageSequence);
        series(item, DCM_ReferencedSOPSequence);
    });
    for (const DcmTagKey& evidence :
         {DCM_CurrentRequestedProcedureEvidenceSequence, DCM_PertinentOtherEvidenceSequence})
        object.forEach(d, evidence, [&](DcmItem& study) {
            object.forEach(study, DCM_ReferencedSeriesSequence,
                           [&](DcmItem& item) { series(item, DCM_ReferencedSOPSequence); });
        });
    object.forEach(d, DCM_ReferencedFrameOfReferenceSequence, [&](DcmItem& frame) {
        object.forEach(frame, DCM_RTReferencedStudySequence, [&](DcmItem& study) {
            object.forEach(study, DCM_RTReferencedSeriesSequence,
                           [&](DcmItem& item) { series(item, DCM_ContourImageSequence); });
        });
    });
    return found;
}

}  // namespace

StudyObject ObjectFile::facts() {
    DcmDataset& d = dataset();
    StudyObject object;
    const std::string sopClass = uid(DCM_SOPClassUID, DCM_MediaStorageSOPClassUID);
    object.kind = kindOf(sopClass);
    object.identity = seriesIdentityOf(d, sopClass);
    object.identity.sourcePath = file_;
    object.sopInstanceUid = uid(DCM_SOPInstanceUID, DCM_MediaStorageSOPInstanceUID);
    object.frameOfReferenceUid = asciiText(d, DCM_FrameOfReferenceUID);
    const char* name = sopClass.empty() ? nullptr : dcmFindNameOfUID(sopClass.c_str());
    object.className = sopClass == kLabelMapSegmentation ? "LabelMapSegmentationStorage"
                       : name                            ? name
                                                         : sopClass;
    object.title = titleOf(*this, object.kind);
    if (object.title.empty()) object.title = object.identity.seriesDescription;
    if (object.title.empty()) object.title = object.className;
    const auto first = [&](std::initializer_list<DcmTagKey> tags) {
        for (const DcmTagKey& tag : tags)
            if (std::string value = asciiText(d, tag); !value.empty()) return value;
        return std::string();
    };
    object.date = first({DCM_ContentDate, DCM_StructureSetDate, DCM_PresentationCreationDate, DCM_RTPlanDate,
                         DCM_SeriesDate});
    object.time = first({DCM_ContentTime, DCM_StructureSetTime, DCM_PresentationCreationTime, DCM_RTPlanTime,
                         DCM_SeriesTime});
    object.file = file_;
    object.references = referencesOf(*this);
    return object;
}

std::optional<StudyObject> readStudyObject(const std::string& file) {
    ObjectFile object(file);
    DcmDataset& d = object.dataset();
    const std::string sopClass = object.uid(DCM_SOPClassUID, DCM_MediaStorageSOPClassUID);
    if (sopClass.empty() || sopClass == UID_MediaStorageDirectoryStorage ||
        d.tagExists(DCM_DirectoryRecordSequence))
        return {};
    const ObjectKind kind = kindOf(sopClass);
    if (sopClass == UID_RTDoseStorage) return object.facts();
    if (kind == ObjectKind::NotShown && (d.tagExists(DCM_Rows) || d.tagExists(DCM_PixelData))) return {};
    return object.facts();
}

const char* nameOf(ObjectKind kind) {
    switch (kind) {
        case ObjectKind::Segmentation:
            return "segmentation";
        case ObjectKind::StructureSet:
            return "structure set";
        case ObjectKind::StructuredReport:
            return "structured report";
        case ObjectKind::KeyImages:
            return "key images";
        case ObjectKind::PresentationState:
            return "presentation state";
        case ObjectKind::Document:
            return "document";
        case ObjectKind::NotShown:
            break;
    }
    return "not shown";
}

}  // namespace dokuei::viewer
