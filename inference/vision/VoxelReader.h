#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include "inference/Error.h"
#include "inference/VolumeView.h"

namespace dokuei::inference {

/// Calls `use(read)` where read(i,j,k) gives a voxel's value as double (HU for CT; luminance of a colour), so
/// that the voxel's type is found out once and not for every voxel.
template <typename Use>
auto withVoxels(const VolumeView& volume, Use&& use) {
    const auto reader = [&volume](const auto* data) {
        return [data, stride = volume.stride, slope = volume.slope, intercept = volume.intercept](
                   std::ptrdiff_t i, std::ptrdiff_t j, std::ptrdiff_t k) {
            return static_cast<double>(data[i * stride[0] + j * stride[1] + k * stride[2]]) * slope +
                   intercept;
        };
    };
    switch (volume.scalar) {
        case VolumeView::Scalar::Int16:
            return use(reader(static_cast<const std::int16_t*>(volume.data)));
        case VolumeView::Scalar::UInt16:
            return use(reader(static_cast<const std::uint16_t*>(volume.data)));
        case VolumeView::Scalar::Float32:
            return use(reader(static_cast<const float*>(volume.data)));
        case VolumeView::Scalar::Rgb8: {
            const auto* data = static_cast<const VolumeView::Rgb*>(volume.data);
            return use([data, stride = volume.stride](std::ptrdiff_t i, std::ptrdiff_t j, std::ptrdiff_t k) {
                return static_cast<double>(
                    static_cast<float>(data[i * stride[0] + j * stride[1] + k * stride[2]]));
            });
        }
    }
    throw Error("the voxels have a type that is not known");
}

/// Throws Error when the volume has no voxels.
inline void requireVoxels(const VolumeView& volume) {
    if (!volume.data || volume.size[0] < 1 || volume.size[1] < 1 || volume.size[2] < 1)
        throw Error("the volume holds no voxels");
}

}  // namespace dokuei::inference
