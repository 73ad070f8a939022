#include "viewer/objects/ImagePlaces.h"

#include <algorithm>
#include <cmath>

namespace dokuei::viewer {
namespace {

constexpr int kCorners = 64;

Vec3 middle(const Vec3& a, const Vec3& b) {
    return {(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2};
}

Vec3 half(const Vec3& from, const Vec3& to) {
    return {(to[0] - from[0]) / 2, (to[1] - from[1]) / 2, (to[2] - from[2]) / 2};
}

std::vector<Vec3> ellipse(const Vec3& centre, const Vec3& a, const Vec3& b) {
    std::vector<Vec3> points;
    for (int n = 0; n < kCorners; ++n) {
        const double c = std::cos(2 * M_PI * n / kCorners), s = std::sin(2 * M_PI * n / kCorners);
        points.push_back({centre[0] + c * a[0] + s * b[0], centre[1] + c * a[1] + s * b[1],
                          centre[2] + c * a[2] + s * b[2]});
    }
    return points;
}

}  // namespace

ImagePlaces::ImagePlaces(const Volume& volume) : volume_(volume) {
    const int count = std::min<int>(static_cast<int>(volume.slices.size()), volume.geometry().size[2]);
    for (int k = 0; k < count; ++k)
        slices_.emplace(volume.slices[static_cast<std::size_t>(k)].sopInstanceUid, k);
}

std::vector<int> ImagePlaces::slicesOf(const ImageReference& reference) const {
    std::vector<int> found;
    if (reference.sopInstanceUid.empty()) return found;
    const auto [first, last] = slices_.equal_range(reference.sopInstanceUid);
    for (auto slice = first; slice != last; ++slice) {
        const int frame = volume_.slices[static_cast<std::size_t>(slice->second)].frame;
        if (reference.frames.empty() ||
            std::find(reference.frames.begin(), reference.frames.end(), frame) != reference.frames.end())
            found.push_back(slice->second);
    }
    return found;
}

Vec3 ImagePlaces::lpsOfPixel(double column, double row, int k) const {
    const SliceIdentity& slice = volume_.slices[static_cast<std::size_t>(k)];
    return volume_.geometry().lpsFromVoxel(
        {column - 0.5 + slice.offsetI, row - 0.5 + slice.offsetJ, static_cast<double>(k)});
}

std::vector<DrawnLine> linesOf(const ImageRegion& region) {
    const auto& p = region.points;
    switch (region.type) {
        case GraphicType::Point:
        case GraphicType::MultiPoint:
            return {{p, false, true}};
        case GraphicType::Polyline:
            return {{p, p.size() > 2 && (p.front() == p.back() || region.isBox()), false}};
        case GraphicType::Polygon:
            return {{p, true, false}};
        case GraphicType::Circle: {
            const double radius = std::hypot(p[1][0] - p[0][0], p[1][1] - p[0][1]);
            return {{ellipse(p[0], {radius, 0, 0}, {0, radius, 0}), true, false}};
        }
        case GraphicType::Ellipse:
            return {{ellipse(middle(p[0], p[1]), half(p[0], p[1]), half(p[2], p[3])), true, false}};
        case GraphicType::Ellipsoid: {
            const Vec3 centre = middle(p[0], p[1]);
            const Vec3 a = half(p[0], p[1]), b = half(p[2], p[3]), c = half(p[4], p[5]);
            return {{ellipse(centre, a, b), true, false},
                    {ellipse(centre, b, c), true, false},
                    {ellipse(centre, a, c), true, false}};
        }
    }
    return {};
}

std::vector<Vec3> curveThrough(const std::vector<Vec3>& points) {
    constexpr int pieces = 8;
    if (points.size() < 3) return points;
    const bool closed = points.front() == points.back();
    const auto count = static_cast<int>(points.size());
    const auto at = [&](int n) {
        // A closed line names its first point twice.
        if (closed) n = (n % (count - 1) + count - 1) % (count - 1);
        return points[static_cast<std::size_t>(std::clamp(n, 0, count - 1))];
    };
    std::vector<Vec3> curve;
    for (int n = 0; n + 1 < count; ++n) {
        const Vec3 a = at(n - 1), b = at(n), c = at(n + 1), d = at(n + 2);
        for (int piece = 0; piece < pieces; ++piece) {
            const double t = double(piece) / pieces;
            Vec3 point;
            for (std::size_t x = 0; x < 3; ++x)
                point[x] =
                    b[x] +
                    0.5 * t *
                        (c[x] - a[x] +
                         t * (2 * a[x] - 5 * b[x] + 4 * c[x] - d[x] + t * (3 * (b[x] - c[x]) + d[x] - a[x])));
            curve.push_back(point);
        }
    }
    curve.push_back(points.back());
    return curve;
}

}  // namespace dokuei::viewer
