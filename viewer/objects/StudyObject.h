#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viewer/volume/Volume.h"

namespace dokuei::viewer {

/// A coded term of DICOM; all empty when absent.
struct CodedTerm {
    std::string value, scheme, meaning;  ///< meaning in UTF-8
    bool empty() const { return value.empty() && meaning.empty(); }
    bool operator==(const CodedTerm&) const = default;
};

/// An image (or another object) that an object refers to.
struct ImageReference {
    std::string seriesUid;  ///< empty where the object does not tell it
    std::string sopClassUid, sopInstanceUid;
    std::vector<int> frames;  ///< 1-based; empty: all
    bool operator==(const ImageReference&) const = default;
};

enum class ObjectKind {
    Segmentation,
    StructureSet,       ///< RTSTRUCT
    StructuredReport,   ///< text or measurements
    KeyImages,          ///< key object selection (KOS)
    PresentationState,  ///< GSPS
    Document,           ///< encapsulated PDF and the like
    NotShown            ///< known, listed, and not shown: radiotherapy plans, colour presentation states, ...
};

/// What a file tells that is no image but belongs to a study: header facts only.
struct StudyObject {
    ObjectKind kind = ObjectKind::NotShown;
    SeriesIdentity identity;
    std::string sopInstanceUid;
    std::string frameOfReferenceUid;  ///< empty when the header does not tell one
    std::string className;            ///< what it is, e.g. "RTPlanStorage"
    std::string title;       ///< UTF-8; never empty: falls back to the series description, then class
    std::string date, time;  ///< of its content (YYYYMMDD, HHMMSS...), may be empty
    std::string file;
    std::vector<ImageReference> references;  ///< images it says it is about, without frames
};

/// Reads the header of a file that may be such an object; nothing when it is DICOM of another class.
/// Throws ReadError when the file is not DICOM or is damaged.
std::optional<StudyObject> readStudyObject(const std::string& file);

/// "Segmentation", "Structure set (RTSTRUCT)", ... English words for the command line.
const char* nameOf(ObjectKind kind);

}  // namespace dokuei::viewer
