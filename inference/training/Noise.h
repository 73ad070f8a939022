#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace dokuei::inference {

/// Numbers that the same seed draws alike on every machine.
class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed * 0x9E3779B97F4A7C15ull + 0x1234567ull) {}
    double uniform(double low, double high) {
        return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1.0p-53;
    }
    bool chance(double p) { return uniform(0, 1) < p; }
    int index(int n) { return std::min(n - 1, static_cast<int>(uniform(0, n))); }
    double normal() {
        const double u = std::max(1e-12, uniform(0, 1));
        return std::sqrt(-2 * std::log(u)) * std::cos(2 * M_PI * uniform(0, 1));
    }

private:
    std::mt19937_64 engine_;
};

/// Cheap independent noise for voxels: sum of four uniforms, variance 1.
class FastNoise {
public:
    explicit FastNoise(std::uint64_t seed) : state_(seed | 1) {}
    float next() {
        state_ ^= state_ << 13, state_ ^= state_ >> 7, state_ ^= state_ << 17;
        const auto sum =
            (state_ & 0xffff) + (state_ >> 16 & 0xffff) + (state_ >> 32 & 0xffff) + (state_ >> 48);
        return (static_cast<float>(sum) / 65536.f - 2.f) * 1.7320508f;
    }

private:
    std::uint64_t state_;
};

struct Grid {
    int nx, ny, nz;
    std::size_t count() const { return static_cast<std::size_t>(nx) * ny * nz; }
};

/// Trilinear interpolation of normal random values on a coarse grid with `cell` voxels between nodes.
std::vector<float> smoothField(const Grid& grid, double cell, Random& random);
/// Convolves an image along one axis (0 x, 1 y, 2 z) with a kernel of odd length; edges are repeated.
void blurAxis(std::vector<float>& image, const Grid& grid, int axis, const std::vector<float>& kernel);
/// Normalised Gaussian of at least three taps; sigma in voxels.
std::vector<float> gaussianKernel(double sigma);

}  // namespace dokuei::inference
