#include "viewer/render/RayCaster.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>

namespace dokuei::viewer {

namespace {

constexpr int blockSide = 8;
constexpr int tableSize = 4096;
constexpr float opaqueEnough = 0.97F;
/// Light of samples that add too little to be worth a gradient.
constexpr float haze = 0.7F, worthShading = 0.02F;
constexpr float ambient = 0.22F, diffuse = 0.78F, specular = 0.18F;

double dot(const Vec3& a, const Vec3& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

}  // namespace

/// Colour and opacity of one ray step by stored value, and which blocks have anything to show.
struct RayCaster::Table {
    struct Entry {
        float red, green, blue, opacity;
    };
    std::vector<Entry> entries;
    float first = 0, perValue = 1;
    std::vector<char> visible;

    const Entry& at(float stored) const {
        const float place = (stored - first) * perValue;
        return entries[static_cast<int>(std::clamp(place, 0.0F, tableSize - 1.0F))];
    }
};

RayCaster::RayCaster(std::shared_ptr<const VolumePreview> volume) : volume_(std::move(volume)) {
    const Index3 size = volume_->geometry.size;
    for (int a = 0; a < 3; ++a) blocks_[a] = (size[a] + blockSide - 1) / blockSide;
    const std::size_t count = 1UL * blocks_[0] * blocks_[1] * blocks_[2];
    blockMin_.assign(count, std::numeric_limits<std::int16_t>::max());
    blockMax_.assign(count, std::numeric_limits<std::int16_t>::min());
    // Interpolation reaches one voxel past a block, so neighbours share their border.
    for (int bk = 0; bk < blocks_[2]; ++bk)
        for (int bj = 0; bj < blocks_[1]; ++bj)
            for (int bi = 0; bi < blocks_[0]; ++bi) {
                const std::size_t block = (1UL * bk * blocks_[1] + bj) * blocks_[0] + bi;
                for (int k = bk * blockSide; k <= std::min((bk + 1) * blockSide, size[2] - 1); ++k)
                    for (int j = bj * blockSide; j <= std::min((bj + 1) * blockSide, size[1] - 1); ++j) {
                        const std::int16_t* row = volume_->voxels.data() + (1L * k * size[1] + j) * size[0];
                        for (int i = bi * blockSide; i <= std::min((bi + 1) * blockSide, size[0] - 1); ++i) {
                            blockMin_[block] = std::min(blockMin_[block], row[i]);
                            blockMax_[block] = std::max(blockMax_[block], row[i]);
                        }
                    }
            }
}

RayCaster::Table RayCaster::makeTable(const std::vector<TransferPoint>& transfer,
                                      double stepMillimetres) const {
    Table table;
    const auto stored = [this](double value) { return (value - volume_->offset) / volume_->scale; };
    table.first = static_cast<float>(stored(transfer.front().value));
    const double span = std::max(1e-6, stored(transfer.back().value) - table.first);
    table.perValue = static_cast<float>((tableSize - 1) / span);
    table.entries.resize(tableSize);
    std::vector<int> opaqueBefore(tableSize + 1, 0);
    std::size_t right = 1;
    for (int n = 0; n < tableSize; ++n) {
        const double value = (table.first + n / table.perValue) * volume_->scale + volume_->offset;
        while (right + 1 < transfer.size() && transfer[right].value < value) ++right;
        const TransferPoint &a = transfer[right - 1], &b = transfer[right];
        const double t = std::clamp((value - a.value) / std::max(1e-9, b.value - a.value), 0.0, 1.0);
        const double opacity = a.opacity + t * (b.opacity - a.opacity);
        table.entries[n] = {
            static_cast<float>(a.red + t * (b.red - a.red)),
            static_cast<float>(a.green + t * (b.green - a.green)),
            static_cast<float>(a.blue + t * (b.blue - a.blue)),
            static_cast<float>(1 - std::pow(1 - opacity, stepMillimetres / opacityUnitMillimetres))};
        opaqueBefore[n + 1] = opaqueBefore[n] + (opacity > 0 ? 1 : 0);
    }
    table.visible.resize(blockMin_.size());
    for (std::size_t block = 0; block < blockMin_.size(); ++block) {
        const auto entry = [&table](float value) {
            return static_cast<int>(
                std::clamp((value - table.first) * table.perValue, 0.0F, tableSize - 1.0F));
        };
        table.visible[block] =
            opaqueBefore[entry(blockMax_[block]) + 1] > opaqueBefore[entry(blockMin_[block])];
    }
    return table;
}

float RayCaster::sample(float x, float y, float z) const {
    const Index3 size = volume_->geometry.size;
    x = std::clamp(x, 0.0F, size[0] - 1.001F);
    y = std::clamp(y, 0.0F, size[1] - 1.001F);
    z = std::clamp(z, 0.0F, size[2] - 1.001F);
    const int i = static_cast<int>(x), j = static_cast<int>(y), k = static_cast<int>(z);
    const float u = x - i, v = y - j, w = z - k;
    const long row = size[0], plane = row * size[1];
    const std::int16_t* p = volume_->voxels.data() + k * plane + j * row + i;
    const float low = (p[0] * (1 - u) + p[1] * u) * (1 - v) + (p[row] * (1 - u) + p[row + 1] * u) * v;
    p += plane;
    const float high = (p[0] * (1 - u) + p[1] * u) * (1 - v) + (p[row] * (1 - u) + p[row + 1] * u) * v;
    return low * (1 - w) + high * w;
}

QRgb RayCaster::castRay(const Table& table, const Vec3& start, const Vec3& step, double steps,
                        const Vec3& lamp) const {
    const Vec3& spacing = volume_->geometry.spacing;
    float red = 0, green = 0, blue = 0, clear = 1;
    for (double t = 0; t <= steps;) {
        const Vec3 p{start[0] + t * step[0], start[1] + t * step[1], start[2] + t * step[2]};
        Index3 block;
        for (int a = 0; a < 3; ++a)
            block[a] = std::clamp(static_cast<int>(p[a]) / blockSide, 0, blocks_[a] - 1);
        if (!table.visible[(1UL * block[2] * blocks_[1] + block[1]) * blocks_[0] + block[0]]) {
            double leap = steps;
            for (int a = 0; a < 3; ++a) {
                if (std::abs(step[a]) < 1e-9) continue;
                const double edge = (block[a] + (step[a] > 0 ? 1 : 0)) * blockSide;
                leap = std::min(leap, (edge - p[a]) / step[a]);
            }
            // Whole steps, so that a leap leaves no seam in the sampling.
            t += std::max(1.0, std::ceil(leap));
            continue;
        }
        const auto x = static_cast<float>(p[0]), y = static_cast<float>(p[1]), z = static_cast<float>(p[2]);
        const Table::Entry& entry = table.at(sample(x, y, z));
        t += 1;
        if (entry.opacity < 0.002F) continue;
        const float weight = clear * entry.opacity;
        float light = haze, glint = 0;
        if (weight > worthShading) {
            const Vec3 gradient{(sample(x + 1, y, z) - sample(x - 1, y, z)) / spacing[0],
                                (sample(x, y + 1, z) - sample(x, y - 1, z)) / spacing[1],
                                (sample(x, y, z + 1) - sample(x, y, z - 1)) / spacing[2]};
            const double length = std::sqrt(dot(gradient, gradient));
            const float facing =
                length > 1e-3 ? static_cast<float>(std::abs(dot(gradient, lamp)) / length) : 1.0F;
            const float shine = facing * facing * facing * facing;
            light = ambient + diffuse * facing;
            glint = specular * shine * shine * shine;
        }
        red += weight * std::min(1.0F, entry.red * light + glint);
        green += weight * std::min(1.0F, entry.green * light + glint);
        blue += weight * std::min(1.0F, entry.blue * light + glint);
        clear *= 1 - entry.opacity;
        if (clear < 1 - opaqueEnough) break;
    }
    const auto byte = [](float c) { return static_cast<int>(std::lround(std::clamp(c, 0.0F, 1.0F) * 255)); };
    return qRgb(byte(red), byte(green), byte(blue));
}

QImage RayCaster::render(const std::vector<TransferPoint>& transfer, const Projection& view,
                         const std::atomic<bool>& cancel) const {
    const Geometry& geometry = volume_->geometry;
    for (int a = 0; a < 3; ++a)
        if (geometry.size[a] < 2) return {};
    if (transfer.size() < 2 || view.width < 1 || view.height < 1) return {};
    const double finest = std::min({geometry.spacing[0], geometry.spacing[1], geometry.spacing[2]});
    const double stepMillimetres = finest * 0.75;
    const Table table = makeTable(transfer, stepMillimetres);

    const Vec3 origin = geometry.voxelFromLps(view.center);
    // Voxels per millimetre along an LPS vector, and the same vector along the volume's axes.
    const auto toVoxel = [&](const Vec3& lps, double scale, bool unit) {
        Vec3 voxel;
        for (int c = 0; c < 3; ++c) {
            voxel[c] = scale * (geometry.direction[c] * lps[0] + geometry.direction[3 + c] * lps[1] +
                                geometry.direction[6 + c] * lps[2]);
            if (!unit) voxel[c] /= geometry.spacing[c];
        }
        return voxel;
    };
    const Vec3 across = toVoxel(view.right, view.mmPerPixel, false);
    const Vec3 down = toVoxel(view.up, -view.mmPerPixel, false);
    const Vec3 step = toVoxel(view.into, stepMillimetres, false);
    const Vec3 lamp = toVoxel(view.into, 1, true);

    QImage image(view.width, view.height, QImage::Format_RGB32);
    uchar* const bits = image.bits();
    const qsizetype stride = image.bytesPerLine();
    std::atomic<int> nextRow{0};
    const auto work = [&] {
        for (int row = nextRow++; row < view.height && !cancel.load(std::memory_order_relaxed);
             row = nextRow++) {
            auto* pixels = reinterpret_cast<QRgb*>(bits + row * stride);
            for (int column = 0; column < view.width; ++column) {
                const double x = column + 0.5 - view.width / 2.0, y = row + 0.5 - view.height / 2.0;
                double enter = -1e9, leave = 1e9;
                Vec3 start;
                for (int a = 0; a < 3; ++a) {
                    start[a] = origin[a] + x * across[a] + y * down[a];
                    const double last = geometry.size[a] - 1.0;
                    if (std::abs(step[a]) < 1e-9) {
                        if (start[a] < 0 || start[a] > last) leave = -1e9;
                        continue;
                    }
                    const double t0 = -start[a] / step[a], t1 = (last - start[a]) / step[a];
                    enter = std::max(enter, std::min(t0, t1));
                    leave = std::min(leave, std::max(t0, t1));
                }
                if (enter > leave) {
                    pixels[column] = qRgb(0, 0, 0);
                    continue;
                }
                enter = std::ceil(enter);
                for (int a = 0; a < 3; ++a) start[a] += enter * step[a];
                pixels[column] = castRay(table, start, step, leave - enter, lamp);
            }
        }
    };
    std::vector<std::jthread> helpers;
    for (unsigned n = 1; n < std::max(1U, std::thread::hardware_concurrency()); ++n)
        helpers.emplace_back(work);
    work();
    helpers.clear();
    return cancel.load() ? QImage() : image;
}

}  // namespace dokuei::viewer
