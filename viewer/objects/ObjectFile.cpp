#include "viewer/objects/ObjectFile.h"

#include <algorithm>
#include <cmath>

#include "viewer/Error.h"
#include "viewer/dicom/Source.h"

namespace dokuei::viewer {
namespace {

// Long values (pixels, documents) stay on disk until they are asked for.
constexpr Uint32 kReadLength = 65536;

}  // namespace

ObjectFile::ObjectFile(const std::string& file) : file_(file) {
    std::string damage;
    format_ = openDicom(file, kReadLength, &damage);
    if (!damage.empty() && dataset().card() < 3) refuse("damaged DICOM file (" + damage + ")");
    cutShort_ = !damage.empty();
    characterSet_ = rawText(dataset(), DCM_SpecificCharacterSet);
}

void ObjectFile::refuse(const std::string& reason) const {
    throw ReadError(file_, reason);
}

std::string ObjectFile::uid(const DcmTagKey& tag, const DcmTagKey& metaTag) {
    const std::string value = asciiText(dataset(), tag);
    return value.empty() ? asciiText(*format_->getMetaInfo(), metaTag) : value;
}

std::string ObjectFile::text(DcmItem& item, const DcmTagKey& tag) const {
    return utf8Text(item, tag, characterSet_);
}

CodedTerm ObjectFile::code(DcmItem& item, const DcmTagKey& sequence) const {
    DcmItem* found = sequenceItem(item, sequence);
    if (!found) return {};
    CodedTerm term;
    for (const DcmTagKey& tag : {DCM_CodeValue, DCM_LongCodeValue, DCM_URNCodeValue})
        if (term.value.empty()) term.value = text(*found, tag);
    term.scheme = text(*found, DCM_CodingSchemeDesignator);
    term.meaning = text(*found, DCM_CodeMeaning);
    return term;
}

void ObjectFile::forEach(DcmItem& item, const DcmTagKey& sequence, const std::function<void(DcmItem&)>& work,
                         unsigned long limit) const {
    DcmSequenceOfItems* items = nullptr;
    if (item.findAndGetSequence(sequence, items).bad() || !items) return;
    if (items->card() > limit) refuse("holds more items than any study has");
    // The list remembers where it is, so that counting up is cheap.
    DcmObject* next = nullptr;
    while ((next = items->nextInContainer(next)))
        if (auto* child = dynamic_cast<DcmItem*>(next)) work(*child);
}

ImageReference referenceOf(DcmItem& item) {
    ImageReference reference;
    reference.sopClassUid = asciiText(item, DCM_ReferencedSOPClassUID);
    reference.sopInstanceUid = asciiText(item, DCM_ReferencedSOPInstanceUID);
    for (const double frame : numbers(item, DCM_ReferencedFrameNumber))
        reference.frames.push_back(static_cast<int>(std::clamp(frame, 0.0, 1e9)));
    return reference;
}

std::vector<double> manyNumbers(DcmItem& item, const DcmTagKey& tag) {
    DcmElement* element = nullptr;
    if (item.findAndGetElement(tag, element).bad() || !element) return {};
    std::vector<double> values;
    Float32* singles = nullptr;
    Float64* doubles = nullptr;
    if (element->ident() == EVR_FL && element->getFloat32Array(singles).good() && singles)
        values.assign(singles, singles + element->getLength() / sizeof(Float32));
    else if (element->ident() == EVR_FD && element->getFloat64Array(doubles).good() && doubles)
        values.assign(doubles, doubles + element->getLength() / sizeof(Float64));
    else
        return numbers(item, tag);
    if (!std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); })) return {};
    return values;
}

int wholeNumber(DcmItem& item, const DcmTagKey& tag, int otherwise) {
    return static_cast<int>(std::clamp(number(item, tag, otherwise), -2e9, 2e9));
}

}  // namespace dokuei::viewer
