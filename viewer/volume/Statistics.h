#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "viewer/volume/Volume.h"

namespace dokuei::viewer {

/// Range, sum and distribution of stored values, gathered while they are decoded; the volume's padding is
/// left out, and so is what is no number. Colours count by their luminance. One object per thread;
/// Volume::addSliceStatistics adds it up.
class SliceStatistics {
public:
    /// For slices of `volume` and of others with its type and padding.
    explicit SliceStatistics(const Volume& volume);
    bool isFor(const Volume& volume) const;

    /// Adds `count` stored values of the volume's scalar type.
    void add(const void* values, std::size_t count);
    /// Back to nothing.
    void clear();

    /// min > max when nothing was counted.
    struct Summary {
        double min, max, sum = 0;
        long long count = 0;
    };
    Summary summary() const;
    /// Adds how often values occurred to a histogram of the same scalar type.
    void addCountsTo(Histogram& histogram) const;

private:
    struct Bins {
        std::size_t first = 0, end = 0;
    };
    /// Bins that may hold something, padding included.
    Bins usedBins() const;
    std::uint64_t countOf(std::size_t bin) const;
    template <typename T>
    void addIntegers(const T* values, std::size_t count);

    ScalarType type_;
    double paddingLow_, paddingHigh_;
    double min_, max_, sum_ = 0;  ///< of integers: the range with padding; their sum is in counts_
    /// Two tables of Histogram::kBins in turn, so that equal neighbours do not wait for each other.
    std::vector<std::uint32_t> counts_;
};

/// Adds the statistics of slice `k` as it lies in the buffer.
void addStatisticsOfSlice(Volume& volume, int k);

}  // namespace dokuei::viewer
