#include "inference/vision/Preprocess.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <string>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

constexpr std::int16_t kAir = -1024;
constexpr double kMostVoxels = 24e6;
/// What the encoder holds per grid voxel at its peak, measured on large scans.
constexpr double kBytesPerVoxel = 200;

/// Source index as an affine function of the grid position: index = base + sum over a of step[a] * grid[a].
struct IndexMap {
    std::array<double, 3> base{};
    std::array<std::array<double, 3>, 3> step{};  ///< [grid axis][source axis]
    std::array<int, 3> samples{1, 1, 1};          ///< per grid axis within one voxel
};

void checkGeometry(const VolumeView& v) {
    bool sound = v.data != nullptr;
    for (int a = 0; a < 3; ++a)
        sound = sound && v.size[a] > 0 && std::isfinite(v.spacing[a]) && v.spacing[a] > 1e-3 &&
                v.spacing[a] < 1e3 && std::isfinite(v.origin[a]);
    const auto& m = v.direction;
    const double det = m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) +
                       m[2] * (m[3] * m[7] - m[4] * m[6]);
    if (!sound || !(std::abs(det) > 0.05)) throw Error("the volume's geometry makes no sense");
}

IndexMap indexMap(const ModelGrid& grid, const VolumeView& volume) {
    IndexMap map;
    map.base = volume.voxelFromLps(grid.lpsFromGrid({0, 0, 0}));
    for (int a = 0; a < 3; ++a) {
        std::array<double, 3> unit{};
        unit[a] = 1;
        const auto at = volume.voxelFromLps(grid.lpsFromGrid(unit));
        double furthest = 0;
        for (int s = 0; s < 3; ++s) {
            map.step[a][s] = at[s] - map.base[s];
            furthest = std::max(furthest, std::abs(map.step[a][s]));
        }
        map.samples[a] = std::clamp(static_cast<int>(std::ceil(furthest - 1e-6)), 1, 64);
    }
    return map;
}

/// The source axis that grid axis `a` runs along, or -1 when it crosses several.
int alongAxis(const IndexMap& map, const ModelGrid& grid, int a) {
    int along = -1;
    for (int s = 0; s < 3; ++s) {
        if (std::abs(map.step[a][s]) * grid.extent[a] < 0.2) continue;
        if (along >= 0) return -1;
        along = s;
    }
    return along;
}

struct Tap {
    int index;
    float weight;
};

/// Per grid position along one axis the source indices and weights; empty where the scan does not reach.
std::vector<std::vector<Tap>> tapsAlong(double base, double step, int samples, int count, int size) {
    std::vector<std::vector<Tap>> all(static_cast<std::size_t>(count));
    for (int g = 0; g < count; ++g) {
        std::vector<std::pair<int, double>> found;
        double sum = 0;
        const auto add = [&](int index, double weight) {
            if (weight <= 0) return;
            sum += weight;
            for (auto& f : found)
                if (f.first == index) {
                    f.second += weight;
                    return;
                }
            found.emplace_back(index, weight);
        };
        for (int n = 0; n < samples; ++n) {
            const double at = base + step * (g + (n + 0.5) / samples - 0.5);
            if (at < -0.5 - 1e-6 || at > size - 0.5 + 1e-6) continue;
            const double inside = std::clamp(at, 0.0, static_cast<double>(size - 1));
            const int low = std::min(static_cast<int>(inside), size - 1);
            add(low, 1 - (inside - low));
            add(std::min(low + 1, size - 1), inside - low);
        }
        for (const auto& [index, weight] : found)
            all[static_cast<std::size_t>(g)].push_back({index, static_cast<float>(weight / sum)});
    }
    return all;
}

std::int16_t toHu(double value) {
    if (!std::isfinite(value)) return kAir;
    return static_cast<std::int16_t>(std::lround(std::clamp(value, -1024.0, 3071.0)));
}

template <typename Scalar>
float finite(Scalar value) {
    if constexpr (std::is_floating_point_v<Scalar>)
        return std::isfinite(value) ? static_cast<float>(value) : 0.0f;
    return static_cast<float>(value);
}

