#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viewer/volume/Study.h"

class DcmItem;

namespace dokuei::viewer {

struct ImageHeader;

/// What the header of a PET image tells about its values. Times are seconds since a common midnight.
struct UptakeHeader {
    std::string units;                                     ///< (0054,1001): BQML, CNTS, GML, ...
    std::string suvType;                                   ///< (0054,1006): BW, LBM, BSA, IBW; empty means BW
    std::string decayCorrection;                           ///< (0054,1102): START, ADMIN, NONE
    bool decayCorrected = false;                           ///< DECY in Corrected Image (0028,0051)
    double weight = 0;                                     ///< kg; 0 when not told
    double dose = 0;                                       ///< Bq; 0 when not told
    double halfLife = 0;                                   ///< s; 0 when not told
    std::optional<double> injection, series, acquisition;  ///< s
    bool injectionHasDate = false;
    double philipsSuvFactor = 0;       ///< (7053,1000): SUVbw of a rescaled value of 1; 0 when absent
    double philipsActivityFactor = 0;  ///< (7053,1009): Bq/ml of a rescaled value of 1; 0 when absent
};

/// Reads them from a data set.
UptakeHeader readUptake(DcmItem& dataset);

/// SUVbw of a rescaled value of 1.
struct Uptake {
    double factor = 0;    ///< 0: cannot be told
    std::string units;    ///< of the rescaled values, as shown: "Bq/ml", "SUVbw", ...
    std::string warning;  ///< why there is no SUV, or what was taken for granted
};

/// Body-weight SUV of a series by the QIBA vendor-neutral rule (SUV vendor-neutral pseudo-code, 2011): value
/// in Bq/ml x weight in g / dose in Bq, the dose decayed from the injection to the time that the values are
/// corrected to. That is the injection for ADMIN; for START the series time, or the earliest acquisition when
/// the series time is later (a series made afterwards). `headers` are those of all images of the series.
Uptake uptakeOf(const std::vector<UptakeHeader>& headers);

/// Units and SUV factors of the volumes made from these images.
void tellUptake(const std::vector<ImageHeader>& images, std::vector<VolumeSource>& volumes);

}  // namespace dokuei::viewer
