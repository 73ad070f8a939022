#include "inference/VolumeView.h"

#include <cmath>

namespace dokuei::inference {

std::array<double, 3> VolumeView::lpsFromVoxel(const std::array<double, 3>& voxel) const {
    std::array<double, 3> lps = origin;
    for (int row = 0; row < 3; ++row)
        for (int axis = 0; axis < 3; ++axis)
            lps[row] += direction[3 * row + axis] * spacing[axis] * voxel[axis];
    return lps;
}

std::array<double, 3> VolumeView::voxelFromLps(const std::array<double, 3>& lps) const {
    // Directions of sheared stacks are not orthogonal: invert, do not transpose.
    const auto& m = direction;
    const double det = m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) +
                       m[2] * (m[3] * m[7] - m[4] * m[6]);
    const double inverse[9] = {
        m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
        m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
        m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]};
    std::array<double, 3> voxel{};
    for (int axis = 0; axis < 3; ++axis) {
        for (int row = 0; row < 3; ++row) voxel[axis] += inverse[3 * axis + row] * (lps[row] - origin[row]);
        voxel[axis] /= det * spacing[axis];
    }
    return voxel;
}

}  // namespace dokuei::inference
