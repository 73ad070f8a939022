#include "viewer/objects/Segmentation.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "viewer/Error.h"
#include "viewer/objects/ObjectFile.h"
#include "viewer/objects/SegmentFrames.h"

namespace dokuei::viewer {
namespace {

constexpr std::size_t kMaximumRuns = 32'000'000;

Origin originOf(const std::string& algorithmType) {
    if (algorithmType == "AUTOMATIC") return Origin::Automatic;
    if (algorithmType == "SEMIAUTOMATIC") return Origin::SemiAutomatic;
    if (algorithmType == "MANUAL") return Origin::Manual;
    return Origin::Unknown;
}

Segment segmentOf(ObjectFile& object, DcmItem& item, int index) {
    Segment segment;
    segment.number = wholeNumber(item, DCM_SegmentNumber, index + 1);
    segment.label = object.text(item, DCM_SegmentLabel);
    segment.description = object.text(item, DCM_SegmentDescription);
    segment.algorithmName = object.text(item, DCM_SegmentAlgorithmName);
    segment.origin = originOf(asciiText(item, DCM_SegmentAlgorithmType));
    segment.category = object.code(item, DCM_SegmentedPropertyCategoryCodeSequence);
    segment.type = object.code(item, DCM_SegmentedPropertyTypeCodeSequence);
    segment.site = object.code(item, DCM_AnatomicRegionSequence);
    if (segment.label.empty()) segment.label = segment.type.meaning;
    const auto lab = numbers(item, DCM_RecommendedDisplayCIELabValue);
    segment.colour =
        lab.size() == 3 ? colourOfLab({lab[0], lab[1], lab[2]}) : defaultColour(segment.number - 1);
    return segment;
}

/// Sorts the runs of a mask and joins those that meet, so that no voxel is counted twice.
void join(std::vector<VoxelRun>& runs) {
    std::sort(runs.begin(), runs.end(), [](const VoxelRun& a, const VoxelRun& b) {
        return std::tie(a.k, a.j, a.begin) < std::tie(b.k, b.j, b.begin);
    });
    std::vector<VoxelRun> joined;
    for (const VoxelRun& run : runs) {
        if (!joined.empty() && joined.back().k == run.k && joined.back().j == run.j &&
            joined.back().end >= run.begin)
            joined.back().end = std::max(joined.back().end, run.end);
        else
            joined.push_back(run);
    }
    runs = std::move(joined);
}

/// Appends the runs of one row, `value(i)` being the mask a pixel belongs to (-1: none).
template <typename Value>
void appendRow(std::vector<std::vector<VoxelRun>>& masks, std::size_t& total, int k, int j, int columns,
               Value value) {
    for (int i = 0; i < columns;) {
        const int mask = value(i);
        int end = i + 1;
        while (end < columns && value(end) == mask) ++end;
        if (mask >= 0) {
            masks[static_cast<std::size_t>(mask)].push_back({k, j, i, end});
            ++total;
        }
        i = end;
    }
}

}  // namespace

Colour colourOfLab(const std::array<double, 3>& encoded) {
    const double l = encoded[0] * 100 / 65535, a = encoded[1] * 255 / 65535 - 128,
                 b = encoded[2] * 255 / 65535 - 128;
    const auto inverse = [](double t) { return t > 6.0 / 29 ? t * t * t : 3 * 36.0 / 841 * (t - 4.0 / 29); };
    const double y = (l + 16) / 116;
    // The profile connection space has its white at D50; Bradford-adapted matrix to linear sRGB.
    const double X = 0.9642 * inverse(y + a / 500), Y = inverse(y), Z = 0.8251 * inverse(y - b / 200);
    const std::array<double, 3> linear = {3.1338561 * X - 1.6168667 * Y - 0.4906146 * Z,
                                          -0.9787684 * X + 1.9161415 * Y + 0.0334540 * Z,
                                          0.0719453 * X - 0.2289914 * Y + 1.4052427 * Z};
    Colour colour;
    for (std::size_t c = 0; c < 3; ++c) {
        const double v = std::clamp(linear[c], 0.0, 1.0);
        const double gamma = v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
        colour[c] = static_cast<std::uint8_t>(std::lround(255 * gamma));
    }
    return colour;
}

Colour defaultColour(int index) {
    static constexpr Colour row[] = {{230, 85, 75},   {90, 170, 240}, {120, 205, 90},  {225, 190, 60},
                                     {190, 115, 220}, {70, 200, 190}, {240, 140, 190}, {165, 130, 95}};
    constexpr int count = static_cast<int>(std::size(row));
    return row[(index % count + count) % count];
}

Segmentation readSegmentation(const std::string& file, Progress* progress, double threshold) try {
    ObjectFile object(file);
    Segmentation segmentation;
    segmentation.object = object.facts();
    if (segmentation.object.kind != ObjectKind::Segmentation) object.refuse("is not a segmentation");
    DcmDataset& d = object.dataset();
    segmentation.type = asciiText(d, DCM_SegmentationType);
    std::map<int, int> indexOf;  // segment number to its place in the list
    object.forEach(
        d, DCM_SegmentSequence,
        [&](DcmItem& item) {
            const int index = static_cast<int>(segmentation.segments.size());
            Segment segment = segmentOf(object, item, index);
            if (segment.number == 0 && segmentation.type == "LABELMAP") return;  // the background
            if (!indexOf.emplace(segment.number, index).second)
                object.refuse("two segments have the number " + std::to_string(segment.number));
            segmentation.segments.push_back(std::move(segment));
        },
        65536);
    if (segmentation.segments.empty()) object.refuse("names no segment");

    SegmentFrames frames(object, segmentation.type);
    const SegmentPlanes planes = placeFrames(object, frames.count(), frames.rows(), frames.columns());
    segmentation.notes = planes.notes;
    std::vector<std::vector<VoxelRun>> masks(segmentation.segments.size());
    std::vector<std::vector<int>> planesOf(masks.size());
    if (progress) {
        progress->done = 0;
        progress->total = frames.count();
    }
    const bool labelMap = segmentation.type == "LABELMAP";
    const bool fractional = segmentation.type == "FRACTIONAL";
    const double limit = threshold * number(d, DCM_MaximumFractionalValue, 255);
    std::size_t total = 0;
    bool unnamed = false;
    for (int f = 0; f < frames.count(); ++f) {
        if (progress && progress->cancel) throw Cancelled();
        const int k = planes.plane[static_cast<std::size_t>(f)];
        const auto& pixels = frames.read(f);
        const auto rowOf = [&](int j) {
            return pixels.data() + static_cast<std::size_t>(j) * static_cast<std::size_t>(frames.columns());
        };
        const auto isEmpty = [&](int j) {
            unsigned all = 0;
            for (const std::uint16_t *p = rowOf(j), *end = p + frames.columns(); p != end; ++p) all |= *p;
            return all == 0;
        };
        if (labelMap) {
            std::map<int, int>::const_iterator last = indexOf.end();
            for (int j = 0; j < frames.rows(); ++j) {
                if (isEmpty(j)) continue;
                appendRow(masks, total, k, j, frames.columns(), [&, row = rowOf(j)](int i) {
                    if (row[i] == 0) return -1;
                    if (last == indexOf.end() || last->first != row[i]) last = indexOf.find(row[i]);
                    unnamed = unnamed || last == indexOf.end();
                    return last == indexOf.end() ? -1 : last->second;
                });
            }
        } else {
            const int wanted = planes.segment[static_cast<std::size_t>(f)];
            auto found = indexOf.find(wanted);
            if (found == indexOf.end() && wanted == 0 && indexOf.size() == 1) found = indexOf.begin();
            if (found == indexOf.end())
                object.refuse("frame " + std::to_string(f + 1) + " belongs to no segment that is named");
            planesOf[static_cast<std::size_t>(found->second)].push_back(k);
            for (int j = 0; j < frames.rows(); ++j) {
                if (isEmpty(j)) continue;
                appendRow(masks, total, k, j, frames.columns(), [&, row = rowOf(j)](int i) {
                    const bool inside = fractional ? row[i] > 0 && row[i] >= limit : row[i] != 0;
                    return inside ? found->second : -1;
                });
            }
        }
        if (total > kMaximumRuns) object.refuse("its masks are too ragged to be shown");
        if (progress) ++progress->done;
    }
    if (unnamed) segmentation.notes.push_back("holds voxels of segments that it does not name; left out");
    for (std::size_t m = 0; m < masks.size(); ++m) {
        auto& planesHere = planesOf[m];
        std::sort(planesHere.begin(), planesHere.end());
        if (labelMap || std::adjacent_find(planesHere.begin(), planesHere.end()) != planesHere.end())
            join(masks[m]);
    }
    Geometry geometry = planes.geometry;
    geometry.frameOfReferenceUid = segmentation.object.frameOfReferenceUid;
    segmentation.grid = LabelGrid(std::move(geometry), planes.shift, masks);
    return segmentation;
} catch (const ReadError&) {
    throw;
} catch (const Cancelled&) {
    throw;
} catch (const std::exception& error) {
    throw ReadError(file, error.what());
}

}  // namespace dokuei::viewer
