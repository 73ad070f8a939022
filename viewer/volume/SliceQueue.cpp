#include "viewer/volume/SliceQueue.h"

namespace dokuei::viewer {

SliceQueue::SliceQueue(int count, int first)
    : count_(count), taken_(std::make_unique<std::atomic<bool>[]>(static_cast<std::size_t>(count))) {
    constexpr int kCoarsest = 32;
    std::vector<bool> listed(static_cast<std::size_t>(count), false);
    const auto list = [&](int k) {
        if (!listed[static_cast<std::size_t>(k)]) order_.push_back(k);
        listed[static_cast<std::size_t>(k)] = true;
    };
    if (count > 0) list(first >= 0 && first < count ? first : count / 2);
    for (int step = kCoarsest; step >= 1; step /= 2)
        for (int k = 0; k < count; k += step) list(k);
}

bool SliceQueue::claim(int k) {
    return k >= 0 && k < count_ &&
           !taken_[static_cast<std::size_t>(k)].exchange(true, std::memory_order_relaxed);
}

int SliceQueue::next(int wanted) {
    if (wanted >= 0 && wanted < count_)
        for (int distance = 0; distance <= kNeighbours; ++distance) {
            if (claim(wanted + distance)) return wanted + distance;
            if (distance > 0 && claim(wanted - distance)) return wanted - distance;
        }
    for (std::size_t at = position_++; at < order_.size(); at = position_++)
        if (claim(order_[at])) return order_[at];
    return -1;
}

}  // namespace dokuei::viewer