/// Axes of grid and scan are the same up to order and sign: one axis after the other.
template <typename Scalar>
void resampleAligned(const VolumeView& v, const IndexMap& map, const std::array<int, 3>& axis, double slope,
                     double intercept, PreprocessedVolume& out, const std::atomic<bool>* stop) {
    const auto* data = static_cast<const Scalar*>(v.data);
    std::array<std::vector<std::vector<Tap>>, 3> taps;
    for (int a = 0; a < 3; ++a)
        taps[a] = tapsAlong(map.base[axis[a]], map.step[a][axis[a]], map.samples[a], out.grid.extent[a],
                            v.size[axis[a]]);
    const int nx = out.grid.extent[0], ny = out.grid.extent[1];
    // Which rows of the result a row of the scan belongs to.
    std::vector<std::vector<Tap>> rowsOf(static_cast<std::size_t>(v.size[axis[1]]));
    for (int y = 0; y < ny; ++y)
        for (const auto& tap : taps[1][static_cast<std::size_t>(y)])
            rowsOf[static_cast<std::size_t>(tap.index)].push_back({y, tap.weight});
    const auto sx = v.stride[axis[0]], sy = v.stride[axis[1]], sz = v.stride[axis[2]];
    at::parallel_for(0, out.grid.extent[2], 1, [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> sheet(static_cast<std::size_t>(nx) * ny), row(static_cast<std::size_t>(nx));
        for (auto z = begin; z < end; ++z) {
            if (stop && *stop) return;
            const auto& slices = taps[2][static_cast<std::size_t>(z)];
            if (slices.empty()) continue;
            std::fill(sheet.begin(), sheet.end(), 0.0f);
            for (const auto& slice : slices)
                for (int j = 0; j < v.size[axis[1]]; ++j) {
                    if (rowsOf[static_cast<std::size_t>(j)].empty()) continue;
                    const auto* line = data + slice.index * sz + j * sy;
                    for (int x = 0; x < nx; ++x) {
                        float sum = 0;
                        for (const auto& tap : taps[0][static_cast<std::size_t>(x)])
                            sum += tap.weight * finite(line[tap.index * sx]);
                        row[static_cast<std::size_t>(x)] = sum;
                    }
                    for (const auto& target : rowsOf[static_cast<std::size_t>(j)]) {
                        float* to = sheet.data() + static_cast<std::ptrdiff_t>(target.index) * nx;
                        const float weight = target.weight * slice.weight;
                        for (int x = 0; x < nx; ++x) to[x] += weight * row[static_cast<std::size_t>(x)];
                    }
                }
            for (int y = 0; y < ny; ++y) {
                if (taps[1][static_cast<std::size_t>(y)].empty()) continue;
                auto* to = out.hu.data() + (z * out.grid.size[1] + y) * out.grid.size[0];
                for (int x = 0; x < nx; ++x)
                    if (!taps[0][static_cast<std::size_t>(x)].empty())
                        to[x] = toHu(sheet[static_cast<std::size_t>(y) * nx + x] * slope + intercept);
            }
        }
    });
}

