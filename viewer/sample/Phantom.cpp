#include "viewer/sample/Phantom.h"

#include <algorithm>
#include <cmath>

namespace dokuei::viewer {
namespace {

constexpr int subplanes = 3;  // a slice averages over its thickness

/// Weights of the cubic B-spline over voxels -1..+2 around a point `t` past voxel 0.
std::array<float, 4> splineWeights(double t) {
    const double u = 1 - t;
    return {static_cast<float>(u * u * u / 6), static_cast<float>((3 * t * t * t - 6 * t * t + 4) / 6),
            static_cast<float>((3 * u * u * u - 6 * u * u + 4) / 6), static_cast<float>(t * t * t / 6)};
}

struct Axis {
    std::vector<int> voxel;  ///< lower neighbour; -1 outside
    std::vector<std::array<float, 4>> weight;
};

Axis axisOf(int count, double first, double step, double origin, double spacing, int size) {
    Axis axis;
    for (int i = 0; i < count; ++i) {
        const double v = (first + i * step - origin) / spacing;
        const int low = static_cast<int>(std::floor(v));
        axis.voxel.push_back(low >= 1 && low + 2 < size ? low : -1);
        axis.weight.push_back(splineWeights(v - low));
    }
    return axis;
}

}  // namespace

void Phantom::Tally::add(const Tally& other) {
    for (int a = 0; a < 3; ++a) {
        lps[a] = std::min(lps[a], other.lps[a]);
        lps[a + 3] = std::max(lps[a + 3], other.lps[a + 3]);
    }
    samples += other.samples;
    hu += other.hu;
}

Phantom::Phantom(SampleBody body, std::uint64_t seed)
    : body_(std::move(body)),
      seed_(seed),
      coarse_(seed * 11 + 1, 18),
      medium_(seed * 11 + 2, 7),
      fine_(seed * 11 + 3, 3),
      lungVessels_(seed * 11 + 4, 16, 0.9),
      lungTwigs_(seed * 11 + 5, 9, 0.45),
      fatVessels_(seed * 11 + 6, 17, 0.8),
      liverVessels_(seed * 11 + 7, 20, 1.1),
      trabeculae_(seed * 11 + 8, 5, 0.7) {
    const double low = body_.origin[2] + 4 * body_.spacing,
                 high = body_.origin[2] + (body_.size[2] - 4) * body_.spacing;
    slices_ = static_cast<int>((high - low) / thickness);
    plantLesions();
}

std::array<double, 3> Phantom::position(int k) const {
    const double top = body_.origin[2] + (body_.size[2] - 4) * body_.spacing;
    return {-0.5 * (width - 1) * pixel, -0.5 * (height - 1) * pixel + 20, top - (k + 0.5) * thickness};
}

void Phantom::plantLesions() {
    // Distance in voxels to the nearest voxel of another kind, along the axes, cheap and good enough to find
    // a middle.
    const auto [nx, ny, nz] = body_.size;
    const auto middleOf = [&](auto inside) {
        std::array<int, 3> best{};
        int clearance = -1;
        for (int z = 1; z < nz - 1; ++z)
            for (int y = 1; y < ny - 1; ++y)
                for (int x = 1; x < nx - 1; ++x) {
                    if (!inside(x, y, z)) continue;
                    int r = 1;
                    for (bool clear = true; clear; ++r)
                        for (const auto& d : {std::array<int, 3>{r, 0, 0},
                                              {-r, 0, 0},
                                              {0, r, 0},
                                              {0, -r, 0},
                                              {0, 0, r},
                                              {0, 0, -r}}) {
                            const int p[3] = {x + d[0], y + d[1], z + d[2]};
                            if (p[0] < 0 || p[1] < 0 || p[2] < 0 || p[0] >= nx || p[1] >= ny || p[2] >= nz ||
                                !inside(p[0], p[1], p[2]))
                                clear = false;
                        }
                    if (r > clearance) clearance = r, best = {x, y, z};
                }
        return best;
    };
    const auto lpsOf = [&](const std::array<int, 3>& v) {
        return std::array<double, 3>{body_.origin[0] + v[0] * body_.spacing,
                                     body_.origin[1] + v[1] * body_.spacing,
                                     body_.origin[2] + v[2] * body_.spacing};
    };

    PlantedLesion nodule{"lung_nodule",
                         "right",
                         {},
                         9.0,
                         38,
                         0.10f,
                         {Tissue::RightUpperLobe, Tissue::RightMiddleLobe, Tissue::RightLowerLobe,
                          Tissue::PulmonaryVessel, Tissue::Bronchus}};
    nodule.centre =
        lpsOf(middleOf([&](int x, int y, int z) { return body_.at(x, y, z) == Tissue::RightUpperLobe; }));

    PlantedLesion cyst{"liver_cyst",
                       "",
                       {},
                       14,
                       6,
                       0.02f,
                       {Tissue::Liver, Tissue::HepaticVein, Tissue::PortalVein, Tissue::Artery}};
    cyst.centre = lpsOf(middleOf([&](int x, int y, int z) {
        return body_.origin[0] + x * body_.spacing < -50 && body_.at(x, y, z) == Tissue::Liver;
    }));

    // On the outer border of the lower pole of the left kidney, bulging into the fat.
    PlantedLesion renal{"kidney_cyst", "left", {}, 11, 8, 0.02f, {}};
    double outermost = -1e9;
    for (int z = 0; z < nz; ++z)
        for (int y = 0; y < ny; ++y)
            for (int x = nx / 2; x < nx; ++x)
                if (body_.at(x, y, z) == Tissue::Kidney && 0.8 * x - 0.45 * z > outermost)
                    outermost = 0.8 * x - 0.45 * z, renal.centre = lpsOf({x, y, z});
    lesions_ = {nodule, cyst, renal};
}

Phantom::Mix Phantom::vote(int x, int y, int z, const float* wx, const float* wy, const float* wz) const {
    const std::size_t plane = static_cast<std::size_t>(body_.size[0]) * body_.size[1];
    const Tissue* corner =
        body_.tissues.data() + (z - 1) * plane + static_cast<std::size_t>(y - 1) * body_.size[0] + x - 1;
    std::array<float, tissueCount> votes{};
    std::array<Tissue, 24> seen;
    int kinds = 0;
    for (int k = 0; k < 4; ++k)
        for (int j = 0; j < 4; ++j) {
            const Tissue* row = corner + k * plane + static_cast<std::size_t>(j) * body_.size[0];
            const float w = wz[k] * wy[j];
            for (int i = 0; i < 4; ++i) {
                float& v = votes[static_cast<int>(row[i])];
                if (v == 0 && kinds < static_cast<int>(seen.size())) seen[kinds++] = row[i];
                v += w * wx[i];
            }
        }
    float lungs = 0, bones = 0;
    int lobes = 0;
    for (int s = 0; s < kinds; ++s) {
        const float v = votes[static_cast<int>(seen[s])];
        if (isLung(seen[s])) lungs += v, lobes += v > 0.38f;
        if (isBone(seen[s])) bones += v;
    }
    const auto& looks = tissueLooks();
    Mix mix{Tissue::Air, 0, lobes > 1};
    float best = -1;
    for (int s = 0; s < kinds; ++s) {
        const float share = isLung(seen[s])   ? lungs
                            : isBone(seen[s]) ? bones
                                              : votes[static_cast<int>(seen[s])];
        const float weighted = share * looks[static_cast<int>(seen[s])].weight;
        const bool sameKind = isLung(seen[s]) && isLung(mix.tissue);
        if (sameKind ? votes[static_cast<int>(seen[s])] > votes[static_cast<int>(mix.tissue)]
                     : weighted > best)
            mix.tissue = seen[s], mix.share = share, best = weighted;
    }
    return mix;
}

float Phantom::table(float x, float y) const {
    // A carbon shell around foam, hollowed towards the patient.
    const float top = static_cast<float>(tableHeight()) - x * x / 1900;
    const float bottom = static_cast<float>(tableHeight()) + 36 - x * x / 5200;
    if (std::abs(x) > 215 || y < top || y > bottom) return -1000;
    const bool shell = y < top + 2.4f || y > bottom - 2.0f || std::abs(x) > 213;
    return shell ? 60.0f : -945.0f;
}

void Phantom::drawPlane(double z, std::vector<float>& hu, std::vector<Tally>& tallies) const {
    const auto first = position(0);
    const Axis xs = axisOf(width, first[0], pixel, body_.origin[0], body_.spacing, body_.size[0]);
    const Axis ys = axisOf(height, first[1], pixel, body_.origin[1], body_.spacing, body_.size[1]);
    const Axis zs = axisOf(1, z, 1, body_.origin[2], body_.spacing, body_.size[2]);
    std::vector<const PlantedLesion*> near;
    for (const auto& lesion : lesions_)
        near.push_back(std::abs(z - lesion.centre[2]) < 1.6 * lesion.radius ? &lesion : nullptr);
    const auto count = [&](Tally& tally, double x, double y, float value) {
        const double half[3] = {pixel / 2, pixel / 2, thickness / subplanes / 2}, p[3] = {x, y, z};
        for (int a = 0; a < 3; ++a) {
            tally.lps[a] = std::min(tally.lps[a], p[a] - half[a]);
            tally.lps[a + 3] = std::max(tally.lps[a + 3], p[a] + half[a]);
        }
        ++tally.samples;
        tally.hu += value;
    };

    const float fz = static_cast<float>(z);
    for (int j = 0; j < height; ++j) {
        const float y = static_cast<float>(first[1] + j * pixel);
        for (int i = 0; i < width; ++i) {
            const float x = static_cast<float>(first[0] + i * pixel);
            float& out = hu[static_cast<std::size_t>(j) * width + i];
            Mix mix{Tissue::Air, 1, false};
            const int vx = xs.voxel[i], vy = ys.voxel[j], vz = zs.voxel[0];
            if (vx >= 0 && vy >= 0 && vz >= 0) {
                const std::size_t at =
                    (static_cast<std::size_t>(vz) * body_.size[1] + vy) * body_.size[0] + vx;
                if (body_.uniform[at])
                    mix.tissue = body_.tissues[at];
                else
                    mix = vote(vx, vy, vz, xs.weight[i].data(), ys.weight[j].data(), zs.weight[0].data());
            }
            if (mix.tissue == Tissue::Air) {
                out += table(x, y);
                continue;
            }
            float value = shade(mix, x, y, fz);
            if (mix.tissue == Tissue::Effusion) count(tallies.back(), x, y, value);
            for (std::size_t l = 0; l < near.size(); ++l) {
                if (!near[l]) continue;
                const auto& lesion = *near[l];
                const double dx = x - lesion.centre[0], dy = y - lesion.centre[1], dz = z - lesion.centre[2];
                const double distance = std::sqrt(dx * dx + dy * dy + dz * dz);
                if (distance > 1.6 * lesion.radius) continue;
                const double border = lesion.radius * (1 + lesion.roughness * medium_.at(x, y, fz));
                const bool host = lesion.hosts.empty() ? !isBone(mix.tissue)
                                                       : std::find(lesion.hosts.begin(), lesion.hosts.end(),
                                                                   mix.tissue) != lesion.hosts.end();
                if (distance > border || !host) continue;
                value = lesion.hu + 3 * medium_.at(x, y, fz);
                count(tallies[l], x, y, value);
            }
            out += value;
        }
    }
}

std::vector<float> Phantom::draw(int k, std::vector<Tally>& tallies) const {
    std::vector<float> hu(static_cast<std::size_t>(width) * height);
    const double middle = position(k)[2];
    for (int s = 0; s < subplanes; ++s)
        drawPlane(middle + (s - (subplanes - 1) / 2.0) * thickness / subplanes, hu, tallies);
    for (auto& v : hu) v /= subplanes;
    blur(hu, width, height, 0.62);
    addNoise(hu, k);
    return hu;
}

void Phantom::addNoise(std::vector<float>& hu, int k) const {
    // Fewer photons arrive along long paths, so noise grows with the water-equivalent path through a pixel.
    constexpr double perMm = 0.0085;
    std::vector<double> rows(height), columns(width);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const double water =
                std::max(0.0f, hu[static_cast<std::size_t>(y) * width + x] + 1000) / 1000 * pixel;
            rows[y] += water;
            columns[x] += water;
        }
    for (auto& r : rows) r = std::exp(perMm * r);
    for (auto& c : columns) c = std::exp(perMm * c);
    const auto noise = kernelNoise(width, height, seed_ * 0x100000001b3ULL + 2 * k);
    RandomStream random(seed_ * 0x100000001b3ULL + 2 * k + 1);
    for (int y = 0; y < height; ++y) {
        // Long lateral paths through the shoulders leave faint streaks.
        float streak = 0;
        const double strength = std::max(0.0, std::sqrt(rows[y]) - 3.2) * 2.0;
        for (int x = 0; x < width; ++x) {
            const std::size_t at = static_cast<std::size_t>(y) * width + x;
            streak = 0.985f * streak + 0.17f * static_cast<float>(random.uniform() * 2 - 1) * 1.7f;
            const bool air = hu[at] < -970;
            const double sigma = 3.9 * std::sqrt(0.5 * (rows[y] + columns[x])) * (air ? 0.6 : 1);
            hu[at] += static_cast<float>(sigma) * noise[at] +
                      static_cast<float>(strength) * streak * (air ? 0.4f : 1);
        }
    }
}

std::vector<SampleTruth> Phantom::truths(const std::vector<Tally>& tallies) const {
    std::vector<SampleTruth> all;
    for (int l = 0; l < lesionCount(); ++l) {
        const auto& tally = tallies[l];
        if (tally.samples == 0) continue;
        SampleTruth truth;
        const bool effusion = l + 1 == lesionCount();
        truth.key = effusion ? "pleural_effusion" : lesions_[l].key;
        truth.side = effusion ? "right" : lesions_[l].side;
        truth.lps = tally.lps;
        truth.millilitres = tally.samples * pixel * pixel * thickness / subplanes / 1000;
        truth.hu = tally.hu / tally.samples;
        all.push_back(std::move(truth));
    }
    return all;
}

}  // namespace dokuei::viewer
