#include "viewer/objects/References.h"

#include <algorithm>

namespace dokuei::viewer {

std::set<std::string> instancesOf(const Study& study) {
    std::set<std::string> instances;
    for (const VolumeSource& volume : study.volumes)
        for (const SliceSource& slice : volume.slices) instances.insert(slice.identity.sopInstanceUid);
    return instances;
}

ReferenceCount countReferences(const StudyObject& object, const std::set<std::string>& instances) {
    ReferenceCount count;
    for (const ImageReference& reference : object.references) {
        ++count.named;
        if (instances.contains(reference.sopInstanceUid)) ++count.here;
    }
    return count;
}

std::string whyNotOver(const StudyObject& object, const Volume& volume, bool inPatient) {
    std::set<std::string> instances;
    for (const SliceIdentity& slice : volume.slices) instances.insert(slice.sopInstanceUid);
    const bool named = countReferences(object, instances).here > 0;
    if (!inPatient) return named ? std::string() : "refers to images that are not here";
    const std::string& frame = volume.geometry().frameOfReferenceUid;
    if (!object.frameOfReferenceUid.empty() && !frame.empty())
        return object.frameOfReferenceUid == frame ? std::string()
                                                   : "its frame of reference is not that of the images";
    if (named) return {};
    return object.references.empty() ? "names neither images nor a frame of reference"
                                     : "refers to images that are not here";
}

}  // namespace dokuei::viewer
