#include "viewer/dicom/Header.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string_view>

#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include "viewer/Error.h"
#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/CharacterSet.h"
#include "viewer/dicom/CharacterSetChoice.h"
#include "viewer/dicom/Frames.h"
#include "viewer/dicom/Source.h"
#include "viewer/dicom/VoiWindows.h"

namespace dokuei::viewer {
namespace {

void loadDictionary() {
    if (dcmDataDict.isDictionaryLoaded()) return;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/usr/share", ignored)) {
        const std::string name = entry.path().filename();
        if (!name.starts_with("libdcmtk") && name != "dcmtk") continue;
        const auto file = entry.path() / "dicom.dic";
        if (!std::filesystem::exists(file, ignored)) continue;
        DcmDataDictionary& dictionary = dcmDataDict.wrlock();
        const bool loaded = dictionary.loadDictionary(file.c_str());
        dcmDataDict.wrunlock();
        if (loaded) return;
    }
}

std::string reasonWithoutImage(const std::string& sopClass, DcmDataset& dataset) {
    if (sopClass == UID_MediaStorageDirectoryStorage || dataset.tagExists(DCM_DirectoryRecordSequence))
        return "a directory of DICOM files (DICOMDIR), not an image";
    const char* name = sopClass.empty() ? nullptr : dcmFindNameOfUID(sopClass.c_str());
    return std::string("holds no image") + (name ? std::string(" (") + name + ")" : std::string());
}

}  // namespace

SeriesIdentity seriesIdentityOf(DcmDataset& d, const std::string& sopClass,
                                std::vector<std::string>* notices) {
    std::string allText;
    for (const DcmTagKey& tag :
         {DCM_PatientName, DCM_PatientID, DCM_StudyDescription, DCM_StudyID, DCM_AccessionNumber,
          DCM_ReferringPhysicianName, DCM_SeriesDescription, DCM_ProtocolName, DCM_InstitutionName})
        allText += rawText(d, tag) + '\n';
    const CharacterSetChoice choice = chooseCharacterSet(rawText(d, DCM_SpecificCharacterSet), allText);
    const std::string& charset = choice.characterSet;
    if (notices && !choice.notice.empty()) notices->push_back(choice.notice);
    SeriesIdentity s;
    s.studyUid = asciiText(d, DCM_StudyInstanceUID);
    s.seriesUid = asciiText(d, DCM_SeriesInstanceUID);
    s.sopClassUid = sopClass;
    s.modality = asciiText(d, DCM_Modality);
    s.patientNameDicom = utf8Text(d, DCM_PatientName, charset, true);
    s.patientName = displayName(s.patientNameDicom);
    s.patientId = utf8Text(d, DCM_PatientID, charset);
    s.patientSex = asciiText(d, DCM_PatientSex);
    s.patientBirthDate = asciiText(d, DCM_PatientBirthDate);
    s.patientAge = asciiText(d, DCM_PatientAge);
    s.studyDate = asciiText(d, DCM_StudyDate);
    s.studyTime = asciiText(d, DCM_StudyTime);
    s.studyDescription = utf8Text(d, DCM_StudyDescription, charset);
    s.studyId = utf8Text(d, DCM_StudyID, charset);
    s.accessionNumber = utf8Text(d, DCM_AccessionNumber, charset);
    s.referringPhysician = utf8Text(d, DCM_ReferringPhysicianName, charset, true);
    s.seriesDescription = utf8Text(d, DCM_SeriesDescription, charset);
    s.bodyPart = asciiText(d, DCM_BodyPartExamined);
    s.protocol = utf8Text(d, DCM_ProtocolName, charset);
    s.institution = utf8Text(d, DCM_InstitutionName, charset);
    s.kernel = utf8Text(d, DCM_ConvolutionKernel, charset);
    s.manufacturer = utf8Text(d, DCM_Manufacturer, charset);
    s.seriesNumber = static_cast<int>(std::clamp(number(d, DCM_SeriesNumber, 0), -1e9, 1e9));
    s.sliceThickness = lengthMm(d, DCM_SliceThickness, 0);
    const bool signedInput =
        number(d, DCM_PixelRepresentation, 0) == 1 || number(d, DCM_RescaleIntercept, 0) < 0;
    readVoiWindows(d, signedInput, charset, s);
    s.lossy = asciiText(d, DCM_LossyImageCompression) == "01";
    return s;
}

