#include "viewer/export/Deidentifier.h"

#include <algorithm>
#include <utility>

#include "viewer/Error.h"
#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/CharacterSet.h"
#include "viewer/export/AttributeCleaner.h"
#include "viewer/export/ExportFile.h"

namespace dokuei::viewer {
namespace {

struct Method {
    const char* code;
    const char* meaning;
};

/// Codes of CID 7050 for what was done.
std::vector<Method> methodsOf(const DeidentifyOptions& options, bool hasContent) {
    std::vector<Method> methods = {{"113100", "Basic Application Confidentiality Profile"}};
    if (hasContent) methods.push_back({"113104", "Clean Structured Content Option"});
    if (options.dates == DatePolicy::Keep)
        methods.push_back({"113106", "Retain Longitudinal Temporal Information Full Dates Option"});
    if (options.dates == DatePolicy::Shift)
        methods.push_back({"113107", "Retain Longitudinal Temporal Information Modified Dates Option"});
    if (options.keepCharacteristics) methods.push_back({"113108", "Retain Patient Characteristics Option"});
    if (options.keepDevice) methods.push_back({"113109", "Retain Device Identity Option"});
    if (options.keepUids) methods.push_back({"113110", "Retain UIDs Option"});
    if (options.keepInstitution) methods.push_back({"113112", "Retain Institution Identity Option"});
    return methods;
}

void mark(DcmDataset& dataset, const DeidentifyOptions& options, bool hasContent,
          std::vector<AttributeChange>* changes) {
    std::string text = "Dokuei";
    delete dataset.remove(DCM_DeidentificationMethodCodeSequence);
    const std::vector<Method> methods = methodsOf(options, hasContent);
    for (std::size_t m = 0; m < methods.size(); ++m) {
        text += std::string("\\DCM ") + methods[m].code;
        DcmItem* item = nullptr;
        dataset.findOrCreateSequenceItem(DCM_DeidentificationMethodCodeSequence, item, -2);
        if (!item) continue;
        item->putAndInsertString(DCM_CodeValue, methods[m].code);
        item->putAndInsertString(DCM_CodingSchemeDesignator, "DCM");
        item->putAndInsertString(DCM_CodeMeaning, methods[m].meaning);
    }
    const char* dates = options.dates == DatePolicy::Remove  ? "REMOVED"
                        : options.dates == DatePolicy::Shift ? "MODIFIED"
                                                             : "UNMODIFIED";
    dataset.putAndInsertString(DCM_PatientIdentityRemoved, "YES");
    dataset.putAndInsertString(DCM_DeidentificationMethod, text.c_str());
    dataset.putAndInsertString(DCM_LongitudinalTemporalInformationModified, dates);
    if (!changes) return;
    using Kind = AttributeChange::Kind;
    changes->push_back({"(0012,0062)", "PatientIdentityRemoved", Kind::Added, {}, "YES"});
    changes->push_back({"(0012,0063)", "DeidentificationMethod", Kind::Added, {}, text});
    changes->push_back({"(0028,0303)", "LongitudinalTemporalInformationModified", Kind::Added, {}, dates});
}

/// What tells a patient from others: the ID with its issuer, else name and birth date, else the study.
std::string patientKeyOf(DcmDataset& dataset) {
    const std::string id = rawText(dataset, DCM_PatientID);
    if (!id.empty()) return "id\n" + id + '\n' + rawText(dataset, DCM_IssuerOfPatientID);
    const std::string name = rawText(dataset, DCM_PatientName);
    if (!name.empty()) return "name\n" + name + '\n' + rawText(dataset, DCM_PatientBirthDate);
    return "study\n" + rawText(dataset, DCM_StudyInstanceUID);
}

}  // namespace

Deidentifier::Deidentifier(DeidentifyOptions options)
    : options_(std::move(options)), pseudonyms_(options_.pseudonym, options_.projectKey) {}

void Deidentifier::apply(DcmDataset& dataset, std::vector<AttributeChange>* changes) {
    const std::string characterSet = rawText(dataset, DCM_SpecificCharacterSet);
    const Pseudonym& patient =
        pseudonyms_.patient(patientKeyOf(dataset), utf8Text(dataset, DCM_PatientName, characterSet, true),
                            utf8Text(dataset, DCM_PatientID, characterSet));
    const bool hasContent = dataset.tagExists(DCM_ContentSequence);
    AttributeCleaner(options_, pseudonyms_, patient, dataset, changes).clean();
    dataset.putAndInsertString(DCM_PatientName, patient.name.c_str());
    dataset.putAndInsertString(DCM_PatientID, patient.name.c_str());
    mark(dataset, options_, hasContent, changes);
}

std::vector<AttributeChange> previewDeidentification(const std::string& file,
                                                     const DeidentifyOptions& options) {
    const LoadedObject object = loadObject(file);
    std::vector<AttributeChange> changes;
    Deidentifier(options).apply(*object.file->getDataset(), &changes);
    std::stable_sort(changes.begin(), changes.end(),
                     [](const AttributeChange& a, const AttributeChange& b) { return a.tag < b.tag; });
    return changes;
}

}  // namespace dokuei::viewer
