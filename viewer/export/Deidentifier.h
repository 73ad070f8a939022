#pragma once

#include <memory>
#include <string>
#include <vector>

#include "viewer/export/Pseudonyms.h"

class DcmDataset;

namespace dokuei::viewer {

enum class DatePolicy {
    Remove,  ///< dates and times are removed or emptied
    Shift,   ///< days are moved by an amount of the patient's own; times of day and intervals stay
    Keep     ///< all dates and times stay
};

/// What a de-identified copy keeps beyond the basic profile.
struct DeidentifyOptions {
    std::string pseudonym = "Anonymous";  ///< see Pseudonyms
    std::string projectKey;               ///< see Pseudonyms; secret
    DatePolicy dates = DatePolicy::Remove;
    bool keepUids = false;             ///< study, series and image UIDs stay as they are
    bool keepDevice = false;           ///< serial number, station name, ...
    bool keepInstitution = false;      ///< name and address of the hospital
    bool keepCharacteristics = false;  ///< sex, age (at most 90 years), size, weight, smoking, pregnancy
};

/// One attribute that de-identification changes, for showing to the user.
struct AttributeChange {
    enum class Kind { Removed, Emptied, Replaced, Added };
    std::string tag;   ///< "(0010,0010)", with its sequences before it
    std::string name;  ///< DICOM's name, "Private Tag" for a private one
    Kind kind = Kind::Removed;
    std::string before, after;  ///< UTF-8, cut at 64 characters; empty for sequences and binary values
};

/// De-identifies data sets by the Basic Application Level Confidentiality Profile of DICOM PS3.15 Annex E
/// (see ConfidentialityProfile.h for the edition), stricter where that loses nothing that images need:
///
/// - Elements that are neither in the profile's table nor in the data dictionary are removed, as are URIs and
///   dates that the table does not name. Texts of more than a line (LT, ST, UT) and person names that it does
///   not name are replaced by a word without meaning; UIDs too, unless they are classes, transfer syntaxes or
///   other well-known ones.
/// - Content trees of structured reports and annotations of presentation states keep their structure, codes,
///   numbers and coordinates; every free text, name and date in them is replaced.
/// - All private elements, curves and overlays go, in sequences of any depth too.
///
/// Pixels are not touched: what is burned into them stays (see identifyingContent).
/// Use one object for everything that is exported together: it keeps references consistent.
class Deidentifier {
public:
    /// Throws Error when the pseudonym is not usable.
    explicit Deidentifier(DeidentifyOptions options);

    /// Cleans `dataset` in place and marks it as de-identified: (0012,0062), (0012,0063), (0012,0064) and
    /// (0028,0303). Adds what it does to `changes` when that is given.
    void apply(DcmDataset& dataset, std::vector<AttributeChange>* changes = nullptr);

    const DeidentifyOptions& options() const { return options_; }
    /// Everyone that was replaced so far. Secret.
    std::vector<Pseudonym> patients() const { return pseudonyms_.patients(); }

private:
    DeidentifyOptions options_;
    Pseudonyms pseudonyms_;
};

/// What apply() would change in one DICOM file. Throws ReadError.
std::vector<AttributeChange> previewDeidentification(const std::string& file,
                                                     const DeidentifyOptions& options);

}  // namespace dokuei::viewer
