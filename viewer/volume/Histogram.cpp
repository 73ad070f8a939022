#include "viewer/volume/Histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "viewer/volume/Volume.h"

namespace dokuei::viewer {

Histogram::Histogram(ScalarType type) : type_(type), counts_(kBins, 0) {}

void Histogram::setRescale(double slope, double intercept) {
    slope_ = slope;
    intercept_ = intercept;
}

double Histogram::quantile(double part) const {
    if (total_ == 0) return 0;
    // A falling rescale turns the order round.
    const double share = std::clamp(slope_ < 0 ? 1 - part : part, 0.0, 1.0);
    const auto rank = static_cast<std::uint64_t>(share * static_cast<double>(total_ - 1));
    std::uint64_t passed = 0;
    std::size_t bin = 0;
    while (bin + 1 < kBins && passed + counts_[bin] <= rank) passed += counts_[bin++];
    return storedValue(type_, bin) * slope_ + intercept_;
}

double Histogram::storedValue(ScalarType type, std::size_t bin) {
    switch (type) {
        case ScalarType::Int16:
            return static_cast<double>(bin) - 32768;
        case ScalarType::UInt16:
        case ScalarType::Rgb8:
            return static_cast<double>(bin);
        case ScalarType::Float32:
            break;
    }
    const auto top = static_cast<std::uint32_t>(bin);
    const std::uint32_t bits = top & 0x8000U ? (top ^ 0x8000U) << 16 : ~(top << 16);
    return std::bit_cast<float>(bits);
}

}  // namespace dokuei::viewer
