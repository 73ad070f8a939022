#include "tests/viewer/library/LibrarySupport.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

namespace dokuei::viewer::test {

std::string LibraryTest::write(const std::string& name, const TestFile& file) {
    const std::filesystem::path path = std::filesystem::path(source()) / name;
    std::filesystem::create_directories(path.parent_path());
    TestImage image;
    image.seriesUid = file.series;
    image.sopInstanceUid = file.sop.empty() ? file.series + "." + name : file.sop;
    image.position = {0, 0, static_cast<double>(file.value)};
    image.value = [&](int, int) { return file.value; };
    image.change = [&](DcmDataset& d) {
        const auto put = [&](const DcmTagKey& tag, const std::string& value) {
            if (!value.empty()) d.putAndInsertString(tag, value.c_str());
        };
        d.findAndDeleteElement(DCM_PatientID);
        put(DCM_SpecificCharacterSet, "ISO_IR 192");
        put(DCM_PatientID, file.patientId);
        put(DCM_IssuerOfPatientID, file.issuer);
        put(DCM_PatientName, file.patientName);
        put(DCM_PatientBirthDate, file.birthDate);
        put(DCM_StudyInstanceUID, file.study);
        put(DCM_StudyDate, file.studyDate);
        put(DCM_Modality, file.modality);
        put(DCM_SOPClassUID, file.sopClass);
    };
    writeImage(path, image);
    return path;
}

void LibraryTest::writeSeries(int count, const TestFile& like) {
    for (int n = 0; n < count; ++n) {
        char name[16];
        std::snprintf(name, sizeof name, "%04d.dcm", n);
        TestFile file = like;
        file.sop = like.series + "." + std::to_string(n + 1);
        file.value = n;
        write(name, file);
    }
}

std::vector<std::string> LibraryTest::filesBelow(const std::string& folder) {
    std::vector<std::string> files;
    if (std::filesystem::exists(folder))
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
            if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace dokuei::viewer::test
