#include "inference/grounding/MaskBox.h"

#include <algorithm>
#include <cmath>

namespace dokuei::inference {

std::optional<std::array<int, 6>> voxelBoxOfMask(const LabelMap& map, const Region& region,
                                                 const ModelGrid& grid, const VolumeView& volume) {
    const auto base = volume.voxelFromLps(grid.lpsFromGrid({0, 0, 0}));
    double step[3][3], reach[3] = {0, 0, 0};
    for (int a = 0; a < 3; ++a) {
        std::array<double, 3> unit{};
        unit[a] = 1;
        const auto at = volume.voxelFromLps(grid.lpsFromGrid(unit));
        for (int s = 0; s < 3; ++s) {
            step[a][s] = at[s] - base[s];
            reach[s] += std::abs(step[a][s]) / 2;
        }
    }
    double low[3] = {1e30, 1e30, 1e30}, high[3] = {-1e30, -1e30, -1e30};
    for (int z = region.box[2]; z <= region.box[5]; ++z)
        for (int y = region.box[1]; y <= region.box[4]; ++y)
            for (int x = region.box[0]; x <= region.box[3]; ++x) {
                if (map.labels[(static_cast<std::size_t>(z) * map.size[1] + y) * map.size[0] + x] !=
                    region.classIndex)
                    continue;
                for (int s = 0; s < 3; ++s) {
                    const double at = base[s] + step[0][s] * x + step[1][s] * y + step[2][s] * z;
                    low[s] = std::min(low[s], at);
                    high[s] = std::max(high[s], at);
                }
            }
    std::array<int, 6> voxel{};
    for (int s = 0; s < 3; ++s) {
        if (high[s] < low[s]) return {};
        const double first = low[s] - reach[s], last = high[s] + reach[s];
        if (last <= -0.5 || first >= volume.size[s] - 0.5) return {};
        int i = static_cast<int>(std::lround(std::max(first, -1.0) + 0.5));
        int j = static_cast<int>(std::lround(std::min(last, volume.size[s] + 0.0) - 0.5));
        if (j < i) i = j = static_cast<int>(std::lround((first + last) / 2));
        voxel[s] = std::clamp(i, 0, volume.size[s] - 1);
        voxel[3 + s] = std::clamp(j, 0, volume.size[s] - 1);
    }
    return voxel;
}

}  // namespace dokuei::inference
