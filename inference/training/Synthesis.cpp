#include "inference/training/Synthesis.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "inference/training/Noise.h"

namespace dokuei::inference {
namespace {

using Vec = std::array<double, 3>;

constexpr int kMuscle = 3, kRightLung = 4, kLeftLung = 5, kHeart = 6, kPulmonary = 9, kLiver = 12,
              kStomach = 16, kSmallBowel = 17, kColon = 18, kRightKidney = 19, kLeftKidney = 20,
              kBladder = 22, kSpleen = 14, kNodule = 39, kEffusion = 40, kLiverLesion = 41, kKidneyCyst = 42;
constexpr std::uint8_t kNotScanned = 255;

/// How one scan is drawn: the map from its voxels to the body, and the value of each material.
class Painter {
public:
    Painter(const Body& body, const std::vector<AnatomyClass>& classes, double voxelMm, std::uint64_t seed)
        : body_(body), classes_(classes), mm_(voxelMm), random_(seed), noise_(seed * 7919 + 13) {}

    SyntheticScan paint() {
        chooseField();
        chooseWarp();
        sampleBody();
        chooseIntensities();
        fillIntensities();
        plantLesions();
        degrade();
        return std::move(scan_);
    }

private:
    void chooseField() {
        static constexpr int shapes[][3] = {{96, 80, 64},  {96, 64, 96}, {112, 80, 48}, {96, 80, 80},
                                            {96, 64, 112}, {80, 64, 80}, {64, 64, 64},  {48, 48, 48}};
        static constexpr double weights[] = {0.22, 0.16, 0.14, 0.14, 0.08, 0.1, 0.1, 0.06};
        double draw = random_.uniform(0, 1);
        int shape = 0;
        while (shape < 7 && draw > weights[shape]) draw -= weights[shape++];
        for (int a = 0; a < 3; ++a) scan_.size[a] = shapes[shape][a];
        cropped_ = shape >= 6;
        grid_ = {scan_.size[0], scan_.size[1], scan_.size[2]};
        scan_.hu.resize(grid_.count());
        scan_.labels.resize(grid_.count());
        image_.resize(grid_.count());
        tissue_.resize(grid_.count());
        // The scan rarely fills the grid: real volumes are padded to a multiple of 16 at the high end.
        slab_ = random_.chance(0.7) ? static_cast<int>(grid_.nz * random_.uniform(0.4, 1)) : grid_.nz;
    }

    void chooseWarp() {
        const double middleX = (body_.size[0] - 1) * body_.spacing[0] / 2;
        const double middleY = (body_.size[1] - 1) * body_.spacing[1] / 2;
        const double half = slab_ * mm_ / 2;
        const double low = body_.zLow + std::min(half * 0.5, 40.0);
        const double high = body_.zHigh - std::min(half * 0.3, 40.0);
        centre_ = {middleX, middleY, random_.uniform(low, high)};
        // Most scans are of the trunk: from the pelvis to the neck of a whole body.
        if (body_.wholeTrunk && random_.chance(0.85)) centre_[2] = random_.uniform(low + 80, high - 200);
        const auto spine = body_.centres.find(24);
        if (spine != body_.centres.end()) {
            centre_[0] = spine->second[0];
            centre_[1] = spine->second[1] - 55;
        }
        if (cropped_) {
            // Targeted fields (heart, spine, kidneys): aim at a random organ.
            auto organ = body_.centres.begin();
            std::advance(organ, random_.index(static_cast<int>(body_.centres.size())));
            centre_ = organ->second;
            for (int a = 0; a < 3; ++a) centre_[a] += random_.uniform(-40, 40);
        } else {
            centre_[0] += random_.uniform(-25, 25);
            centre_[1] += random_.uniform(-25, 25);
        }
        const double overall = random_.uniform(0.88, 1.12);
        Vec scale;
        for (auto& s : scale) s = 1 / (overall * random_.uniform(0.84, 1.18));
        if (random_.chance(0.3)) scale[0] *= random_.uniform(0.85, 1), scale[1] *= random_.uniform(0.8, 1);
        const double limit = random_.chance(0.15) ? 0.3 : 0.14;
        const double a = random_.uniform(-limit, limit), b = random_.uniform(-limit, limit),
                     c = random_.uniform(-limit, limit);
        const double ca = std::cos(a), sa = std::sin(a), cb = std::cos(b), sb = std::sin(b), cc = std::cos(c),
                     sc = std::sin(c);
        const double r[3][3] = {{cb * cc, -cb * sc, sb},
                                {ca * sc + sa * sb * cc, ca * cc - sa * sb * sc, -sa * cb},
                                {sa * sc - ca * sb * cc, sa * cc + ca * sb * sc, ca * cb}};
        for (int i = 0; i < 3; ++i)
            for (int j = 0; j < 3; ++j) matrix_[i][j] = r[i][j] * scale[i] * mm_;
        for (const auto& [classIndex, organ] : body_.centres) {
            const bool big = classIndex == kLiver || classIndex == kHeart || classIndex == kRightLung ||
                             classIndex == kLeftLung || classIndex == kStomach ||
                             classIndex == kRightKidney || classIndex == kLeftKidney ||
                             classIndex == kBladder || classIndex == kSpleen || classIndex == kColon;
            if (!random_.chance(big ? 0.55 : 0.12)) continue;
            const bool grows = classIndex == kRightKidney || classIndex == kLeftKidney ||
                               classIndex == kBladder || classIndex == kSpleen;
            bumps_.push_back({organ, random_.uniform(25, 60), random_.uniform(grows ? -0.42 : -0.3, 0.25)});
            for (int axis = 0; axis < 3; ++axis) bumps_.back().centre[axis] += random_.uniform(-15, 15);
        }
    }

