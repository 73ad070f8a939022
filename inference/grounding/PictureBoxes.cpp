#include "inference/grounding/PictureBoxes.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>

#include "inference/grounding/BoxParser.h"

namespace dokuei::inference {
namespace {

constexpr double kSameFinding = 0.1;

/// Takes a pair of edges back to 0..most when they leave it by rounding only; else says what is wrong.
std::string settle(double& low, double& high, double most, double rounding) {
    if (!std::isfinite(low) || !std::isfinite(high)) return "malformed";
    if (low > high) return "its corners are exchanged";
    if (low == high) return "it has no extent";
    if (low < -rounding || high > most + rounding) return "outside the picture";
    low = std::clamp(low, 0.0, most);
    high = std::clamp(high, 0.0, most);
    return low < high ? "" : "outside the picture";
}

/// Hull of the corners, cut to the volume.
PlacedBox placed(const PictureRecord& record, const VolumeView& volume, const std::array<double, 6>& box,
                 double slab) {
    PlacedBox result;
    std::array<double, 3> low{1e30, 1e30, 1e30}, high{-1e30, -1e30, -1e30};
    for (int corner = 0; corner < 8; ++corner) {
        const auto at =
            record.voxelAt(box[corner & 1 ? 3 : 0], box[corner & 2 ? 4 : 1], box[corner & 4 ? 5 : 2]);
        for (int a = 0; a < 3; ++a) {
            low[a] = std::min(low[a], at[a]);
            high[a] = std::max(high[a], at[a]);
        }
    }
    if (record.axis >= 0) {
        low[record.axis] -= slab;
        high[record.axis] += slab;
    }
    // Half a thousandth of a voxel is arithmetic, not padding.
    constexpr double least = 5e-4;
    for (int a = 0; a < 3; ++a) {
        const double first = -0.5, last = volume.size[a] - 0.5;
        if (high[a] <= first + least || low[a] >= last - least) {
            result.refused = "outside the image, on its padding";
            return result;
        }
        result.clipped = result.clipped || low[a] < first - least || high[a] > last + least;
        result.voxel[a] = std::max(low[a], first);
        result.voxel[3 + a] = std::min(high[a], last);
    }
    return result;
}

std::string folded(const std::string& label) {
    std::string text;
    for (const char c : label) text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const auto begin = text.find_first_not_of(" \t\n"), end = text.find_last_not_of(" \t\n");
    return begin == std::string::npos ? std::string() : text.substr(begin, end - begin + 1);
}

/// Overlap of two boxes in the plane of their pictures.
double overlapInPlane(WrittenModelBox a, WrittenModelBox b, int axis) {
    a.voxel[axis] = b.voxel[axis] = 0;
    a.voxel[3 + axis] = b.voxel[3 + axis] = 1;
    return boxOverlap(a.voxel, b.voxel);
}

}  // namespace

PlacedBox placeOnPicture(const PictureRecord& record, const VolumeView& volume,
                         const std::array<double, 4>& box, double rounding) {
    auto [x0, y0, x1, y1] = box;
    PlacedBox result;
    result.refused = settle(x0, x1, record.width, rounding);
    if (result.refused.empty()) result.refused = settle(y0, y1, record.height, rounding);
    if (!result.refused.empty()) return result;
    return placed(record, volume, {x0, y0, 0, x1, y1, 0}, 0.5);
}

PlacedBox placeInVolume(const PictureRecord& record, const VolumeView& volume,
                        const std::array<double, 6>& box, double rounding) {
    auto inside = box;
    const double most[3] = {double(record.width), double(record.height), double(record.depth)};
    PlacedBox result;
    for (std::size_t a = 0; a < 3 && result.refused.empty(); ++a)
        result.refused = settle(inside[a], inside[3 + a], most[a], rounding);
    if (!result.refused.empty()) return result;
    return placed(record, volume, inside, 0);
}

Grounding groundingOf(const WrittenModelBox& box, const VolumeView& volume) {
    Grounding result;
    result.label = box.label;
    result.key = folded(box.label);
    std::replace(result.key.begin(), result.key.end(), ' ', '_');
    for (int a = 0; a < 3; ++a) {
        const int last = volume.size[a] - 1;
        int first = static_cast<int>(std::lround(box.voxel[a] + 0.5));
        int end = static_cast<int>(std::lround(box.voxel[3 + a] - 0.5));
        // Thinner than a voxel: the voxel that holds its middle.
        if (end < first) first = end = static_cast<int>(std::lround((box.voxel[a] + box.voxel[3 + a]) / 2));
        result.voxel[a] = std::clamp(first, 0, last);
        result.voxel[3 + a] = std::clamp(end, 0, last);
    }
    for (std::size_t a = 0; a < 3; ++a) result.lps[a] = 1e30, result.lps[3 + a] = -1e30;
    for (int corner = 0; corner < 8; ++corner) {
        std::array<double, 3> voxel{};
        for (int a = 0; a < 3; ++a)
            voxel[a] = corner >> a & 1 ? result.voxel[3 + a] + 0.5 : result.voxel[a] - 0.5;
        const auto lps = volume.lpsFromVoxel(voxel);
        for (std::size_t a = 0; a < 3; ++a) {
            result.lps[a] = std::min(result.lps[a], lps[a]);
            result.lps[3 + a] = std::max(result.lps[3 + a], lps[a]);
        }
    }
    return result;
}

std::vector<MergedBox> mergeSlices(const std::vector<WrittenModelBox>& boxes,
                                   const std::vector<PictureRecord>& pictures) {
    std::vector<std::size_t> group(boxes.size());
    std::iota(group.begin(), group.end(), std::size_t(0));
    const auto rootOf = [&](std::size_t n) {
        while (group[n] != n) n = group[n];
        return n;
    };
    for (std::size_t a = 0; a < boxes.size(); ++a)
        for (std::size_t b = a + 1; b < boxes.size(); ++b) {
            const auto &x = boxes[a], &y = boxes[b];
            if (!x.refused.empty() || !y.refused.empty() || x.picture < 0 || y.picture < 0) continue;
            const auto axis = pictures.at(static_cast<std::size_t>(x.picture)).axis;
            if (axis < 0 || std::abs(x.picture - y.picture) != 1) continue;
            if (folded(x.label) != folded(y.label) || overlapInPlane(x, y, axis) < kSameFinding) continue;
            // The earlier one leads, so that the order of the text stays.
            const auto one = rootOf(a), other = rootOf(b);
            group[std::max(one, other)] = std::min(one, other);
        }
    std::vector<MergedBox> merged;
    std::vector<std::size_t> placeOf(boxes.size());
    for (std::size_t n = 0; n < boxes.size(); ++n) {
        if (!boxes[n].refused.empty()) continue;
        const auto root = rootOf(n);
        if (root == n) {
            placeOf[n] = merged.size();
            merged.push_back({{n}, boxes[n]});
            continue;
        }
        auto& whole = merged[placeOf[root]];
        whole.from.push_back(n);
        whole.box.clipped = whole.box.clipped || boxes[n].clipped;
        for (std::size_t a = 0; a < 3; ++a) {
            whole.box.voxel[a] = std::min(whole.box.voxel[a], boxes[n].voxel[a]);
            whole.box.voxel[3 + a] = std::max(whole.box.voxel[3 + a], boxes[n].voxel[3 + a]);
        }
    }
    return merged;
}

}  // namespace dokuei::inference
