#include "viewer/volume/Geometry.h"

#include <cmath>

#include "viewer/Error.h"

namespace dokuei::viewer {

Vec3 Geometry::lpsFromVoxel(const Vec3& voxel) const {
    Vec3 lps = origin;
    for (int row = 0; row < 3; ++row)
        for (int axis = 0; axis < 3; ++axis)
            lps[row] += direction[3 * row + axis] * spacing[axis] * voxel[axis];
    return lps;
}

Vec3 Geometry::voxelFromLps(const Vec3& lps) const {
    const auto& m = direction;
    // Cofactors rather than the transpose: NIfTI directions may be slightly off orthogonal.
    const std::array<double, 9> cofactor = {
        m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
        m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
        m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]};
    const double determinant = m[0] * cofactor[0] + m[1] * cofactor[3] + m[2] * cofactor[6];
    if (!(std::abs(determinant) > 1e-9)) throw Error("the direction matrix of the volume is singular");
    Vec3 voxel{};
    for (int axis = 0; axis < 3; ++axis) {
        double along = 0;
        for (int c = 0; c < 3; ++c) along += cofactor[3 * axis + c] * (lps[c] - origin[c]);
        voxel[axis] = along / determinant / spacing[axis];
    }
    return voxel;
}

bool Geometry::contains(const Vec3& voxel) const {
    for (int axis = 0; axis < 3; ++axis)
        if (!(voxel[axis] >= -0.5 && voxel[axis] <= size[axis] - 0.5)) return false;
    return true;
}

}  // namespace dokuei::viewer
