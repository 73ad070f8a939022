#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace dokuei::inference {

/// A connected part of the dense head's label map, or an organ's whole mask. Voxels of the model grid,
/// x to the left, y to the back, z up.
struct Region {
    int classIndex = 0;
    int component = 0;  ///< 0: the organ's main part; lesions: 0,1,2 by size
    std::int64_t voxels = 0;
    double confidence = 0;  ///< mean probability of the class over the mask
    std::array<double, 3> centre{};
    std::array<int, 6> box{};            ///< x0,y0,z0,x1,y1,z1 inclusive
    std::array<bool, 6> cutOff{};        ///< the mask touches that face of the scanned extent
    double meanHu = 0, deviationHu = 0;  ///< over the mask without its outermost voxels when it is thick
    double diameterVoxels = 0;           ///< longest axis of the mask's inertia ellipsoid, for lesions
};

struct LabelMap {
    std::array<int, 3> size{};    ///< x, y, z
    std::array<int, 3> extent{};  ///< scanned part; the rest is padding
    std::vector<std::uint8_t> labels;
    std::vector<std::uint8_t> confidence;  ///< probability * 255 of the label
};

/// How many regions a lesion class may have; organs have one.
constexpr int kLesionRegions = 3;

/// Cleans the map (organs keep the parts that belong together: the largest component and others of at
/// least a tenth of it, bones all of a hundredth) and lists its regions by class, lesions by size.
/// `isLesion[c]`, `scattered[c]` tell the kind of class c; classes below `firstClass` are not listed.
std::vector<Region> findRegions(LabelMap& map, const std::vector<std::int16_t>& hu,
                                const std::vector<bool>& isLesion, const std::vector<bool>& scattered,
                                int firstClass);

}  // namespace dokuei::inference
