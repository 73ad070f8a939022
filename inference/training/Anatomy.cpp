#include "inference/training/Anatomy.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

std::vector<std::string> split(const std::string& line, char separator) {
    std::vector<std::string> parts;
    std::stringstream stream(line);
    for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
    if (!line.empty() && line.back() == separator) parts.emplace_back();
    return parts;
}

struct LabelRow {
    std::string group, side, key;
};

std::map<int, LabelRow> readLabelTable(const std::string& file) {
    std::ifstream stream(file);
    if (!stream) throw ModelError(file, "cannot be opened");
    std::string line;
    std::getline(stream, line);
    std::map<std::string, int> column;
    const auto names = split(line, '\t');
    for (int i = 0; i < static_cast<int>(names.size()); ++i) column[names[i]] = i;
    for (const char* name : {"value", "group", "side", "key"})
        if (!column.count(name)) throw ModelError(file, std::string("has no column ") + name);
    std::map<int, LabelRow> rows;
    while (std::getline(stream, line)) {
        const auto parts = split(line, '\t');
        if (parts.size() < names.size()) continue;
        rows[std::stoi(parts[column["value"]])] = {parts[column["group"]], parts[column["side"]],
                                                   parts[column["key"]]};
    }
    return rows;
}

int classOf(const LabelRow& row, const std::vector<AnatomyClass>& classes) {
    int group = -1;
    for (int c = 0; c < static_cast<int>(classes.size()); ++c) {
        for (const auto& source : classes[c].sources) {
            if (source == row.key || source == row.side + ":" + row.key) return c;
            if (source == "*" + row.group) group = c;
        }
    }
    return group >= 0 ? group : 2;
}

Tissue tissueOf(const LabelRow& row) {
    static const std::set<std::string> left{"atrium_left", "ventricle_left", "coronary_artery"};
    static const std::set<std::string> right{"atrium_right", "ventricle_right", "cardiac_vein"};
    static const std::set<std::string> fluid{"csf", "ventricle", "spinal_canal"};
    if (left.count(row.key)) return Tissue::LeftBlood;
    if (right.count(row.key)) return Tissue::RightBlood;
    if (fluid.count(row.key)) return Tissue::Fluid;
    if (row.key == "disc") return Tissue::Disc;
    if (row.group == "cartilage") return Tissue::Cartilage;
    return Tissue::Plain;
}

bool isArm(const LabelRow& row) {
    static const std::set<std::string> keys{"humerus",      "radius",    "ulna",   "hand_bones",
                                            "hand_muscles", "upper_arm", "forearm"};
    return keys.count(row.key) > 0;
}

bool followsNeighbour(const LabelRow& row) {
    return row.group == "fat" || row.group == "artery" || row.group == "vein";
}

void findCentres(Body& body) {
    std::map<int, std::array<double, 4>> sums;
    std::size_t at = 0;
    for (int z = 0; z < body.size[2]; ++z)
        for (int y = 0; y < body.size[1]; ++y)
            for (int x = 0; x < body.size[0]; ++x, ++at) {
                if (body.classes[at] < 4) continue;
                auto& s = sums[body.classes[at]];
                s[0] += x, s[1] += y, s[2] += z, s[3] += 1;
            }
    body.centres.clear();
    for (const auto& [c, s] : sums)
        for (int a = 0; a < 3; ++a) body.centres[c][a] = s[a] / s[3] * body.spacing[a];
}

}  // namespace

std::vector<AnatomyClass> readClasses(const std::string& file) {
    std::ifstream stream(file);
    if (!stream) throw ModelError(file, "cannot be opened");
    std::vector<AnatomyClass> classes;
    int number = 0;
    for (std::string line; std::getline(stream, line);) {
        ++number;
        if (line.empty() || line[0] == '#' || line.rfind("index", 0) == 0) continue;
        auto parts = split(line, '\t');
        if (parts.size() < 8 || parts[0] != std::to_string(classes.size()))
            throw ModelError(file, "line " + std::to_string(number) + " is malformed");
        parts.resize(9);
        AnatomyClass c;
        c.key = parts[1];
        c.kind = parts[2] == "organ"    ? AnatomyClass::Kind::Organ
                 : parts[2] == "lesion" ? AnatomyClass::Kind::Lesion
                                        : AnatomyClass::Kind::Body;
        c.hu = std::stod(parts[3]);
        c.spread = std::stod(parts[4]);
        c.contrast = std::stod(parts[5]);
        c.en = parts[6];
        c.ja = parts[7];
        c.sources = split(parts[8], ',');
        classes.push_back(std::move(c));
    }
    if (classes.empty()) throw ModelError(file, "lists no class");
    return classes;
}