    void sampleBody() {
        const double cell = random_.uniform(9, 22), cell2 = random_.uniform(4, 8);
        const float strong = static_cast<float>(random_.uniform(3, 13)),
                    fine = static_cast<float>(random_.uniform(0.5, 3));
        std::array<std::vector<float>, 3> warp;
        for (auto& w : warp) {
            w = smoothField(grid_, cell, random_);
            const auto detail = smoothField(grid_, cell2, random_);
            for (std::size_t i = 0; i < w.size(); ++i) w[i] = strong * w[i] + fine * detail[i];
        }
        const bool circle = !cropped_ && random_.chance(0.6);
        const double radius = circle ? random_.uniform(0.42, 0.56) * grid_.nx : 1e9;
        const int marginX = !cropped_ && random_.chance(0.2) ? random_.index(grid_.nx / 5) : 0;
        const double ix = 1 / body_.spacing[0], iy = 1 / body_.spacing[1], iz = 1 / body_.spacing[2];
        const auto [bx, by, bz] = body_.size;
        const std::size_t plane = static_cast<std::size_t>(bx) * by;
        std::size_t at = 0;
        for (int z = 0; z < grid_.nz; ++z)
            for (int y = 0; y < grid_.ny; ++y)
                for (int x = 0; x < grid_.nx; ++x, ++at) {
                    scan_.labels[at] = 0;
                    tissue_[at] = 0;
                    const double dx = x - grid_.nx * 0.5, dy = y - grid_.ny * 0.5, dz = z - slab_ * 0.5;
                    if (z >= slab_ || dx * dx + dy * dy > radius * radius || x < marginX ||
                        x >= grid_.nx - marginX) {
                        scan_.labels[at] = kNotScanned;
                        continue;
                    }
                    Vec q;
                    for (int i = 0; i < 3; ++i)
                        q[i] = centre_[i] + matrix_[i][0] * dx + matrix_[i][1] * dy + matrix_[i][2] * dz +
                               warp[i][at];
                    for (const auto& bump : bumps_) {
                        const double ux = q[0] - bump.centre[0], uy = q[1] - bump.centre[1],
                                     uz = q[2] - bump.centre[2];
                        const double d2 = (ux * ux + uy * uy + uz * uz) / (bump.radius * bump.radius);
                        if (d2 > 6) continue;
                        const double s = bump.strength * std::exp(-0.5 * d2);
                        q[0] += ux * s, q[1] += uy * s, q[2] += uz * s;
                    }
                    const int i = static_cast<int>(std::lround(q[0] * ix)),
                              j = static_cast<int>(std::lround(q[1] * iy)),
                              k = static_cast<int>(std::lround(q[2] * iz));
                    if (k < 0 || k >= bz) {
                        scan_.labels[at] = kNotScanned;
                        continue;
                    }
                    if (i < 0 || i >= bx || j < 0 || j >= by) continue;
                    const std::size_t from = k * plane + static_cast<std::size_t>(j) * bx + i;
                    scan_.labels[at] = body_.classes[from];
                    tissue_[at] = body_.tissues[from];
                }
    }