/// Means of blocks of `factor` voxels, a fraction of the volume; its view stays in the same patient space.
template <typename Scalar>
VolumeView blockMeans(const VolumeView& v, const std::array<int, 3>& factor, std::vector<float>& buffer) {
    const auto* data = static_cast<const Scalar*>(v.data);
    VolumeView small = v;
    std::array<double, 3> first{};
    for (int s = 0; s < 3; ++s) {
        small.size[s] = (v.size[s] + factor[s] - 1) / factor[s];
        small.spacing[s] = v.spacing[s] * factor[s];
        first[s] = (factor[s] - 1) / 2.0;
    }
    small.origin = v.lpsFromVoxel(first);
    small.scalar = VolumeView::Scalar::Float32;
    small.stride = {1, small.size[0], static_cast<std::ptrdiff_t>(small.size[0]) * small.size[1]};
    buffer.assign(static_cast<std::size_t>(small.size[0]) * small.size[1] * small.size[2], 0);
    small.data = buffer.data();
    at::parallel_for(0, small.size[2], 1, [&](std::int64_t begin, std::int64_t end) {
        std::vector<int> counts(static_cast<std::size_t>(small.size[0]));
        for (auto k = begin; k < end; ++k)
            for (int j = 0; j < small.size[1]; ++j) {
                float* row = buffer.data() + k * small.stride[2] + j * small.stride[1];
                std::fill(counts.begin(), counts.end(), 0);
                for (int c = static_cast<int>(k) * factor[2];
                     c < std::min(v.size[2], (static_cast<int>(k) + 1) * factor[2]); ++c)
                    for (int b = j * factor[1]; b < std::min(v.size[1], (j + 1) * factor[1]); ++b) {
                        const auto* line = data + c * v.stride[2] + b * v.stride[1];
                        for (int i = 0; i < small.size[0]; ++i)
                            for (int a = i * factor[0]; a < std::min(v.size[0], (i + 1) * factor[0]); ++a) {
                                row[i] += finite(line[a * v.stride[0]]);
                                ++counts[static_cast<std::size_t>(i)];
                            }
                    }
                for (int i = 0; i < small.size[0]; ++i)
                    row[i] /= static_cast<float>(counts[static_cast<std::size_t>(i)]);
            }
    });
    return small;
}

/// Any direction: the mean of trilinear samples spread over each grid voxel.
template <typename Scalar>
void resampleOblique(const VolumeView& v, const IndexMap& map, double slope, double intercept,
                     PreprocessedVolume& out, const std::atomic<bool>* stop) {
    const auto* data = static_cast<const Scalar*>(v.data);
    // The interpolation itself reaches one voxel to each side: two samples in three voxels see all of them.
    std::array<int, 3> samples{};
    for (int a = 0; a < 3; ++a) samples[a] = std::max(1, (2 * map.samples[a] + 2) / 3);
    std::vector<std::array<double, 3>> offsets;
    for (int c = 0; c < samples[2]; ++c)
        for (int b = 0; b < samples[1]; ++b)
            for (int a = 0; a < samples[0]; ++a) {
                const double g[3] = {(a + 0.5) / samples[0] - 0.5, (b + 0.5) / samples[1] - 0.5,
                                     (c + 0.5) / samples[2] - 0.5};
                std::array<double, 3> offset{};
                for (int s = 0; s < 3; ++s)
                    for (int axis = 0; axis < 3; ++axis) offset[s] += map.step[axis][s] * g[axis];
                offsets.push_back(offset);
            }
    at::parallel_for(0, out.grid.extent[2], 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto z = begin; z < end; ++z) {
            if (stop && *stop) return;
            for (int y = 0; y < out.grid.extent[1]; ++y)
                for (int x = 0; x < out.grid.extent[0]; ++x) {
                    double centre[3];
                    for (int s = 0; s < 3; ++s)
                        centre[s] = map.base[s] + map.step[0][s] * x + map.step[1][s] * y +
                                    map.step[2][s] * static_cast<double>(z);
                    double sum = 0;
                    int count = 0;
                    for (const auto& offset : offsets) {
                        int low[3], high[3];
                        double part[3];
                        bool inside = true;
                        for (int s = 0; s < 3 && inside; ++s) {
                            const double at = centre[s] + offset[s];
                            inside = at >= -0.5 - 1e-6 && at <= v.size[s] - 0.5 + 1e-6;
                            const double held = std::clamp(at, 0.0, static_cast<double>(v.size[s] - 1));
                            low[s] = static_cast<int>(held);
                            high[s] = std::min(low[s] + 1, v.size[s] - 1);
                            part[s] = held - low[s];
                        }
                        if (!inside) continue;
                        double value = 0;
                        for (int corner = 0; corner < 8; ++corner) {
                            double weight = 1;
                            std::ptrdiff_t where = 0;
                            for (int s = 0; s < 3; ++s) {
                                const bool up = corner >> s & 1;
                                weight *= up ? part[s] : 1 - part[s];
                                where += (up ? high[s] : low[s]) * v.stride[s];
                            }
                            if (weight > 0) value += weight * finite(data[where]);
                        }
                        sum += value;
                        ++count;
                    }
                    if (count > 0)
                        out.hu[(static_cast<std::size_t>(z) * out.grid.size[1] + y) * out.grid.size[0] + x] =
                            toHu(sum / count * slope + intercept);
                }
        }
    });
}

