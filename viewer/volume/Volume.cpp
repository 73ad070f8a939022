#include "viewer/volume/Volume.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

#include "viewer/Error.h"
#include "viewer/volume/Memory.h"
#include "viewer/volume/Parallel.h"
#include "viewer/volume/Statistics.h"

namespace dokuei::viewer {
namespace {

// Far above any scan (2048 x 2048 x 4096), far below what overflows.
constexpr long long kMaximumVoxels = 1LL << 34;
constexpr int kMaximumEdge = 65535;
constexpr std::size_t kWorthThreads = 16U << 20;

template <typename T>
void fill(void* data, long long count, double value) {
    const double low = static_cast<double>(std::numeric_limits<T>::lowest());
    const double high = static_cast<double>(std::numeric_limits<T>::max());
    std::fill_n(static_cast<T*>(data), count, static_cast<T>(std::clamp(value, low, high)));
}

std::uint64_t nextSerial() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

}  // namespace

std::size_t scalarSize(ScalarType type) {
    switch (type) {
        case ScalarType::Float32:
            return 4;
        case ScalarType::Rgb8:
            return sizeof(Rgb);
        default:
            return 2;
    }
}

struct Volume::StatisticsState {
    explicit StatisticsState(ScalarType type) : histogram(type) {}
    std::mutex mutex;
    Histogram histogram;  ///< of stored values
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();
    double sum = 0;
    long long count = 0;
};

Volume::Volume(Geometry geometry, ScalarType type, double padding)
    : geometry_(std::move(geometry)),
      serial_(nextSerial()),
      type_(type),
      stats_(std::make_shared<StatisticsState>(type)) {
    long long voxels = 1;
    for (int axis = 0; axis < 3; ++axis) {
        const int n = geometry_.size[axis];
        if (n < 1 || n > kMaximumEdge || voxels > kMaximumVoxels / n)
            throw Error("a volume of " + std::to_string(geometry_.size[0]) + " x " +
                        std::to_string(geometry_.size[1]) + " x " + std::to_string(geometry_.size[2]) +
                        " voxels is not plausible");
        voxels *= n;
    }
    if (fitsIntoMemory(byteCount())) buffer_ = VoxelBuffer(byteCount());
    if (!data()) {
        const std::size_t left = memoryLeft().value_or(0);
        throw Error("not enough memory for a volume of " + std::to_string(byteCount() >> 20) +
                    " MB: the machine has " + std::to_string(left >> 20) + " MB left, " +
                    std::to_string((byteCount() - std::min(left, byteCount())) >> 20) + " MB are missing");
    }
    // The memory comes zeroed.
    if (padding != 0)
        runParallel(static_cast<std::size_t>(geometry_.size[2]), byteCount() < kWorthThreads ? 1 : 0,
                    [&] { return [&](std::size_t k) { fillSlice(static_cast<int>(k), padding); }; });
    ready_ = std::make_unique<std::atomic<bool>[]>(geometry_.size[2]);
}

std::size_t Volume::byteCount() const {
    return static_cast<std::size_t>(geometry_.voxelCount()) * scalarSize(type_);
}

void* Volume::slice(int k) {
    return static_cast<char*>(data()) +
           scalarSize(type_) * geometry_.size[0] * geometry_.size[1] * static_cast<std::size_t>(k);
}

const void* Volume::slice(int k) const {
    return const_cast<Volume*>(this)->slice(k);
}

Rgb Volume::colourAt(int i, int j, int k) const {
    return static_cast<const Rgb*>(slice(k))[static_cast<std::size_t>(j) * geometry_.size[0] + i];
}

bool Volume::isPadding(int i, int j, int k) const {
    if (!(paddingLow <= paddingHigh)) return false;
    const double stored = storedAt(i, j, k);
    return stored >= paddingLow && stored <= paddingHigh;
}

void Volume::fillSlice(int k, double stored) {
    const long long count = 1LL * geometry_.size[0] * geometry_.size[1];
    switch (type_) {
        case ScalarType::Int16:
            fill<std::int16_t>(slice(k), count, stored);
            break;
        case ScalarType::UInt16:
            fill<std::uint16_t>(slice(k), count, stored);
            break;
        case ScalarType::Float32:
            fill<float>(slice(k), count, stored);
            break;
        case ScalarType::Rgb8:
            fill<std::uint8_t>(slice(k), count * static_cast<long long>(sizeof(Rgb)), stored);
            break;
    }
}

double Volume::valueAt(int i, int j, int k) const {
    return storedAt(i, j, k) * rescaleSlope + rescaleIntercept;
}

double Volume::storedAt(int i, int j, int k) const {
    const std::size_t at = static_cast<std::size_t>(j) * geometry_.size[0] + i;
    const void* plane = slice(k);
    switch (type_) {
        case ScalarType::Int16:
            return static_cast<const std::int16_t*>(plane)[at];
        case ScalarType::UInt16:
            return static_cast<const std::uint16_t*>(plane)[at];
        case ScalarType::Float32:
            return static_cast<const float*>(plane)[at];
        case ScalarType::Rgb8:
            return luminance(static_cast<const Rgb*>(plane)[at]);
    }
    return 0;
}

void Volume::markSliceReady(int k) {
    if (!ready_[k].exchange(true, std::memory_order_acq_rel))
        readyCount_.fetch_add(1, std::memory_order_acq_rel);
}

Volume::Statistics Volume::statistics() const {
    const std::lock_guard lock(stats_->mutex);
    if (!(stats_->min <= stats_->max)) return {};
    Statistics result;
    result.min = stats_->min * rescaleSlope + rescaleIntercept;
    result.max = stats_->max * rescaleSlope + rescaleIntercept;
    if (result.min > result.max) std::swap(result.min, result.max);
    result.mean =
        stats_->sum / static_cast<double>(std::max(1LL, stats_->count)) * rescaleSlope + rescaleIntercept;
    result.count = stats_->count;
    return result;
}

Histogram Volume::histogram() const {
    const std::lock_guard lock(stats_->mutex);
    Histogram result = stats_->histogram;
    result.setRescale(rescaleSlope, rescaleIntercept);
    return result;
}

void Volume::addSliceStatistics(const SliceStatistics& slice) {
    const SliceStatistics::Summary summary = slice.summary();
    addSliceStatistics(summary.min, summary.max, summary.sum, summary.count);
    const std::lock_guard lock(stats_->mutex);
    slice.addCountsTo(stats_->histogram);
}

void Volume::addSliceStatistics(double minStored, double maxStored, double sumStored, long long count) {
    const std::lock_guard lock(stats_->mutex);
    stats_->min = std::min(stats_->min, minStored);
    stats_->max = std::max(stats_->max, maxStored);
    stats_->sum += sumStored;
    stats_->count += count >= 0 ? count : 1LL * geometry_.size[0] * geometry_.size[1];
}

}  // namespace dokuei::viewer
