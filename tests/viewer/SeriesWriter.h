#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

class DcmDataset;

namespace dokuei::viewer::test {

/// A folder that goes away with the object.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    std::string path() const { return path_; }
    std::string operator/(const std::string& name) const {
        return (std::filesystem::path(path_) / name).string();
    }

private:
    std::string path_;
};

/// One image as a test wants it; the defaults are a small axial CT.
struct TestImage {
    int rows = 16, columns = 16;
    std::array<double, 3> position{0, 0, 0};
    std::array<double, 6> orientation{1, 0, 0, 0, 1, 0};
    std::array<double, 2> pixelSpacing{1, 1};  ///< between rows, between columns, mm
    std::string seriesUid = "2.25.1001", frameOfReferenceUid = "2.25.1002", patientPosition = "HFS";
    std::string sopInstanceUid;  ///< a new one when empty
    std::string photometric = "MONOCHROME2", imageType = "ORIGINAL\\PRIMARY\\AXIAL";
    int instanceNumber = 1, bitsStored = 16;
    bool isSigned = true;
    double slope = 1, intercept = 0;
    std::function<int(int i, int j)> value = [](int, int) { return 0; };  ///< raw 16 bits
    std::function<void(DcmDataset&)> change = [](DcmDataset&) {};
};

/// Writes one uncompressed DICOM file.
void writeImage(const std::string& file, const TestImage& image);

/// Folder with real data, e.g. sharedData("mr"); empty when it is absent.
std::string sharedData(const std::string& below);

}  // namespace dokuei::viewer::test

/// Skips the test when the folder with real data is absent.
#define REQUIRE_SHARED_DATA(variable, below)                                \
    const std::string variable = ::dokuei::viewer::test::sharedData(below); \
    if (variable.empty()) GTEST_SKIP() << "real test data are absent: " << below