template <typename Scalar>
std::vector<float> sampleValues(const VolumeView& v) {
    const auto* data = static_cast<const Scalar*>(v.data);
    std::array<int, 3> step{};
    for (int a = 0; a < 3; ++a) step[a] = std::max(1, v.size[a] / 64);
    std::vector<float> values;
    for (int k = step[2] / 2; k < v.size[2]; k += step[2])
        for (int j = step[1] / 2; j < v.size[1]; j += step[1])
            for (int i = step[0] / 2; i < v.size[0]; i += step[0]) {
                const double value = data[i * v.stride[0] + j * v.stride[1] + k * v.stride[2]];
                if (std::isfinite(value)) values.push_back(static_cast<float>(value * v.slope + v.intercept));
            }
    std::sort(values.begin(), values.end());
    return values;
}

template <typename Scalar>
void resample(const VolumeView& v, PreprocessedVolume& out, const std::atomic<bool>* stop) {
    double slope = v.slope, intercept = v.intercept;
    if (v.modality != "CT") {
        const auto values = sampleValues<Scalar>(v);
        const auto percentile = [&](double p) {
            return values.empty()
                       ? 0.0
                       : static_cast<double>(
                             values[static_cast<std::size_t>(p * static_cast<double>(values.size() - 1))]);
        };
        out.hounsfield = v.modality.empty() && percentile(0.01) <= -900;
        if (!out.hounsfield) {
            const double low = percentile(0.005), high = percentile(0.995);
            const double scale = high > low ? 1800 / (high - low) : 0;
            slope *= scale;
            intercept = (v.intercept - low) * scale - 1000;
        }
    }
    const auto map = indexMap(out.grid, v);
    std::array<int, 3> axis{};
    for (int a = 0; a < 3; ++a) axis[a] = alongAxis(map, out.grid, a);
    const bool aligned = axis[0] >= 0 && axis[1] >= 0 && axis[2] >= 0 && axis[0] != axis[1] &&
                         axis[1] != axis[2] && axis[0] != axis[2];
    if (aligned)
        resampleAligned<Scalar>(v, map, axis, slope, intercept, out, stop);
    else
        resampleOblique<Scalar>(v, map, slope, intercept, out, stop);
}

double availableBytes() {
    std::ifstream in("/proc/meminfo");
    std::string name, unit;
    for (double kib = 0; in >> name >> kib; std::getline(in, unit))
        if (name == "MemAvailable:") return kib * 1024;
    return std::numeric_limits<double>::infinity();
}

}  // namespace

std::array<double, 3> ModelGrid::lpsFromGrid(const std::array<double, 3>& grid) const {
    return {originLps[0] + voxelMm * grid[0], originLps[1] + voxelMm * grid[1],
            originLps[2] + voxelMm * grid[2]};
}

std::array<double, 3> ModelGrid::gridFromLps(const std::array<double, 3>& lps) const {
    return {(lps[0] - originLps[0]) / voxelMm, (lps[1] - originLps[1]) / voxelMm,
            (lps[2] - originLps[2]) / voxelMm};
}