    void chooseIntensities() {
        const int n = static_cast<int>(classes_.size());
        value_.resize(n);
        grain_.resize(n);
        const double jitter = random_.uniform(0.3, 1.6);
        for (int c = 0; c < n; ++c) {
            value_[c] = classes_[c].hu + jitter * classes_[c].spread * random_.normal();
            grain_[c] = classes_[c].spread * random_.uniform(0.1, 0.6);
        }
        value_[kLeftLung] = value_[kRightLung] + 8 * random_.normal();
        value_[kLeftKidney] = value_[kRightKidney] + 3 * random_.normal();
        leftBlood_ = value_[kHeart], rightBlood_ = value_[kHeart];
        const double draw = random_.uniform(0, 1);
        scan_.phase = draw < 0.42   ? ContrastPhase::Plain
                      : draw < 0.68 ? ContrastPhase::Arterial
                                    : ContrastPhase::Venous;
        if (scan_.phase == ContrastPhase::Arterial) {
            const double arteries = random_.uniform(130, 430), lungs = random_.uniform(40, 420),
                         veins = random_.uniform(0, 110);
            enhance(arteries, lungs, veins, random_.uniform(40, 130), random_.uniform(0, 25),
                    random_.uniform(20, 90));
            leftBlood_ = value_[7] + random_.uniform(-40, 40), rightBlood_ = 40 + lungs;
            value_[kHeart] += random_.uniform(15, 80);
        } else if (scan_.phase == ContrastPhase::Venous) {
            const double arteries = random_.uniform(60, 150);
            enhance(arteries, arteries * random_.uniform(0.8, 1.1), arteries * random_.uniform(0.7, 1.15),
                    random_.uniform(60, 160), random_.uniform(25, 65), random_.uniform(40, 85));
            leftBlood_ = rightBlood_ = value_[7] + random_.uniform(-15, 15);
            value_[kHeart] += random_.uniform(20, 70);
        }
        if (random_.chance(0.12)) value_[kBladder] += random_.uniform(100, 700);
        if (random_.chance(0.1)) value_[kLiver] -= random_.uniform(15, 60);
        scan_.mrLike = random_.chance(0.1);
        if (scan_.mrLike) {
            scan_.phase = ContrastPhase::Plain;
            for (int c = 1; c < n; ++c) value_[c] = random_.uniform(-700, 800);
            for (const int dark : {kRightLung, kLeftLung, 10}) value_[dark] = random_.uniform(-1000, -750);
            value_[kLeftLung] = value_[kRightLung];
            value_[kLeftKidney] = value_[kRightKidney];
            leftBlood_ = random_.uniform(-700, 800), rightBlood_ = leftBlood_;
        }
    }

    void enhance(double arteries, double lungs, double veins, double kidneys, double liver, double spleen) {
        value_[7] += arteries, value_[37] += arteries * random_.uniform(0.85, 1);
        value_[kPulmonary] += lungs, value_[8] += veins;
        value_[kRightKidney] += kidneys, value_[kLeftKidney] += kidneys + 4 * random_.normal();
        value_[kLiver] += liver, value_[kSpleen] += spleen;
        value_[15] += random_.uniform(10, 60), value_[21] += random_.uniform(10, 50);
        for (const int c : {kStomach, kSmallBowel, kColon, 11, kMuscle, 23})
            value_[c] += random_.uniform(0, 20);
    }

