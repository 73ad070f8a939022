#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <vector>

namespace dokuei::viewer {

/// Hands the slices of a volume to loader threads, each once: what is being looked at first, the rest coarse
/// to fine, so that the whole volume is useful early. Thread-safe, without locks.
class SliceQueue {
public:
    /// Slices on either side of the wanted one that go before the rest.
    static constexpr int kNeighbours = 12;

    /// `first` is handed out first; -1: the middle.
    explicit SliceQueue(int count, int first = -1);

    /// The next slice: `wanted` or the nearest of its neighbours that is left (-1: none is wanted). -1 when
    /// all were handed out.
    int next(int wanted = -1);

private:
    bool claim(int k);

    int count_;
    std::vector<int> order_;
    std::unique_ptr<std::atomic<bool>[]> taken_;
    std::atomic<std::size_t> position_{0};
};

}  // namespace dokuei::viewer
