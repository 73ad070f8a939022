#pragma once

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace dokuei::viewer {

/// Runs `makeWorker()` on up to `threads` threads (0: all cores) and gives each worker indices 0 .. count-1
/// in order, each index once: `worker(index)`. The first exception stops the rest and is thrown again here.
template <typename MakeWorker>
void runParallel(std::size_t count, int threads, MakeWorker makeWorker) {
    const auto cores = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t wanted = std::min<std::size_t>(threads > 0 ? threads : cores, count);
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex mutex;
    const auto loop = [&] {
        try {
            auto worker = makeWorker();
            for (std::size_t index = next++; index < count; index = next++) worker(index);
        } catch (...) {
            const std::lock_guard lock(mutex);
            if (!failure) failure = std::current_exception();
            next = count;
        }
    };
    std::vector<std::jthread> pool;
    for (std::size_t t = 1; t < wanted; ++t) pool.emplace_back(loop);
    loop();
    pool.clear();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace dokuei::viewer
