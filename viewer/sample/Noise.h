#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace dokuei::viewer {

/// Small deterministic generator (splitmix64).
class RandomStream {
public:
    explicit RandomStream(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    double uniform();  ///< in [0, 1)
    double normal();   ///< mean 0, standard deviation 1
private:
    std::uint64_t state_;
};

/// Smooth random field in space: mean 0, standard deviation about 1, detail about as large as `scale`.
class SmoothField {
public:
    SmoothField(std::uint64_t seed, double scaleMm);
    float at(float x, float y, float z) const;  ///< mm

private:
    static constexpr int cells = 32;
    std::vector<float> lattice_;
    float perMm_;
};

/// Thin winding threads through space, as small vessels run: 1 on a thread's axis, falling to 0 within
/// `radiusMm`.
class Threads {
public:
    Threads(std::uint64_t seed, double spacingMm, double radiusMm);
    float at(float x, float y, float z) const;

private:
    SmoothField first_, second_;
    float sharpness_;
};

/// One slice of reconstruction noise: standard deviation 1, spectrum of a soft kernel (weak at low
/// frequencies, gone at the highest), with a weak smooth part.
std::vector<float> kernelNoise(int width, int height, std::uint64_t seed);

/// Gaussian blur in place; sigma in pixels, borders extended.
void blur(std::vector<float>& image, int width, int height, double sigma);

}  // namespace dokuei::viewer
