#include "viewer/sample/SampleBody.h"

#include <itkImageFileReader.h>
#include <itkNiftiImageIO.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>
#include <sstream>

#include "viewer/Error.h"

namespace dokuei::viewer {
namespace {

using LabelImage = itk::Image<std::uint8_t, 3>;

struct LabelTable {
    std::array<Tissue, 256> tissue{};
    std::array<bool, 256> arm{}, shoulderBone{}, neutral{}, kidney{};
};

std::vector<std::string> fieldsOf(const std::string& line) {
    std::vector<std::string> fields;
    std::istringstream stream(line);
    for (std::string field; std::getline(stream, field, '\t');) fields.push_back(field);
    return fields;
}

LabelTable readTable(const std::string& file) {
    static const std::set<std::string> armKeys{"humerus",      "radius",    "ulna",    "hand_bones",
                                               "hand_muscles", "upper_arm", "forearm", "deltoid"};
    std::ifstream stream(file);
    if (!stream) throw ReadError(file, "cannot be opened");
    std::string line;
    std::getline(stream, line);
    LabelTable table;
    int rows = 0;
    while (std::getline(stream, line)) {
        const auto fields = fieldsOf(line);
        if (fields.size() < 6) continue;
        const int value = std::atoi(fields[0].c_str());
        if (value < 1 || value > 255) continue;
        const std::string &group = fields[3], &side = fields[4], &key = fields[5];
        table.tissue[value] = tissueOf(group, side, key);
        table.arm[value] = armKeys.count(key) > 0;
        table.shoulderBone[value] = key == "humerus";
        table.neutral[value] = group == "fat" || group == "artery" || group == "vein";
        table.kidney[value] = key == "kidney";
        ++rows;
    }
    if (rows == 0) throw ReadError(file, "lists no label");
    return table;
}

LabelImage::Pointer readLabels(const std::string& file) {
    try {
        auto reader = itk::ImageFileReader<LabelImage>::New();
        reader->SetImageIO(itk::NiftiImageIO::New());
        reader->SetFileName(file);
        reader->UpdateOutputInformation();
        const auto size = reader->GetOutput()->GetLargestPossibleRegion().GetSize();
        const auto spacing = reader->GetOutput()->GetSpacing();
        double voxels = 1;
        for (int a = 0; a < 3; ++a) {
            if (size[a] < 16 || size[a] > 2048) throw ReadError(file, "is not a label volume of a body");
            if (!(spacing[a] > 0.5) || std::abs(spacing[a] - spacing[0]) > 1e-3)
                throw ReadError(file, "does not have cubic voxels of at least 0.5 mm");
            voxels *= static_cast<double>(size[a]);
        }
        if (voxels > 2e8) throw ReadError(file, "is too large for a body of labels");
        const auto& direction = reader->GetOutput()->GetDirection();
        for (int r = 0; r < 3; ++r)
            for (int c = 0; c < 3; ++c)
                if (std::abs(direction(r, c) - (r == c)) > 1e-3)
                    throw ReadError(file, "does not run along the patient's axes");
        reader->Update();
        return reader->GetOutput();
    } catch (const itk::ExceptionObject& e) {
        throw ReadError(file, std::string("cannot be read as NIfTI: ") + e.GetDescription());
    }
}

/// A block of labels, x fastest.
struct Block {
    std::array<int, 3> size{};
    std::vector<std::uint8_t> labels;
    std::size_t at(int x, int y, int z) const {
        return (static_cast<std::size_t>(z) * size[1] + y) * size[0] + x;
    }
    std::size_t plane() const { return static_cast<std::size_t>(size[0]) * size[1]; }

    /// Calls visit(neighbour) for the face neighbours of a voxel.
    template <typename Visit>
    void neighbours(std::size_t voxel, Visit visit) const {
        const int x = static_cast<int>(voxel % size[0]), y = static_cast<int>(voxel / size[0] % size[1]),
                  z = static_cast<int>(voxel / plane());
        if (x > 0) visit(voxel - 1);
        if (x + 1 < size[0]) visit(voxel + 1);
        if (y > 0) visit(voxel - size[0]);
        if (y + 1 < size[1]) visit(voxel + size[0]);
        if (z > 0) visit(voxel - plane());
        if (z + 1 < size[2]) visit(voxel + plane());
    }

