#include "inference/vision/VolumePicture.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "inference/Error.h"
#include "inference/vision/VisionBlock.h"
#include "inference/vision/VoxelReader.h"

namespace dokuei::inference {
namespace {

/// The volume in the order of its pictures: depth, row, column.
template <typename Read>
class Hung {
public:
    Hung(const VolumeView& volume, const PicturePlane& plane, const GreyWindow& window, const Read& read)
        : volume_(volume), plane_(plane), window_(window), read_(read) {}

    std::array<int, 3> size() const {
        return {volume_.size[plane_.across], volume_.size[plane_.down], volume_.size[plane_.right]};
    }
    float operator()(int z, int y, int x) const {
        std::array<std::ptrdiff_t, 3> voxel{};
        const auto put = [&](int axis, bool reversed, int value) {
            voxel[axis] = reversed ? volume_.size[axis] - 1 - value : value;
        };
        put(plane_.across, plane_.acrossReversed, z);
        put(plane_.down, plane_.downReversed, y);
        put(plane_.right, plane_.rightReversed, x);
        const double value = read_(voxel[0], voxel[1], voxel[2]);
        return static_cast<float>(value > window_.low ? std::min(value, window_.high) : window_.low);
    }

private:
    const VolumeView& volume_;
    const PicturePlane& plane_;
    const GreyWindow& window_;
    const Read& read_;
};

struct Foreground {
    float lowest = std::numeric_limits<float>::infinity(), highest = -lowest;
    std::array<int, 3> first{}, end{};  ///< depth, row, column; end is one past the last
};

template <typename Voxels>
Foreground foreground(const Voxels& voxels, const std::atomic<bool>* stop) {
    Foreground result;
    const auto size = voxels.size();
    const auto visit = [&](const auto& see) {
        for (int z = 0; z < size[0]; ++z) {
            checkStop(stop);
            for (int y = 0; y < size[1]; ++y)
                for (int x = 0; x < size[2]; ++x) see(z, y, x, voxels(z, y, x));
        }
    };
    visit([&](int, int, int, float value) {
        result.lowest = std::min(result.lowest, value);
        result.highest = std::max(result.highest, value);
    });
    if (!(result.highest > result.lowest)) throw Error("the volume is empty: all its values are the same");
    result.first = size;
    visit([&](int z, int y, int x, float value) {
        if (value <= result.lowest) return;
        const std::array<int, 3> at{z, y, x};
        for (int axis = 0; axis < 3; ++axis) {
            result.first[axis] = std::min(result.first[axis], at[axis]);
            result.end[axis] = std::max(result.end[axis], at[axis] + 1);
        }
    });
    return result;
}

template <typename Voxels>
torch::Tensor resampled(const Voxels& voxels, const Foreground& box, const std::array<int, 3>& size,
                        const std::atomic<bool>* stop) {
    const int depth = box.end[0] - box.first[0], rows = box.end[1] - box.first[1],
              columns = box.end[2] - box.first[2];
    const float range = std::max(box.highest - box.lowest, 1e-8f);
    std::map<int, torch::Tensor> slices;  // the two that are needed now
    const auto slice = [&](int z) {
        auto& entry = slices[z];
        if (entry.defined()) return entry;
        auto plane = torch::empty({1, 1, rows, columns});
        auto* value = plane.template data_ptr<float>();
        for (int y = 0; y < rows; ++y)
            for (int x = 0; x < columns; ++x)
                *value++ =
                    (voxels(box.first[0] + z, box.first[1] + y, box.first[2] + x) - box.lowest) / range;
        entry = at::upsample_bilinear2d(plane, {size[1], size[2]}, false).view({size[1], size[2]});
        return entry;
    };
    auto result = torch::empty({1, 1, size[0], size[1], size[2]});
    for (int z = 0; z < size[0]; ++z) {
        checkStop(stop);
        const float source = std::max(
            (static_cast<float>(z) + 0.5f) * (static_cast<float>(depth) / static_cast<float>(size[0])) - 0.5f,
            0.0f);
        const int low = std::min(static_cast<int>(source), depth - 1), high = std::min(low + 1, depth - 1);
        slices.erase(slices.begin(), slices.lower_bound(low));
        const float share = source - static_cast<float>(low);
        result[0][0][z].copy_(slice(low) * (1 - share) + slice(high) * share);
    }
    return result;
}

}  // namespace

std::array<double, 6> PreparedVolume::voxelFaces(const std::array<double, 6>& fractions) const {
    std::array<double, 3> low{}, high{};
    for (int axis = 0; axis < 3; ++axis) {
        const double n = size[axis];
        low[axis] = std::clamp(std::round(fractions[axis] * n), 0.0, n);
        high[axis] = std::clamp(std::round(fractions[axis + 3] * n) + 1, 0.0, n);
    }
    std::array<double, 6> faces{};
    for (int axis = 0; axis < 3; ++axis) {
        const auto place = [&](const std::array<double, 3>& corner) {
            return origin[axis] + corner[0] * deep[axis] + corner[1] * down[axis] + corner[2] * right[axis];
        };
        const double a = place(low), b = place(high);
        faces[axis] = std::min(a, b);
        faces[axis + 3] = std::max(a, b);
    }
    return faces;
}

PreparedVolume prepareVolume(const VolumeView& volume, const PicturePlane& plane, const GreyWindow& window,
                             const std::array<int, 3>& size, const std::atomic<bool>* stop) {
    requireVoxels(volume);
    if (!(window.high > window.low)) throw Error("a grey window has to have a width");
    torch::InferenceMode guard;
    PreparedVolume result;
    result.size = size;
    Foreground box;
    withVoxels(volume, [&](const auto& read) {
        const Hung voxels(volume, plane, window, read);
        box = foreground(voxels, stop);
        result.images = resampled(voxels, box, size, stop);
    });
    const auto follow = [&](int axis, bool reversed, int part, std::array<double, 3>& step) {
        const double scale = static_cast<double>(box.end[part] - box.first[part]) / size[part];
        result.origin[axis] = reversed ? volume.size[axis] - 0.5 - box.first[part] : box.first[part] - 0.5;
        step[axis] = reversed ? -scale : scale;
    };
    follow(plane.across, plane.acrossReversed, 0, result.deep);
    follow(plane.down, plane.downReversed, 1, result.down);
    follow(plane.right, plane.rightReversed, 2, result.right);
    return result;
}

}  // namespace dokuei::inference
