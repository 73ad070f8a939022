#include "viewer/export/MediaDirectory.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcostrmb.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmdata/dcwcache.h>

#include "viewer/dicom/Attributes.h"

namespace dokuei::viewer {
namespace {

constexpr const char* noDate = "19000101";
constexpr const char* noTime = "000000";

/// An attribute of a directory record. `otherwise` stands in when the object lacks a value that a record must
/// have; null when the record may be without: the attribute is then empty.
struct Key {
    DcmTagKey tag;
    const char* otherwise = nullptr;
};

/// A kind of record, the kinds of objects that it stands for (the beginning of their class UIDs below
/// 1.2.840.10008.5.1.4.1.1, whole when it does not end in a dot), and its keys beside the instance number.
struct Kind {
    const char* type;
    std::vector<const char*> classes;
    std::vector<Key> keys;
};

const std::vector<Kind>& kinds() {
    static const std::vector<Key> content = {{DCM_ContentDate, noDate}, {DCM_ContentTime, noTime}};
    static const std::vector<Key> labelled = {{DCM_ContentDate, noDate},
                                              {DCM_ContentTime, noTime},
                                              {DCM_ContentLabel, "UNNAMED"},
                                              {DCM_ContentDescription},
                                              {DCM_ContentCreatorName}};
    static const std::vector<Kind> all = {
        {"KEY OBJECT DOC",
         {"88.59"},
         {{DCM_ContentDate, noDate}, {DCM_ContentTime, noTime}, {DCM_ConceptNameCodeSequence}}},
        {"SR DOCUMENT",
         {"88."},
         {{DCM_CompletionFlag, "PARTIAL"},
          {DCM_VerificationFlag, "UNVERIFIED"},
          {DCM_ContentDate, noDate},
          {DCM_ContentTime, noTime},
          {DCM_ConceptNameCodeSequence}}},
        {"PRESENTATION",
         {"11."},
         {{DCM_ContentLabel, "UNNAMED"},
          {DCM_ContentDescription},
          {DCM_PresentationCreationDate, noDate},
          {DCM_PresentationCreationTime, noTime},
          {DCM_ContentCreatorName},
          {DCM_ReferencedSeriesSequence}}},
        {"WAVEFORM", {"9."}, content},
        {"RT DOSE", {"481.2"}, {{DCM_DoseSummationType, "PLAN"}}},
        {"RT STRUCTURE SET",
         {"481.3"},
         {{DCM_StructureSetLabel, "UNNAMED"}, {DCM_StructureSetDate}, {DCM_StructureSetTime}}},
        {"RT PLAN", {"481.5", "481.8"}, {{DCM_RTPlanLabel, "UNNAMED"}, {DCM_RTPlanDate}, {DCM_RTPlanTime}}},
        {"RT TREAT RECORD", {"481.4", "481.6", "481.7", "481.9"}, {{DCM_TreatmentDate}, {DCM_TreatmentTime}}},
        {"SPECTROSCOPY",
         {"4.2"},
         {{DCM_ImageType, "ORIGINAL\\PRIMARY"},
          {DCM_ContentDate, noDate},
          {DCM_ContentTime, noTime},
          {DCM_NumberOfFrames, "1"},
          {DCM_Rows},
          {DCM_Columns},
          {DCM_DataPointRows},
          {DCM_DataPointColumns}}},
        {"RAW DATA", {"66"}, content},
        {"REGISTRATION", {"66.1", "66.3"}, labelled},
        {"FIDUCIAL", {"66.2"}, labelled},
        {"SURFACE", {"66.5"}, labelled},
        {"VALUE MAP", {"67"}, labelled},
        {"STEREOMETRIC", {"77.1.5.3"}, {}},
        {"ENCAP DOC",
         {"104."},
         {{DCM_ContentDate},
          {DCM_ContentTime},
          {DCM_DocumentTitle},
          {DCM_ConceptNameCodeSequence},
          {DCM_MIMETypeOfEncapsulatedDocument, "application/pdf"}}},
    };
    return all;
}

const Kind* kindOf(DcmItem& dataset) {
    static const Kind image = {"IMAGE", {}, {}};
    const std::string root = "1.2.840.10008.5.1.4.1.1.", uid = asciiText(dataset, DCM_SOPClassUID);
    if (uid.starts_with(root)) {
        const std::string own = uid.substr(root.size());
        for (const Kind& kind : kinds())
            for (const std::string begin : kind.classes)
                if (begin.back() == '.' ? own.starts_with(begin) : own == begin) return &kind;
    }
    for (const DcmTagKey& pixels : {DCM_PixelData, DCM_FloatPixelData, DCM_DoubleFloatPixelData})
        if (dataset.tagExists(pixels)) return &image;
    return nullptr;
}

void copyKey(DcmItem& from, DcmItem& to, const Key& key) {
    DcmElement* element = nullptr;
    const bool there = from.findAndGetElement(key.tag, element).good() && element && element->getLength() > 0;
    const bool known = there && element->getVR() != EVR_UN;
    if (known) {
        to.insert(static_cast<DcmElement*>(element->clone()), OFTrue);
    } else if (key.otherwise) {
        to.putAndInsertString(DcmTag(key.tag), key.otherwise);
    } else {
        to.insertEmptyElement(DcmTag(key.tag));
    }
}

}  // namespace

struct MediaDirectory::Record {
    std::string key;
    DcmItem item;
    std::vector<std::unique_ptr<Record>> children;
    std::uint32_t offset = 0;
};

MediaDirectory::MediaDirectory() : root_(std::make_unique<Record>()) {}
MediaDirectory::~MediaDirectory() = default;

MediaDirectory::Record& MediaDirectory::child(Record& parent, const std::string& key) {
    // Objects come study by study: the last one is nearly always the one.
    for (auto record = parent.children.rbegin(); record != parent.children.rend(); ++record)
        if ((*record)->key == key) return **record;
    parent.children.push_back(std::make_unique<Record>());
    parent.children.back()->key = key;
    return *parent.children.back();
}

bool MediaDirectory::add(DcmItem& dataset, const std::string& transferSyntax, const std::string& fileId) {
    const Kind* kind = kindOf(dataset);
    if (!kind) return false;
    const auto begin = [&](Record& parent, const std::string& key, const char* type,
                           std::initializer_list<Key> keys) -> Record& {
        Record& record = child(parent, key);
        if (record.item.card() > 0) return record;
        record.item.putAndInsertString(DCM_DirectoryRecordType, type);
        if (!rawText(dataset, DCM_SpecificCharacterSet).empty())
            copyKey(dataset, record.item, {DCM_SpecificCharacterSet});
        for (const Key& one : keys) copyKey(dataset, record.item, one);
        return record;
    };
    const std::string patientId = rawText(dataset, DCM_PatientID);
    const std::string patientKey = patientId.empty() ? rawText(dataset, DCM_PatientName) : patientId;
    Record& patient = begin(*root_, patientKey, "PATIENT", {{DCM_PatientName}, {DCM_PatientID, "UNKNOWN"}});
    const std::string studyNumber = std::to_string(patient.children.size() + 1);
    Record& study = begin(patient, asciiText(dataset, DCM_StudyInstanceUID), "STUDY",
                          {{DCM_StudyDate, noDate},
                           {DCM_StudyTime, noTime},
                           {DCM_StudyDescription},
                           {DCM_StudyInstanceUID},
                           {DCM_StudyID, studyNumber.c_str()},
                           {DCM_AccessionNumber}});
    const std::string seriesNumber = std::to_string(study.children.size() + 1);
    Record& series = begin(study, asciiText(dataset, DCM_SeriesInstanceUID), "SERIES",
                           {{DCM_Modality, "OT"},
                            {DCM_SeriesInstanceUID},
                            {DCM_SeriesNumber, seriesNumber.c_str()},
                            {DCM_SeriesDescription}});
    const std::string instanceNumber = std::to_string(series.children.size() + 1);
    Record& object = begin(series, asciiText(dataset, DCM_SOPInstanceUID), kind->type,
                           {{DCM_InstanceNumber, instanceNumber.c_str()}});
    for (const Key& key : kind->keys) copyKey(dataset, object.item, key);
    if (asciiText(object.item, DCM_VerificationFlag) == "VERIFIED") {
        DcmItem* observer = sequenceItem(dataset, DCM_VerifyingObserverSequence);
        copyKey(observer ? *observer : dataset, object.item, {DCM_VerificationDateTime, "19000101000000"});
    }
    object.item.putAndInsertString(DCM_ReferencedFileID, fileId.c_str());
    object.item.putAndInsertString(DCM_ReferencedSOPClassUIDInFile,
                                   asciiText(dataset, DCM_SOPClassUID).c_str());
    object.item.putAndInsertString(DCM_ReferencedSOPInstanceUIDInFile, object.key.c_str());
    object.item.putAndInsertString(DCM_ReferencedTransferSyntaxUIDInFile, transferSyntax.c_str());
    ++objects_;
    return true;
}

namespace {

/// Offsets have a VR of DCMTK's own, which hides them from the usual functions.
void putOffset(DcmItem& item, const DcmTagKey& tag, std::uint32_t offset) {
    auto element = std::make_unique<DcmUnsignedLong>(DcmTag(tag, EVR_UL));
    element->putUint32(offset, 0);
    item.insert(element.release(), OFTrue);
}

std::string serialised(DcmDataset& dataset) {
    DcmFileFormat file(&dataset, OFTrue);
    file.getDataset()->putAndInsertString(DCM_SOPClassUID, UID_MediaStorageDirectoryStorage);
    file.validateMetaInfo(EXS_LittleEndianExplicit, EWM_createNewMeta);
    // A directory tells its class in the meta header alone.
    delete file.getDataset()->remove(DCM_SOPClassUID);
    delete file.getDataset()->remove(DCM_SOPInstanceUID);
    std::string bytes;
    std::vector<char> buffer(1 << 16);
    file.transferInit();
    DcmWriteCache cache;
    for (bool more = true; more;) {
        DcmOutputBufferStream stream(buffer.data(), static_cast<offile_off_t>(buffer.size()));
        const OFCondition written =
            file.write(stream, EXS_LittleEndianExplicit, EET_ExplicitLength, &cache, EGL_withoutGL,
                       EPD_withoutPadding, 0, 0, 0, EWM_dontUpdateMeta);
        void* part = nullptr;
        offile_off_t count = 0;
        stream.flushBuffer(part, count);
        bytes.append(static_cast<const char*>(part), static_cast<std::size_t>(count));
        if (written.bad() && written != EC_StreamNotifyClient)
            throw std::logic_error(std::string("the directory cannot be written: ") + written.text());
        more = written == EC_StreamNotifyClient;
    }
    file.transferEnd();
    return bytes;
}

}  // namespace

std::string MediaDirectory::bytes() const {
    std::vector<Record*> order;
    const auto flatten = [&order](auto& self, const Record& parent) -> void {
        for (const auto& record : parent.children) {
            order.push_back(record.get());
            self(self, *record);
        }
    };
    flatten(flatten, *root_);

    const auto build = [&] {
        DcmDataset dataset;
        const auto offsetOf = [](const std::vector<std::unique_ptr<Record>>& records, bool last) {
            return records.empty() ? 0U : (last ? records.back() : records.front())->offset;
        };
        dataset.putAndInsertString(DCM_FileSetID, "DOKUEI");
        putOffset(dataset, DCM_OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity,
                  offsetOf(root_->children, false));
        putOffset(dataset, DCM_OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity,
                  offsetOf(root_->children, true));
        dataset.putAndInsertUint16(DCM_FileSetConsistencyFlag, 0);
        auto* sequence = new DcmSequenceOfItems(DCM_DirectoryRecordSequence);
        dataset.insert(sequence);
        const auto link = [&](auto& self, const std::vector<std::unique_ptr<Record>>& records) -> void {
            for (std::size_t r = 0; r < records.size(); ++r) {
                Record& record = *records[r];
                putOffset(record.item, DCM_OffsetOfTheNextDirectoryRecord,
                          r + 1 < records.size() ? records[r + 1]->offset : 0);
                record.item.putAndInsertUint16(DCM_RecordInUseFlag, 0xffff);
                putOffset(record.item, DCM_OffsetOfReferencedLowerLevelDirectoryEntity,
                          offsetOf(record.children, false));
                self(self, record.children);
            }
        };
        link(link, root_->children);
        for (Record* record : order) sequence->append(new DcmItem(record->item));
        return serialised(dataset);
    };

    // Offsets have a fixed size: once written with any, the places of the records are known.
    const std::string draft = build();
    const std::string head("\x04\x00\x20\x12SQ\0\0", 8);
    const auto at = draft.find(head);
    if (at == std::string::npos) throw std::logic_error("the directory has no records");
    std::size_t offset = at + 12;
    for (Record* record : order) {
        record->offset = static_cast<std::uint32_t>(offset);
        offset += record->item.calcElementLength(EXS_LittleEndianExplicit, EET_ExplicitLength);
    }
    if (offset != draft.size())
        throw std::logic_error("the directory's records are not where they should be");
    return build();
}

}  // namespace dokuei::viewer