LabelVolume readLabelNifti(const std::string& file) {
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> gz(gzopen(file.c_str(), "rb"), gzclose);
    if (!gz) throw ModelError(file, "cannot be opened");
    unsigned char header[352];
    if (gzread(gz.get(), header, 352) != 352) throw ModelError(file, "is truncated");
    std::int16_t dim[8], type;
    float pixdim[8], offset;
    std::memcpy(dim, header + 40, sizeof dim);
    std::memcpy(&type, header + 70, sizeof type);
    std::memcpy(pixdim, header + 76, sizeof pixdim);
    std::memcpy(&offset, header + 108, sizeof offset);
    if (std::memcmp(header + 344, "n+1", 3) != 0 || type != 2)
        throw ModelError(file, "is not a NIfTI-1 volume of uint8 labels");
    LabelVolume volume;
    std::size_t count = 1;
    for (int a = 0; a < 3; ++a) {
        if (dim[a + 1] < 1 || dim[a + 1] > 2048) throw ModelError(file, "has absurd dimensions");
        volume.size[a] = dim[a + 1];
        volume.spacing[a] = pixdim[a + 1];
        count *= dim[a + 1];
    }
    gzseek(gz.get(), static_cast<z_off_t>(offset), SEEK_SET);
    volume.voxels.resize(count);
    std::size_t got = 0;
    while (got < count) {
        const int n =
            gzread(gz.get(), volume.voxels.data() + got, std::min<std::size_t>(count - got, 1u << 26));
        if (n <= 0) throw ModelError(file, "is truncated");
        got += n;
    }
    // The files store x towards the patient's right when srow_x[0] is positive (RAS); ours run to the left.
    float srow[3][4];
    std::memcpy(srow, header + 280, sizeof srow);
    const auto [nx, ny, nz] = volume.size;
    const bool flipX = srow[0][0] > 0, flipY = srow[1][1] > 0;
    for (int z = 0; z < nz; ++z) {
        auto* slice = volume.voxels.data() + static_cast<std::size_t>(z) * nx * ny;
        if (flipY)
            for (int y = 0; y < ny / 2; ++y)
                std::swap_ranges(slice + y * nx, slice + (y + 1) * nx, slice + (ny - 1 - y) * nx);
        if (flipX)
            for (int y = 0; y < ny; ++y) std::reverse(slice + y * nx, slice + (y + 1) * nx);
    }
    return volume;
}

Body readBody(const std::string& folder, const std::vector<AnatomyClass>& classes, double keepFromTop) {
    const auto labels = readLabelNifti(folder + "/labels.nii.gz");
    const auto table = readLabelTable(folder + "/labels.tsv");
    std::array<std::uint8_t, 256> toClass{}, toTissue{};
    std::array<bool, 256> bone{};
    for (const auto& [value, row] : table) {
        if (value < 1 || value > 255) continue;
        toClass[value] = static_cast<std::uint8_t>(classOf(row, classes));
        toTissue[value] = static_cast<std::uint8_t>(tissueOf(row));
        bone[value] = row.group == "bone";
    }
    Body body;
    body.name = folder.substr(folder.find_last_of('/') + 1);
    body.spacing = labels.spacing;
    const int first = static_cast<int>(labels.size[2] * (1 - keepFromTop));
    body.size = {labels.size[0], labels.size[1], labels.size[2] - first};
    const auto [nx, ny, nz] = body.size;
    const std::size_t plane = static_cast<std::size_t>(nx) * ny;
    const auto* source = labels.voxels.data() + plane * first;
    body.classes.resize(plane * nz);
    body.tissues.resize(plane * nz);
    for (int z = 0; z < nz; ++z)
        for (int y = 0; y < ny; ++y)
            for (int x = 0; x < nx; ++x) {
                const std::size_t at = z * plane + static_cast<std::size_t>(y) * nx + x;
                const auto label = source[at];
                body.classes[at] = toClass[label];
                body.tissues[at] = toTissue[label];
                if (!bone[label]) continue;
                const bool edge = x == 0 || y == 0 || z == 0 || x == nx - 1 || y == ny - 1 || z == nz - 1 ||
                                  !bone[source[at - 1]] || !bone[source[at + 1]] || !bone[source[at - nx]] ||
                                  !bone[source[at + nx]] || !bone[source[at - plane]] ||
                                  !bone[source[at + plane]];
                if (edge) body.tissues[at] = static_cast<std::uint8_t>(Tissue::CorticalBone);
            }
    body.zLow = 0;
    body.zHigh = (nz - 1) * body.spacing[2];
    findCentres(body);
    return body;
}

Body withoutArms(const Body& body, const std::string& folder, const std::vector<AnatomyClass>& classes) {
    const auto labels = readLabelNifti(folder + "/labels.nii.gz");
    const auto table = readLabelTable(folder + "/labels.tsv");
    enum : std::uint8_t { Unknown, Trunk, Arm, Outside };
    std::array<std::uint8_t, 256> start{};
    start[0] = Outside;
    for (const auto& [value, row] : table)
        if (value > 0 && value < 256)
            start[value] = isArm(row) ? Arm : followsNeighbour(row) ? Unknown : Trunk;
    const auto [nx, ny, nz] = body.size;
    const std::size_t plane = static_cast<std::size_t>(nx) * ny, count = plane * nz;
    const auto* source = labels.voxels.data() + (labels.voxels.size() - count);
    std::vector<std::uint8_t> mark(count);
    std::vector<std::uint32_t> front, next;
    for (std::size_t at = 0; at < count; ++at) {
        mark[at] = start[source[at]];
        if (mark[at] == Trunk || mark[at] == Arm) front.push_back(static_cast<std::uint32_t>(at));
    }
    const std::ptrdiff_t steps[6] = {
        -1, 1, -nx, nx, -static_cast<std::ptrdiff_t>(plane), static_cast<std::ptrdiff_t>(plane)};
    while (!front.empty()) {
        next.clear();
        for (const auto at : front) {
            const int x = at % nx, y = at / nx % ny, z = static_cast<int>(at / plane);
            const bool inside[6] = {x > 0, x<nx - 1, y> 0, y<ny - 1, z> 0, z < nz - 1};
            for (int s = 0; s < 6; ++s)
                if (inside[s] && mark[at + steps[s]] == Unknown) {
                    mark[at + steps[s]] = mark[at];
                    next.push_back(static_cast<std::uint32_t>(at + steps[s]));
                }
        }
        front.swap(next);
    }
    Body trunk = body;
    trunk.name += " without arms";
    for (std::size_t at = 0; at < count; ++at)
        if (mark[at] == Arm) trunk.classes[at] = trunk.tissues[at] = 0;
    findCentres(trunk);
    return trunk;
}

}  // namespace dokuei::inference
