#include "inference/vision/Regions.h"

#include <algorithm>
#include <cmath>

namespace dokuei::inference {
namespace {

struct Component {
    int classIndex = 0;
    std::vector<std::uint32_t> voxels;
};

/// Face-connected components of all listed classes in one pass over the map.
std::vector<Component> components(const LabelMap& map, int firstClass) {
    const auto [nx, ny, nz] = map.size;
    const std::int64_t plane = static_cast<std::int64_t>(nx) * ny, count = plane * nz;
    std::vector<std::uint8_t> seen(count);
    std::vector<Component> found;
    std::vector<std::uint32_t> stack;
    for (std::int64_t start = 0; start < count; ++start) {
        const auto c = map.labels[start];
        if (seen[start] || c < firstClass) continue;
        Component part;
        part.classIndex = c;
        stack.assign(1, static_cast<std::uint32_t>(start));
        seen[start] = 1;
        while (!stack.empty()) {
            const auto at = stack.back();
            stack.pop_back();
            part.voxels.push_back(at);
            const int x = static_cast<int>(at % nx), y = static_cast<int>(at / nx % ny),
                      z = static_cast<int>(at / plane);
            const auto visit = [&](std::int64_t next) {
                if (seen[next] || map.labels[next] != c) return;
                seen[next] = 1;
                stack.push_back(static_cast<std::uint32_t>(next));
            };
            if (x > 0) visit(at - 1);
            if (x < nx - 1) visit(at + 1);
            if (y > 0) visit(at - nx);
            if (y < ny - 1) visit(at + nx);
            if (z > 0) visit(at - plane);
            if (z < nz - 1) visit(at + plane);
        }
        found.push_back(std::move(part));
    }
    return found;
}

/// Longest axis of the solid ellipsoid with the same inertia: 2 * sqrt(5 * largest variance).
double longestAxis(const std::array<double, 3>& centre, const std::vector<std::uint32_t>& voxels, int nx,
                   int ny) {
    double m[3][3] = {};
    for (const auto at : voxels) {
        const double d[3] = {at % nx - centre[0], at / nx % ny - centre[1],
                             static_cast<double>(at / (static_cast<std::uint32_t>(nx) * ny)) - centre[2]};
        for (int i = 0; i < 3; ++i)
            for (int j = 0; j < 3; ++j) m[i][j] += d[i] * d[j] / static_cast<double>(voxels.size());
    }
    // Each voxel is itself a cube of variance 1/12.
    for (int i = 0; i < 3; ++i) m[i][i] += 1.0 / 12;
    double v[3] = {1, 1, 1}, largest = 0;
    for (int round = 0; round < 30; ++round) {
        double w[3], length = 0;
        for (int i = 0; i < 3; ++i) {
            w[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
            length += w[i] * w[i];
        }
        largest = std::sqrt(length);
        for (int i = 0; i < 3; ++i) v[i] = w[i] / largest;
    }
    return 2 * std::sqrt(5 * largest);
}

Region measure(const LabelMap& map, const std::vector<std::int16_t>& hu,
               const std::vector<std::uint32_t>& voxels, int classIndex, bool lesion) {
    const auto [nx, ny, nz] = map.size;
    const std::int64_t plane = static_cast<std::int64_t>(nx) * ny;
    Region r;
    r.classIndex = classIndex;
    r.voxels = static_cast<std::int64_t>(voxels.size());
    r.box = {nx, ny, nz, -1, -1, -1};
    double confidence = 0, sum = 0, squares = 0, allSum = 0, allSquares = 0;
    std::int64_t inner = 0;
    for (const auto at : voxels) {
        const int p[3] = {static_cast<int>(at % nx), static_cast<int>(at / nx % ny),
                          static_cast<int>(at / plane)};
        for (int a = 0; a < 3; ++a) {
            r.centre[a] += p[a];
            r.box[a] = std::min(r.box[a], p[a]);
            r.box[3 + a] = std::max(r.box[3 + a], p[a]);
        }
        confidence += map.confidence[at];
        allSum += hu[at];
        allSquares += static_cast<double>(hu[at]) * hu[at];
        const auto same = [&](bool inside, std::int64_t next) {
            return inside && map.labels[next] == classIndex;
        };
        if (same(p[0] > 0, at - 1) && same(p[0] < nx - 1, at + 1) && same(p[1] > 0, at - nx) &&
            same(p[1] < ny - 1, at + nx) && same(p[2] > 0, at - plane) && same(p[2] < nz - 1, at + plane)) {
            sum += hu[at];
            squares += static_cast<double>(hu[at]) * hu[at];
            ++inner;
        }
    }
    const double n = static_cast<double>(voxels.size());
    for (auto& c : r.centre) c /= n;
    r.confidence = confidence / n / 255;
    if (inner < 10) sum = allSum, squares = allSquares, inner = r.voxels;
    r.meanHu = sum / static_cast<double>(inner);
    r.deviationHu = std::sqrt(std::max(0.0, squares / static_cast<double>(inner) - r.meanHu * r.meanHu));
    for (int a = 0; a < 3; ++a) {
        r.cutOff[a] = r.box[a] == 0;
        r.cutOff[3 + a] = r.box[3 + a] >= map.extent[a] - 1;
    }
    if (lesion) r.diameterVoxels = longestAxis(r.centre, voxels, nx, ny);
    return r;
}

}  // namespace

std::vector<Region> findRegions(LabelMap& map, const std::vector<std::int16_t>& hu,
                                const std::vector<bool>& isLesion, const std::vector<bool>& scattered,
                                int firstClass) {
    // Padding is no part of the patient.
    const auto [nx, ny, nz] = map.size;
    for (int z = 0; z < nz; ++z)
        for (int y = 0; y < ny; ++y)
            for (int x = 0; x < nx; ++x)
                if (x >= map.extent[0] || y >= map.extent[1] || z >= map.extent[2])
                    map.labels[(static_cast<std::size_t>(z) * ny + y) * nx + x] = 0;
    auto parts = components(map, firstClass);
    std::stable_sort(parts.begin(), parts.end(), [](const Component& a, const Component& b) {
        return a.classIndex != b.classIndex ? a.classIndex < b.classIndex : a.voxels.size() > b.voxels.size();
    });
    std::vector<Region> regions;
    for (std::size_t first = 0; first < parts.size();) {
        const int c = parts[first].classIndex;
        const std::size_t largest = parts[first].voxels.size();
        std::size_t next = first;
        std::vector<std::uint32_t> organ;
        int listed = 0;
        for (; next < parts.size() && parts[next].classIndex == c; ++next) {
            auto& voxels = parts[next].voxels;
            if (isLesion[c]) {
                if (listed < kLesionRegions && voxels.size() >= 4) {
                    regions.push_back(measure(map, hu, voxels, c, true));
                    regions.back().component = listed++;
                }
                continue;
            }
            const double share = scattered[c] ? 0.01 : 0.1;
            if (static_cast<double>(voxels.size()) >= share * static_cast<double>(largest)) {
                organ.insert(organ.end(), voxels.begin(), voxels.end());
            } else {
                for (const auto at : voxels) map.labels[at] = 2;
            }
        }
        if (!organ.empty()) regions.push_back(measure(map, hu, organ, c, false));
        first = next;
    }
    return regions;
}

}  // namespace dokuei::inference