    void fillIntensities() {
        const auto coarse = smoothField(grid_, random_.uniform(8, 16), random_);
        const auto fine = smoothField(grid_, random_.uniform(2, 4), random_);
        const double cortical = random_.uniform(300, 900), spongy = random_.uniform(0.4, 1.2);
        const double gasStomach = random_.uniform(-1, 3), gasColon = random_.uniform(-0.6, 2.2),
                     gasBowel = random_.uniform(0.3, 3);
        const double oral = random_.chance(0.2) ? random_.uniform(80, 500) : 0;
        const double lungPattern = random_.chance(0.25) ? random_.uniform(60, 350) : random_.uniform(10, 50);
        const double consolidation = random_.chance(0.2) ? random_.uniform(1.2, 2.5) : 99;
        const bool mr = scan_.mrLike;
        for (std::size_t at = 0; at < image_.size(); ++at) {
            const int c = scan_.labels[at];
            if (c == kNotScanned) {
                image_[at] = -1024;
                continue;
            }
            double v = value_[c] + grain_[c] * (0.6 * coarse[at] + 0.6 * fine[at]);
            switch (static_cast<Tissue>(tissue_[at])) {
                case Tissue::CorticalBone:
                    v = mr ? -600 : cortical + 60 * fine[at];
                    break;
                case Tissue::LeftBlood:
                    v = leftBlood_ + 4 * coarse[at];
                    break;
                case Tissue::RightBlood:
                    v = rightBlood_ + 4 * coarse[at];
                    break;
                case Tissue::Disc:
                    v = mr ? value_[2] : 75 + 8 * coarse[at];
                    break;
                case Tissue::Cartilage:
                    v = mr ? value_[2] : 95 + 40 * coarse[at];
                    break;
                case Tissue::Fluid:
                    v = mr ? value_[kBladder] : 12 + 5 * coarse[at];
                    break;
                default:
                    if (c >= 24 && c <= 31 && !mr) v *= spongy;
            }
            if (!mr) {
                if (c == kStomach) {
                    if (coarse[at] > gasStomach)
                        v = -920;
                    else if (fine[at] > 1)
                        v += 25;
                    else
                        v += oral;
                } else if (c == kColon) {
                    if (coarse[at] > gasColon)
                        v = -930;
                    else
                        v += 0.6 * oral + (fine[at] > 0.8 ? -150 * fine[at] : 0);
                } else if (c == kSmallBowel) {
                    if (fine[at] > gasBowel)
                        v = -800;
                    else
                        v += 0.8 * oral * (coarse[at] > 0);
                } else if (c == kRightLung || c == kLeftLung) {
                    v = std::max(-1000.0, v + lungPattern * fine[at]);
                    if (coarse[at] > consolidation) v = random_.uniform(-500, 30);
                }
            }
            image_[at] = static_cast<float>(v);
        }
    }

    std::vector<std::size_t> voxelsOf(int a, int b = -1) const {
        std::vector<std::size_t> found;
        for (std::size_t at = 0; at < scan_.labels.size(); ++at)
            if (scan_.labels[at] == a || (b >= 0 && scan_.labels[at] == b)) found.push_back(at);
        return found;
    }

    /// Paints a bumpy ellipsoid where `mayPaint` allows; returns how many voxels it took.
    template <typename MayPaint>
    int paintLesion(std::size_t seedVoxel, double diameterMm, int lesionClass, int host, double hu,
                    MayPaint mayPaint) {
        const Vec c{static_cast<double>(seedVoxel % grid_.nx),
                    static_cast<double>(seedVoxel / grid_.nx % grid_.ny),
                    static_cast<double>(seedVoxel / (static_cast<std::size_t>(grid_.nx) * grid_.ny))};
        Vec radius;
        for (auto& r : radius) r = diameterMm / 2 / mm_ * random_.uniform(0.75, 1);
        radius[random_.index(3)] = diameterMm / 2 / mm_;
        const double p1 = random_.uniform(0, 6.28), p2 = random_.uniform(0, 6.28),
                     rough = random_.uniform(0, 0.22);
        int painted = 0;
        const int reach = static_cast<int>(diameterMm / 2 / mm_ * 1.3) + 1;
        for (int z = std::max(0, static_cast<int>(c[2]) - reach);
             z <= std::min(grid_.nz - 1, static_cast<int>(c[2]) + reach); ++z)
            for (int y = std::max(0, static_cast<int>(c[1]) - reach);
                 y <= std::min(grid_.ny - 1, static_cast<int>(c[1]) + reach); ++y)
                for (int x = std::max(0, static_cast<int>(c[0]) - reach);
                     x <= std::min(grid_.nx - 1, static_cast<int>(c[0]) + reach); ++x) {
                    const std::size_t at = (static_cast<std::size_t>(z) * grid_.ny + y) * grid_.nx + x;
                    if (!mayPaint(scan_.labels[at])) continue;
                    const double ux = (x - c[0]) / radius[0], uy = (y - c[1]) / radius[1],
                                 uz = (z - c[2]) / radius[2];
                    const double bump =
                        1 + rough * std::sin(3 * std::atan2(uy, ux) + p1) * std::cos(2.5 * uz + p2);
                    if (ux * ux + uy * uy + uz * uz > bump * bump) continue;
                    scan_.labels[at] = static_cast<std::uint8_t>(lesionClass);
                    image_[at] = static_cast<float>(hu + 4 * noise_.next());
                    ++painted;
                }
        if (painted > 0) scan_.lesions.push_back({lesionClass, host, c, diameterMm, hu});
        return painted;
    }

