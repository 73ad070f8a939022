#include "viewer/sample/Noise.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dokuei::viewer {

std::uint64_t RandomStream::next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

double RandomStream::uniform() {
    return static_cast<double>(next() >> 11) * 0x1p-53;
}

double RandomStream::normal() {
    const double u = 1 - uniform(), v = uniform();
    return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);
}

SmoothField::SmoothField(std::uint64_t seed, double scaleMm)
    : lattice_(cells * cells * cells), perMm_(static_cast<float>(1 / scaleMm)) {
    RandomStream random(seed);
    // Interpolation halves the spread between lattice points; this brings the mean spread back to 1.
    for (auto& v : lattice_) v = static_cast<float>(1.55 * random.normal());
}

float SmoothField::at(float x, float y, float z) const {
    // Turned away from the voxel axes, so that the lattice does not show.
    const float p[3] = {(0.36f * x + 0.48f * y - 0.80f * z) * perMm_, (-0.80f * x + 0.60f * y) * perMm_,
                        (0.48f * x + 0.64f * y + 0.60f * z) * perMm_};
    int low[3], high[3];
    float t[3];
    for (int a = 0; a < 3; ++a) {
        const float f = std::floor(p[a]);
        t[a] = p[a] - f;
        t[a] = t[a] * t[a] * (3 - 2 * t[a]);
        low[a] = static_cast<int>(f) & (cells - 1);
        high[a] = (low[a] + 1) & (cells - 1);
    }
    const auto v = [&](int i, int j, int k) { return lattice_[(k * cells + j) * cells + i]; };
    const auto mix = [](float a, float b, float w) { return a + (b - a) * w; };
    const float front = mix(mix(v(low[0], low[1], low[2]), v(high[0], low[1], low[2]), t[0]),
                            mix(v(low[0], high[1], low[2]), v(high[0], high[1], low[2]), t[0]), t[1]);
    const float back = mix(mix(v(low[0], low[1], high[2]), v(high[0], low[1], high[2]), t[0]),
                           mix(v(low[0], high[1], high[2]), v(high[0], high[1], high[2]), t[0]), t[1]);
    return mix(front, back, t[2]);
}

Threads::Threads(std::uint64_t seed, double spacingMm, double radiusMm)
    : first_(seed, spacingMm), second_(seed ^ 0x5bd1e995ULL, spacingMm) {
    // Two fields vanish together along curves; near one the distance is about value * scale / 1.6.
    const double perValue = spacingMm / 1.6;
    sharpness_ = static_cast<float>(perValue * perValue / (2 * radiusMm * radiusMm));
}

float Threads::at(float x, float y, float z) const {
    const float a = first_.at(x, y, z), square = a * a * sharpness_;
    if (square > 6) return 0;
    const float b = second_.at(x + 137.0f, y - 71.0f, z + 43.0f);
    return std::exp(-square - b * b * sharpness_);
}

void blur(std::vector<float>& image, int width, int height, double sigma) {
    const int radius = std::max(1, static_cast<int>(std::ceil(2.5 * sigma)));
    std::vector<float> kernel(radius + 1);
    float sum = 0;
    for (int i = 0; i <= radius; ++i) {
        kernel[i] = static_cast<float>(std::exp(-0.5 * i * i / (sigma * sigma)));
        sum += i ? 2 * kernel[i] : kernel[i];
    }
    for (auto& k : kernel) k /= sum;
    std::vector<float> padded(width + 2 * radius), rows(image.size());
    for (int y = 0; y < height; ++y) {
        const float* row = image.data() + static_cast<std::size_t>(y) * width;
        std::fill_n(padded.begin(), radius, row[0]);
        std::copy_n(row, width, padded.begin() + radius);
        std::fill_n(padded.end() - radius, radius, row[width - 1]);
        float* out = rows.data() + static_cast<std::size_t>(y) * width;
        for (int x = 0; x < width; ++x) out[x] = kernel[0] * padded[x + radius];
        for (int i = 1; i <= radius; ++i)
            for (int x = 0; x < width; ++x)
                out[x] += kernel[i] * (padded[x + radius - i] + padded[x + radius + i]);
    }
    for (int y = 0; y < height; ++y) {
        float* out = image.data() + static_cast<std::size_t>(y) * width;
        const float* middle = rows.data() + static_cast<std::size_t>(y) * width;
        for (int x = 0; x < width; ++x) out[x] = kernel[0] * middle[x];
        for (int i = 1; i <= radius; ++i) {
            const float* above = rows.data() + static_cast<std::size_t>(std::max(0, y - i)) * width;
            const float* below = rows.data() + static_cast<std::size_t>(std::min(height - 1, y + i)) * width;
            for (int x = 0; x < width; ++x) out[x] += kernel[i] * (above[x] + below[x]);
        }
    }
}

std::vector<float> kernelNoise(int width, int height, std::uint64_t seed) {
    RandomStream random(seed);
    std::vector<float> fine(static_cast<std::size_t>(width) * height);
    for (auto& v : fine) {
        // Sum of four 16-bit uniforms: normal enough for noise, and cheap.
        const auto bits = random.next();
        v = static_cast<float>(static_cast<int>(bits & 0xffff) + static_cast<int>(bits >> 16 & 0xffff) +
                               static_cast<int>(bits >> 32 & 0xffff) + static_cast<int>(bits >> 48) -
                               131070) /
            37837.0f;
    }
    blur(fine, width, height, 0.75);
    auto coarse = fine;
    blur(coarse, width, height, 2.4);
    double squares = 0;
    for (std::size_t i = 0; i < fine.size(); ++i) {
        fine[i] -= 0.75f * coarse[i];
        squares += fine[i] * fine[i];
    }
    const float scale = static_cast<float>(1 / std::sqrt(squares / static_cast<double>(fine.size())));
    for (auto& v : fine) v *= scale;
    return fine;
}

}  // namespace dokuei::viewer
