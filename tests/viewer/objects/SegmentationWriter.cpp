#include "SegmentationWriter.h"

#include <algorithm>
#include <cstdint>

#include <dcmtk/dcmdata/dcrleerg.h>
#include "DatasetItems.h"
#include "viewer/dicom/Header.h"

namespace dokuei::viewer::test {
namespace {

std::string joined(const std::array<double, 3>& values) {
    return std::to_string(values[0]) + "\\" + std::to_string(values[1]) + "\\" + std::to_string(values[2]);
}

}  // namespace

void writeSegmentation(const std::string& file, const TestSegmentation& s) {
    initialiseDicom();
    DcmFileFormat format;
    DcmDataset& d = *format.getDataset();
    const bool labelMap = s.type == "LABELMAP";
    const int bits = s.type == "BINARY" ? 1 : labelMap ? s.bits : 8;
    identify(d, labelMap ? "1.2.840.10008.5.1.4.1.1.66.7" : UID_SegmentationStorage, s.seriesUid, "SEG");
    text(d, DCM_FrameOfReferenceUID, s.frameOfReferenceUid);
    text(d, DCM_SeriesDescription, "Masks");
    text(d, DCM_SegmentationType, s.type);
    text(d, DCM_PhotometricInterpretation, "MONOCHROME2");
    if (s.type == "FRACTIONAL")
        d.putAndInsertUint16(DCM_MaximumFractionalValue, static_cast<Uint16>(s.maximumFraction));
    d.putAndInsertUint16(DCM_Rows, static_cast<Uint16>(s.rows));
    d.putAndInsertUint16(DCM_Columns, static_cast<Uint16>(s.columns));
    d.putAndInsertUint16(DCM_SamplesPerPixel, 1);
    d.putAndInsertUint16(DCM_BitsAllocated, static_cast<Uint16>(bits));
    d.putAndInsertUint16(DCM_BitsStored, static_cast<Uint16>(bits));
    d.putAndInsertUint16(DCM_HighBit, static_cast<Uint16>(bits - 1));
    d.putAndInsertUint16(DCM_PixelRepresentation, 0);
    text(d, DCM_NumberOfFrames, std::to_string(s.toldFrames > 0 ? s.toldFrames : int(s.frames.size())));
    for (const int number : s.segmentNumbers) {
        DcmItem& segment = item(d, DCM_SegmentSequence);
        segment.putAndInsertUint16(DCM_SegmentNumber, static_cast<Uint16>(number));
        text(segment, DCM_SegmentLabel, "Segment " + std::to_string(number));
        text(segment, DCM_SegmentAlgorithmType, s.algorithmType);
        code(segment, DCM_SegmentedPropertyCategoryCodeSequence, "123037004", "Anatomical Structure", "SCT");
        code(segment, DCM_SegmentedPropertyTypeCodeSequence, "10200004", "Liver", "SCT");
    }
    if (!s.referencedInstances.empty()) {
        DcmItem& series = item(d, DCM_ReferencedSeriesSequence);
        text(series, DCM_SeriesInstanceUID, "2.25.1001");
        for (const std::string& instance : s.referencedInstances)
            reference(series, DCM_ReferencedInstanceSequence, instance);
    }
    DcmItem& shared = item(d, DCM_SharedFunctionalGroupsSequence);
    text(item(shared, DCM_PlaneOrientationSequence), DCM_ImageOrientationPatient, "1\\0\\0\\0\\1\\0");
    text(item(shared, DCM_PixelMeasuresSequence), DCM_PixelSpacing, "1\\1");
    const int told = std::max<int>(s.toldFrames, static_cast<int>(s.frames.size()));
    for (int f = 0; f < told; ++f) {
        const TestSegmentation::Frame& frame = s.frames[static_cast<std::size_t>(f) % s.frames.size()];
        DcmItem& groups = item(d, DCM_PerFrameFunctionalGroupsSequence);
        if (s.positions)
            text(item(groups, DCM_PlanePositionSequence), DCM_ImagePositionPatient, joined(frame.position));
        if (!labelMap)
            item(groups, DCM_SegmentIdentificationSequence)
                .putAndInsertUint16(DCM_ReferencedSegmentNumber, static_cast<Uint16>(frame.segment));
        if (f >= 20 && s.toldFrames > 100) break;
    }
    std::vector<std::uint8_t> bytes(
        (s.frames.size() * static_cast<std::size_t>(s.rows * s.columns * bits) + 7) / 8);
    std::size_t at = 0;
    for (const auto& frame : s.frames)
        for (int j = 0; j < s.rows; ++j)
            for (int i = 0; i < s.columns; ++i, at += static_cast<std::size_t>(bits)) {
                const int value = frame.value(i, j);
                if (bits == 1)
                    bytes[at / 8] = static_cast<std::uint8_t>(bytes[at / 8] | (value ? 1 : 0) << at % 8);
                else
                    bytes[at / 8] = static_cast<std::uint8_t>(value);
                if (bits == 16) bytes[at / 8 + 1] = static_cast<std::uint8_t>(value >> 8);
            }
    if (bytes.size() % 2) bytes.push_back(0);
    d.putAndInsertUint8Array(DCM_PixelData, bytes.data(), bytes.size());
    if (s.runLength) {
        DcmRLEEncoderRegistration::registerCodecs();
        if (d.chooseRepresentation(EXS_RLELossless, nullptr).bad())
            throw std::runtime_error("not compressed");
        if (format.saveFile(file.c_str(), EXS_RLELossless).bad())
            throw std::runtime_error("cannot write " + file);
        return;
    }
    save(format, file);
}

}  // namespace dokuei::viewer::test
