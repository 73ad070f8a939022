#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dokuei::reports {

enum class Origin { Ai, Human, AiEdited };
enum class State { Proposed, Accepted, Edited, Rejected };
enum class Certainty { Present, Uncertain, Absent };
enum class Section { Finding, Impression };

/// A measured quantity with its UCUM unit: {"volume", 1423, "ml"}, {"mean", 58, "[hnsf'U]"}, {"diameter", 15,
/// "mm"}.
struct Measurement {
    std::string name;
    double value = 0;
    std::string unit;
};

/// What a finding points at. LPS, mm; the corner box is axis-aligned in patient space.
struct EvidenceLink {
    enum class Kind { Box, Slice, WholeSeries, None };
    Kind kind = Kind::Box;
    std::string id;  ///< UUID; the tracking UID in DICOM SR is derived from it
    std::string studyUid, seriesUid, frameOfReferenceUid;
    std::array<double, 6> lps{};  ///< xmin,ymin,zmin,xmax,ymax,zmax
    /// Key image: where the box's outline is drawn. Column/row pixel coordinates, DICOM convention
    /// (0,0 is the top left corner of the top left pixel).
    std::string keySopInstanceUid, keySopClassUid;
    int keyFrame = 1;
    std::array<double, 4> keyPixelBox{};  ///< column min, row min, column max, row max
    std::string label;
    Origin origin = Origin::Ai;
    double confidence = 0;  ///< 0..1; 0 when unknown
};

/// One statement of a report, the unit that is accepted, edited or rejected.
struct Finding {
    std::string id;  ///< UUID
    Section section = Section::Finding;
    std::string text;           ///< one sentence, UTF-8
    std::string language;       ///< "ja" or "en"
    std::string siteKey, site;  ///< "liver", and its name in the report's language
    Certainty certainty = Certainty::Present;
    std::vector<Measurement> measurements;
    std::vector<EvidenceLink> links;
    Origin origin = Origin::Ai;
    State state = State::Proposed;
    std::string modelName;             ///< for AI origin
    std::string aiText;                ///< what the AI wrote before a person edited it
    std::string createdAt, changedAt;  ///< ISO 8601 UTC
};

enum class ReportState { Draft, Preliminary, Signed };

/// A report of one study. Patient and study fields are copied in so that it stands alone.
struct Report {
    std::string id;  ///< UUID
    std::string language = "ja";
    std::string studyUid, studyDate, studyTime, studyDescription, studyId, accessionNumber, modality;
    std::string patientName;       ///< for display, UTF-8
    std::string patientNameDicom;  ///< PN value, UTF-8
    std::string patientId, patientSex, patientBirthDate, referringPhysician;
    std::string modelName, modelVersion, device;
    std::vector<Finding> findings;  ///< in order
    ReportState state = ReportState::Draft;
    std::string signedBy, signedAt;
    std::string createdAt, changedAt;
};

}  // namespace dokuei::reports
