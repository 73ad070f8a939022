#include "inference/vision/PictureRecord.h"

namespace dokuei::inference {

std::array<double, 3> PictureRecord::voxelAt(double x, double y, double z) const {
    std::array<double, 3> voxel = origin;
    for (int a = 0; a < 3; ++a) voxel[a] += x * right[a] + y * down[a] + z * through[a];
    return voxel;
}

PictureRecord PictureRecord::padded(int left, int top, int newWidth, int newHeight) const {
    auto record = *this;
    record.origin = voxelAt(-left, -top);
    record.width = newWidth;
    record.height = newHeight;
    return record;
}

PictureRecord PictureRecord::resized(int newWidth, int newHeight) const {
    auto record = *this;
    for (int a = 0; a < 3; ++a) {
        record.right[a] *= static_cast<double>(width) / newWidth;
        record.down[a] *= static_cast<double>(height) / newHeight;
    }
    record.width = newWidth;
    record.height = newHeight;
    return record;
}

}  // namespace dokuei::inference
