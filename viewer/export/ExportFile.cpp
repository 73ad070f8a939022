#include "viewer/export/ExportFile.h"

#include <cstring>
#include <vector>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcostrmb.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmdata/dcwcache.h>

#include "viewer/Error.h"
#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/Source.h"

namespace dokuei::viewer {
namespace {

/// Values of more bytes than this stay in the file until they are written.
constexpr Uint32 longValue = 65536;

void fillFromMeta(DcmFileFormat& object, const DcmTagKey& tag, const DcmTagKey& metaTag) {
    if (!rawText(*object.getDataset(), tag).empty()) return;
    const std::string told = rawText(*object.getMetaInfo(), metaTag);
    if (!told.empty()) object.getDataset()->putAndInsertString(DcmTag(tag), told.c_str());
}

/// The element with the dictionary's VR in place of UN; null when the dictionary does not know it, or its
/// values are not texts or numbers.
DcmElement* withKnownVr(DcmElement& unknown) {
    const DcmTag tag(unknown.getTag().getXTag());
    Uint8* bytes = nullptr;
    const Uint32 length = unknown.getLength();
    if (tag.getEVR() == EVR_UN || tag.getEVR() == EVR_SQ || unknown.getUint8Array(bytes).bad())
        return nullptr;
    DcmElement* made = nullptr;
    if (DcmItem::newDicomElement(made, tag).bad()) return nullptr;
    std::unique_ptr<DcmElement> element(made);
    const auto put = [&]<typename Number>(
                         Number, OFCondition (DcmElement::*set)(const Number*, const unsigned long)) {
        std::vector<Number> numbers(length / sizeof(Number));
        std::memcpy(numbers.data(), bytes, numbers.size() * sizeof(Number));
        return (element.get()->*set)(numbers.data(), static_cast<unsigned long>(numbers.size()));
    };
    OFCondition filled = EC_IllegalCall;
    if (!bytes || length == 0) {
        filled = EC_Normal;
    } else if (tag.getVR().isaString()) {
        filled = element->putOFStringArray(OFString(reinterpret_cast<const char*>(bytes), length));
    } else {
        // Unknown values are always little endian, as this machine is.
        switch (tag.getEVR()) {
            case EVR_US:
                filled = put(Uint16(), &DcmElement::putUint16Array);
                break;
            case EVR_SS:
                filled = put(Sint16(), &DcmElement::putSint16Array);
                break;
            case EVR_UL:
                filled = put(Uint32(), &DcmElement::putUint32Array);
                break;
            case EVR_SL:
                filled = put(Sint32(), &DcmElement::putSint32Array);
                break;
            case EVR_FL:
                filled = put(Float32(), &DcmElement::putFloat32Array);
                break;
            case EVR_FD:
                filled = put(Float64(), &DcmElement::putFloat64Array);
                break;
            default:
                break;
        }
    }
    return filled.good() ? element.release() : nullptr;
}

void openUnknown(DcmItem& item, int depth) {
    for (unsigned long i = 0; i < item.card(); ++i) {
        DcmElement* element = item.getElement(i);
        if (element->ident() == EVR_SQ && depth < 32) {
            auto& sequence = static_cast<DcmSequenceOfItems&>(*element);
            for (unsigned long n = 0; n < sequence.card(); ++n) openUnknown(*sequence.getItem(n), depth + 1);
        } else if (element->getVR() == EVR_UN && element->getLength() < 65536) {
            if (DcmElement* known = withKnownVr(*element)) item.insert(known, OFTrue);
        }
    }
}

}  // namespace

LoadedObject loadObject(const std::string& file) {
    std::string damage;
    const auto read = openDicom(file, longValue, &damage);
    if (!damage.empty()) throw ReadError(file, "damaged DICOM file (" + damage + ")");
    DcmDataset& dataset = *read->getDataset();
    openUnknown(dataset, 0);
    fillFromMeta(*read, DCM_SOPClassUID, DCM_MediaStorageSOPClassUID);
    fillFromMeta(*read, DCM_SOPInstanceUID, DCM_MediaStorageSOPInstanceUID);
    if (asciiText(dataset, DCM_SOPClassUID).empty() || asciiText(dataset, DCM_SOPInstanceUID).empty())
        throw ReadError(file, "does not tell what kind of object it is");
    LoadedObject object;
    const std::string told = asciiText(*read->getMetaInfo(), DCM_TransferSyntaxUID);
    object.transferSyntax = told.empty() ? DcmXfer(dataset.getOriginalXfer()).getXferID() : told;
    object.copyable = !told.empty() && mediumTransferSyntax(told) == told &&
                      !asciiText(*read->getMetaInfo(), DCM_MediaStorageSOPInstanceUID).empty();
    object.file = std::make_unique<DcmFileFormat>(read->getAndRemoveDataset(), OFFalse);
    return object;
}

std::string mediumTransferSyntax(const std::string& original) {
    const DcmXfer syntax(original.c_str());
    return syntax.isEncapsulated() ? original : std::string(UID_LittleEndianExplicitTransferSyntax);
}

void writeObject(const LoadedObject& object, const std::string& file, const ByteSink& sink) {
    DcmFileFormat& clean = *object.file;
    const DcmXfer target(mediumTransferSyntax(object.transferSyntax).c_str());
    if (clean.validateMetaInfo(target.getXfer(), EWM_createNewMeta).bad() ||
        !clean.getDataset()->canWriteXfer(target.getXfer(), clean.getDataset()->getOriginalXfer()))
        throw ReadError(file, "cannot be written in the form that media demand");
    std::vector<char> buffer(1 << 18);
    clean.transferInit();
    DcmWriteCache cache;
    for (bool more = true; more;) {
        DcmOutputBufferStream stream(buffer.data(), static_cast<offile_off_t>(buffer.size()));
        const OFCondition written = clean.write(stream, target.getXfer(), EET_UndefinedLength, &cache,
                                                EGL_withoutGL, EPD_withoutPadding);
        void* bytes = nullptr;
        offile_off_t count = 0;
        stream.flushBuffer(bytes, count);
        if (written.bad() && written != EC_StreamNotifyClient)
            throw ReadError(file, std::string("cannot be read (") + written.text() + ")");
        if (count > 0) sink(static_cast<const char*>(bytes), static_cast<std::size_t>(count));
        more = written == EC_StreamNotifyClient;
    }
    clean.transferEnd();
}

}  // namespace dokuei::viewer
