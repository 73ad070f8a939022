#include "viewer/volume/Statistics.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "viewer/volume/Histogram.h"

namespace dokuei::viewer {
namespace {

constexpr double kNothing = std::numeric_limits<double>::infinity();

std::size_t binOf(std::int16_t value) {
    return static_cast<std::uint16_t>(value) ^ 0x8000U;
}

std::size_t binOf(std::uint16_t value) {
    return value;
}

/// Floats in the order of their values: the sign bit of positive ones is set, all bits of negative ones turn.
std::size_t binOf(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    return (bits & 0x80000000U ? ~bits : bits | 0x80000000U) >> 16;
}

std::size_t binOf(ScalarType type, double value) {
    switch (type) {
        case ScalarType::Int16:
            return binOf(static_cast<std::int16_t>(value));
        case ScalarType::Float32:
            return binOf(static_cast<float>(value));
        case ScalarType::UInt16:
        case ScalarType::Rgb8:
            break;
    }
    return binOf(static_cast<std::uint16_t>(std::lround(value)));
}

}  // namespace

SliceStatistics::SliceStatistics(const Volume& volume)
    : type_(volume.scalarType()),
      paddingLow_(volume.paddingLow),
      paddingHigh_(volume.paddingHigh),
      min_(kNothing),
      max_(-kNothing),
      counts_(2 * Histogram::kBins) {}

bool SliceStatistics::isFor(const Volume& volume) const {
    return volume.scalarType() == type_ && volume.paddingLow == paddingLow_ &&
           volume.paddingHigh == paddingHigh_;
}

template <typename T>
void SliceStatistics::addIntegers(const T* values, std::size_t count) {
    if (count == 0) return;
    T low = values[0], high = values[0];
    for (std::size_t i = 1; i < count; ++i) {
        const T value = values[i];
        low = value < low ? value : low;
        high = value > high ? value : high;
    }
    min_ = std::min<double>(min_, low);
    max_ = std::max<double>(max_, high);
    std::uint32_t *const even = counts_.data(), *const odd = even + Histogram::kBins;
    std::size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        // One load for four values: the stores between would keep the compiler from joining them.
        std::array<T, 4> four;
        std::memcpy(four.data(), values + i, sizeof four);
        ++even[binOf(four[0])];
        ++odd[binOf(four[1])];
        ++even[binOf(four[2])];
        ++odd[binOf(four[3])];
    }
    for (; i < count; ++i) ++even[binOf(values[i])];
}

void SliceStatistics::add(const void* values, std::size_t count) {
    const auto one = [this](double value) {
        if (!std::isfinite(value) || (value >= paddingLow_ && value <= paddingHigh_)) return;
        min_ = std::min(min_, value);
        max_ = std::max(max_, value);
        sum_ += value;
        ++counts_[binOf(type_, value)];
    };
    switch (type_) {
        case ScalarType::Int16:
            return addIntegers(static_cast<const std::int16_t*>(values), count);
        case ScalarType::UInt16:
            return addIntegers(static_cast<const std::uint16_t*>(values), count);
        case ScalarType::Float32:
            return static_cast<void>(std::for_each_n(static_cast<const float*>(values), count, one));
        case ScalarType::Rgb8:
            std::for_each_n(static_cast<const Rgb*>(values), count,
                            [&](const Rgb& colour) { one(luminance(colour)); });
    }
}

void SliceStatistics::clear() {
    const auto [first, end] = usedBins();
    for (const std::size_t table : {std::size_t{0}, Histogram::kBins})
        std::fill_n(counts_.begin() + static_cast<std::ptrdiff_t>(table + first), end - first, 0U);
    min_ = kNothing;
    max_ = -kNothing;
    sum_ = 0;
}

SliceStatistics::Bins SliceStatistics::usedBins() const {
    if (!(min_ <= max_)) return {};
    return {binOf(type_, min_), binOf(type_, max_) + 1};
}

std::uint64_t SliceStatistics::countOf(std::size_t bin) const {
    if (type_ == ScalarType::Int16 || type_ == ScalarType::UInt16) {
        const double value = Histogram::storedValue(type_, bin);
        if (value >= paddingLow_ && value <= paddingHigh_) return 0;
    }
    return std::uint64_t{counts_[bin]} + counts_[Histogram::kBins + bin];
}

SliceStatistics::Summary SliceStatistics::summary() const {
    const bool whole = type_ == ScalarType::Int16 || type_ == ScalarType::UInt16;
    Summary all{whole ? kNothing : min_, whole ? -kNothing : max_, sum_, 0};
    const auto [first, end] = usedBins();
    for (std::size_t bin = first; bin < end; ++bin) {
        const std::uint64_t count = countOf(bin);
        if (count == 0) continue;
        all.count += static_cast<long long>(count);
        if (!whole) continue;
        const double value = Histogram::storedValue(type_, bin);
        all.min = std::min(all.min, value);
        all.max = std::max(all.max, value);
        all.sum += value * static_cast<double>(count);
    }
    return all;
}

void SliceStatistics::addCountsTo(Histogram& histogram) const {
    const auto [first, end] = usedBins();
    for (std::size_t bin = first; bin < end; ++bin) histogram.add(bin, countOf(bin));
}

void addStatisticsOfSlice(Volume& volume, int k) {
    SliceStatistics statistics(volume);
    const Geometry& g = volume.geometry();
    statistics.add(volume.slice(k),
                   static_cast<std::size_t>(g.size[0]) * static_cast<std::size_t>(g.size[1]));
    volume.addSliceStatistics(statistics);
}

}  // namespace dokuei::viewer
