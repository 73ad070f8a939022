#include "viewer/render/PlaneGeometry.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dokuei::viewer {

namespace {

double dot(const Vec3& a, const Vec3& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

}  // namespace

PlaneAxes planeAxes(Plane plane) {
    switch (plane) {
        case Plane::Axial:
            return {{1, 0, 0}, {0, 1, 0}, 2};
        case Plane::Coronal:
            return {{1, 0, 0}, {0, 0, -1}, 1};
        case Plane::Sagittal:
            return {{0, 1, 0}, {0, 0, -1}, 0};
    }
    return {{1, 0, 0}, {0, 1, 0}, 2};
}

std::array<char, 4> edgeLetters(Plane plane) {
    switch (plane) {
        case Plane::Axial:
            return {'R', 'L', 'A', 'P'};
        case Plane::Coronal:
            return {'R', 'L', 'H', 'F'};
        case Plane::Sagittal:
            return {'A', 'P', 'H', 'F'};
    }
    return {' ', ' ', ' ', ' '};
}

std::pair<Vec3, Vec3> lpsBounds(const Geometry& geometry) {
    Vec3 low, high;
    low.fill(std::numeric_limits<double>::max());
    high.fill(std::numeric_limits<double>::lowest());
    for (int corner = 0; corner < 8; ++corner) {
        Vec3 voxel;
        for (int a = 0; a < 3; ++a) voxel[a] = (corner >> a & 1) ? geometry.size[a] - 0.5 : -0.5;
        const Vec3 lps = geometry.lpsFromVoxel(voxel);
        for (int a = 0; a < 3; ++a) {
            low[a] = std::min(low[a], lps[a]);
            high[a] = std::max(high[a], lps[a]);
        }
    }
    return {low, high};
}

int SliceStack::nearest(double positionMm) const {
    if (count < 1) return 0;
    return static_cast<int>(std::clamp(std::round((positionMm - first) / step), 0.0, count - 1.0));
}

SliceStack sliceStack(const Geometry& geometry, Plane plane) {
    SliceStack stack;
    stack.axis = planeAxes(plane).normalAxis;
    int along = 0;
    for (int c = 1; c < 3; ++c) {
        if (std::abs(geometry.direction[stack.axis * 3 + c]) >
            std::abs(geometry.direction[stack.axis * 3 + along]))
            along = c;
    }
    const double cosine = geometry.direction[stack.axis * 3 + along];
    constexpr double halfDegree = 0.99996192;
    stack.native = std::abs(cosine) >= halfDegree;
    if (stack.native) {
        Vec3 middle;
        for (int a = 0; a < 3; ++a) middle[a] = (geometry.size[a] - 1) / 2.0;
        middle[along] = 0;
        stack.first = geometry.lpsFromVoxel(middle)[stack.axis];
        stack.step = geometry.spacing[along] * cosine;
        stack.count = geometry.size[along];
    } else {
        const auto [low, high] = lpsBounds(geometry);
        const double extent = high[stack.axis] - low[stack.axis];
        stack.step = geometry.spacing[along];
        stack.count = std::max(1, static_cast<int>(std::floor(extent / stack.step)));
        stack.first = low[stack.axis] + (extent - (stack.count - 1) * stack.step) / 2;
    }
    return stack;
}

QPointF PlaneGeometry::screenFromLps(const Vec3& lps) const {
    const PlaneAxes axes = planeAxes(plane);
    const Vec3 offset{lps[0] - center[0], lps[1] - center[1], lps[2] - center[2]};
    return {size.width() / 2 + dot(offset, axes.right) / mmPerPixel,
            size.height() / 2 + dot(offset, axes.down) / mmPerPixel};
}

Vec3 PlaneGeometry::lpsFromScreen(const QPointF& pixel) const {
    const PlaneAxes axes = planeAxes(plane);
    const double right = (pixel.x() - size.width() / 2) * mmPerPixel;
    const double down = (pixel.y() - size.height() / 2) * mmPerPixel;
    Vec3 lps = center;
    for (int a = 0; a < 3; ++a) lps[a] += right * axes.right[a] + down * axes.down[a];
    return lps;
}

void PlaneGeometry::fit(const std::pair<Vec3, Vec3>& bounds) {
    const PlaneAxes axes = planeAxes(plane);
    Vec3 extent;
    for (int a = 0; a < 3; ++a) {
        extent[a] = bounds.second[a] - bounds.first[a];
        if (a != axes.normalAxis) center[a] = (bounds.first[a] + bounds.second[a]) / 2;
    }
    const double across = std::abs(dot(extent, axes.right)), along = std::abs(dot(extent, axes.down));
    mmPerPixel = std::max(across / std::max(1.0, size.width()), along / std::max(1.0, size.height()));
    mmPerPixel = std::max(mmPerPixel, 1e-6);
}

void PlaneGeometry::zoom(double factor, const QPointF& pixel) {
    const Vec3 fixed = lpsFromScreen(pixel);
    mmPerPixel = std::clamp(mmPerPixel / factor, 1e-4, 100.0);
    const Vec3 moved = lpsFromScreen(pixel);
    for (int a = 0; a < 3; ++a) center[a] += fixed[a] - moved[a];
}

void PlaneGeometry::pan(const QPointF& pixels) {
    const PlaneAxes axes = planeAxes(plane);
    for (int a = 0; a < 3; ++a)
        center[a] -= (pixels.x() * axes.right[a] + pixels.y() * axes.down[a]) * mmPerPixel;
}

bool sliceCuts(const SliceStack& stack, double positionMm, double low, double high) {
    constexpr double tolerance = 1e-6;
    if (low > high) std::swap(low, high);
    if (positionMm >= low - tolerance && positionMm <= high + tolerance) return true;
    const double atLow = (low - stack.first) / stack.step, atHigh = (high - stack.first) / stack.step;
    const double inside = std::ceil(std::min(atLow, atHigh) - tolerance);
    if (inside <= std::max(atLow, atHigh) + tolerance) return false;
    return stack.nearest((low + high) / 2) == stack.nearest(positionMm);
}

}  // namespace dokuei::viewer
