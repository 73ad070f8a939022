#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "viewer/sample/SamplePatient.h"

namespace dokuei::viewer {

/// Manufacturer and model that mark a file as a slice of the sample study.
inline constexpr const char* sampleManufacturer = "Dokuei";
inline constexpr const char* sampleModel = "Sample phantom";

/// One slice to write.
struct SampleSlice {
    int instanceNumber = 1;
    std::array<double, 3> position{};  ///< LPS mm of the centre of the first pixel
    int columns = 0, rows = 0;
    double pixelSpacing = 0, thickness = 0;  ///< mm
    double tableHeight = 0;                  ///< mm below the isocentre
    std::vector<float> hu;                   ///< columns * rows
};

/// Writes a CT Image Storage object in Explicit VR Little Endian. Throws WriteError.
void writeSampleSlice(const std::string& file, const SampleSlice& slice, const SamplePatient& patient,
                      std::uint64_t seed);

/// Whether `file` is a slice that writeSampleSlice wrote.
bool isSampleSlice(const std::string& file);

}  // namespace dokuei::viewer
