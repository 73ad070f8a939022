#include "viewer/volume/Histogram.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "viewer/volume/Statistics.h"

namespace dokuei::viewer {
namespace {

Geometry geometryOf(int columns, int rows, int slices) {
    Geometry geometry;
    geometry.size = {columns, rows, slices};
    return geometry;
}

template <typename T>
void fillAndCount(Volume& volume, const std::function<double(int)>& value) {
    const Geometry& g = volume.geometry();
    for (int k = 0; k < g.size[2]; ++k) {
        auto* slice = static_cast<T*>(volume.slice(k));
        for (int p = 0; p < g.size[0] * g.size[1]; ++p)
            slice[p] = static_cast<T>(value(k * g.size[0] * g.size[1] + p));
        addStatisticsOfSlice(volume, k);
    }
}

TEST(Histogram, QuantilesAreRescaledValuesOfAllSlices) {
    Volume volume(geometryOf(10, 10, 10), ScalarType::Int16);
    volume.rescaleSlope = 2;
    volume.rescaleIntercept = -1000;
    fillAndCount<std::int16_t>(volume, [](int n) { return n - 500; });
    const Histogram histogram = volume.histogram();
    EXPECT_EQ(histogram.count(), 1000U);
    EXPECT_EQ(histogram.quantile(0), 2 * -500 - 1000);
    EXPECT_EQ(histogram.quantile(0.5), 2 * -1 - 1000);
    EXPECT_EQ(histogram.quantile(1), 2 * 499 - 1000);
    EXPECT_EQ(volume.statistics().min, histogram.quantile(0));
    EXPECT_EQ(volume.statistics().max, histogram.quantile(1));
}

TEST(Histogram, AFallingRescaleTurnsTheOrderRound) {
    Volume volume(geometryOf(10, 10, 1), ScalarType::UInt16);
    volume.rescaleSlope = -1;
    fillAndCount<std::uint16_t>(volume, [](int n) { return n; });
    EXPECT_EQ(volume.histogram().quantile(0), -99);
    EXPECT_EQ(volume.histogram().quantile(1), 0);
}

TEST(Histogram, FloatValuesAreFoundToOnePercentAndNumbersThatAreNoneAreLeftOut) {
    Volume volume(geometryOf(10, 10, 1), ScalarType::Float32);
    fillAndCount<float>(
        volume, [](int n) { return n == 0 ? std::numeric_limits<double>::quiet_NaN() : (n - 50) * 0.1; });
    const Histogram histogram = volume.histogram();
    EXPECT_EQ(histogram.count(), 99U);
    EXPECT_NEAR(histogram.quantile(0), -4.9, 0.05);
    EXPECT_NEAR(histogram.quantile(0.5), 0, 0.001);
    EXPECT_NEAR(histogram.quantile(1), 4.9, 0.05);
    EXPECT_FLOAT_EQ(static_cast<float>(volume.statistics().min), -4.9F);
}

TEST(Histogram, IsEmptyBeforeAnythingIsDecoded) {
    const Volume volume(geometryOf(4, 4, 4), ScalarType::Int16);
    EXPECT_EQ(volume.histogram().count(), 0U);
    EXPECT_EQ(volume.histogram().quantile(0.5), 0);
}

TEST(Histogram, PaddingIsCountedNowhere) {
    Volume volume(geometryOf(10, 10, 2), ScalarType::Int16);
    volume.paddingLow = -2000;
    volume.paddingHigh = -2000;
    fillAndCount<std::int16_t>(volume, [](int n) { return n % 2 == 0 ? -2000 : n % 10; });
    EXPECT_EQ(volume.histogram().count(), 100U);
    EXPECT_EQ(volume.histogram().quantile(0), 1);
    EXPECT_EQ(volume.statistics().min, 1);
    EXPECT_EQ(volume.statistics().max, 9);
    EXPECT_EQ(volume.statistics().mean, 5);
    EXPECT_EQ(volume.statistics().count, 100);
}

TEST(Histogram, ColoursCountByTheirLuminance) {
    Volume volume(geometryOf(2, 1, 1), ScalarType::Rgb8);
    auto* voxels = static_cast<Rgb*>(volume.slice(0));
    voxels[0] = {255, 255, 255};
    voxels[1] = {0, 100, 0};
    addStatisticsOfSlice(volume, 0);
    EXPECT_EQ(volume.histogram().quantile(0), 59);
    EXPECT_EQ(volume.histogram().quantile(1), 255);
    EXPECT_NEAR(volume.statistics().min, 58.7, 1e-9);
}

TEST(SliceStatistics, BeginsAnewAfterClearing) {
    const Volume volume(geometryOf(4, 4, 1), ScalarType::Int16);
    SliceStatistics statistics(volume);
    const std::int16_t values[] = {5, 5, 5, 5, 5, 7, -3};
    statistics.add(values, 7);
    EXPECT_EQ(statistics.summary().min, -3);
    EXPECT_EQ(statistics.summary().sum, 29);
    statistics.clear();
    EXPECT_EQ(statistics.summary().count, 0);
    statistics.add(values, 2);
    Histogram histogram(ScalarType::Int16);
    statistics.addCountsTo(histogram);
    EXPECT_EQ(histogram.count(), 2U);
    EXPECT_EQ(statistics.summary().max, 5);
}

TEST(Volume, ComesFilledWithItsPadding) {
    for (const ScalarType type : {ScalarType::Int16, ScalarType::UInt16, ScalarType::Float32}) {
        // Large enough for the threads to share the work.
        const Volume volume(geometryOf(512, 512, 40), type, 17);
        for (const int k : {0, 19, 39}) EXPECT_EQ(volume.valueAt(511, 511, k), 17);
        const Volume zeros(geometryOf(3, 3, 3), type);
        EXPECT_EQ(zeros.valueAt(2, 2, 2), 0);
    }
}

}  // namespace
}  // namespace dokuei::viewer
