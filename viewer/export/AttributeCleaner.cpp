#include "viewer/export/AttributeCleaner.h"

#include <QDate>
#include <QString>
#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string_view>

#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/CharacterSet.h"
#include "viewer/export/ConfidentialityProfile.h"

namespace dokuei::viewer {
namespace {

constexpr int deepest = 32;

/// The VR that counts: that of the file, or of the dictionary where the file does not know (UN).
DcmEVR vrOf(DcmElement& element) {
    const DcmEVR told = element.getVR();
    if (told != EVR_UN && told != EVR_UNKNOWN) return told;
    return DcmTag(element.getTag().getXTag()).getEVR();
}

bool isInDictionary(const DcmTagKey& tag) {
    return std::string_view(DcmTag(tag).getTagName()) != DcmTag_ERROR_TagName;
}

bool isText(DcmEVR vr) {
    switch (vr) {
        case EVR_AE:
        case EVR_AS:
        case EVR_CS:
        case EVR_DA:
        case EVR_DS:
        case EVR_DT:
        case EVR_IS:
        case EVR_LO:
        case EVR_LT:
        case EVR_PN:
        case EVR_SH:
        case EVR_ST:
        case EVR_TM:
        case EVR_UC:
        case EVR_UI:
        case EVR_UR:
        case EVR_UT:
            return true;
        default:
            return false;
    }
}

std::string valueOf(DcmElement& element) {
    std::string value;
    OFString text;
    Uint8* bytes = nullptr;
    if (element.getVR() == EVR_UN) {
        if (element.getUint8Array(bytes).good() && bytes)
            value.assign(reinterpret_cast<const char*>(bytes), element.getLength());
    } else if (element.getOFStringArray(text, false).good()) {
        value.assign(text.c_str(), text.length());
    }
    while (!value.empty() && (value.back() == ' ' || value.back() == '\0')) value.pop_back();
    return value;
}

std::vector<std::string> partsOf(const std::string& value) {
    std::vector<std::string> parts;
    std::size_t from = 0;
    for (;;) {
        const auto to = value.find('\\', from);
        std::string part = value.substr(from, to - from);
        part.erase(0, part.find_first_not_of(' '));
        part.erase(part.find_last_not_of(std::string(" \0", 2)) + 1);
        parts.push_back(part);
        if (to == std::string::npos) return parts;
        from = to + 1;
    }
}

std::string joined(const std::vector<std::string>& parts) {
    std::string all;
    for (std::size_t p = 0; p < parts.size(); ++p) all += (p ? "\\" : "") + parts[p];
    return all;
}

bool isWellKnownUid(const std::string& uid) {
    return uid.empty() || uid.starts_with("1.2.840.10008.");
}

/// Attributes whose UIDs name kinds of things, also with a maker's own root.
bool namesAClass(const DcmTagKey& tag) {
    static const DcmTagKey classes[] = {DCM_SOPClassUID,
                                        DCM_ReferencedSOPClassUID,
                                        DCM_RelatedGeneralSOPClassUID,
                                        DCM_CodingSchemeUID,
                                        DCM_ContextUID,
                                        DCM_MappingResourceUID,
                                        DcmTagKey(0x0008, 0x001b) /* original specialized SOP class */,
                                        DcmTagKey(0x0008, 0x0062) /* SOP classes supported */};
    return std::find(std::begin(classes), std::end(classes), tag) != std::end(classes);
}

/// Object kinds that came before the enhanced ones: their dates and times of content and acquisition may be
/// empty.
bool mayLackContentDates(const std::string& sopClass) {
    static const char* const kinds[] = {
        UID_CTImageStorage,
        UID_MRImageStorage,
        UID_ComputedRadiographyImageStorage,
        UID_DigitalXRayImageStorageForPresentation,
        UID_DigitalXRayImageStorageForProcessing,
        UID_DigitalMammographyXRayImageStorageForPresentation,
        UID_DigitalMammographyXRayImageStorageForProcessing,
        UID_PositronEmissionTomographyImageStorage,
        UID_NuclearMedicineImageStorage,
        UID_UltrasoundImageStorage,
        UID_UltrasoundMultiframeImageStorage,
        UID_SecondaryCaptureImageStorage,
        UID_XRayAngiographicImageStorage,
        UID_XRayRadiofluoroscopicImageStorage,
        UID_RTDoseStorage,
        UID_RTStructureSetStorage,
        UID_RTPlanStorage,
        UID_RTImageStorage,
    };
    return std::find(std::begin(kinds), std::end(kinds), sopClass) != std::end(kinds);
}

bool isRetained(const ProfileRule& rule, const DeidentifyOptions& options) {
    return (options.keepUids && rule.keep & RetainUids) || (options.keepDevice && rule.keep & RetainDevice) ||
           (options.keepInstitution && rule.keep & RetainInstitution) ||
           (options.keepCharacteristics && rule.keep & RetainCharacteristics) ||
           (options.dates == DatePolicy::Keep && rule.keep & RetainFullDates);
}

/// Content items of TID 1007 and 1008 that tell the subject's birth date, sex, age, height or weight.
bool describesPatient(DcmItem& item) {
    DcmItem* conceptName = sequenceItem(item, DCM_ConceptNameCodeSequence);
    if (!conceptName) return false;
    const std::string code = asciiText(*conceptName, DCM_CodeValue);
    static const char* const codes[] = {"121031", "121032", "121033", "8302-2", "29463-7"};
    return std::find(std::begin(codes), std::end(codes), code) != std::end(codes);
}

/// "064Y" and the like; over 89 years becomes 090Y, since so few people are that old.
std::string cappedAge(const std::string& age) {
    if (age.size() == 4 && age[3] == 'Y' && std::atoi(age.substr(0, 3).c_str()) > 89) return "090Y";
    return age;
}

}  // namespace

std::string dummyValue(DcmEVR vr) {
    switch (vr) {
        case EVR_DA:
            return "19000101";
        case EVR_DT:
            return "19000101000000";
        case EVR_TM:
            return "000000";
        case EVR_AS:
            return "000Y";
        case EVR_DS:
        case EVR_IS:
            return "0";
        case EVR_PN:
            return "Anonymous";
        case EVR_AE:
        case EVR_CS:
        case EVR_LO:
        case EVR_LT:
        case EVR_SH:
        case EVR_ST:
        case EVR_UC:
        case EVR_UT:
            return "REMOVED";
        default:
            return {};
    }
}

std::string shiftedDate(const std::string& value, int days) {
    std::vector<std::string> parts = partsOf(value);
    for (std::string& part : parts) {
        if (part.empty()) continue;
        std::string day = part.substr(0, 8), rest = part.size() > 8 ? part.substr(8) : std::string();
        // The form of ACR-NEMA, which old files still have.
        if (part.size() == 10 && part[4] == '.' && part[7] == '.') {
            day = part.substr(0, 4) + part.substr(5, 2) + part.substr(8, 2);
            rest.clear();
        }
        const bool digits = std::all_of(day.begin(), day.end(), [](char c) { return c >= '0' && c <= '9'; });
        const QDate date = digits ? QDate::fromString(QString::fromStdString(day), "yyyyMMdd") : QDate();
        if (!date.isValid()) return {};
        part = date.addDays(days).toString("yyyyMMdd").toStdString() + rest;
    }
    return joined(parts);
}

AttributeCleaner::AttributeCleaner(const DeidentifyOptions& options, const Pseudonyms& pseudonyms,
                                   const Pseudonym& patient, DcmDataset& dataset,
                                   std::vector<AttributeChange>* changes)
    : options_(options),
      pseudonyms_(pseudonyms),
      patient_(patient),
      dataset_(dataset),
      changes_(changes),
      characterSet_(rawText(dataset, DCM_SpecificCharacterSet)),
      typeOneContent_(!mayLackContentDates(asciiText(dataset, DCM_SOPClassUID))) {}

void AttributeCleaner::clean() {
    cleanItem(dataset_, {}, false, 0);
}

void AttributeCleaner::cleanItem(DcmItem& item, const std::string& path, bool wipe, int depth) {
    for (unsigned long i = item.card(); i-- > 0;) {
        DcmElement* element = item.getElement(i);
        // Replacing puts another element at the same place, as the tag stays.
        if (element && cleanElement(item, *element, path, wipe, depth)) delete item.remove(i);
    }
}

bool AttributeCleaner::cleanElement(DcmItem& item, DcmElement& element, const std::string& path, bool wipe,
                                    int depth) {
    Verdict verdict = verdictOf(element);
    const DcmEVR vr = vrOf(element);
    if (wipe && verdict != Verdict::Pseudonym) verdict = verdictOfContent(element, vr, verdict);
    if (verdict == Verdict::Remove) {
        tell(AttributeChange::Kind::Removed, element, path);
        return true;
    }
    if (element.ident() == EVR_SQ) return cleanSequence(element, verdict, path, wipe, depth);
    const std::string value = isText(vr) ? valueOf(element) : std::string();
    switch (verdict) {
        case Verdict::Empty:
            return empty(item, element, path);
        case Verdict::Dummy: {
            if (element.getLength() == 0) return false;
            const std::string dummy = dummyValue(vr);
            return dummy.empty() ? empty(item, element, path) : replace(item, element, dummy, path);
        }
        case Verdict::MapUid: {
            std::vector<std::string> uids = partsOf(value);
            for (std::string& uid : uids)
                if (!isWellKnownUid(uid)) uid = pseudonyms_.uid(uid);
            return replace(item, element, joined(uids), path);
        }
        case Verdict::ShiftDate: {
            if (value.empty()) return false;
            const std::string shifted = shiftedDate(value, patient_.dayShift);
            return shifted.empty() ? empty(item, element, path) : replace(item, element, shifted, path);
        }
        case Verdict::Age:
            return replace(item, element, cappedAge(value), path);
        case Verdict::Pseudonym:
            return replace(item, element, patient_.name, path);
        default:
            return false;
    }
}

bool AttributeCleaner::cleanSequence(DcmElement& element, Verdict verdict, const std::string& path, bool wipe,
                                     int depth) {
    auto& sequence = static_cast<DcmSequenceOfItems&>(element);
    if (depth >= deepest) {
        tell(AttributeChange::Kind::Removed, element, path);
        return true;
    }
    if (verdict == Verdict::Empty) {
        if (sequence.card() > 0) tell(AttributeChange::Kind::Emptied, element, path);
        sequence.clear();
        return false;
    }
    if (verdict == Verdict::Dummy && element.getTag() == DCM_PersonIdentificationCodeSequence) {
        // The code itself is what identifies.
        tell(AttributeChange::Kind::Replaced, element, path, dummyValue(EVR_LO));
        sequence.clear();
        auto* code = new DcmItem;
        code->putAndInsertString(DCM_CodeValue, "REMOVED");
        code->putAndInsertString(DCM_CodingSchemeDesignator, "99DOKUEI");
        code->putAndInsertString(DCM_CodeMeaning, "REMOVED");
        sequence.append(code);
        return false;
    }
    const std::string below =
        changes_ ? path + std::string(element.getTag().toString().c_str()) + " " : std::string();
    const bool inContent = element.getTag() == DCM_ContentSequence;
    for (unsigned long n = sequence.card(); n-- > 0;) {
        DcmItem* item = sequence.getItem(n);
        if (inContent && describesPatient(*item) && !options_.keepCharacteristics) {
            delete sequence.remove(item);
        } else {
            cleanItem(*item, below, wipe || verdict == Verdict::Dummy, depth + 1);
        }
    }
    return false;
}

AttributeCleaner::Verdict AttributeCleaner::verdictOf(DcmElement& element) const {
    const DcmTagKey tag = element.getTag().getXTag();
    const Uint16 group = tag.getGroup();
    // Private ones, group lengths, commands, curves and overlays.
    if (group % 2 == 1 || tag.getElement() == 0 || group < 0x0008) return Verdict::Remove;
    if ((group & 0xff00) == 0x5000 || (group & 0xff00) == 0x6000) return Verdict::Remove;
    if (tag == DCM_PatientName || tag == DCM_PatientID) return Verdict::Pseudonym;
    const DcmEVR vr = vrOf(element);
    const ProfileRule* rule = profileRule(group, tag.getElement());
    if (!rule) return verdictOfUnlisted(element, vr);
    if (isRetained(*rule, options_)) return vr == EVR_AS ? Verdict::Age : Verdict::Keep;
    if (options_.dates == DatePolicy::Shift && rule->clean & RetainModifiedDates) {
        if (vr == EVR_DA || vr == EVR_DT) return Verdict::ShiftDate;
        if (vr == EVR_TM || vr == EVR_SQ) return Verdict::Keep;
    }
    switch (rule->basic) {
        case ProfileAction::Remove:
            return Verdict::Remove;
        case ProfileAction::Empty:
            return Verdict::Empty;
        case ProfileAction::MapUid:
            return Verdict::MapUid;
        case ProfileAction::RemoveOrEmpty:
            return Verdict::Empty;
        case ProfileAction::RemoveEmptyOrMapUid:
            return Verdict::Keep;  // a sequence of references; the UIDs in it are mapped
        case ProfileAction::EmptyOrDummy:
        case ProfileAction::RemoveEmptyOrDummy:
            return typeOneContent_ ? Verdict::Dummy : Verdict::Empty;
        case ProfileAction::Dummy:
        case ProfileAction::RemoveOrDummy:
            return Verdict::Dummy;
    }
    return Verdict::Remove;
}

AttributeCleaner::Verdict AttributeCleaner::verdictOfUnlisted(DcmElement& element, DcmEVR vr) const {
    // What is in no dictionary, and sequences that the file does not open, cannot be judged.
    const bool known = isInDictionary(element.getTag().getXTag());
    if (!known || (element.ident() != EVR_SQ && vr == EVR_SQ)) return Verdict::Remove;
    switch (vr) {
        case EVR_PN:
        case EVR_LT:
        case EVR_ST:
        case EVR_UT:
            return Verdict::Dummy;
        case EVR_DA:
        case EVR_DT:
            if (options_.dates == DatePolicy::Keep) return Verdict::Keep;
            return options_.dates == DatePolicy::Shift ? Verdict::ShiftDate : Verdict::Remove;
        case EVR_UR:
            return element.getTag() == DCM_URNCodeValue ? Verdict::Keep : Verdict::Remove;
        case EVR_UI:
            return options_.keepUids || namesAClass(element.getTag()) ? Verdict::Keep : Verdict::MapUid;
        default:
            return Verdict::Keep;
    }
}

AttributeCleaner::Verdict AttributeCleaner::verdictOfContent(DcmElement& element, DcmEVR vr,
                                                             Verdict usual) const {
    const DcmTagKey tag = element.getTag().getXTag();
    const bool listed = profileRule(tag.getGroup(), tag.getElement()) != nullptr;
    const bool code = tag.getGroup() == 0x0008 && tag.getElement() >= 0x0100 && tag.getElement() <= 0x0124;
    switch (vr) {
        case EVR_LT:
        case EVR_ST:
        case EVR_UT:
            // The one value of a content item: removed, the item would be damaged.
            return listed && usual == Verdict::Remove ? usual : Verdict::Dummy;
        case EVR_DA:
        case EVR_DT:
        case EVR_TM:
            return options_.dates == DatePolicy::Remove && !(listed && usual == Verdict::Remove)
                       ? Verdict::Dummy
                       : usual;
        case EVR_LO:
        case EVR_SH:
        case EVR_UC:
            return usual == Verdict::Keep && !code ? Verdict::Dummy : usual;
        case EVR_OB:
        case EVR_UN:
            return usual == Verdict::Keep ? Verdict::Remove : usual;
        default:
            return usual;
    }
}

bool AttributeCleaner::replace(DcmItem& item, DcmElement& element, const std::string& value,
                               const std::string& path) {
    const DcmTagKey tag = element.getTag().getXTag();
    if (value == valueOf(element)) return false;
    tell(AttributeChange::Kind::Replaced, element, path, value);
    // In the dictionary's VR, whatever the file says: a file may tell UN, or a VR that cannot hold text.
    return item.putAndInsertString(DcmTag(tag), value.c_str(), OFTrue).bad();
}

bool AttributeCleaner::empty(DcmItem& item, DcmElement& element, const std::string& path) {
    if (element.getLength() == 0) return false;
    tell(AttributeChange::Kind::Emptied, element, path);
    return item.insertEmptyElement(DcmTag(element.getTag().getXTag()), OFTrue).bad();
}

void AttributeCleaner::tell(AttributeChange::Kind kind, DcmElement& element, const std::string& path,
                            const std::string& after) {
    if (!changes_) return;
    const auto cut = [](std::string text) {
        if (text.size() <= 64) return text;
        std::size_t end = 61;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
        return text.substr(0, end) + "...";
    };
    const DcmEVR vr = vrOf(element);
    DcmTag tag(element.getTag());
    AttributeChange change{path + tag.toString().c_str(), tag.getTagName(), kind, {}, cut(after)};
    if (isText(vr) && element.getLength() < 65536)
        change.before = cut(utf8FromDicom(valueOf(element), characterSet_, vr == EVR_PN));
    if (tag.isPrivate() || element.getTag().getGroup() % 2 == 1) change.name = "Private Tag";
    changes_->push_back(std::move(change));
}

}  // namespace dokuei::viewer
