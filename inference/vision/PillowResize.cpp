#include "inference/vision/PillowResize.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace dokuei::inference {
namespace {

constexpr int precision = 32 - 8 - 2;  // bits after the point

double triangle(double x) {
    return std::max(0.0, 1.0 - std::abs(x));
}

double cubic(double x) {
    constexpr double a = -0.5;
    x = std::abs(x);
    if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
    if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
    return 0;
}

/// What one output value is made of: source values from `first` on, times fixed-point weights.
struct Taps {
    int first = 0;
    std::vector<std::int32_t> weights;
};

std::vector<Taps> taps(int in, int out, bool bicubic) {
    const double scale = static_cast<double>(in) / out, widening = std::max(scale, 1.0);
    const double support = (bicubic ? 2.0 : 1.0) * widening;
    std::vector<Taps> result(static_cast<std::size_t>(out));
    for (int i = 0; i < out; ++i) {
        const double centre = (i + 0.5) * scale;
        const int low = std::max(static_cast<int>(centre - support + 0.5), 0);
        const int high = std::min(static_cast<int>(centre + support + 0.5), in);
        std::vector<double> weights;
        double sum = 0;
        for (int x = low; x < high; ++x) {
            const double distance = (x - centre + 0.5) / widening;
            weights.push_back(bicubic ? cubic(distance) : triangle(distance));
            sum += weights.back();
        }
        auto& tap = result[static_cast<std::size_t>(i)];
        tap.first = low;
        for (double weight : weights) {
            if (sum != 0) weight /= sum;
            const double fixed = weight * (1 << precision);
            tap.weights.push_back(static_cast<std::int32_t>(fixed < 0 ? fixed - 0.5 : fixed + 0.5));
        }
    }
    return result;
}

std::uint8_t rounded(std::int32_t sum) {
    return static_cast<std::uint8_t>(std::clamp(sum >> precision, 0, 255));
}

/// [N,L] -> [N,out] along the last axis.
torch::Tensor resampleRows(const torch::Tensor& rows, int out, bool bicubic) {
    const auto source = rows.contiguous();
    const int in = static_cast<int>(source.size(1));
    const auto table = taps(in, out, bicubic);
    auto result = torch::empty({source.size(0), out}, torch::kByte);
    const auto* from = source.data_ptr<std::uint8_t>();
    auto* to = result.data_ptr<std::uint8_t>();
    for (std::int64_t row = 0; row < source.size(0); ++row, from += in)
        for (const auto& tap : table) {
            std::int32_t sum = 1 << (precision - 1);
            for (std::size_t k = 0; k < tap.weights.size(); ++k)
                sum += from[static_cast<std::size_t>(tap.first) + k] * tap.weights[k];
            *to++ = rounded(sum);
        }
    return result;
}

}  // namespace

torch::Tensor pillowResize(const torch::Tensor& picture, int height, int width, bool bicubic) {
    auto x = picture;
    if (x.size(2) != width)
        x = resampleRows(x.reshape({x.size(0) * x.size(1), x.size(2)}), width, bicubic)
                .view({x.size(0), x.size(1), width});
    if (x.size(1) != height) {
        const auto turned = x.transpose(1, 2);
        x = resampleRows(turned.reshape({turned.size(0) * turned.size(1), turned.size(2)}), height, bicubic)
                .view({turned.size(0), turned.size(1), height})
                .transpose(1, 2)
                .contiguous();
    }
    return x;
}

}  // namespace dokuei::inference