ModelGrid gridFor(const VolumeView& volume, double voxelMm) {
    checkGeometry(volume);
    const auto hull =
        lpsBoxOfVoxels(volume, {0, 0, 0, volume.size[0] - 1, volume.size[1] - 1, volume.size[2] - 1});
    ModelGrid grid;
    grid.voxelMm = voxelMm;
    double voxels = 1;
    std::string extent;
    for (int a = 0; a < 3; ++a) {
        const double length = hull[3 + a] - hull[a],
                     cells = std::max(1.0, std::ceil(length / voxelMm - 0.01));
        voxels *= std::ceil(cells / 16) * 16;
        extent += (a ? " x " : "") +
                  std::to_string(static_cast<long long>(std::lround(std::min(length, 1e9) / 10)));
        if (cells > 4096 || voxels > kMostVoxels)
            throw OutOfMemory("the field of view (" + extent + " cm) is larger than the model can take");
        grid.extent[a] = static_cast<int>(cells);
        grid.size[a] = (grid.extent[a] + 15) / 16 * 16;
        grid.originLps[a] = hull[a] + voxelMm / 2;
    }
    if (voxels * kBytesPerVoxel > availableBytes())
        throw OutOfMemory("there is not enough memory to read a field of view of " + extent +
                          " cm: close other studies or programs");
    return grid;
}

PreprocessedVolume preprocess(const VolumeView& volume, double voxelMm, const std::atomic<bool>* stop) {
    PreprocessedVolume out;
    out.grid = gridFor(volume, voxelMm);
    out.hu.assign(static_cast<std::size_t>(out.grid.size[0]) * out.grid.size[1] * out.grid.size[2], kAir);
    switch (volume.scalar) {
        case VolumeView::Scalar::Int16:
            resample<std::int16_t>(volume, out, stop);
            break;
        case VolumeView::Scalar::UInt16:
            resample<std::uint16_t>(volume, out, stop);
            break;
        case VolumeView::Scalar::Float32:
            resample<float>(volume, out, stop);
            break;
        case VolumeView::Scalar::Rgb8:
            resample<VolumeView::Rgb>(volume, out, stop);
            break;
    }
    if (stop && *stop) throw Cancelled();
    return out;
}

bool voxelBoxFromGrid(const ModelGrid& grid, const VolumeView& volume, const std::array<double, 6>& faces,
                      std::array<int, 6>& voxel) {
    std::array<double, 6> hull{1e30, 1e30, 1e30, -1e30, -1e30, -1e30};
    for (int corner = 0; corner < 8; ++corner) {
        std::array<double, 3> at{};
        for (int a = 0; a < 3; ++a) at[a] = faces[(corner >> a & 1) ? 3 + a : a];
        const auto index = volume.voxelFromLps(grid.lpsFromGrid(at));
        for (int s = 0; s < 3; ++s) {
            hull[s] = std::min(hull[s], index[s]);
            hull[3 + s] = std::max(hull[3 + s], index[s]);
        }
    }
    for (int s = 0; s < 3; ++s) {
        if (!(hull[3 + s] > hull[s]) || hull[3 + s] <= -0.5 || hull[s] >= volume.size[s] - 0.5) return false;
        // Voxel i reaches from i - 0.5 to i + 0.5.
        int first = static_cast<int>(std::lround(std::max(hull[s], -1.0) + 0.5));
        int last = static_cast<int>(std::lround(std::min(hull[3 + s], volume.size[s] + 0.0) - 0.5));
        if (last < first) first = last = static_cast<int>(std::lround((hull[s] + hull[3 + s]) / 2));
        voxel[s] = std::clamp(first, 0, volume.size[s] - 1);
        voxel[3 + s] = std::clamp(last, 0, volume.size[s] - 1);
    }
    return true;
}

std::array<double, 6> lpsBoxOfVoxels(const VolumeView& volume, const std::array<int, 6>& voxel) {
    std::array<double, 6> hull{1e30, 1e30, 1e30, -1e30, -1e30, -1e30};
    for (int corner = 0; corner < 8; ++corner) {
        std::array<double, 3> at{};
        for (int a = 0; a < 3; ++a) at[a] = (corner >> a & 1) ? voxel[3 + a] + 0.5 : voxel[a] - 0.5;
        const auto lps = volume.lpsFromVoxel(at);
        for (int a = 0; a < 3; ++a) {
            hull[a] = std::min(hull[a], lps[a]);
            hull[3 + a] = std::max(hull[3 + a], lps[a]);
        }
    }
    return hull;
}

}  // namespace dokuei::inference
