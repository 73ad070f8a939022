#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "viewer/Error.h"
#include "viewer/objects/StructureSet.h"

namespace dokuei::viewer {
namespace {

using Polygon = std::vector<std::array<double, 2>>;  // i, j in voxels

constexpr double kFlat = 0.1;  // how far, in slices, the points of a contour may stray from its plane
constexpr int kMaximumEdge = 4096;

double dot(const Vec3& a, const Vec3& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Vec3 cross(const Vec3& a, const Vec3& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

/// The contours of one region on a grid: polygons by the position of their plane along k.
using Planes = std::map<double, std::vector<Polygon>>;

/// Nothing when a contour does not lie in the planes of the grid.
std::optional<Planes> planesOf(const RegionOfInterest& region, const Geometry& grid) {
    Planes planes;
    for (const Contour& contour : region.contours) {
        if (contour.type != Contour::Type::Closed) continue;
        Polygon polygon;
        double low = std::numeric_limits<double>::max(), high = std::numeric_limits<double>::lowest(),
               sum = 0;
        for (const Vec3& point : contour.points) {
            const Vec3 voxel = grid.voxelFromLps(point);
            polygon.push_back({voxel[0], voxel[1]});
            low = std::min(low, voxel[2]);
            high = std::max(high, voxel[2]);
            sum += voxel[2];
        }
        if (!(high - low <= kFlat)) return {};
        double at = sum / static_cast<double>(contour.points.size());
        // Contours of one plane meet under one key, whatever the last decimals say.
        const auto near = planes.lower_bound(at - kFlat / 2);
        if (near != planes.end() && near->first <= at + kFlat / 2) at = near->first;
        planes[at].push_back(std::move(polygon));
    }
    return planes;
}

/// Voxels of row j whose centres the polygons enclose by the even-odd rule.
void fillRow(const std::vector<Polygon>& polygons, int k, int j, int columns, std::vector<double>& crossings,
             std::vector<VoxelRun>& runs) {
    crossings.clear();
    for (const Polygon& polygon : polygons)
        for (std::size_t p = 0; p < polygon.size(); ++p) {
            const auto& a = polygon[p];
            const auto& b = polygon[(p + 1) % polygon.size()];
            if ((a[1] <= j) != (b[1] <= j))
                crossings.push_back(a[0] + (j - a[1]) / (b[1] - a[1]) * (b[0] - a[0]));
        }
    std::sort(crossings.begin(), crossings.end());
    for (std::size_t c = 0; c + 1 < crossings.size(); c += 2) {
        const double begin = std::max(0.0, std::ceil(crossings[c]));
        const double end = std::min<double>(columns, std::ceil(crossings[c + 1]));
        if (begin < end) runs.push_back({k, j, static_cast<int>(begin), static_cast<int>(end)});
    }
}

std::vector<VoxelRun> fill(const Planes& planes, const Geometry& grid, Progress* progress) {
    std::vector<VoxelRun> runs;
    if (planes.empty()) return runs;
    double apart = 1;  // contour planes further apart than the slices reach half-way to the next
    double smallest = std::numeric_limits<double>::max();
    for (auto plane = std::next(planes.begin()); plane != planes.end(); ++plane)
        smallest = std::min(smallest, plane->first - std::prev(plane)->first);
    if (planes.size() > 1) apart = std::max(1.0, smallest);
    std::vector<double> crossings;
    const int first =
        std::max(0, static_cast<int>(std::floor(std::max(-1.0, planes.begin()->first - apart))));
    const int last =
        static_cast<int>(std::ceil(std::min<double>(grid.size[2] - 1, planes.rbegin()->first + apart)));
    for (int k = first; k <= std::min(last, grid.size[2] - 1); ++k) {
        if (progress && progress->cancel) throw Cancelled();
        auto nearest = planes.lower_bound(k);
        if (nearest == planes.end() ||
            (nearest != planes.begin() && k - std::prev(nearest)->first <= nearest->first - k))
            nearest = std::prev(nearest);
        if (!(std::abs(nearest->first - k) <= apart / 2 + 1e-6)) continue;
        double low = std::numeric_limits<double>::max(), high = std::numeric_limits<double>::lowest();
        for (const Polygon& polygon : nearest->second)
            for (const auto& point : polygon) low = std::min(low, point[1]), high = std::max(high, point[1]);
        const int top = static_cast<int>(std::clamp(std::ceil(low), 0.0, double(grid.size[1])));
        const int bottom = static_cast<int>(std::clamp(std::floor(high), -1.0, grid.size[1] - 1.0));
        for (int j = top; j <= bottom; ++j) fillRow(nearest->second, k, j, grid.size[0], crossings, runs);
    }
    return runs;
}

/// A grid in the planes of the contours, as fine in plane as the image.
Geometry ownGrid(const std::vector<RegionOfInterest>& regions, const Geometry& image) {
    const Contour* model = nullptr;
    for (const RegionOfInterest& region : regions)
        for (const Contour& contour : region.contours)
            if (!model && contour.type == Contour::Type::Closed) model = &contour;
    if (!model) return image;
    Vec3 normal{0, 0, 0};  // Newell's method: twice the area, along the normal
    for (std::size_t p = 0; p < model->points.size(); ++p) {
        const Vec3 part = cross(model->points[p], model->points[(p + 1) % model->points.size()]);
        for (std::size_t a = 0; a < 3; ++a) normal[a] += part[a];
    }
    const double length = std::sqrt(dot(normal, normal));
    if (!(length > 1e-6)) throw Error("a contour encloses no area");
    for (double& part : normal) part /= length;
    Vec3 row{0, 0, 0};
    for (std::size_t axis = 0; axis < 3 && dot(row, row) < 0.1; ++axis) {
        const Vec3 along{image.direction[axis], image.direction[3 + axis], image.direction[6 + axis]};
        for (std::size_t a = 0; a < 3; ++a) row[a] = along[a] - dot(along, normal) * normal[a];
    }
    const double width = std::sqrt(dot(row, row));
    for (double& part : row) part /= width;
    const Vec3 column = cross(normal, row);

    Vec3 low, high;
    low.fill(std::numeric_limits<double>::max());
    high.fill(std::numeric_limits<double>::lowest());
    std::vector<double> heights;
    for (const RegionOfInterest& region : regions)
        for (const Contour& contour : region.contours) {
            if (contour.type != Contour::Type::Closed) continue;
            for (const Vec3& point : contour.points) {
                const Vec3 own{dot(point, row), dot(point, column), dot(point, normal)};
                for (std::size_t a = 0; a < 3; ++a) {
                    low[a] = std::min(low[a], own[a]);
                    high[a] = std::max(high[a], own[a]);
                }
            }
            heights.push_back(dot(contour.points.front(), normal));
        }
    std::sort(heights.begin(), heights.end());
    double apart = 0;
    for (std::size_t h = 1; h < heights.size(); ++h)
        if (const double gap = heights[h] - heights[h - 1]; gap > 0.1 && (apart == 0 || gap < apart))
            apart = gap;
    const double fine = std::min({image.spacing[0], image.spacing[1], image.spacing[2]});
    Geometry grid;
    grid.spacing = {fine, fine, apart > 0 ? apart : image.spacing[2]};
    for (std::size_t a = 0; a < 3; ++a) {
        const double count = std::floor((high[a] - low[a]) / grid.spacing[a] + 0.5) + 1;
        if (!(count >= 1 && count <= kMaximumEdge))
            throw Error("its contours reach further than any patient");
        grid.size[a] = static_cast<int>(count);
        grid.origin[a] = low[0] * row[a] + low[1] * column[a] + low[2] * normal[a];
        grid.direction[3 * a] = row[a];
        grid.direction[3 * a + 1] = column[a];
        grid.direction[3 * a + 2] = normal[a];
    }
    grid.frameOfReferenceUid = image.frameOfReferenceUid;
    return grid;
}

}  // namespace

LabelGrid fillContours(const std::vector<RegionOfInterest>& regions, const Geometry& image,
                       Progress* progress) {
    if (progress) {
        progress->done = 0;
        progress->total = static_cast<long long>(regions.size());
    }
    Geometry grid = image;
    const bool inSlices = std::all_of(regions.begin(), regions.end(), [&](const RegionOfInterest& region) {
        return planesOf(region, image).has_value();
    });
    if (!inSlices) grid = ownGrid(regions, image);
    std::vector<std::vector<VoxelRun>> masks;
    for (const RegionOfInterest& region : regions) {
        const auto planes = planesOf(region, grid);
        if (!planes) throw Error("the contours of \"" + region.name + "\" do not lie in parallel planes");
        masks.push_back(fill(*planes, grid, progress));
        if (progress) ++progress->done;
    }
    return LabelGrid(std::move(grid), {}, masks);
}

}  // namespace dokuei::viewer
