#include "viewer/objects/LabelGrid.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "viewer/Error.h"
#include "viewer/volume/Memory.h"

namespace dokuei::viewer {

LabelGrid::LabelGrid(Geometry geometry, std::vector<std::array<double, 2>> planeShift,
                     const std::vector<std::vector<VoxelRun>>& masks)
    : geometry_(std::move(geometry)), planeShift_(std::move(planeShift)) {
    low_ = geometry_.size;
    high_ = {-1, -1, -1};
    for (const auto& mask : masks)
        for (const VoxelRun& run : mask) {
            low_ = {std::min(low_[0], run.begin), std::min(low_[1], run.j), std::min(low_[2], run.k)};
            high_ = {std::max(high_[0], run.end - 1), std::max(high_[1], run.j), std::max(high_[2], run.k)};
        }
    const bool empty = high_[0] < low_[0];
    std::size_t bytes = empty ? 0 : 1;
    for (int a = 0; !empty && a < 3; ++a) bytes *= static_cast<std::size_t>(high_[a] - low_[a] + 1);
    const int width = high_[0] - low_[0] + 1, height = high_[1] - low_[1] + 1;
    std::vector<int> used;
    const auto at = [&](const VoxelRun& run) {
        return (static_cast<std::size_t>(run.k - low_[2]) * height + (run.j - low_[1])) * width +
               (run.begin - low_[0]);
    };
    const auto isFree = [&](const std::vector<std::uint8_t>& layer, const std::vector<VoxelRun>& mask) {
        return std::all_of(mask.begin(), mask.end(), [&](const VoxelRun& run) {
            const auto first = layer.begin() + static_cast<std::ptrdiff_t>(at(run));
            return std::all_of(first, first + (run.end - run.begin), [](std::uint8_t v) { return v == 0; });
        });
    };
    for (const auto& mask : masks) {
        Place place;
        if (!mask.empty()) {
            std::size_t layer = 0;
            while (layer < layers_.size() && (used[layer] == maximumLabel || !isFree(layers_[layer], mask)))
                ++layer;
            if (layer == layers_.size()) {
                if (!fitsIntoMemory(bytes))
                    throw Error("not enough memory for its masks (" + std::to_string(bytes >> 20) +
                                " MB more)");
                layers_.emplace_back(bytes, std::uint8_t{0});
                used.push_back(0);
            }
            place = {static_cast<int>(layer), static_cast<std::uint8_t>(++used[layer])};
            for (const VoxelRun& run : mask)
                std::fill_n(layers_[layer].begin() + static_cast<std::ptrdiff_t>(at(run)),
                            run.end - run.begin, place.label);
        }
        places_.push_back(place);
    }

    const double voxelVolume = geometry_.spacing[0] * geometry_.spacing[1] * geometry_.spacing[2];
    for (const auto& mask : masks) {
        MaskFacts facts;
        Vec3 sum{0, 0, 0};
        bool first = true;
        for (const VoxelRun& run : mask) {
            const auto shift = planeShift_.empty() ? std::array<double, 2>{0, 0}
                                                   : planeShift_[static_cast<std::size_t>(run.k)];
            const int length = run.end - run.begin;
            facts.voxels += length;
            sum[0] += length * ((run.begin + run.end - 1) / 2.0 + shift[0]);
            sum[1] += length * (run.j + shift[1]);
            sum[2] += length * static_cast<double>(run.k);
            for (int corner = 0; corner < 8; ++corner) {
                const Vec3 lps = geometry_.lpsFromVoxel(
                    {(corner & 1 ? run.end - 0.5 : run.begin - 0.5) + shift[0],
                     run.j + (corner & 2 ? 0.5 : -0.5) + shift[1], run.k + (corner & 4 ? 0.5 : -0.5)});
                for (std::size_t a = 0; a < 3; ++a) {
                    facts.bounds[a] = first ? lps[a] : std::min(facts.bounds[a], lps[a]);
                    facts.bounds[a + 3] = first ? lps[a] : std::max(facts.bounds[a + 3], lps[a]);
                }
                first = false;
            }
        }
        if (facts.voxels > 0) {
            for (double& part : sum) part /= static_cast<double>(facts.voxels);
            facts.centroid = geometry_.lpsFromVoxel(sum);
            facts.millilitres = static_cast<double>(facts.voxels) * voxelVolume / 1000;
        }
        facts_.push_back(facts);
    }
}

std::uint8_t LabelGrid::labelAt(int layer, int i, int j, int k) const {
    if (i < low_[0] || j < low_[1] || k < low_[2] || i > high_[0] || j > high_[1] || k > high_[2]) return 0;
    const std::size_t width = static_cast<std::size_t>(high_[0] - low_[0] + 1);
    const std::size_t height = static_cast<std::size_t>(high_[1] - low_[1] + 1);
    return layers_[static_cast<std::size_t>(layer)]
                  [(static_cast<std::size_t>(k - low_[2]) * height + static_cast<std::size_t>(j - low_[1])) *
                       width +
                   static_cast<std::size_t>(i - low_[0])];
}

bool LabelGrid::nearestVoxel(const Vec3& index, Index3& voxel) const {
    const double k = std::floor(index[2] + 0.5);
    if (!(k >= low_[2] && k <= high_[2])) return false;
    double i = index[0], j = index[1];
    if (!planeShift_.empty()) {
        i -= planeShift_[static_cast<std::size_t>(k)][0];
        j -= planeShift_[static_cast<std::size_t>(k)][1];
    }
    i = std::floor(i + 0.5);
    j = std::floor(j + 0.5);
    if (!(i >= low_[0] && i <= high_[0] && j >= low_[1] && j <= high_[1])) return false;
    voxel = {static_cast<int>(i), static_cast<int>(j), static_cast<int>(k)};
    return true;
}

bool LabelGrid::covers(std::size_t mask, const Vec3& lps) const {
    const Place where = places_[mask];
    Index3 voxel;
    return where.layer >= 0 && nearestVoxel(geometry_.voxelFromLps(lps), voxel) &&
           labelAt(where.layer, voxel[0], voxel[1], voxel[2]) == where.label;
}

}  // namespace dokuei::viewer
