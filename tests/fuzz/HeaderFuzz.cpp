#include "tests/fuzz/FuzzTargets.h"
#include "viewer/Error.h"
#include "viewer/dicom/Header.h"
#include "viewer/dicom/Sorting.h"

namespace dokuei::viewer::fuzz {

void fuzzHeader(Bytes input) {
    const InputFile file(input, "input.dcm");
    try {
        const ImageHeader header = readImageHeader(file.path());
        // A file that is cut short may hold fewer.
        require(!header.frames.empty() && static_cast<int>(header.frames.size()) <= header.pixels.frames,
                "the header has another number of frames than it tells");
        for (const VolumeSource& volume : sortIntoVolumes({header}, file.path()).volumes)
            requireSound(volume);
    } catch (const Error&) {
    }
}

}  // namespace dokuei::viewer::fuzz
