#pragma once

#include <string>
#include <vector>

class DcmDataset;

namespace dokuei::viewer {

/// What may identify a patient in an object and is not an attribute that de-identification removes.
enum class IdentifyingContent {
    BurnedIn,       ///< the object says that text is burned into its pixels
    MayBeBurnedIn,  ///< its kind often has burned-in text, and it does not say that there is none
    HiddenOverlay,  ///< overlay bits lie among the pixel bits and stay there
    FreeText,       ///< a report or key object selection: its texts are replaced, codes and numbers stay
    Document,       ///< a PDF, CDA or model document, which cannot be cleaned: never de-identified
    PrivateKind,    ///< an object kind of a maker's own, which cannot be judged: never de-identified
    Face            ///< thin slices of a head: the face can be recognised in 3D. Left to the user, exported
};

/// Judges from the attributes alone; no pixel is read. In the order of the enumeration.
std::vector<IdentifyingContent> identifyingContent(DcmDataset& dataset, const std::string& sopClass);

/// True for what must never go into a de-identified export.
bool isRefused(IdentifyingContent content);
/// True for what goes into a de-identified export only when the user says so.
bool needsConsent(IdentifyingContent content);
/// A sentence in English for the list of warnings.
std::string describe(IdentifyingContent content);

}  // namespace dokuei::viewer
