#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "viewer/volume/Geometry.h"

namespace dokuei::viewer {

/// Some voxels of one row: i in [begin, end).
struct VoxelRun {
    int k = 0, j = 0, begin = 0, end = 0;
};

/// What is known of a mask from its voxels. Positions are LPS, mm.
struct MaskFacts {
    long long voxels = 0;
    double millilitres = 0;
    Vec3 centroid{0, 0, 0};
    std::array<double, 6> bounds{0, 0, 0, 0, 0, 0};  ///< min, max; half-voxel border included
};

/// Masks on one voxel grid, packed into layers so that masks that overlap lie in different ones.
///
/// In a layer a voxel holds 0 or the label of the one mask that owns it there. The layers cover a part of the
/// grid only, `boxLow` to `boxHigh` (inclusive), outside of which no mask has a voxel.
class LabelGrid {
public:
    static constexpr int maximumLabel = 255;
    struct Place {
        int layer = -1;  ///< -1: the mask is empty
        std::uint8_t label = 0;
    };

    LabelGrid() = default;
    /// `planeShift`: displacement of each plane k along i and j, in voxels (a sheared stack); may be empty.
    /// Packs masks[n] in that order; place(n) tells where mask n went. Throws Error when memory is short.
    LabelGrid(Geometry geometry, std::vector<std::array<double, 2>> planeShift,
              const std::vector<std::vector<VoxelRun>>& masks);

    const Geometry& geometry() const { return geometry_; }
    int layerCount() const { return static_cast<int>(layers_.size()); }
    Place place(std::size_t mask) const { return places_[mask]; }
    std::size_t maskCount() const { return places_.size(); }
    const MaskFacts& facts(std::size_t mask) const { return facts_[mask]; }
    Index3 boxLow() const { return low_; }
    Index3 boxHigh() const { return high_; }

    /// Label of a layer at a voxel; 0 outside the grid.
    std::uint8_t labelAt(int layer, int i, int j, int k) const;
    /// The voxel nearest to a continuous index, with the shift of its plane taken out; false outside the box.
    bool nearestVoxel(const Vec3& index, Index3& voxel) const;
    /// Whether a mask covers an LPS position (nearest voxel).
    bool covers(std::size_t mask, const Vec3& lps) const;

private:
    Geometry geometry_;
    std::vector<std::array<double, 2>> planeShift_;
    Index3 low_{0, 0, 0}, high_{-1, -1, -1};
    std::vector<std::vector<std::uint8_t>> layers_;
    std::vector<Place> places_;
    std::vector<MaskFacts> facts_;
};

}  // namespace dokuei::viewer
