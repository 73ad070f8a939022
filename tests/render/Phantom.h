#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <memory>

#include "viewer/volume/Volume.h"

namespace dokuei::viewer::phantom {

/// A geometry centred on the patient origin.
inline Geometry geometry(Index3 size, Vec3 spacing,
                         std::array<double, 9> direction = {1, 0, 0, 0, 1, 0, 0, 0, 1}) {
    Geometry geometry;
    geometry.size = size;
    geometry.spacing = spacing;
    geometry.direction = direction;
    for (int row = 0; row < 3; ++row)
        for (int c = 0; c < 3; ++c)
            geometry.origin[row] -= direction[row * 3 + c] * spacing[c] * (size[c] - 1) / 2;
    return geometry;
}

/// Rotation by `degrees` about the body axis and then by `tilt` about the left-right axis.
inline std::array<double, 9> rotation(double degrees, double tilt) {
    const double a = degrees * M_PI / 180, t = tilt * M_PI / 180;
    return {std::cos(a),
            -std::sin(a),
            0,
            std::sin(a) * std::cos(t),
            std::cos(a) * std::cos(t),
            -std::sin(t),
            std::sin(a) * std::sin(t),
            std::cos(a) * std::sin(t),
            std::cos(t)};
}

/// Writes the values (HU) of slice k and marks it ready.
inline void fillSlice(Volume& volume, int k, const std::function<double(const Vec3&)>& value) {
    const Geometry& geometry = volume.geometry();
    auto* target = static_cast<std::int16_t*>(volume.slice(k));
    double low = 1e9, high = -1e9, sum = 0;
    for (int j = 0; j < geometry.size[1]; ++j) {
        for (int i = 0; i < geometry.size[0]; ++i) {
            const double hu = value(geometry.lpsFromVoxel({1.0 * i, 1.0 * j, 1.0 * k}));
            const double stored = (hu - volume.rescaleIntercept) / volume.rescaleSlope;
            *target++ = static_cast<std::int16_t>(std::lround(stored));
            low = std::min(low, stored);
            high = std::max(high, stored);
            sum += stored;
        }
    }
    volume.addSliceStatistics(low, high, sum);
    volume.markSliceReady(k);
}

/// An int16 volume that is not filled yet.
inline std::shared_ptr<Volume> empty(const Geometry& geometry, const std::string& modality = "CT") {
    auto volume = std::make_shared<Volume>(geometry, ScalarType::Int16, -1000);
    volume->identity.modality = modality;
    return volume;
}

inline std::shared_ptr<Volume> filled(const Geometry& geometry,
                                      const std::function<double(const Vec3&)>& value,
                                      const std::string& modality = "CT") {
    auto volume = empty(geometry, modality);
    for (int k = 0; k < geometry.size[2]; ++k) fillSlice(*volume, k, value);
    return volume;
}

/// Air with one bright ball.
inline std::function<double(const Vec3&)> ball(Vec3 center, double radius, double inside = 1000,
                                               double outside = -1000) {
    return [=](const Vec3& p) {
        return std::hypot(p[0] - center[0], p[1] - center[1], p[2] - center[2]) <= radius ? inside : outside;
    };
}

}  // namespace dokuei::viewer::phantom
