#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "inference/training/Anatomy.h"

namespace dokuei::inference {

enum class ContrastPhase { Plain, Arterial, Venous };

struct PlantedLesion {
    int classIndex = 0;
    int hostClass = 0;               ///< the organ it lies in
    std::array<double, 3> centre{};  ///< voxels of the sample, x y z
    double diameterMm = 0;           ///< of the ellipsoid's longest axis; 0 for an effusion
    double hu = 0;
};

/// One synthetic scan on the encoder's grid: isotropic voxels, x to the left, y to the back, z up.
struct SyntheticScan {
    std::array<int, 3> size{};  ///< x, y, z; multiples of 16
    std::vector<std::int16_t> hu;
    std::vector<std::uint8_t> labels;  ///< class per voxel; 255 where the scan does not reach (all -1024)
    std::vector<PlantedLesion> lesions;
    ContrastPhase phase = ContrastPhase::Plain;
    bool mrLike = false;
};

/// Makes scans of random shape, contrast, noise and field of view from label volumes (domain
/// randomisation). The same seed always gives the same scan.
class Synthesizer {
public:
    Synthesizer(std::vector<Body> bodies, std::vector<double> bodyWeights, std::vector<AnatomyClass> classes,
                double voxelMm);
    SyntheticScan make(std::uint64_t seed) const;
    const std::vector<AnatomyClass>& classes() const { return classes_; }

private:
    std::vector<Body> bodies_;
    std::vector<double> bodyWeights_;
    std::vector<AnatomyClass> classes_;
    double voxelMm_;
};

/// Bodies and weights from a folder that holds bodyparts3d and, optionally, spl-abdomen.
Synthesizer makeSynthesizer(const std::string& anatomyFolder, const std::string& classesFile, double voxelMm);

}  // namespace dokuei::inference
