#include "inference/families/lmm/AnswerMask.h"

#include <cmath>

#include "inference/Error.h"
#include "inference/grounding/PictureBoxes.h"

namespace dokuei::inference {
namespace {

/// Volume of one cell in voxels.
double cellVoxels(const PictureRecord& r) {
    const auto &a = r.right, &b = r.down, &c = r.through;
    return std::abs(a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) +
                    a[2] * (b[0] * c[1] - b[1] * c[0]));
}

double voxelMl(const VolumeView& v) {
    const auto& m = v.direction;
    const double det = m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) +
                       m[2] * (m[3] * m[7] - m[4] * m[6]);
    return std::abs(det) * v.spacing[0] * v.spacing[1] * v.spacing[2] / 1000;
}

}  // namespace

Grounding groundingOfMask(const torch::Tensor& scores, const PictureRecord& record,
                          const VolumeView& volume) {
    if (scores.dim() != 3 || scores.size(0) != record.depth || scores.size(1) != record.height ||
        scores.size(2) != record.width)
        throw Error("the mask does not fit the volume");
    const auto inside = scores > 0;
    const auto count = inside.sum().item<std::int64_t>();
    if (count == 0) throw Error("the mask is empty");
    std::array<double, 6> box{};  // x, y, z
    for (int axis = 0; axis < 3; ++axis) {
        const auto other = axis == 0 ? std::array{1, 2} : axis == 1 ? std::array{0, 2} : std::array{0, 1};
        const auto at = inside.any(other[1]).any(other[0]).nonzero().flatten();
        box[static_cast<std::size_t>(2 - axis)] = at.min().item<double>();
        box[static_cast<std::size_t>(5 - axis)] = at.max().item<double>() + 1;
    }
    const auto placed = placeInVolume(record, volume, box, 0);
    if (!placed.refused.empty()) throw Error(placed.refused);
    WrittenModelBox written;
    written.voxel = placed.voxel;
    auto grounding = groundingOf(written, volume);
    grounding.volumeMl = static_cast<double>(count) * cellVoxels(record) * voxelMl(volume);
    grounding.confidence = torch::sigmoid(scores.masked_select(inside)).mean().item<double>();
    return grounding;
}

}  // namespace dokuei::inference
