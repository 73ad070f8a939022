#include "tests/fuzz/FuzzTargets.h"
#include "viewer/Error.h"

namespace dokuei::viewer::fuzz {

void fuzzArchive(Bytes input) {
    const InputFile file(input, "input.zip");
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
