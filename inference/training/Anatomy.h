#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace dokuei::inference {

/// One class of the dense head, as resources/starter/classes.tsv lists it.
struct AnatomyClass {
    std::string key;
    enum class Kind { Body, Organ, Lesion } kind = Kind::Body;
    double hu = 0, spread = 0, contrast = 0;  ///< typical HU, its spread, share of blood enhancement
    std::string en, ja;
    std::vector<std::string> sources;
};

/// Reads classes.tsv. Throws ModelError naming the file and line.
std::vector<AnatomyClass> readClasses(const std::string& file);

/// What a voxel is made of beyond its class.
enum class Tissue : std::uint8_t { Plain, CorticalBone, LeftBlood, RightBlood, Disc, Cartilage, Fluid, Wall };

/// A body as classes on a grid, axes along the patient (x left, y back, z up).
struct Body {
    std::string name;
    std::array<int, 3> size{};
    std::array<double, 3> spacing{};               ///< mm
    std::vector<std::uint8_t> classes;             ///< x fastest
    std::vector<std::uint8_t> tissues;             ///< Tissue
    std::map<int, std::array<double, 3>> centres;  ///< class -> centroid, mm from voxel (0,0,0)
    double zLow = 0, zHigh = 0;                    ///< mm: range of slice centres worth drawing
    bool wholeTrunk = false;                       ///< reaches from the thighs to the head
};

/// Reads a label volume folder (labels.nii.gz, labels.tsv) and merges its labels to classes. Voxels above
/// `legsBelow` (fraction of the height kept from the top) are kept. Throws ModelError.
Body readBody(const std::string& folder, const std::vector<AnatomyClass>& classes, double keepFromTop = 1);

/// A copy without arms: each fat, skin or vessel voxel goes with the nearest other label.
Body withoutArms(const Body& body, const std::string& folder, const std::vector<AnatomyClass>& classes);

/// uint8 voxels of a gzip-compressed NIfTI-1 label volume. Throws ModelError.
struct LabelVolume {
    std::array<int, 3> size{};
    std::array<double, 3> spacing{};
    std::vector<std::uint8_t> voxels;
};
LabelVolume readLabelNifti(const std::string& file);

}  // namespace dokuei::inference