    void plantLesions() {
        if (scan_.mrLike) return;
        const auto lungs = voxelsOf(kRightLung, kLeftLung);
        if (lungs.size() > 3000 && random_.chance(0.22)) plantEffusion();
        if (lungs.size() > 1500 && random_.chance(0.5)) {
            const int count = 1 + random_.index(3);
            for (int i = 0; i < count; ++i) {
                const auto at = lungs[random_.index(static_cast<int>(lungs.size()))];
                const int host = scan_.labels[at];
                if (host != kRightLung && host != kLeftLung) continue;
                const double diameter = std::exp(random_.uniform(std::log(8.0), std::log(60.0)));
                const double hu =
                    random_.chance(0.15)
                        ? random_.uniform(-550, -150)
                        : random_.uniform(-20, 70) +
                              (scan_.phase == ContrastPhase::Plain ? 0 : random_.uniform(0, 50));
                paintLesion(at, diameter, kNodule, host, hu,
                            [](int c) { return c == kRightLung || c == kLeftLung || c == kPulmonary; });
            }
        }
        const auto liver = voxelsOf(kLiver);
        if (liver.size() > 1500 && random_.chance(0.4)) {
            const int count = 1 + random_.index(3);
            for (int i = 0; i < count; ++i) {
                const double diameter = std::exp(random_.uniform(std::log(12.0), std::log(80.0)));
                const double hu =
                    random_.chance(0.5) ? random_.uniform(-5, 20) : value_[kLiver] - random_.uniform(25, 70);
                paintLesion(liver[random_.index(static_cast<int>(liver.size()))], diameter, kLiverLesion,
                            kLiver, hu, [](int c) { return c == kLiver || c == 8; });
            }
        }
        for (const int kidney : {kRightKidney, kLeftKidney}) {
            const auto voxels = voxelsOf(kidney);
            if (voxels.size() < 200 || !random_.chance(0.2)) continue;
            const double diameter = std::exp(random_.uniform(std::log(12.0), std::log(60.0)));
            paintLesion(voxels[random_.index(static_cast<int>(voxels.size()))], diameter, kKidneyCyst, kidney,
                        random_.uniform(-5, 18), [kidney](int c) { return c == kidney || c == 2; });
        }
    }

    void plantEffusion() {
        const bool both = random_.chance(0.35);
        const int only = random_.chance(0.5) ? kRightLung : kLeftLung;
        for (const int side : {kRightLung, kLeftLung}) {
            if (!both && side != only) continue;
            auto voxels = voxelsOf(side);
            if (voxels.size() < 1500) continue;
            std::vector<int> ys;
            ys.reserve(voxels.size());
            for (const auto at : voxels) ys.push_back(static_cast<int>(at / grid_.nx % grid_.ny));
            std::nth_element(ys.begin(), ys.begin() + ys.size() * 9 / 10, ys.end());
            const double share = random_.uniform(0.03, 0.4);
            std::vector<int> sorted = ys;
            std::sort(sorted.begin(), sorted.end());
            const double level = sorted[static_cast<std::size_t>((1 - share) * (sorted.size() - 1))];
            const double tilt = random_.uniform(-0.25, 0.4), hu = random_.uniform(-2, 28);
            const bool atelectasis = random_.chance(0.6);
            double zMiddle = 0;
            for (const auto at : voxels)
                zMiddle +=
                    static_cast<double>(at / (static_cast<std::size_t>(grid_.nx) * grid_.ny)) / voxels.size();
            Vec sum{};
            int painted = 0;
            for (const auto at : voxels) {
                const int x = at % grid_.nx, y = at / grid_.nx % grid_.ny;
                const int z = static_cast<int>(at / (static_cast<std::size_t>(grid_.nx) * grid_.ny));
                const double depth = y - level - tilt * (z - zMiddle);
                if (depth > 0) {
                    scan_.labels[at] = kEffusion;
                    image_[at] = static_cast<float>(hu + 3 * noise_.next());
                    sum[0] += x, sum[1] += y, sum[2] += z;
                    ++painted;
                } else if (atelectasis && depth > -2.5) {
                    image_[at] = static_cast<float>(30 + 15 * noise_.next());
                }
            }
            if (painted > 0)
                scan_.lesions.push_back(
                    {kEffusion, side, {sum[0] / painted, sum[1] / painted, sum[2] / painted}, 0, hu});
        }
    }

