#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "viewer/sample/Tissue.h"

namespace dokuei::viewer {

/// The trunk of the label body as tissues, arms raised out of the picture, with the pleural effusion in
/// place. Axes run along LPS.
struct SampleBody {
    std::array<int, 3> size{};          ///< voxels along x (left), y (back), z (up)
    double spacing = 2;                 ///< mm
    std::array<double, 3> origin{};     ///< LPS mm of voxel (0,0,0)
    std::vector<Tissue> tissues;        ///< x fastest
    std::vector<std::uint8_t> uniform;  ///< 1 where voxels -1..+2 along every axis are one tissue
    /// LPS y (mm) above which a hollow organ holds gas, by tissue and z; a patient on his back has gas in
    /// front.
    std::array<std::vector<float>, tissueCount> gasLevel;
    double backY = 0;  ///< LPS y (mm) of the skin of the back

    Tissue at(int x, int y, int z) const {
        return tissues[(static_cast<std::size_t>(z) * size[1] + y) * size[0] + x];
    }
};

/// Reads labels.nii.gz and labels.tsv of `directory`. Throws ReadError when they are missing, malformed or do
/// not show a chest.
SampleBody readSampleBody(const std::string& directory);

}  // namespace dokuei::viewer
