#include "viewer/export/IdentifyingContent.h"

#include <algorithm>
#include <cctype>
#include <iterator>

#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/CharacterSet.h"

namespace dokuei::viewer {
namespace {

bool isOneOf(const std::string& value, std::initializer_list<const char*> values) {
    return std::any_of(values.begin(), values.end(), [&](const char* other) { return value == other; });
}

bool contains(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

bool isDocument(const std::string& sopClass) {
    return sopClass.starts_with("1.2.840.10008.5.1.4.1.1.104.");
}

bool isStructuredReport(const std::string& sopClass) {
    return sopClass.starts_with("1.2.840.10008.5.1.4.1.1.88.");
}

bool oftenHasBurnedInText(DcmDataset& dataset, const std::string& sopClass) {
    // Screen saves, digitised films, ultrasound, angiography, fluoroscopy, visible light.
    if (sopClass.starts_with("1.2.840.10008.5.1.4.1.1.7") ||
        sopClass.starts_with("1.2.840.10008.5.1.4.1.1.6.") ||
        sopClass.starts_with("1.2.840.10008.5.1.4.1.1.3.") ||
        sopClass.starts_with("1.2.840.10008.5.1.4.1.1.12.") ||
        sopClass.starts_with("1.2.840.10008.5.1.4.1.1.77.1."))
        return true;
    if (isOneOf(sopClass, {UID_RETIRED_UltrasoundImageStorage, UID_RETIRED_UltrasoundMultiframeImageStorage}))
        return true;
    if (isOneOf(asciiText(dataset, DCM_Modality),
                {"US", "IVUS", "SC", "OT", "XA", "RF", "XC", "ES", "DOC", "OP"}))
        return true;
    if (!rawText(dataset, DCM_ConversionType).empty() ||
        !rawText(dataset, DCM_SecondaryCaptureDeviceID).empty())
        return true;
    const std::string imageType = rawText(dataset, DCM_ImageType);
    if (contains(imageType, "SCREEN") || contains(imageType, "CSA REPORT") ||
        contains(imageType, "REFORMATTED"))
        return true;
    if (asciiText(dataset, DCM_PhotometricInterpretation) == "RGB") return true;
    const bool radiograph = isOneOf(asciiText(dataset, DCM_Modality), {"CR", "DX", "MG", "PX", "IO"});
    return radiograph && dataset.tagExists(DcmTagKey(0x6000, 0x0010), OFFalse);
}

bool hasOverlayAmongPixels(DcmDataset& dataset) {
    for (Uint16 group = 0x6000; group <= 0x601e; group += 2) {
        Uint16 bits = 1;
        if (dataset.findAndGetUint16(DcmTagKey(group, 0x0100), bits).good() && bits > 1 &&
            !dataset.tagExists(DcmTagKey(group, 0x3000)))
            return true;
    }
    return false;
}

bool showsFace(DcmDataset& dataset) {
    if (!isOneOf(asciiText(dataset, DCM_Modality), {"CT", "MR", "PT"})) return false;
    std::string words;
    const std::string characterSet = rawText(dataset, DCM_SpecificCharacterSet);
    for (const DcmTagKey& tag : {DCM_BodyPartExamined, DCM_StudyDescription, DCM_SeriesDescription,
                                 DCM_ProtocolName, DCM_RequestedProcedureDescription})
        words += ' ' + utf8Text(dataset, tag, characterSet);
    for (char& c : words)
        if (static_cast<unsigned char>(c) < 128) c = static_cast<char>(std::toupper(c));
    // The last three: "head", "brain", "face" in Japanese.
    static const char* const parts[] = {
        "HEAD", "BRAIN",     "SKULL",      "FACE",         "ORBIT",        "SINUS",       "NEURO",
        "CRAN", "WHOLEBODY", "WHOLE BODY", "\xe9\xa0\xad", "\xe8\x84\xb3", "\xe9\xa1\x94"};
    return std::any_of(std::begin(parts), std::end(parts),
                       [&](const char* part) { return contains(words, part); });
}

}  // namespace

std::vector<IdentifyingContent> identifyingContent(DcmDataset& dataset, const std::string& sopClass) {
    std::vector<IdentifyingContent> found;
    const std::string burnedIn = asciiText(dataset, DCM_BurnedInAnnotation);
    if (burnedIn == "YES") {
        found.push_back(IdentifyingContent::BurnedIn);
    } else if (burnedIn != "NO" && oftenHasBurnedInText(dataset, sopClass)) {
        found.push_back(IdentifyingContent::MayBeBurnedIn);
    }
    if (hasOverlayAmongPixels(dataset)) found.push_back(IdentifyingContent::HiddenOverlay);
    if (isStructuredReport(sopClass)) found.push_back(IdentifyingContent::FreeText);
    if (isDocument(sopClass) || dataset.tagExists(DCM_EncapsulatedDocument))
        found.push_back(IdentifyingContent::Document);
    if (!sopClass.starts_with("1.2.840.10008.")) found.push_back(IdentifyingContent::PrivateKind);
    if (showsFace(dataset)) found.push_back(IdentifyingContent::Face);
    return found;
}

bool isRefused(IdentifyingContent content) {
    return content == IdentifyingContent::Document || content == IdentifyingContent::PrivateKind;
}

bool needsConsent(IdentifyingContent content) {
    return !isRefused(content) && content != IdentifyingContent::Face;
}

std::string describe(IdentifyingContent content) {
    switch (content) {
        case IdentifyingContent::BurnedIn:
            return "says that text is burned into its pixels";
        case IdentifyingContent::MayBeBurnedIn:
            return "may have the patient's name burned into its pixels";
        case IdentifyingContent::HiddenOverlay:
            return "has an overlay among the bits of its pixels, which cannot be removed";
        case IdentifyingContent::FreeText:
            return "is a report: its texts are replaced, codes and numbers stay";
        case IdentifyingContent::Document:
            return "is a document that cannot be de-identified";
        case IdentifyingContent::PrivateKind:
            return "is an object of a maker's own kind that cannot be de-identified";
        case IdentifyingContent::Face:
            return "shows a head: the face can be recognised in 3D";
    }
    return {};
}

}  // namespace dokuei::viewer
