#include "tests/fuzz/FuzzTargets.h"
#include "viewer/Error.h"
#include "viewer/dicom/DicomDir.h"

namespace dokuei::viewer::fuzz {

void fuzzDicomDir(Bytes input) {
    const InputFile file(input, "DICOMDIR");
    try {
        for (const DirectoryRecord& record : readDicomDir(file.path())) {
            const std::string text = fileIdText(record.fileId);
            if (staysInFolder(record.fileId))
                require(!text.starts_with('/') && !(text + '/').starts_with("../"),
                        "a file ID leads out of its folder");
        }
    } catch (const Error&) {
    }
    try {
        scanStudy(file.path());
    } catch (const Error&) {
    }
}

}  // namespace dokuei::viewer::fuzz