    /// Grows `mark` from its non-zero voxels into voxels that `open` admits, at most `steps` layers.
    template <typename Open>
    void grow(std::vector<std::uint8_t>& mark, int steps, Open open) const {
        std::vector<std::size_t> front, next;
        for (std::size_t v = 0; v < mark.size(); ++v)
            if (mark[v]) front.push_back(v);
        for (int step = 0; step < steps && !front.empty(); ++step) {
            next.clear();
            for (const auto v : front)
                neighbours(v, [&](std::size_t n) {
                    if (mark[n] || !open(n)) return;
                    mark[n] = mark[v];
                    next.push_back(n);
                });
            front.swap(next);
        }
    }
};

/// Arms are raised for a scan of the trunk: what hangs down beside it goes; a round shoulder stays.
std::vector<std::uint8_t> armVoxels(const Block& block, const LabelTable& table) {
    enum : std::uint8_t { Trunk = 1, Arm = 2 };
    std::vector<std::uint8_t> mark(block.labels.size());
    for (std::size_t v = 0; v < mark.size(); ++v) {
        const auto label = block.labels[v];
        if (label && !table.neutral[label]) mark[v] = table.arm[label] ? Arm : Trunk;
    }
    block.grow(mark, 1 << 20, [&](std::size_t n) { return block.labels[n] != 0; });

    constexpr double shoulderRadius = 29;  // voxels
    std::array<std::array<double, 3>, 2> head{};
    for (int side = 0; side < 2; ++side) {
        const int from = side == 0 ? 0 : block.size[0] / 2,
                  to = side == 0 ? block.size[0] / 2 : block.size[0];
        int found = 0;
        double count = 0;
        for (int z = block.size[2] - 1; z >= 0 && found < 20; --z) {
            bool here = false;
            for (int y = 0; y < block.size[1]; ++y)
                for (int x = from; x < to; ++x)
                    if (table.shoulderBone[block.labels[block.at(x, y, z)]]) {
                        here = true, ++count;
                        head[side][0] += x, head[side][1] += y, head[side][2] += z;
                    }
            found += here;
        }
        for (auto& c : head[side]) c /= std::max(1.0, count);
    }
    for (int z = 0; z < block.size[2]; ++z)
        for (int y = 0; y < block.size[1]; ++y)
            for (int x = 0; x < block.size[0]; ++x) {
                const auto& c = head[x < block.size[0] / 2 ? 0 : 1];
                const bool near = std::hypot(x - c[0], y - c[1], z - c[2]) < shoulderRadius;
                auto& m = mark[block.at(x, y, z)];
                m = m == Arm && !near;
            }
    return mark;
}

/// Lung that the source shows below the dome of the diaphragm lies in the abdomen: fat, for the organs to
/// fill.
void clearLungBelowDiaphragm(const Block& block, std::vector<Tissue>& tissues) {
    for (std::size_t column = 0; column < block.plane(); ++column) {
        int sinceDome = 1 << 20;
        for (int z = block.size[2] - 1; z >= 0; --z, ++sinceDome) {
            auto& tissue = tissues[z * block.plane() + column];
            if (tissue == Tissue::Diaphragm) sinceDome = 0;
            if (isLung(tissue) && sinceDome < 30) tissue = Tissue::DeepFat;
        }
    }
}

/// The weight of a body on its back flattens it: the hollow between the shoulder blades fills.
void flattenBack(const Block& block, std::vector<Tissue>& tissues, double spacing) {
    const int reach = static_cast<int>(92 / spacing), middle = block.size[0] / 2;
    for (int z = 0; z < block.size[2]; ++z)
        for (int y = block.size[1] / 2; y < block.size[1]; ++y) {
            int first = -1, last = -1;
            for (int x = middle - reach; x <= middle + reach; ++x)
                if (tissues[block.at(x, y, z)] != Tissue::Air) {
                    if (first < 0) first = x;
                    last = x;
                }
            for (int x = first; x <= last && first >= 0; ++x)
                if (auto& tissue = tissues[block.at(x, y, z)]; tissue == Tissue::Air)
                    tissue = Tissue::SubcutaneousFat;
        }
}

/// Removes what no longer hangs together with the trunk within its slice.
void clearScraps(const Block& block, std::vector<Tissue>& tissues) {
    constexpr std::size_t smallest = 500;  // voxels of a slice
    std::vector<std::uint8_t> seen(block.plane());
    std::vector<int> part;
    for (int z = 0; z < block.size[2]; ++z) {
        auto* slice = tissues.data() + z * block.plane();
        std::fill(seen.begin(), seen.end(), 0);
        for (int start = 0; start < static_cast<int>(block.plane()); ++start) {
            if (seen[start] || slice[start] == Tissue::Air) continue;
            part.assign(1, start);
            seen[start] = 1;
            for (std::size_t i = 0; i < part.size(); ++i)
                for (const int step : {-1, 1, -block.size[0], block.size[0]}) {
                    const int n = part[i] + step;
                    if (n < 0 || n >= static_cast<int>(block.plane()) || seen[n] || slice[n] == Tissue::Air)
                        continue;
                    seen[n] = 1;
                    part.push_back(n);
                }
            if (part.size() < smallest)
                for (const int v : part) slice[v] = Tissue::Air;
        }
    }
}

/// The gap of fat that the source leaves between the liver and the diaphragm is liver.
void fillUnderDiaphragm(const Block& block, std::vector<Tissue>& tissues) {
    std::vector<std::uint8_t> liver(tissues.size()), dome(tissues.size());
    for (std::size_t v = 0; v < tissues.size(); ++v) {
        liver[v] = tissues[v] == Tissue::Liver;
        dome[v] = tissues[v] == Tissue::Diaphragm;
    }
    constexpr int reach = 7;  // voxels
    const auto fat = [&](std::size_t n) { return tissues[n] == Tissue::DeepFat; };
    block.grow(liver, reach, fat);
    block.grow(dome, reach, fat);
    for (std::size_t v = 0; v < tissues.size(); ++v)
        if (tissues[v] == Tissue::DeepFat && liver[v] && dome[v]) tissues[v] = Tissue::Liver;
}

void addSkin(const Block& block, std::vector<Tissue>& tissues) {
    std::vector<std::size_t> surface;
    for (std::size_t v = 0; v < tissues.size(); ++v) {
        if (tissues[v] == Tissue::Air) continue;
        bool outside = false;
        block.neighbours(v, [&](std::size_t n) { outside |= tissues[n] == Tissue::Air; });
        if (outside) surface.push_back(v);
    }
    for (const auto v : surface) tissues[v] = Tissue::Skin;
}

/// Free fluid of a patient on his back: a crescent along the back of the right lung, thickest at the base,
/// with the compressed lung in front of it.
void addEffusion(SampleBody& body) {
    constexpr double thickness = 26, height = 95, compressed = 7;  // mm
    int base = body.size[2];
    for (int z = 0; z < body.size[2] && base == body.size[2]; ++z)
        for (int y = 0; y < body.size[1] && base == body.size[2]; ++y)
            for (int x = 0; x < body.size[0]; ++x)
                if (isRightLung(body.at(x, y, z))) {
                    base = z;
                    break;
                }
    for (int z = base; z < body.size[2]; ++z) {
        const double up = (z - base) * body.spacing / height;
        if (up >= 1) break;
        const double depth = thickness * (1 - up) * (1 - up * up);
        for (int x = 0; x < body.size[0]; ++x) {
            int back = -1;
            for (int y = body.size[1] - 1; y >= 0 && back < 0; --y)
                if (isRightLung(body.at(x, y, z))) back = y;
            if (back < 0) continue;
            for (int y = back; y >= 0; --y) {
                auto& t = body.tissues[(static_cast<std::size_t>(z) * body.size[1] + y) * body.size[0] + x];
                const double in = (back - y + 0.5) * body.spacing;
                if (in > depth + compressed) break;
                if (isRightLung(t)) t = in <= depth ? Tissue::Effusion : Tissue::Atelectasis;
            }
        }
    }
}

/// Gas stands in front. One level for the stomach, one a slice for each limb of the colon.
void findGasLevels(SampleBody& body) {
    const auto extent = [&](Tissue tissue, int zFrom, int zTo) {
        int low = body.size[1], high = -1;
        for (int z = zFrom; z <= zTo; ++z)
            for (int y = 0; y < body.size[1]; ++y)
                for (int x = 0; x < body.size[0]; ++x)
                    if (body.at(x, y, z) == tissue) low = std::min(low, y), high = std::max(high, y);
        return std::array<int, 2>{low, high};
    };
    const auto yOf = [&](double voxel) { return static_cast<float>(body.origin[1] + voxel * body.spacing); };
    const int top = body.size[2] - 1;
    const auto stomach = extent(Tissue::Stomach, 0, top);
    body.gasLevel[static_cast<int>(Tissue::Stomach)].assign(
        body.size[2], yOf(stomach[0] + 0.30 * (stomach[1] - stomach[0])));
    for (const auto colon : {Tissue::AscendingColon, Tissue::TransverseColon, Tissue::DescendingColon}) {
        auto& level = body.gasLevel[static_cast<int>(colon)];
        const double share = colon == Tissue::TransverseColon ? 0.55 : 0.3;
        for (int z = 0; z <= top; ++z) {
            const auto e = extent(colon, z, z);
            level.push_back(e[1] < 0 ? -1e6f : yOf(e[0] + share * (e[1] - e[0])));
        }
    }
}

void findUniform(SampleBody& body) {
    const auto [nx, ny, nz] = body.size;
    const std::size_t strides[3] = {1, static_cast<std::size_t>(nx), static_cast<std::size_t>(nx) * ny};
    body.uniform.assign(body.tissues.size(), 1);
    for (int axis = 0; axis < 3; ++axis) {
        auto next = body.uniform;
        std::size_t v = 0;
        for (int z = 0; z < nz; ++z)
            for (int y = 0; y < ny; ++y)
                for (int x = 0; x < nx; ++x, ++v) {
                    const int c[3] = {x, y, z};
                    if (c[axis] < 1 || c[axis] + 2 >= body.size[axis]) {
                        next[v] = 0;
                        continue;
                    }
                    for (int d = -1; d <= 2; ++d) {
                        const std::size_t n = v + d * static_cast<std::ptrdiff_t>(strides[axis]);
                        if (!body.uniform[n] || body.tissues[n] != body.tissues[v]) next[v] = 0;
                    }
                }
        body.uniform.swap(next);
    }
}

}  // namespace

SampleBody readSampleBody(const std::string& directory) {
    const std::string file = directory + "/labels.nii.gz";
    const auto table = readTable(directory + "/labels.tsv");
    const auto image = readLabels(file);
    const auto size = image->GetLargestPossibleRegion().GetSize();
    const int nx = static_cast<int>(size[0]), ny = static_cast<int>(size[1]);
    const std::size_t plane = static_cast<std::size_t>(nx) * ny;
    const auto* labels = image->GetBufferPointer();

    int low = -1, high = -1;
    for (int z = 0; z < static_cast<int>(size[2]); ++z)
        for (std::size_t v = 0; v < plane; ++v) {
            const auto label = labels[z * plane + v];
            if (low < 0 && table.kidney[label]) low = z;
            if (isLung(table.tissue[label])) high = z;
        }
    if (low < 0 || high < low) throw ReadError(file, "does not show lungs above kidneys");
    // Room for the neck above the apices and for the interpolation at both ends.
    low = std::max(0, low - 8);
    high = std::min(static_cast<int>(size[2]) - 1, high + 14);

    // Air in front and behind, so that skin has an outside.
    constexpr int margin = 4;
    Block block;
    block.size = {nx, ny + 2 * margin, high - low + 1};
    block.labels.resize(block.plane() * block.size[2]);
    for (int z = low; z <= high; ++z)
        std::copy_n(labels + z * plane, plane,
                    block.labels.begin() + (z - low) * block.plane() + static_cast<std::size_t>(margin) * nx);

    SampleBody body;
    body.size = block.size;
    body.spacing = image->GetSpacing()[0];
    const auto arms = armVoxels(block, table);
    body.tissues.resize(block.labels.size());
    for (std::size_t v = 0; v < arms.size(); ++v)
        body.tissues[v] = arms[v]           ? Tissue::Air
                          : block.labels[v] ? table.tissue[block.labels[v]]
                                            : Tissue::Air;
    clearScraps(block, body.tissues);
    clearLungBelowDiaphragm(block, body.tissues);
    fillUnderDiaphragm(block, body.tissues);
    flattenBack(block, body.tissues, body.spacing);
    addSkin(block, body.tissues);

    // The scanner's isocentre lies in the middle of the trunk, the zero of the table near the shoulders.
    int front = body.size[1], back = 0;
    for (int z = 0; z < body.size[2]; ++z)
        for (int y = 0; y < body.size[1]; ++y)
            for (int x = 0; x < body.size[0]; ++x)
                if (body.at(x, y, z) != Tissue::Air) front = std::min(front, y), back = std::max(back, y);
    body.origin = {-0.5 * (nx - 1) * body.spacing, -0.5 * (front + back) * body.spacing,
                   -20.0 - (body.size[2] - 1) * body.spacing};
    body.backY = body.origin[1] + back * body.spacing;
    addEffusion(body);
    findGasLevels(body);
    findUniform(body);
    return body;
}

}  // namespace dokuei::viewer
