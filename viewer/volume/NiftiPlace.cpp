#include "viewer/volume/NiftiPlace.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

#include <zlib.h>

namespace dokuei::viewer {
namespace {

constexpr int kHeaderBytes = 348;
constexpr double kToMillimetres[] = {1, 1000, 1, 0.001};  // unknown, metre, millimetre, micrometre
using Affine = std::array<std::array<double, 4>, 3>;      ///< rows in RAS, mm

struct Header {
    std::array<unsigned char, kHeaderBytes> bytes{};
    bool swapped = false;

    template <typename T>
    T at(int offset) const {
        std::array<unsigned char, sizeof(T)> raw;
        std::copy_n(bytes.begin() + offset, sizeof(T), raw.begin());
        if (swapped) std::reverse(raw.begin(), raw.end());
        T value;
        std::memcpy(&value, raw.data(), sizeof(T));
        return value;
    }
    double real(int offset) const { return at<float>(offset); }
};

/// NIfTI-1 5.8 METHOD 2.
Affine fromQuaternion(const Header& h, double unit) {
    const double b = h.real(256), c = h.real(260), d = h.real(264);
    const double a = std::sqrt(std::max(0.0, 1 - b * b - c * c - d * d));
    const double facing = h.real(76) < 0 ? -1 : 1;
    const double length[3] = {std::abs(h.real(80)) * unit, std::abs(h.real(84)) * unit,
                              std::abs(h.real(88)) * unit * facing};
    const double rotation[3][3] = {{a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)},
                                   {2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)},
                                   {2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - c * c - b * b}};
    Affine affine{};
    for (int row = 0; row < 3; ++row) {
        for (int axis = 0; axis < 3; ++axis) affine[row][axis] = rotation[row][axis] * length[axis];
        affine[row][3] = h.real(268 + 4 * row) * unit;
    }
    return affine;
}

Affine fromRows(const Header& h, double unit) {
    Affine affine{};
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 4; ++column)
            affine[row][column] = h.real(280 + 16 * row + 4 * column) * unit;
    return affine;
}

/// Axes that span space, of a length that voxels have.
bool plausible(const Affine& m) {
    for (const auto& row : m)
        for (const double value : row)
            if (!std::isfinite(value) || std::abs(value) > 1e6) return false;
    for (int axis = 0; axis < 3; ++axis)
        if (!(std::hypot(m[0][axis], m[1][axis], m[2][axis]) > 1e-5)) return false;
    const double determinant = m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
                               m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
                               m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    return std::abs(determinant) > 1e-12;
}

double largestDistance(const Affine& a, const Affine& b, const Index3& size) {
    double largest = 0;
    for (int corner = 0; corner < 8; ++corner) {
        double square = 0;
        for (int row = 0; row < 3; ++row) {
            double difference = a[row][3] - b[row][3];
            for (int axis = 0; axis < 3; ++axis)
                if (corner >> axis & 1) difference += (a[row][axis] - b[row][axis]) * (size[axis] - 1);
            square += difference * difference;
        }
        largest = std::max(largest, std::sqrt(square));
    }
    return largest;
}

}  // namespace

std::optional<NiftiPlace> readNiftiPlace(const std::string& file, const Index3& size) {
    Header h;
    // Reads plain files as they are.
    gzFile in = gzopen(file.c_str(), "rb");
    if (!in) return {};
    const int got = gzread(in, h.bytes.data(), kHeaderBytes);
    gzclose(in);
    if (got != kHeaderBytes) return {};
    h.swapped = h.at<std::int32_t>(0) != kHeaderBytes;
    if (h.at<std::int32_t>(0) != kHeaderBytes || std::memcmp(h.bytes.data() + 344, "n+1", 3) != 0) return {};

    const double unit = kToMillimetres[h.bytes[123] & 3];
    NiftiPlace place;
    const int timeUnit = h.bytes[123] & 0x38;
    const double toSeconds = timeUnit == 8 ? 1 : timeUnit == 16 ? 1e-3 : timeUnit == 24 ? 1e-6 : 0;
    place.secondsPerVolume = std::max(0.0, h.real(92) * toSeconds);
    if (!std::isfinite(place.secondsPerVolume)) place.secondsPerVolume = 0;
    const Affine q = fromQuaternion(h, unit), s = fromRows(h, unit);
    const bool hasQ = h.at<std::int16_t>(252) > 0 && plausible(q),
               hasS = h.at<std::int16_t>(254) > 0 && plausible(s);
    place.told = hasQ || hasS;
    if (!place.told) return place;
    if (hasQ && hasS) place.disagreement = largestDistance(q, s, size);
    const Affine& m = hasS ? s : q;
    Geometry& g = place.geometry;
    for (int axis = 0; axis < 3; ++axis) {
        const double length = std::hypot(m[0][axis], m[1][axis], m[2][axis]);
        g.spacing[axis] = length;
        // RAS to LPS.
        for (int row = 0; row < 3; ++row)
            g.direction[3 * row + axis] = (row < 2 ? -1 : 1) * m[row][axis] / length;
        g.origin[axis] = (axis < 2 ? -1 : 1) * m[axis][3];
    }
    for (int a = 0; a < 3; ++a)
        for (int b = a + 1; b < 3; ++b) {
            double dot = 0;
            for (int row = 0; row < 3; ++row) dot += g.direction[3 * row + a] * g.direction[3 * row + b];
            place.sheared |= std::abs(dot) > 1e-2;
        }
    return place;
}

}  // namespace dokuei::viewer
