#include "viewer/library/InstanceHeader.h"

#include <algorithm>

#include "viewer/Error.h"
#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/Header.h"
#include "viewer/dicom/Source.h"

namespace dokuei::viewer {
namespace {

int whole(DcmItem& item, const DcmTagKey& tag, int otherwise) {
    return static_cast<int>(std::clamp(number(item, tag, otherwise), -1e9, 1e9));
}

}  // namespace

InstanceHeader readInstanceHeader(const std::string& file) {
    const OpenedHeader opened = openHeader(file);
    DcmDataset& d = *opened.format->getDataset();
    InstanceHeader header;
    SeriesIdentity& s = header.identity;
    s.sopClassUid = asciiTextOfFile(*opened.format, DCM_SOPClassUID, DCM_MediaStorageSOPClassUID);
    if (s.sopClassUid == UID_MediaStorageDirectoryStorage || d.tagExists(DCM_DirectoryRecordSequence))
        throw NotDicomError(file, "a directory of DICOM files (DICOMDIR), not an image");
    header.sopInstanceUid =
        asciiTextOfFile(*opened.format, DCM_SOPInstanceUID, DCM_MediaStorageSOPInstanceUID);
    s.studyUid = asciiText(d, DCM_StudyInstanceUID);
    s.seriesUid = asciiText(d, DCM_SeriesInstanceUID);
    if (!opened.damage.empty() && d.card() < 3)
        throw ReadError(file, "damaged DICOM file (" + opened.damage + ")");
    if (header.sopInstanceUid.empty()) throw ReadError(file, "has no identifier (SOP Instance UID)");
    if (s.studyUid.empty() || s.seriesUid.empty())
        throw ReadError(file, "does not tell which study and series it belongs to");
    s = seriesIdentityOf(d, s.sopClassUid);
    header.issuerOfPatientId = utf8Text(d, DCM_IssuerOfPatientID, rawText(d, DCM_SpecificCharacterSet));
    header.instanceNumber = whole(d, DCM_InstanceNumber, 0);
    header.frames = std::max(1, whole(d, DCM_NumberOfFrames, 1));
    return header;
}

bool isPictureClass(const std::string& sopClassUid) {
    if (sopClassUid == UID_SegmentationStorage || sopClassUid == UID_RTDoseStorage) return false;
    const char* name = dcmFindNameOfUID(sopClassUid.c_str(), "");
    return std::string(name).find("Image") != std::string::npos;
}

}  // namespace dokuei::viewer
