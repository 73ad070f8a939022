#include "viewer/dicom/Planar.h"

#include <cmath>
#include <cstdio>

namespace dokuei::viewer {
namespace {

// PS3.3 C.8.5.5.1.15: the physical unit of a region's axis is the centimetre.
constexpr int kCentimetres = 3;
// PS3.3 C.8.5.5.1.1: a region that is a picture of tissue (2D).
constexpr int kTissue = 1;
// What lies beyond is a damaged number, not a pixel.
constexpr double kFinestMm = 1e-5, kCoarsestMm = 1e4;

bool plausibleSpacing(double mm) {
    return mm >= kFinestMm && mm <= kCoarsestMm;
}

/// Ultrasound: the calibration that all picture regions share.
void readRegionSpacing(DcmDataset& d, ImageHeader& header, FrameHeader& frame) {
    double i = 0, j = 0;
    bool several = false;
    constexpr long kMostRegions = 64;
    for (long r = 0; r < kMostRegions; ++r) {
        DcmItem* region = sequenceItem(d, DCM_SequenceOfUltrasoundRegions, r);
        if (!region) break;
        if (number(*region, DCM_RegionSpatialFormat, 0) != kTissue ||
            number(*region, DCM_PhysicalUnitsXDirection, 0) != kCentimetres ||
            number(*region, DCM_PhysicalUnitsYDirection, 0) != kCentimetres)
            continue;
        const double x = 10 * std::abs(number(*region, DCM_PhysicalDeltaX, 0)),
                     y = 10 * std::abs(number(*region, DCM_PhysicalDeltaY, 0));
        if (!plausibleSpacing(x) || !plausibleSpacing(y)) continue;
        several |= i > 0 && (std::abs(x - i) > 1e-3 * i || std::abs(y - j) > 1e-3 * j);
        i = x, j = y;
    }
    if (several) {
        header.notes.push_back("the regions of the picture have different scales; distances are not told");
        return;
    }
    if (!(i > 0)) return;
    frame.spacingI = i;
    frame.spacingJ = j;
    frame.hasSpacing = true;
    header.notes.push_back("distances are valid within the ultrasound picture only");
}

}  // namespace

void readSpacing(DcmItem& item, const DcmTagKey& tag, FrameHeader& frame) {
    const auto values = numbers(item, tag);
    if (values.empty() || !plausibleSpacing(values[0]) || (values.size() > 1 && !plausibleSpacing(values[1])))
        return;
    // DICOM tells the distance between rows first.
    frame.spacingJ = values[0];
    frame.spacingI = values.size() > 1 ? values[1] : values[0];
    frame.hasSpacing = true;
}

void readPlanarSpacing(DcmDataset& d, ImageHeader& header, FrameHeader& frame) {
    const auto imager = numbers(d, DCM_ImagerPixelSpacing);
    if (frame.hasSpacing && !frame.hasPosition && imager.size() == 2 &&
        asciiText(d, DCM_PixelSpacingCalibrationType).empty() &&
        std::abs(imager[0] - frame.spacingJ) < 1e-3 * frame.spacingJ)
        header.notes.push_back("distances are those at the detector, not in the patient");
    if (!frame.hasSpacing) {
        readSpacing(d, DCM_ImagerPixelSpacing, frame);
        const double magnification = number(d, DCM_EstimatedRadiographicMagnificationFactor, 0);
        if (frame.hasSpacing && magnification >= 1 && magnification < 5) {
            frame.spacingI /= magnification;
            frame.spacingJ /= magnification;
            char text[120];
            std::snprintf(text, sizeof text,
                          "distances are those at the detector divided by the told magnification %.3g",
                          magnification);
            header.notes.emplace_back(text);
        } else if (frame.hasSpacing) {
            header.notes.push_back("distances are those at the detector, not in the patient");
        }
    }
    if (!frame.hasSpacing) readRegionSpacing(d, header, frame);
    const auto ratio = numbers(d, DCM_PixelAspectRatio);
    if (!frame.hasSpacing && ratio.size() == 2 && plausibleSpacing(ratio[0]) && plausibleSpacing(ratio[1])) {
        frame.spacingJ = ratio[0] / ratio[1];
        frame.spacingI = 1;
    }
}

double framesPerSecondOf(DcmDataset& d, int frames) {
    constexpr double fastest = 200;
    if (frames < 2) return 0;
    double rate = number(d, DCM_RecommendedDisplayFrameRate, 0);
    if (!(rate > 0)) rate = number(d, DCM_CineRate, 0);
    if (!(rate > 0)) {
        double milliseconds = number(d, DCM_FrameTime, 0);
        const auto steps = numbers(d, DCM_FrameTimeVector);
        if (!(milliseconds > 0) && steps.size() > 1) {
            // The first entry is the time before the first frame, which is nothing.
            for (std::size_t s = 1; s < steps.size(); ++s) milliseconds += steps[s];
            milliseconds /= static_cast<double>(steps.size() - 1);
        }
        if (milliseconds > 0) rate = 1000 / milliseconds;
    }
    return rate > 0 && rate <= fastest ? rate : 0;
}

}  // namespace dokuei::viewer
