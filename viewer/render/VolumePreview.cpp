#include "viewer/render/VolumePreview.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

namespace dokuei::viewer {

namespace {

template <typename Scalar>
double numberOf(const Scalar& voxel) {
    if constexpr (std::is_same_v<Scalar, Rgb>)
        return luminance(voxel);
    else
        return voxel;
}

template <typename Scalar>
void averageBlocks(const Volume& volume, const Index3& stride, bool flipK, const std::atomic<bool>& cancel,
                   VolumePreview& preview) {
    const Index3 size = volume.geometry().size, out = preview.geometry.size;
    const auto* data = static_cast<const Scalar*>(volume.data());
    std::vector<double> row(out[0]);
    const double blockVoxels = 1.0 * stride[0] * stride[1] * stride[2];
    for (int k = 0; k < out[2] && !cancel.load(std::memory_order_relaxed); ++k) {
        const int fromK = (flipK ? out[2] - 1 - k : k) * stride[2];
        for (int j = 0; j < out[1]; ++j) {
            std::fill(row.begin(), row.end(), 0.0);
            for (int dk = 0; dk < stride[2]; ++dk) {
                for (int dj = 0; dj < stride[1]; ++dj) {
                    const Scalar* line = data + (1LL * (fromK + dk) * size[1] + j * stride[1] + dj) * size[0];
                    for (int i = 0; i < out[0]; ++i) {
                        double sum = 0;
                        for (int di = 0; di < stride[0]; ++di) sum += numberOf(line[i * stride[0] + di]);
                        row[i] += sum;
                    }
                }
            }
            auto* target = preview.voxels.data() + (1LL * k * out[1] + j) * out[0];
            for (int i = 0; i < out[0]; ++i) {
                const double value = row[i] / blockVoxels * volume.rescaleSlope + volume.rescaleIntercept;
                const double stored = (value - preview.offset) / preview.scale;
                target[i] = static_cast<std::int16_t>(std::lround(std::clamp(stored, -32768.0, 32767.0)));
            }
        }
    }
}

double determinant(const std::array<double, 9>& m) {
    return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) +
           m[2] * (m[3] * m[7] - m[4] * m[6]);
}

}  // namespace

VolumePreview makePreview(const Volume& volume, int longestSide, const std::atomic<bool>& cancel) {
    VolumePreview preview;
    const Geometry& source = volume.geometry();
    Index3 stride;
    preview.geometry = source;
    Vec3 firstCenter;
    for (int a = 0; a < 3; ++a) {
        stride[a] = (source.size[a] + longestSide - 1) / longestSide;
        preview.geometry.size[a] = source.size[a] / stride[a];
        preview.geometry.spacing[a] = source.spacing[a] * stride[a];
        firstCenter[a] = (stride[a] - 1) / 2.0;
    }
    // Ray casting culls by winding, so a left-handed grid is stored with its last axis turned round.
    const bool flipK = determinant(source.direction) < 0;
    if (flipK) {
        firstCenter[2] += 1.0 * (preview.geometry.size[2] - 1) * stride[2];
        for (int row = 0; row < 3; ++row) preview.geometry.direction[row * 3 + 2] *= -1;
    }
    preview.geometry.origin = source.lpsFromVoxel(firstCenter);

    const ValueRange range = sampleRange(volume);
    const bool fits = range.min >= -32768 && range.max <= 32767 && range.max - range.min >= 256;
    if (!fits && range.max > range.min) {
        preview.scale = (range.max - range.min) / 32000;
        preview.offset = range.min;
    }
    preview.voxels.resize(preview.geometry.voxelCount());
    switch (volume.scalarType()) {
        case ScalarType::Int16:
            averageBlocks<std::int16_t>(volume, stride, flipK, cancel, preview);
            break;
        case ScalarType::UInt16:
            averageBlocks<std::uint16_t>(volume, stride, flipK, cancel, preview);
            break;
        case ScalarType::Float32:
            averageBlocks<float>(volume, stride, flipK, cancel, preview);
            break;
        case ScalarType::Rgb8:
            averageBlocks<Rgb>(volume, stride, flipK, cancel, preview);
            break;
    }
    if (cancel.load()) return {};
    return preview;
}

ValueRange sampleRange(const Volume& volume) {
    const Index3 size = volume.geometry().size;
    const long long perSlice = 1LL * size[0] * size[1];
    const int ready = volume.readySlices();
    ValueRange range;
    if (ready < 1 || perSlice < 1) return range;
    // The loaders have counted all values already.
    const Histogram histogram = volume.histogram();
    const Volume::Statistics all = volume.statistics();
    if (volume.complete() && all.count > 0 && histogram.count() == static_cast<std::uint64_t>(all.count))
        return {all.min, all.max, histogram.quantile(0.01), histogram.quantile(0.995), true};
    constexpr long long wanted = 200'000;
    // An odd stride does not fall into step with the rows.
    const long long stride = std::max(1LL, perSlice * ready / wanted) | 1;
    std::vector<float> values;
    for (int k = 0; k < size[2]; ++k) {
        if (!volume.sliceReady(k)) continue;
        for (long long n = k % stride; n < perSlice; n += stride) {
            const int i = static_cast<int>(n % size[0]), j = static_cast<int>(n / size[0]);
            if (volume.isPadding(i, j, k)) continue;
            const double value = volume.valueAt(i, j, k);
            if (std::isfinite(value)) values.push_back(static_cast<float>(value));
        }
    }
    if (values.empty()) return range;
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    range.min = *low;
    range.max = *high;
    const auto percentile = [&values](double p) {
        const auto at = values.begin() + static_cast<long>(p * (values.size() - 1));
        std::nth_element(values.begin(), at, values.end());
        return *at;
    };
    range.low = percentile(0.01);
    range.high = percentile(0.995);
    range.valid = true;
    return range;
}

}  // namespace dokuei::viewer
