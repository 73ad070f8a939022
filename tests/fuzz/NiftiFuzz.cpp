#include <algorithm>
#include <string_view>

#include "tests/fuzz/FuzzTargets.h"
#include "viewer/Error.h"

namespace dokuei::viewer::fuzz {
namespace {

std::string nameFor(Bytes input) {
    const std::string_view beginning(reinterpret_cast<const char*>(input.data()),
                                     std::min<std::size_t>(input.size(), 64));
    if (beginning.starts_with("NRRD")) return "input.nrrd";
    if (beginning.starts_with("ObjectType") || beginning.starts_with("NDims")) return "input.mha";
    if (beginning.starts_with("\x1F\x8B")) return "input.nii.gz";
    // GIPL tells its four sizes first, big endian; NIfTI the length of its header.
    if (beginning.size() > 8 && beginning[0] == 0 && beginning[2] == 0 && beginning[4] == 0)
        return "input.gipl";
    return "input.nii";
}

}  // namespace

void fuzzNifti(Bytes input) {
    const InputFile file(input, nameFor(input));
    Study study;
    try {
        study = scanStudy(file.path());
    } catch (const Error&) {
        return;
    }
    for (const VolumeSource& volume : study.volumes) requireSound(volume);
    decodeSmall(study);
}

}  // namespace dokuei::viewer::fuzz
