#include "tests/viewer/SeriesWriter.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <cstdlib>
#include <sstream>
#include <stdexcept>

namespace dokuei::viewer::test {
namespace {

template <typename Values>
std::string backslashed(const Values& values) {
    std::ostringstream text;
    text.precision(12);
    for (std::size_t v = 0; v < values.size(); ++v) text << (v ? "\\" : "") << values[v];
    return text.str();
}

std::string newUid() {
    static int counter = 0;
    return "2.25.77." + std::to_string(++counter);
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "dokuei-test-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

void writeImage(const std::string& file, const TestImage& image) {
    DcmFileFormat format;
    DcmDataset& d = *format.getDataset();
    const auto put = [&](const DcmTagKey& tag, const std::string& value) {
        d.putAndInsertString(tag, value.c_str());
    };
    put(DCM_SOPClassUID, UID_CTImageStorage);
    put(DCM_SOPInstanceUID, image.sopInstanceUid.empty() ? newUid() : image.sopInstanceUid);
    put(DCM_StudyInstanceUID, "2.25.1000");
    put(DCM_SeriesInstanceUID, image.seriesUid);
    put(DCM_FrameOfReferenceUID, image.frameOfReferenceUid);
    put(DCM_Modality, "CT");
    put(DCM_PatientName, "Phantom^Nobody");
    put(DCM_PatientID, "TEST-1");
    put(DCM_PatientPosition, image.patientPosition);
    put(DCM_ImageType, image.imageType);
    put(DCM_InstanceNumber, std::to_string(image.instanceNumber));
    put(DCM_ImagePositionPatient, backslashed(image.position));
    put(DCM_ImageOrientationPatient, backslashed(image.orientation));
    put(DCM_PixelSpacing, backslashed(image.pixelSpacing));
    put(DCM_RescaleSlope, backslashed(std::array{image.slope}));
    put(DCM_RescaleIntercept, backslashed(std::array{image.intercept}));
    put(DCM_PhotometricInterpretation, image.photometric);
    d.putAndInsertUint16(DCM_SamplesPerPixel, 1);
    d.putAndInsertUint16(DCM_Rows, static_cast<Uint16>(image.rows));
    d.putAndInsertUint16(DCM_Columns, static_cast<Uint16>(image.columns));
    d.putAndInsertUint16(DCM_BitsAllocated, 16);
    d.putAndInsertUint16(DCM_BitsStored, static_cast<Uint16>(image.bitsStored));
    d.putAndInsertUint16(DCM_HighBit, static_cast<Uint16>(image.bitsStored - 1));
    d.putAndInsertUint16(DCM_PixelRepresentation, image.isSigned);
    std::vector<Uint16> pixels;
    for (int j = 0; j < image.rows; ++j)
        for (int i = 0; i < image.columns; ++i) pixels.push_back(static_cast<Uint16>(image.value(i, j)));
    d.putAndInsertUint16Array(DCM_PixelData, pixels.data(), pixels.size());
    image.change(d);
    const OFCondition status = format.saveFile(file.c_str(), EXS_LittleEndianExplicit);
    if (status.bad()) throw std::runtime_error(file + ": " + status.text());
}

std::string sharedData(const std::string& below) {
    const auto path = std::filesystem::path(DOKUEI_SHARED_DATA) / "data" / below;
    return std::filesystem::exists(path) ? path.string() : std::string();
}

}  // namespace dokuei::viewer::test
