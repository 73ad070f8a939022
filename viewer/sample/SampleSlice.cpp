#include "viewer/sample/SampleSlice.h"

#include <dcmtk/config/osconfig.h>  // first, as DCMTK asks
#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "viewer/Error.h"

namespace dokuei::viewer {
namespace {

/// Decimal string of at most 16 characters, as VR DS demands.
std::string decimal(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.8g", value == 0 ? 0.0 : value);
    return text;
}

class Writer {
public:
    explicit Writer(DcmDataset& dataset) : dataset_(dataset) {}
    // The value representation is named here, so that no data dictionary is needed at run time.
    void text(const DcmTagKey& key, DcmEVR vr, const std::string& value) {
        check(dataset_.putAndInsertOFStringArray(DcmTag(key, vr), OFString(value.c_str(), value.size())),
              key);
    }
    void number(const DcmTagKey& key, int value) {
        check(dataset_.putAndInsertUint16(DcmTag(key, EVR_US), static_cast<Uint16>(value)), key);
    }
    void check(const OFCondition& condition, const DcmTagKey& key) {
        if (condition.bad())
            throw Error("cannot set DICOM attribute " + std::string(key.toString().c_str()) + ": " +
                        condition.text());
    }

private:
    DcmDataset& dataset_;
};

void putPatientAndStudy(Writer& w, const SamplePatient& patient, std::uint64_t seed) {
    w.text(DCM_SpecificCharacterSet, EVR_CS, "ISO_IR 192");
    w.text(DCM_PatientName, EVR_PN, patient.patientName);
    w.text(DCM_PatientID, EVR_LO, patient.patientId);
    w.text(DCM_PatientBirthDate, EVR_DA, patient.birthDate);
    w.text(DCM_PatientSex, EVR_CS, patient.sex);
    w.text(DCM_PatientAge, EVR_AS, patient.age);
    w.text(DCM_PatientComments, EVR_LT, patient.comments);
    w.text(DCM_StudyInstanceUID, EVR_UI, sampleUid(seed, "study"));
    w.text(DCM_StudyDate, EVR_DA, patient.studyDate);
    w.text(DCM_StudyTime, EVR_TM, patient.studyTime);
    w.text(DCM_StudyID, EVR_SH, patient.studyId);
    w.text(DCM_AccessionNumber, EVR_SH, patient.accessionNumber);
    w.text(DCM_ReferringPhysicianName, EVR_PN, patient.referringPhysician);
    w.text(DCM_StudyDescription, EVR_LO, patient.studyDescription);
}

void putSeriesAndEquipment(Writer& w, const SamplePatient& patient, std::uint64_t seed) {
    w.text(DCM_Modality, EVR_CS, "CT");
    w.text(DCM_SeriesInstanceUID, EVR_UI, sampleUid(seed, "series"));
    w.text(DCM_SeriesNumber, EVR_IS, "2");
    w.text(DCM_SeriesDate, EVR_DA, patient.studyDate);
    w.text(DCM_SeriesTime, EVR_TM, patient.studyTime);
    w.text(DCM_SeriesDescription, EVR_LO, patient.seriesDescription);
    w.text(DCM_ProtocolName, EVR_LO, patient.protocol);
    w.text(DCM_BodyPartExamined, EVR_CS, "CHEST");
    w.text(DCM_PatientPosition, EVR_CS, "HFS");
    w.text(DCM_FrameOfReferenceUID, EVR_UI, sampleUid(seed, "frame of reference"));
    w.text(DCM_PositionReferenceIndicator, EVR_LO, "");
    w.text(DCM_Manufacturer, EVR_LO, sampleManufacturer);
    w.text(DCM_ManufacturerModelName, EVR_LO, sampleModel);
    w.text(DCM_DeviceSerialNumber, EVR_LO, std::to_string(seed));
    w.text(DCM_SoftwareVersions, EVR_LO, "1");
    w.text(DCM_StationName, EVR_SH, "PHANTOM");
    w.text(DCM_InstitutionName, EVR_LO, patient.institution);
    w.text(DCM_InstitutionalDepartmentName, EVR_LO, patient.department);
}

void putAcquisition(Writer& w, const SamplePatient& patient, const SampleSlice& slice) {
    w.text(DCM_ImageType, EVR_CS, "ORIGINAL\\PRIMARY\\AXIAL");
    w.text(DCM_InstanceNumber, EVR_IS, std::to_string(slice.instanceNumber));
    w.text(DCM_AcquisitionNumber, EVR_IS, "1");
    for (const auto& key : {DCM_AcquisitionDate, DCM_ContentDate}) w.text(key, EVR_DA, patient.studyDate);
    for (const auto& key : {DCM_AcquisitionTime, DCM_ContentTime}) w.text(key, EVR_TM, patient.studyTime);
    w.text(DCM_ContrastBolusAgent, EVR_LO, "Simulated iodine, portal venous phase");
    w.text(DCM_ContrastBolusRoute, EVR_LO, "INTRAVENOUS");
    w.text(DCM_KVP, EVR_DS, "120");
    w.text(DCM_ExposureTime, EVR_IS, "500");
    w.text(DCM_XRayTubeCurrent, EVR_IS, "300");
    w.text(DCM_Exposure, EVR_IS, "150");
    w.text(DCM_ConvolutionKernel, EVR_SH, "SOFT");
    w.text(DCM_DataCollectionDiameter, EVR_DS, "500");
    w.text(DCM_ReconstructionDiameter, EVR_DS, decimal(slice.columns * slice.pixelSpacing));
    w.text(DCM_GantryDetectorTilt, EVR_DS, "0");
    w.text(DCM_TableHeight, EVR_DS, decimal(slice.tableHeight));
    w.text(DCM_RotationDirection, EVR_CS, "CW");
    w.text(DCM_SliceThickness, EVR_DS, decimal(slice.thickness));
    w.text(DCM_SpacingBetweenSlices, EVR_DS, decimal(slice.thickness));
    w.text(
        DCM_ImagePositionPatient, EVR_DS,
        decimal(slice.position[0]) + "\\" + decimal(slice.position[1]) + "\\" + decimal(slice.position[2]));
    w.text(DCM_ImageOrientationPatient, EVR_DS, "1\\0\\0\\0\\1\\0");
    w.text(DCM_SliceLocation, EVR_DS, decimal(slice.position[2]));
    w.text(DCM_BurnedInAnnotation, EVR_CS, "NO");
    w.text(DCM_LossyImageCompression, EVR_CS, "00");
}

void putPixels(Writer& w, DcmDataset& dataset, const SampleSlice& slice) {
    w.number(DCM_SamplesPerPixel, 1);
    w.text(DCM_PhotometricInterpretation, EVR_CS, "MONOCHROME2");
    w.number(DCM_Rows, slice.rows);
    w.number(DCM_Columns, slice.columns);
    w.text(DCM_PixelSpacing, EVR_DS, decimal(slice.pixelSpacing) + "\\" + decimal(slice.pixelSpacing));
    w.number(DCM_BitsAllocated, 16);
    w.number(DCM_BitsStored, 12);
    w.number(DCM_HighBit, 11);
    w.number(DCM_PixelRepresentation, 0);
    w.text(DCM_WindowCenter, EVR_DS, "40");
    w.text(DCM_WindowWidth, EVR_DS, "400");
    w.text(DCM_RescaleIntercept, EVR_DS, "-1024");
    w.text(DCM_RescaleSlope, EVR_DS, "1");
    w.text(DCM_RescaleType, EVR_LO, "HU");
    std::vector<Uint16> stored(slice.hu.size());
    std::transform(slice.hu.begin(), slice.hu.end(), stored.begin(), [](float hu) {
        return static_cast<Uint16>(std::lround(std::clamp(hu + 1024.0f, 0.0f, 4095.0f)));
    });
    w.check(dataset.putAndInsertUint16Array(DcmTag(DCM_PixelData, EVR_OW), stored.data(), stored.size()),
            DCM_PixelData);
}

}  // namespace

void writeSampleSlice(const std::string& file, const SampleSlice& slice, const SamplePatient& patient,
                      std::uint64_t seed) {
    DcmFileFormat format;
    DcmDataset& dataset = *format.getDataset();
    Writer w(dataset);
    w.text(DCM_SOPClassUID, EVR_UI, UID_CTImageStorage);
    w.text(DCM_SOPInstanceUID, EVR_UI, sampleUid(seed, "image " + std::to_string(slice.instanceNumber)));
    putPatientAndStudy(w, patient, seed);
    putSeriesAndEquipment(w, patient, seed);
    putAcquisition(w, patient, slice);
    putPixels(w, dataset, slice);
    const auto saved = format.saveFile(OFFilename(file.c_str()), EXS_LittleEndianExplicit);
    if (saved.bad()) throw WriteError(file, saved.text());
}

bool isSampleSlice(const std::string& file) {
    DcmFileFormat format;
    constexpr Uint32 leaveLongValues = 256;  // bytes; pixels stay on disk
    if (format.loadFile(OFFilename(file.c_str()), EXS_Unknown, EGL_noChange, leaveLongValues).bad())
        return false;
    OFString manufacturer, model;
    format.getDataset()->findAndGetOFString(DCM_Manufacturer, manufacturer);
    format.getDataset()->findAndGetOFString(DCM_ManufacturerModelName, model);
    return manufacturer == sampleManufacturer && model == sampleModel;
}

}  // namespace dokuei::viewer
