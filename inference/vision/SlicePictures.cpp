#include "inference/vision/SlicePictures.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "inference/Error.h"
#include "inference/vision/VisionBlock.h"
#include "inference/vision/VoxelReader.h"

namespace dokuei::inference {
namespace {

/// Patient axis (0: left, 1: back, 2: head) that each voxel axis follows most, each once.
std::array<int, 3> patientAxes(const VolumeView& volume) {
    std::array<int, 3> best{0, 1, 2}, order{0, 1, 2};
    double most = -1;
    do {
        double sum = 0;
        for (int axis = 0; axis < 3; ++axis) sum += std::abs(volume.direction[3 * order[axis] + axis]);
        if (sum > most + 1e-6) {
            most = sum;
            best = order;
        }
    } while (std::next_permutation(order.begin(), order.end()));
    return best;
}

bool against(const VolumeView& volume, int voxelAxis, int patientAxis) {
    return volume.direction[3 * patientAxis + voxelAxis] < 0;
}

int acquiredAcross(const VolumeView& volume) {
    for (const int axis : {2, 1, 0})
        if (volume.size[axis] == 1) return axis;
    // A resampled or reformatted volume may step along i or j; in a series of slices it is always k.
    for (const int axis : {1, 0})
        if (volume.spacing[axis] >= 2 * volume.spacing[2] &&
            volume.spacing[axis] >= 1.5 * volume.spacing[1 - axis])
            return axis;
    return 2;
}

std::uint8_t grey(double value, const GreyWindow& window) {
    // In fp32 and in this order, as the reference does it. A value that is no number counts as the lowest.
    const double clipped = value > window.low ? std::min(value, window.high) : window.low;
    float x = static_cast<float>(clipped);
    x -= static_cast<float>(window.low);
    x /= static_cast<float>(window.high - window.low);
    return static_cast<std::uint8_t>(std::nearbyint(x * 255.0f));
}

bool isXray(const std::string& modality) {
    return modality == "CR" || modality == "DX" || modality == "MG" || modality == "XA" || modality == "RF";
}

}  // namespace

PicturePlane picturePlane(const VolumeView& volume) {
    PicturePlane plane;
    plane.across = acquiredAcross(volume);
    const auto patient = patientAxes(volume);
    const int normal = patient[plane.across];
    // Patient axes that run to the right and down, and whether they are followed backwards.
    const int rightAxis = normal == 0 ? 1 : 0, downAxis = normal == 2 ? 1 : 2;
    const bool downIsFeet = downAxis == 2;
    for (int axis = 0; axis < 3; ++axis) {
        if (patient[axis] == rightAxis) plane.right = axis;
        if (patient[axis] == downAxis) plane.down = axis;
    }
    plane.rightReversed = against(volume, plane.right, rightAxis);
    plane.downReversed = against(volume, plane.down, downAxis) != downIsFeet;
    plane.acrossReversed = against(volume, plane.across, normal);
    return plane;
}

int sliceCount(const VolumeView& volume, const PicturePlane& plane) {
    return volume.size[plane.across];
}

int sliceOfPicture(const VolumeView& volume, const PicturePlane& plane, int picture) {
    return plane.acrossReversed ? volume.size[plane.across] - 1 - picture : picture;
}

std::array<GreyWindow, 3> medGemmaCtWindows() {
    return {{{-1024, 1024}, {-135, 215}, {0, 80}}};
}

GreyWindow ordinaryWindow(const VolumeView& volume, bool head, const std::atomic<bool>* stop) {
    if (volume.scalar == VolumeView::Scalar::Rgb8) return {0, 255};
    if (volume.modality == "CT") return head ? GreyWindow{0, 80} : GreyWindow{-160, 240};
    return isXray(volume.modality) ? percentileWindow(volume, 0, 100, stop)
                                   : percentileWindow(volume, 0.5, 99.5, stop);
}

GreyWindow percentileWindow(const VolumeView& volume, double low, double high,
                            const std::atomic<bool>* stop) {
    requireVoxels(volume);
    // Extremes are looked for in all voxels, since a sample would miss them.
    const bool all = low <= 0 || high >= 100;
    const double count = static_cast<double>(volume.size[0]) * volume.size[1] * volume.size[2];
    const int step = all ? 1 : std::max(1, static_cast<int>(std::ceil(std::sqrt(count / 4e6))));
    std::vector<float> values;
    float lowest = INFINITY, highest = -INFINITY;
    withVoxels(volume, [&](const auto& read) {
        for (int k = 0; k < volume.size[2]; ++k) {
            checkStop(stop);
            for (int j = 0; j < volume.size[1]; j += step)
                for (int i = (j + k) % step; i < volume.size[0]; i += step) {
                    const auto value = static_cast<float>(read(i, j, k));
                    if (!std::isfinite(value)) continue;
                    lowest = std::min(lowest, value);
                    highest = std::max(highest, value);
                    if (!all) values.push_back(value);
                }
        }
    });
    if (!(lowest <= highest)) throw Error("the volume holds no values");
    const auto at = [&](double percent, float extreme) {
        if (values.empty()) return extreme;
        const auto n = static_cast<std::ptrdiff_t>(
            std::lround(std::clamp(percent / 100, 0.0, 1.0) * static_cast<double>(values.size() - 1)));
        std::nth_element(values.begin(), values.begin() + n, values.end());
        return values[static_cast<std::size_t>(n)];
    };
    GreyWindow window{at(low, lowest), at(high, highest)};
    if (window.high <= window.low) window.high = window.low + 1;
    return window;
}

torch::Tensor slicePicture(const VolumeView& volume, const PicturePlane& plane, int slice,
                           const std::array<GreyWindow, 3>& windows) {
    requireVoxels(volume);
    if (slice < 0 || slice >= sliceCount(volume, plane))
        throw Error("the volume has no slice " + std::to_string(slice));
    const int rows = volume.size[plane.down], columns = volume.size[plane.right];
    auto picture = torch::empty({3, rows, columns}, torch::kByte);
    auto* red = picture.data_ptr<std::uint8_t>();
    const auto area = static_cast<std::ptrdiff_t>(rows) * columns;
    const auto visit = [&](const auto& write) {
        std::array<std::ptrdiff_t, 3> voxel{};
        voxel[plane.across] = slice;
        for (int y = 0; y < rows; ++y) {
            voxel[plane.down] = plane.downReversed ? rows - 1 - y : y;
            for (int x = 0; x < columns; ++x) {
                voxel[plane.right] = plane.rightReversed ? columns - 1 - x : x;
                write(voxel, red + static_cast<std::ptrdiff_t>(y) * columns + x);
            }
        }
    };
    if (volume.scalar == VolumeView::Scalar::Rgb8) {
        const auto* data = static_cast<const VolumeView::Rgb*>(volume.data);
        visit([&](const auto& voxel, std::uint8_t* pixel) {
            const auto& colour =
                data[voxel[0] * volume.stride[0] + voxel[1] * volume.stride[1] + voxel[2] * volume.stride[2]];
            pixel[0] = colour.red;
            pixel[area] = colour.green;
            pixel[2 * area] = colour.blue;
        });
        return picture;
    }
    for (const auto& window : windows)
        if (!(window.high > window.low)) throw Error("a grey window has to have a width");
    withVoxels(volume, [&](const auto& read) {
        visit([&](const auto& voxel, std::uint8_t* pixel) {
            const double value = read(voxel[0], voxel[1], voxel[2]);
            for (int channel = 0; channel < 3; ++channel)
                pixel[channel * area] = grey(value, windows[channel]);
        });
    });
    return picture;
}

PicturePlace slicePlace(const VolumeView& volume, const PicturePlane& plane, int slice) {
    PicturePlace place;
    const auto edge = [&](int axis, bool reversed, std::array<double, 3>& step) {
        place.origin[axis] = reversed ? volume.size[axis] - 0.5 : -0.5;
        step[axis] = reversed ? -1 : 1;
    };
    edge(plane.right, plane.rightReversed, place.right);
    edge(plane.down, plane.downReversed, place.down);
    place.origin[plane.across] = slice;
    return place;
}

PicturePlace preparedPlace(const PicturePlace& place, const PictureMapping& mapping) {
    PicturePlace result;
    for (int axis = 0; axis < 3; ++axis) {
        result.origin[axis] =
            place.origin[axis] + mapping.left * place.right[axis] + mapping.top * place.down[axis];
        result.right[axis] = place.right[axis] * mapping.pixelWidth;
        result.down[axis] = place.down[axis] * mapping.pixelHeight;
    }
    return result;
}

std::vector<int> evenPictures(int count, int most) {
    std::vector<int> chosen;
    if (count <= most) {
        for (int i = 0; i < count; ++i) chosen.push_back(i);
        return chosen;
    }
    for (int i = 1; i <= most; ++i)
        chosen.push_back(
            static_cast<int>(std::nearbyint(static_cast<double>(i) / most * static_cast<double>(count - 1))));
    return chosen;
}

}  // namespace dokuei::inference
