#include "inference/vision/Consistency.h"

#include <algorithm>
#include <map>
#include <set>

namespace dokuei::inference {
namespace {

/// From head to foot; classes that reach over several levels are not listed.
int levelOf(const std::string& key) {
    static const std::map<std::string, int> levels{
        {"brain", 0},       {"skull", 0},     {"shoulder", 2},    {"sternum", 2},         {"right_lung", 3},
        {"left_lung", 3},   {"heart", 3},     {"lung_nodule", 3}, {"liver", 4},           {"spleen", 4},
        {"gallbladder", 5}, {"pancreas", 5},  {"adrenals", 5},    {"left_kidney", 5},     {"right_kidney", 5},
        {"iliopsoas", 6},   {"hip_bones", 7}, {"sacrum", 7},      {"gluteal_muscles", 7}, {"bladder", 8},
        {"prostate", 8},    {"femora", 8}};
    const auto found = levels.find(key);
    return found == levels.end() ? -1 : found->second;
}

}  // namespace

void dropMisplaced(LabelMap& map, std::vector<Region>& regions, const std::vector<std::string>& keys,
                   std::int64_t landmarkVoxels) {
    const auto level = [&](const Region& r) { return levelOf(keys[r.classIndex]); };
    std::vector<const Region*> landmarks;
    for (const auto& r : regions)
        if (level(r) >= 0 && r.voxels >= landmarkVoxels && r.confidence >= 0.5) landmarks.push_back(&r);
    const auto weight = [](const Region& r) { return r.confidence * static_cast<double>(r.voxels); };
    std::set<std::size_t> dropped;
    for (std::size_t i = 0; i < regions.size(); ++i) {
        const auto& r = regions[i];
        if (level(r) < 0) continue;
        double against = 0;
        for (const auto* mark : landmarks) {
            // Neighbouring levels overlap: a liver may reach higher than a lung's middle.
            const int apart = level(r) - level(*mark);
            const bool wrong = (apart >= 2 && r.centre[2] > mark->centre[2]) ||
                               (apart <= -2 && r.centre[2] < mark->centre[2]);
            if (wrong) against += weight(*mark);
        }
        if (against > weight(r)) dropped.insert(i);
    }
    if (dropped.empty()) return;
    const auto [nx, ny, nz] = map.size;
    for (const auto i : dropped) {
        const auto& r = regions[i];
        // Lesions of one class are regions of their own: only the voxels in this one's box go.
        for (int z = r.box[2]; z <= r.box[5]; ++z)
            for (int y = r.box[1]; y <= r.box[4]; ++y)
                for (int x = r.box[0]; x <= r.box[3]; ++x) {
                    auto& label = map.labels[(static_cast<std::size_t>(z) * ny + y) * nx + x];
                    if (label == r.classIndex) label = 2;
                }
    }
    std::vector<Region> kept;
    for (std::size_t i = 0; i < regions.size(); ++i)
        if (!dropped.count(i)) kept.push_back(regions[i]);
    regions = std::move(kept);
}

}  // namespace dokuei::inference
