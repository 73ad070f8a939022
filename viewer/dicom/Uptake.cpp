#include "viewer/dicom/Uptake.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>

#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/Header.h"

namespace dokuei::viewer {
namespace {

constexpr double kSecondsPerDay = 86400;
// Less than any scan of a person needs: a dose told in MBq, or a mistake.
constexpr double kSmallestDose = 1e5;

std::optional<int> wholeNumber(std::string_view text) {
    int value = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return {};
    return value;
}

/// Seconds of a TM value: HHMMSS.FFFFFF, shortened from the right, or the old form with colons.
std::optional<double> secondsOf(std::string time) {
    std::erase(time, ':');
    const auto dot = time.find('.');
    const std::string_view whole = std::string_view(time).substr(0, dot);
    if (whole.size() < 2 || whole.size() > 6 || whole.size() % 2) return {};
    double seconds = 0;
    const int unit[] = {3600, 60, 1};
    for (std::size_t part = 0; part < whole.size() / 2; ++part) {
        const auto value = wholeNumber(whole.substr(2 * part, 2));
        if (!value) return {};
        seconds += *value * unit[part];
    }
    if (dot == std::string::npos) return seconds;
    const std::string_view fraction = std::string_view(time).substr(dot + 1);
    const auto value = wholeNumber(fraction.substr(0, 6));
    if (!value) return {};
    return seconds + *value / std::pow(10.0, static_cast<double>(std::min<std::size_t>(fraction.size(), 6)));
}

/// Days of a DA value since 1970.
std::optional<double> daysOf(std::string date) {
    std::erase(date, '.');
    if (date.size() != 8) return {};
    const std::string_view text = date;
    const auto year = wholeNumber(text.substr(0, 4)), month = wholeNumber(text.substr(4, 2)),
               day = wholeNumber(text.substr(6, 2));
    if (!year || !month || !day) return {};
    const std::chrono::year_month_day told{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!told.ok()) return {};
    return static_cast<double>(std::chrono::sys_days(told).time_since_epoch().count());
}

std::optional<double> momentOf(const std::string& date, const std::string& time) {
    const auto days = daysOf(date), seconds = secondsOf(time);
    if (!days || !seconds) return {};
    return *days * kSecondsPerDay + *seconds;
}

/// A DT value without its offset from UTC: all times of one series are told in one zone.
std::optional<double> momentOf(const std::string& dateTime) {
    if (dateTime.size() < 10) return {};
    return momentOf(dateTime.substr(0, 8), dateTime.substr(8, dateTime.find_first_of("+-", 8) - 8));
}

std::string shownUnits(const std::string& units) {
    static const std::map<std::string, std::string> shown = {
        {"BQML", "Bq/ml"}, {"CNTS", "counts"}, {"PROPCNTS", "counts"}, {"CPS", "1/s"}, {"PCNT", "%"}};
    const auto found = shown.find(units);
    return found == shown.end() ? units : found->second;
}

std::string text(const char* format, double value) {
    char buffer[160];
    std::snprintf(buffer, sizeof buffer, format, value);
    return buffer;
}

/// Why a header does not suffice for the SUV of a Bq/ml value; empty when it does.
std::string whatIsMissing(const UptakeHeader& h) {
    if (!(h.weight > 0)) return "the body weight is not told";
    if (!(h.dose > 0)) return "the injected dose is not told";
    if (h.dose < kSmallestDose) return text("an injected dose of %g Bq is not plausible", h.dose);
    if (!h.decayCorrected && h.decayCorrection != "START" && h.decayCorrection != "ADMIN")
        return "the values are not corrected for decay";
    if (h.decayCorrection == "ADMIN") return {};
    if (h.decayCorrection != "START") return "it is not told to which time the decay is corrected";
    if (!(h.halfLife > 0)) return "the half-life is not told";
    if (!h.injection) return "the time of the injection is not told";
    if (!h.series && !h.acquisition) return "the time of the scan is not told";
    return {};
}

/// Seconds from the injection to the time that the values are corrected to.
double decayTime(const std::vector<UptakeHeader>& headers) {
    const UptakeHeader& first = headers.front();
    if (first.decayCorrection == "ADMIN") return 0;
    std::optional<double> acquired;
    for (const UptakeHeader& h : headers)
        if (h.acquisition) acquired = std::min(acquired.value_or(*h.acquisition), *h.acquisition);
    double reference = first.series ? *first.series : *acquired;
    // A series time after the first acquisition is that of a series made afterwards.
    if (acquired && reference > *acquired) reference = *acquired;
    double seconds = reference - *first.injection;
    // Without a date of its own, an injection before midnight seems to lie after the scan.
    if (seconds < 0 && !first.injectionHasDate) seconds += kSecondsPerDay;
    return seconds;
}

}  // namespace

UptakeHeader readUptake(DcmItem& d) {
    UptakeHeader h;
    h.units = asciiText(d, DCM_Units);
    h.suvType = asciiText(d, DCM_SUVType);
    h.decayCorrection = asciiText(d, DCM_DecayCorrection);
    h.decayCorrected = rawText(d, DCM_CorrectedImage).find("DECY") != std::string::npos;
    h.weight = number(d, DCM_PatientWeight, 0);
    const std::string seriesDate = asciiText(d, DCM_SeriesDate);
    h.series = momentOf(seriesDate, asciiText(d, DCM_SeriesTime));
    h.acquisition = momentOf(asciiText(d, DCM_AcquisitionDate), asciiText(d, DCM_AcquisitionTime));
    if (!h.acquisition) h.acquisition = momentOf(asciiText(d, DCM_AcquisitionDateTime));
    if (DcmItem* item = sequenceItem(d, DCM_RadiopharmaceuticalInformationSequence)) {
        h.dose = number(*item, DCM_RadionuclideTotalDose, 0);
        h.halfLife = number(*item, DCM_RadionuclideHalfLife, 0);
        h.injection = momentOf(asciiText(*item, DCM_RadiopharmaceuticalStartDateTime));
        h.injectionHasDate = h.injection.has_value();
        if (!h.injection)
            h.injection = momentOf(seriesDate.empty() ? asciiText(d, DCM_AcquisitionDate) : seriesDate,
                                   asciiText(*item, DCM_RadiopharmaceuticalStartTime));
    }
    if (rawText(d, DcmTagKey(0x7053, 0x0010)).starts_with("Philips PET Private Group")) {
        h.philipsSuvFactor = number(d, DcmTagKey(0x7053, 0x1000), 0);
        h.philipsActivityFactor = number(d, DcmTagKey(0x7053, 0x1009), 0);
    }
    return h;
}

Uptake uptakeOf(const std::vector<UptakeHeader>& headers) {
    const UptakeHeader& first = headers.front();
    Uptake uptake{0, shownUnits(first.units), {}};
    for (const UptakeHeader& h : headers)
        if (h.units != first.units || h.suvType != first.suvType || h.dose != first.dose ||
            h.weight != first.weight || h.decayCorrection != first.decayCorrection) {
            uptake.warning = "no SUV: its images contradict each other about dose, weight or units";
            return uptake;
        }
    if (first.units == "GML") {
        const bool bodyWeight = first.suvType.empty() || first.suvType == "BW";
        uptake.units = bodyWeight ? "SUVbw" : "SUV " + first.suvType;
        uptake.factor = bodyWeight ? 1 : 0;
        if (!bodyWeight)
            uptake.warning = "the values are SUV by another measure than body weight (" + first.suvType + ")";
        return uptake;
    }
    double toActivity = 1;
    if (first.units == "CNTS") {
        if (first.philipsSuvFactor > 0) {
            uptake.factor = first.philipsSuvFactor;
            return uptake;
        }
        if (!(first.philipsActivityFactor > 0)) {
            uptake.warning = "no SUV: the values are counts and no factor to activity is told";
            return uptake;
        }
        toActivity = first.philipsActivityFactor;
    } else if (first.units != "BQML") {
        uptake.warning = "no SUV: the values are not activity (" +
                         (first.units.empty() ? std::string("units not told") : first.units) + ")";
        return uptake;
    }
    if (const std::string missing = whatIsMissing(first); !missing.empty()) {
        uptake.warning = "no SUV: " + missing;
        return uptake;
    }
    const double seconds = decayTime(headers);
    if (seconds < 0) {
        uptake.warning = "no SUV: the injection is told to be after the scan";
        return uptake;
    }
    if (seconds > 10 * std::max(first.halfLife, 1.0) && first.decayCorrection == "START") {
        uptake.warning = "no SUV: more than ten half-lives lie between injection and scan";
        return uptake;
    }
    const double decay = seconds > 0 ? std::exp2(-seconds / first.halfLife) : 1;
    uptake.factor = toActivity * first.weight * 1000 / (first.dose * decay);
    return uptake;
}

void tellUptake(const std::vector<ImageHeader>& images, std::vector<VolumeSource>& volumes) {
    std::map<std::string, std::vector<UptakeHeader>> bySeries;
    for (const ImageHeader& image : images)
        if (image.uptake)
            bySeries[image.identity.patientId + '|' + image.identity.seriesUid].push_back(*image.uptake);
    if (bySeries.empty()) return;
    std::map<std::string, Uptake> uptakes;
    for (const auto& [series, headers] : bySeries) uptakes[series] = uptakeOf(headers);
    for (VolumeSource& volume : volumes) {
        const auto found = uptakes.find(volume.identity.patientId + '|' + volume.identity.seriesUid);
        if (found == uptakes.end()) continue;
        volume.identity.units = found->second.units;
        volume.identity.suvFactor = found->second.factor;
        if (!found->second.warning.empty()) volume.warnings.push_back(found->second.warning);
    }
}

}  // namespace dokuei::viewer
