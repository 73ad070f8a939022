#pragma once

#include <array>
#include <string>

namespace dokuei::viewer {

using Vec3 = std::array<double, 3>;
using Index3 = std::array<int, 3>;

/// Where a voxel grid lies in the patient. Patient space is DICOM's: LPS, millimetres.
struct Geometry {
    Index3 size{0, 0, 0};   ///< voxels along i (fastest), j, k
    Vec3 spacing{1, 1, 1};  ///< mm between voxel centres along i, j, k; always positive
    Vec3 origin{0, 0, 0};   ///< LPS position of the centre of voxel (0,0,0), mm
    std::array<double, 9> direction{1, 0, 0, 0, 1,
                                    0, 0, 0, 1};  ///< row-major; column c is the unit LPS vector of axis c
    std::string frameOfReferenceUid;              ///< empty when the source has none

    /// LPS position (mm) of a continuous voxel index; integers are voxel centres.
    Vec3 lpsFromVoxel(const Vec3& voxel) const;
    /// Continuous voxel index of an LPS position (mm). Throws Error when `direction` is singular.
    Vec3 voxelFromLps(const Vec3& lps) const;
    /// Whether a continuous index lies within the half-voxel border of the grid.
    bool contains(const Vec3& voxel) const;
    long long voxelCount() const { return 1LL * size[0] * size[1] * size[2]; }
    bool operator==(const Geometry&) const = default;
};

}  // namespace dokuei::viewer
