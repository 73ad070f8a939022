#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dokuei::viewer {

enum class ScalarType;

/// Distribution of a volume's values. Whole numbers and luminances, rounded, have a bin each; floating point
/// values share one with those that agree in sign, exponent and seven bits of the mantissa (within 0.8 %).
class Histogram {
public:
    static constexpr std::size_t kBins = 65536;

    explicit Histogram(ScalarType type);
    /// What turns the counted, stored values into those that are told; 1 and 0 at first.
    void setRescale(double slope, double intercept);

    void add(std::size_t bin, std::uint64_t count) {
        counts_[bin] += count;
        total_ += count;
    }
    /// Values counted; voxels that are no number are left out.
    std::uint64_t count() const { return total_; }
    /// The rescaled value below which `part` (0 to 1) of the values lie; 0 when nothing was counted.
    double quantile(double part) const;

    /// Smallest stored value of a bin.
    static double storedValue(ScalarType type, std::size_t bin);

private:
    ScalarType type_;
    double slope_ = 1, intercept_ = 0;
    std::uint64_t total_ = 0;
    std::vector<std::uint64_t> counts_;
};

}  // namespace dokuei::viewer