void initialiseDicom() {
    static std::once_flag once;
    std::call_once(once, [] {
        // Log lines could carry patient data.
        OFLog::configure(OFLogger::OFF_LOG_LEVEL);
        loadDictionary();
        // Colour as it is stored, interleaved by pixel.
        DJDecoderRegistration::registerCodecs(EDC_never, EUC_default, EPC_colorByPixel);
        DcmRLEDecoderRegistration::registerCodecs();
    });
}

ImageHeader readImageHeader(const std::string& file) {
    const OpenedHeader opened = openHeader(file);
    DcmDataset& d = *opened.format->getDataset();
    const std::string sopClass =
        asciiTextOfFile(*opened.format, DCM_SOPClassUID, DCM_MediaStorageSOPClassUID);
    if (!d.tagExists(DCM_Rows) || !d.tagExists(DCM_Columns)) {
        const char* name = sopClass.empty() ? nullptr : dcmFindNameOfUID(sopClass.c_str());
        if (d.card() == 0) throw ReadError(file, "the file ends before its first element");
        const bool isImage = name && std::string_view(name).ends_with("ImageStorage");
        if (!opened.damage.empty() && (isImage || !name || d.card() < 3))
            throw ReadError(file, "damaged DICOM file (" + opened.damage + ")");
        if (isImage) throw ReadError(file, "rows and columns are missing or not plausible");
        throw ReadError(file, reasonWithoutImage(sopClass, d));
    }
    // The last one is the label map segmentation, which DCMTK 3.6.7 does not know yet.
    for (const char* other : {UID_RTDoseStorage, UID_SegmentationStorage, "1.2.840.10008.5.1.4.1.1.66.7"})
        if (sopClass == other) throw ReadError(file, reasonWithoutImage(sopClass, d));

    ImageHeader header;
    header.identity = seriesIdentityOf(d, sopClass, &header.notes);
    header.identity.sourcePath = file;
    header.pixels = pixelFormatOf(d, opened.pixels.floating, file);
    header.pixels.transferSyntaxUid = opened.transferSyntaxUid;
    header.identity.transferSyntaxUid = header.pixels.transferSyntaxUid;
    header.identity.monochrome1 = header.pixels.photometric == "MONOCHROME1";
    header.frameOfReferenceUid = asciiText(d, DCM_FrameOfReferenceUID);
    if (DcmXfer(opened.transferSyntaxUid.c_str()).getXfer() == EXS_Unknown)
        throw ReadError(file, "stored in a way that is not known here (transfer syntax " +
                                  opened.transferSyntaxUid + ")");
    const int present = framesPresent(opened, header.pixels, file);
    header.notes.insert(header.notes.end(), header.pixels.notes.begin(), header.pixels.notes.end());
    SliceIdentity identity;
    identity.sopClassUid = sopClass;
    identity.sopInstanceUid =
        asciiTextOfFile(*opened.format, DCM_SOPInstanceUID, DCM_MediaStorageSOPInstanceUID);
    identity.file = file;
    identity.instanceNumber = static_cast<int>(std::clamp(number(d, DCM_InstanceNumber, 0), -1e9, 1e9));
    header.multiFrame = header.pixels.frames > 1;
    header.frames = readFrames(d, header, identity);
    if (present < header.pixels.frames) {
        header.notes.push_back(std::to_string(present) + " of " + std::to_string(header.pixels.frames) +
                               " frames are in the file (cut short); the others are missing");
        header.frames.resize(static_cast<std::size_t>(present));
    }
    if (header.identity.modality == "PT") header.uptake = readUptake(d);
    if (header.identity.modality == "CT") {
        const std::string type = asciiText(d, DCM_RescaleType);
        header.identity.units = type.empty() || type == "HU" ? "HU" : type == "US" ? "" : type;
    }
    if (!header.pixels.modalityLut.empty())
        for (FrameHeader& frame : header.frames) frame.slope = 1, frame.intercept = 0;
    return header;
}

}  // namespace dokuei::viewer
