#pragma once

#include <stdexcept>
#include <string>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

namespace dokuei::viewer::test {

/// A new item at the end of a sequence.
inline DcmItem& item(DcmItem& parent, const DcmTagKey& sequence) {
    DcmItem* made = nullptr;
    if (parent.findOrCreateSequenceItem(sequence, made, -2).bad()) throw std::runtime_error("no item");
    return *made;
}

inline void text(DcmItem& parent, const DcmTagKey& tag, const std::string& value) {
    if (parent.putAndInsertString(tag, value.c_str()).bad()) throw std::runtime_error("no value");
}

inline void code(DcmItem& parent, const DcmTagKey& sequence, const char* value, const char* meaning,
                 const char* scheme = "DCM") {
    DcmItem& term = item(parent, sequence);
    text(term, DCM_CodeValue, value);
    text(term, DCM_CodingSchemeDesignator, scheme);
    text(term, DCM_CodeMeaning, meaning);
}

/// The elements by which an object belongs to the study that writeImage() writes.
inline void identify(DcmItem& d, const char* sopClass, const std::string& seriesUid, const char* modality) {
    text(d, DCM_SOPClassUID, sopClass);
    text(d, DCM_SOPInstanceUID, seriesUid + ".1");
    text(d, DCM_StudyInstanceUID, "2.25.1000");
    text(d, DCM_SeriesInstanceUID, seriesUid);
    text(d, DCM_Modality, modality);
    text(d, DCM_PatientName, "Mori^Kenta");
}

inline void reference(DcmItem& parent, const DcmTagKey& sequence, const std::string& instance) {
    DcmItem& referenced = item(parent, sequence);
    text(referenced, DCM_ReferencedSOPClassUID, UID_CTImageStorage);
    text(referenced, DCM_ReferencedSOPInstanceUID, instance);
}

inline void save(DcmFileFormat& format, const std::string& file) {
    if (format.saveFile(file.c_str(), EXS_LittleEndianExplicit).bad())
        throw std::runtime_error("cannot write " + file);
}

}  // namespace dokuei::viewer::test
