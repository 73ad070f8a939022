#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include "viewer/dicom/FrameReader.h"

namespace dokuei::viewer {
namespace {

struct Range {
    double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity(),
           sum = 0;
    long long count = 0;
};

/// Every voxel but those whose value lies between `padLow` and `padHigh`.
template <typename T>
Range rangeOf(const T* p, std::size_t count, double padLow, double padHigh) {
    using Sum = std::conditional_t<std::is_floating_point_v<T>, double, long long>;
    const bool pads = padLow <= padHigh;
    T low = std::numeric_limits<T>::max(), high = std::numeric_limits<T>::lowest();
    Sum sum = 0;
    if (!pads) {
        for (std::size_t i = 0; i < count; ++i) {
            low = std::min(low, p[i]);
            high = std::max(high, p[i]);
            sum += p[i];
        }
        return {static_cast<double>(low), static_cast<double>(high), static_cast<double>(sum),
                static_cast<long long>(count)};
    }
    long long used = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (p[i] >= padLow && p[i] <= padHigh) continue;
        low = std::min(low, p[i]);
        high = std::max(high, p[i]);
        sum += p[i];
        ++used;
    }
    if (used == 0) return {};
    return {static_cast<double>(low), static_cast<double>(high), static_cast<double>(sum), used};
}

Range rangeOf(const Rgb* p, std::size_t count) {
    Range range;
    for (std::size_t i = 0; i < count; ++i) {
        const double value = luminance(p[i]);
        range.low = std::min(range.low, value);
        range.high = std::max(range.high, value);
        range.sum += value;
    }
    range.count = static_cast<long long>(count);
    return range;
}

}  // namespace

void addStatisticsOfSlice(Volume& volume, int k) {
    const std::size_t count = static_cast<std::size_t>(volume.geometry().size[0]) * volume.geometry().size[1];
    const void* data = volume.slice(k);
    const double low = volume.paddingLow, high = volume.paddingHigh;
    Range range;
    switch (volume.scalarType()) {
        case ScalarType::Int16:
            range = rangeOf(static_cast<const std::int16_t*>(data), count, low, high);
            break;
        case ScalarType::UInt16:
            range = rangeOf(static_cast<const std::uint16_t*>(data), count, low, high);
            break;
        case ScalarType::Float32:
            range = rangeOf(static_cast<const float*>(data), count, low, high);
            break;
        case ScalarType::Rgb8:
            range = rangeOf(static_cast<const Rgb*>(data), count);
            break;
    }
    volume.addSliceStatistics(range.low, range.high, range.sum, range.count);
}

}  // namespace dokuei::viewer
