#pragma once

#include <set>
#include <string>

#include "viewer/objects/StudyObject.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {

/// SOP instance UIDs of all images of a study.
std::set<std::string> instancesOf(const Study& study);

/// How many images an object names in its header, and how many of them are there.
struct ReferenceCount {
    int named = 0, here = 0;
};
ReferenceCount countReferences(const StudyObject& object, const std::set<std::string>& instances);

/// Why an object cannot be laid over the images of a volume: "its frame of reference is not that of the
/// images" or "refers to images that are not here". Empty when it can: it names images of the volume, or
/// shares its frame of reference. `inPatient`: its positions are patient coordinates (segmentations,
/// structure sets), which need the same frame of reference unless it tells none and names the volume's
/// images.
std::string whyNotOver(const StudyObject& object, const Volume& volume, bool inPatient);

}  // namespace dokuei::viewer
