#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "viewer/dicom/PixelFormat.h"
#include "viewer/dicom/Uptake.h"
#include "viewer/volume/Study.h"

class DcmDataset;

namespace dokuei::viewer {

/// One frame's place and what tells it from other frames of its series.
struct FrameHeader {
    SliceIdentity identity;
    bool hasPosition = false, hasOrientation = false, hasSpacing = false;
    Vec3 position{0, 0, 0};                               ///< LPS, mm
    std::array<double, 6> orientation{1, 0, 0, 0, 1, 0};  ///< unit vectors along a row (i) and a column (j)
    double spacingI = 1, spacingJ = 1;                    ///< mm
    double slope = 1, intercept = 0;
    bool localizer = false;
    int tileI = 0, tileJ = 0;  ///< first pixel of the slice in a mosaic
    double gantryTilt = 0;     ///< degrees, as told; only reported
    std::map<std::string, std::string>
        differences;  ///< attribute name to value: acquisition, echo, b-value, ...
};

/// What the header of one DICOM object tells.
struct ImageHeader {
    SeriesIdentity identity;
    std::string frameOfReferenceUid;
    PixelFormat pixels;
    bool multiFrame = false;
    int tileColumns = 0, tileRows = 0;  ///< size of the slices of a mosaic; 0: each frame is one slice
    int columns() const { return tileColumns > 0 ? tileColumns : pixels.columns; }
    int rows() const { return tileRows > 0 ? tileRows : pixels.rows; }
    std::vector<FrameHeader> frames;
    std::vector<std::string> notes;      ///< doubts that belong to this object
    std::optional<UptakeHeader> uptake;  ///< PET only
};

/// Makes DCMTK ready (dictionary, JPEG and RLE decoders, quiet log). Idempotent and thread-safe.
void initialiseDicom();

/// What a data set tells of its patient, study and series; the transfer syntax is left empty. `notices`
/// gets, in words, how its text was read when that is not what the file declares.
SeriesIdentity seriesIdentityOf(DcmDataset& dataset, const std::string& sopClass,
                                std::vector<std::string>* notices = nullptr);

/// Reads one DICOM file up to its pixel data. Throws ReadError when it is not DICOM, holds no image, or its
/// pixel description is not one that can be shown.
ImageHeader readImageHeader(const std::string& file);

}  // namespace dokuei::viewer