    void degrade() {
        if (random_.chance(0.6) && !cropped_) drawTable();
        const auto kernel = gaussianKernel(random_.uniform(0.25, 0.75));
        for (int axis = 0; axis < 3; ++axis) blurAxis(image_, grid_, axis, kernel);
        if (random_.chance(0.3))
            blurAxis(image_, grid_, 2,
                     random_.chance(0.5) ? std::vector<float>{0.25f, 0.5f, 0.25f}
                                         : std::vector<float>{0.33f, 0.34f, 0.33f});
        const float sigma = static_cast<float>(std::exp(random_.uniform(std::log(2.0), std::log(32.0))));
        const float offset = static_cast<float>(random_.normal() * 6);
        const float bias = scan_.mrLike ? 0.25f : 0.f;
        const auto shade = bias > 0 ? smoothField(grid_, 30, random_) : std::vector<float>();
        for (std::size_t at = 0; at < image_.size(); ++at) {
            float v = image_[at];
            if (scan_.labels[at] == kNotScanned)
                v = -1024;
            else {
                if (bias > 0) v = (v + 1000) * (1 + bias * shade[at]) - 1000;
                v += offset + sigma * noise_.next();
            }
            scan_.hu[at] = static_cast<std::int16_t>(std::clamp(v, -1024.f, 3000.f));
        }
    }

    void drawTable() {
        int back = 0;
        for (std::size_t at = 0; at < scan_.labels.size(); ++at)
            if (scan_.labels[at] != 0 && scan_.labels[at] != kNotScanned)
                back = std::max(back, static_cast<int>(at / grid_.nx % grid_.ny));
        const double curve = random_.uniform(0, 0.006), value = random_.uniform(-600, 200);
        const int thick = 1 + random_.index(2), gap = random_.index(4);
        for (int z = 0; z < grid_.nz; ++z)
            for (int x = 0; x < grid_.nx; ++x) {
                const double d = x - grid_.nx * 0.5;
                const int top = back + gap + 1 - static_cast<int>(curve * d * d);
                for (int y = std::max(0, top); y < std::min(grid_.ny, top + thick); ++y) {
                    const std::size_t at = (static_cast<std::size_t>(z) * grid_.ny + y) * grid_.nx + x;
                    if (scan_.labels[at] == 0) image_[at] = static_cast<float>(value);
                }
            }
    }

    struct Bump {
        Vec centre;
        double radius, strength;
    };
    const Body& body_;
    const std::vector<AnatomyClass>& classes_;
    double mm_;
    Random random_;
    FastNoise noise_;
    SyntheticScan scan_;
    Grid grid_{};
    bool cropped_ = false;
    int slab_ = 0;
    Vec centre_{};
    double matrix_[3][3]{};
    std::vector<Bump> bumps_;
    std::vector<float> image_;
    std::vector<std::uint8_t> tissue_;
    std::vector<double> value_, grain_;
    double leftBlood_ = 40, rightBlood_ = 40;
};

}  // namespace

Synthesizer::Synthesizer(std::vector<Body> bodies, std::vector<double> bodyWeights,
                         std::vector<AnatomyClass> classes, double voxelMm)
    : bodies_(std::move(bodies)),
      bodyWeights_(std::move(bodyWeights)),
      classes_(std::move(classes)),
      voxelMm_(voxelMm) {}

SyntheticScan Synthesizer::make(std::uint64_t seed) const {
    Random random(seed ^ 0xB0D1E5ull);
    double draw = random.uniform(0, 1);
    std::size_t body = 0;
    while (body + 1 < bodies_.size() && draw > bodyWeights_[body]) draw -= bodyWeights_[body++];
    return Painter(bodies_[body], classes_, voxelMm_, seed).paint();
}

Synthesizer makeSynthesizer(const std::string& anatomyFolder, const std::string& classesFile,
                            double voxelMm) {
    auto classes = readClasses(classesFile);
    const std::string whole = anatomyFolder + "/bodyparts3d", trunk = anatomyFolder + "/spl-abdomen";
    std::vector<Body> bodies;
    std::vector<double> weights;
    // Legs below mid-thigh teach nothing about the organs.
    bodies.push_back(readBody(whole, classes, 0.62));
    bodies[0].zHigh -= 80;
    bodies[0].zLow += 60;
    bodies[0].wholeTrunk = true;
    bodies.push_back(withoutArms(bodies[0], whole, classes));
    weights = {0.27, 0.53};
    if (std::filesystem::exists(trunk)) {
        bodies.push_back(readBody(trunk, classes));
        weights.push_back(0.2);
    } else {
        weights = {0.33, 0.67};
    }
    return Synthesizer(std::move(bodies), std::move(weights), std::move(classes), voxelMm);
}

}  // namespace dokuei::inference
