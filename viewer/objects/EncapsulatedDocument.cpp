#include "viewer/objects/EncapsulatedDocument.h"

#include "viewer/Error.h"
#include "viewer/objects/ObjectFile.h"
#include "viewer/volume/Memory.h"

namespace dokuei::viewer {
namespace {

constexpr Uint32 kLargestDocument = 512U << 20;

}  // namespace

EncapsulatedDocument readDocument(const std::string& file) try {
    ObjectFile object(file);
    EncapsulatedDocument document;
    document.object = object.facts();
    if (document.object.kind != ObjectKind::Document) object.refuse("is not a document");
    DcmDataset& d = object.dataset();
    document.mimeType = asciiText(d, DCM_MIMETypeOfEncapsulatedDocument);
    DcmElement* element = nullptr;
    if (d.findAndGetElement(DCM_EncapsulatedDocument, element).bad() || !element || element->getLength() == 0)
        object.refuse("the document is missing");
    if (object.cutShort()) object.refuse("is cut short");
    const Uint32 length = element->getLength();
    if (length > kLargestDocument || !fitsIntoMemory(length)) object.refuse("the document is too large");
    document.bytes.resize(length);
    if (element->getPartialValue(document.bytes.data(), 0, length).bad()) object.refuse("is cut short");
    // The true length, without the byte that makes it even.
    const double told = number(d, DCM_EncapsulatedDocumentLength, length);
    if (told >= 1 && told <= length) document.bytes.resize(static_cast<std::size_t>(told));
    return document;
} catch (const ReadError&) {
    throw;
} catch (const std::exception& error) {
    throw ReadError(file, error.what());
}

}  // namespace dokuei::viewer
