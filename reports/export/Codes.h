#pragma once

#include <optional>
#include <string>

namespace dokuei::reports {

/// A coded term: value, coding scheme designator, meaning.
struct Code {
    std::string value, scheme, meaning;
};

/// Designator of the terms that no public vocabulary was found for.
inline constexpr auto privateScheme = "99DOKUEI";

/// What a site key of the model ("right_kidney", "lung_nodule") is called in structured reports.
struct SiteCodes {
    Code site;                       ///< anatomy
    std::optional<Code> laterality;  ///< right, left, or both
    Code finding;                    ///< what was found there; "Anatomical structure" for a plain organ
};

/// Codes of a site key; a key that the table lacks gets a private code. Empty when the key is empty.
std::optional<SiteCodes> siteCodes(const std::string& siteKey);

/// What a measurement is called ("diameter", "volume", "mean"); `derivation` tells how it was got, if so.
struct MeasurementCodes {
    Code name;
    std::optional<Code> derivation;
    Code unit;  ///< UCUM
};
MeasurementCodes measurementCodes(const std::string& name, const std::string& unit);

/// The procedure that a report of this modality is about, of CID 100.
Code procedureCode(const std::string& modality);

/// The modality's own code; nothing when it is none that the table knows.
std::optional<Code> modalityCode(const std::string& modality);

}  // namespace dokuei::reports
