#include "viewer/dicom/Header.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <mutex>

#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include "viewer/Error.h"
#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/CharacterSet.h"
#include "viewer/dicom/Frames.h"
#include "viewer/dicom/Source.h"

namespace dokuei::viewer {
namespace {

constexpr int kMaximumFrames = 65535;

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

/// Reads the modality lookup table (PS3.3 C.11.1), which takes the place of slope and intercept.
void readModalityLut(DcmDataset& d, PixelFormat& p) {
    DcmItem* item = sequenceItem(d, DCM_ModalityLUTSequence);
    if (!item) return;
    const auto descriptor = numbers(*item, DCM_LUTDescriptor);
    const Uint16* words = nullptr;
    unsigned long count = 0;
    if (descriptor.size() != 3 || item->findAndGetUint16Array(DCM_LUTData, words, &count).bad() || !words)
        return;
    const auto entries =
        descriptor[0] == 0 ? 65536UL : static_cast<unsigned long>(static_cast<Uint16>(descriptor[0]));
    const auto first = static_cast<Uint16>(wholePart(descriptor[1]));
    p.lutFirst = p.isSigned ? static_cast<Sint16>(first) : first;
    if (count >= entries) {
        p.modalityLut.assign(words, words + entries);
    } else if (2 * count >= entries) {  // two 8-bit entries in a word
        for (unsigned long e = 0; e < entries; ++e)
            p.modalityLut.push_back(static_cast<Uint16>(words[e / 2] >> (e % 2 ? 8 : 0) & 0xFF));
    }
}

/// Throws when the pixel data element is absent or shorter than the header promises.
void checkPixelData(const OpenedHeader& opened, const PixelFormat& p, const std::string& file) {
    const PixelDataPlace& place = opened.pixels;
    if (place.floating) throw ReadError(file, "floating point pixels are not supported");
    if (!place.present) throw ReadError(file, "the pixel data are missing (the file may be cut short)");
    const auto fileBytes = static_cast<double>(opened.fileBytes);
    if (place.encapsulated) {
        // No compressor makes less than this of an image; a header that promises more would only cost memory.
        if (double(p.rows) * p.columns * p.frames > 20000.0 * fileBytes || 8.0 * p.frames > fileBytes)
            throw ReadError(file, "promises more pixels than a file of this size can hold");
        if (place.cutShort) throw ReadError(file, "the pixel data are cut short");
        return;
    }
    const double bits = p.photometric == "YBR_FULL_422" ? 2.0 / 3.0 * p.bitsAllocated : p.bitsAllocated;
    const double needed = double(p.rows) * p.columns * p.frames * p.samplesPerPixel * bits / 8;
    const auto present = static_cast<double>(std::min(place.told, place.there));
    if (present < needed)
        throw ReadError(file,
                        "the pixel data are cut short: " + std::to_string(static_cast<long long>(present)) +
                            " of " + std::to_string(static_cast<long long>(needed)) + " bytes");
}

}  // namespace

SeriesIdentity seriesIdentityOf(DcmDataset& d, const std::string& sopClass) {
    const std::string charset = rawText(d, DCM_SpecificCharacterSet);
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
    const double width = number(d, DCM_WindowWidth, 0);
    if (width > 0) {
        s.defaultWindow = width;
        s.defaultLevel = number(d, DCM_WindowCenter, 0);
    }
    s.lossy = asciiText(d, DCM_LossyImageCompression) == "01";
    return s;
}

long long PixelFormat::lowest() const {
    if (!modalityLut.empty()) return 0;
    return isSigned ? -(1LL << (bitsStored - 1)) : 0;
}

long long PixelFormat::highest() const {
    if (!modalityLut.empty()) return *std::max_element(modalityLut.begin(), modalityLut.end());
    return isSigned ? (1LL << (bitsStored - 1)) - 1 : (1LL << bitsStored) - 1;
}

PixelFormat pixelFormatOf(DcmDataset& d, const std::string& file) {
    PixelFormat p;
    const auto whole = [&](const DcmTagKey& tag, double otherwise) {
        return static_cast<int>(std::clamp(number(d, tag, otherwise), -2e9, 2e9));
    };
    p.rows = whole(DCM_Rows, 0);
    p.columns = whole(DCM_Columns, 0);
    p.frames = std::max(1, whole(DCM_NumberOfFrames, 1));
    p.samplesPerPixel = whole(DCM_SamplesPerPixel, 1);
    p.bitsAllocated = whole(DCM_BitsAllocated, 16);
    p.bitsStored = whole(DCM_BitsStored, p.bitsAllocated);
    p.highBit = whole(DCM_HighBit, p.bitsStored - 1);
    p.isSigned = whole(DCM_PixelRepresentation, 0) == 1;
    p.photometric = asciiText(d, DCM_PhotometricInterpretation);
    p.colour = p.samplesPerPixel == 3 || p.photometric == "PALETTE COLOR";
    const auto padding = numbers(d, DCM_PixelPaddingValue);
    if (!padding.empty()) {
        p.hasPadding = true;
        const auto bits = static_cast<unsigned>(wholePart(padding.front())) & 0xFFFFU;
        p.padding = p.isSigned ? static_cast<std::int16_t>(bits) : static_cast<int>(bits);
    }
    if (p.rows < 1 || p.columns < 1 || p.rows > 65535 || p.columns > 65535)
        throw ReadError(file, "rows and columns are missing or not plausible");
    if (p.frames > kMaximumFrames) throw ReadError(file, "more frames than any scan has");
    if (p.bitsAllocated == 1)
        throw ReadError(file, "a bitmap of one bit per pixel (segmentation), not an image");
    if ((p.bitsAllocated != 8 && p.bitsAllocated != 16 && p.bitsAllocated != 32) || p.bitsStored < 1 ||
        p.bitsStored > p.bitsAllocated || p.bitsStored > 16 || p.highBit >= p.bitsAllocated ||
        p.highBit + 1 < p.bitsStored)
        throw ReadError(file, "pixels of " + std::to_string(p.bitsStored) + " bits stored in " +
                                  std::to_string(p.bitsAllocated) + " are not supported");
    if (p.samplesPerPixel != 1 && p.samplesPerPixel != 3)
        throw ReadError(file, std::to_string(p.samplesPerPixel) + " samples per pixel are not supported");
    if (!p.colour) readModalityLut(d, p);
    return p;
}

void initialiseDicom() {
    static std::once_flag once;
    std::call_once(once, [] {
        // Log lines could carry patient data.
        OFLog::configure(OFLogger::OFF_LOG_LEVEL);
        loadDictionary();
        DJDecoderRegistration::registerCodecs();
        DcmRLEDecoderRegistration::registerCodecs();
    });
}

ImageHeader readImageHeader(const std::string& file) {
    const OpenedHeader opened = openHeader(file);
    DcmDataset& d = *opened.format->getDataset();
    DcmMetaInfo& meta = *opened.format->getMetaInfo();
    const auto withFallback = [&](const DcmTagKey& tag, const DcmTagKey& metaTag) {
        std::string value = asciiText(d, tag);
        return value.empty() ? asciiText(meta, metaTag) : value;
    };
    const std::string sopClass = withFallback(DCM_SOPClassUID, DCM_MediaStorageSOPClassUID);
    if (!d.tagExists(DCM_Rows) || !d.tagExists(DCM_Columns)) {
        if (!opened.damage.empty() && (d.card() < 3 || sopClass.empty()))
            throw ReadError(file, "damaged DICOM file (" + opened.damage + ")");
        throw ReadError(file, reasonWithoutImage(sopClass, d));
    }
    // The last one is the label map segmentation, which DCMTK 3.6.7 does not know yet.
    for (const char* other : {UID_RTDoseStorage, UID_SegmentationStorage, "1.2.840.10008.5.1.4.1.1.66.7"})
        if (sopClass == other) throw ReadError(file, reasonWithoutImage(sopClass, d));

    ImageHeader header;
    header.identity = seriesIdentityOf(d, sopClass);
    header.identity.sourcePath = file;
    header.pixels = pixelFormatOf(d, file);
    header.pixels.transferSyntaxUid = opened.transferSyntaxUid;
    header.identity.transferSyntaxUid = header.pixels.transferSyntaxUid;
    header.identity.monochrome1 = header.pixels.photometric == "MONOCHROME1";
    header.frameOfReferenceUid = asciiText(d, DCM_FrameOfReferenceUID);
    checkPixelData(opened, header.pixels, file);
    SliceIdentity identity;
    identity.sopClassUid = sopClass;
    identity.sopInstanceUid = withFallback(DCM_SOPInstanceUID, DCM_MediaStorageSOPInstanceUID);
    identity.file = file;
    identity.instanceNumber = static_cast<int>(std::clamp(number(d, DCM_InstanceNumber, 0), -1e9, 1e9));
    header.multiFrame = header.pixels.frames > 1;
    header.frames = readFrames(d, header, identity);
    if (!header.pixels.modalityLut.empty())
        for (FrameHeader& frame : header.frames) frame.slope = 1, frame.intercept = 0;
    return header;
}

}  // namespace dokuei::viewer
