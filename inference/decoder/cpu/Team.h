#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace dokuei::inference {

/// Threads that share the work of one token. They sleep between calls of run() and spin only inside one,
/// where they meet hundreds of times within a few milliseconds.
class Team {
public:
    /// The program's team, as large as LibTorch's number of threads when it is first used.
    static Team& shared();
    explicit Team(int threads);
    ~Team();
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;

    int size() const { return static_cast<int>(threads_.size()) + 1; }

    /// One thread's place in the team while it works.
    class Member {
    public:
        int index = 0, count = 1;
        /// Returns when all members have called it.
        void meet();

    private:
        friend class Team;
        Team* team_ = nullptr;
        unsigned turn_ = 0;
    };
    /// Runs `work` on `threads` threads at most, the caller's among them, and returns when all are done.
    /// `work` may not throw. Callers on several threads wait for each other.
    void run(int threads, const std::function<void(Member&)>& work);

private:
    void serve(int index);

    std::mutex oneAtATime_, mutex_;
    std::condition_variable wake_;
    std::vector<std::thread> threads_;
    const std::function<void(Member&)>* work_ = nullptr;
    unsigned round_ = 0;
    int count_ = 1;
    bool ending_ = false;
    alignas(64) std::atomic<int> arrived_{0};
    alignas(64) std::atomic<unsigned> turn_{0};
    alignas(64) std::atomic<int> working_{0};
};

/// Deals out pieces of work in order to whoever asks; a member that was held up takes fewer.
class Dealer {
public:
    void reset() { next_.store(0, std::memory_order_relaxed); }
    /// The first of `size` pieces that nobody has taken yet.
    std::int64_t take(std::int64_t size) { return next_.fetch_add(size, std::memory_order_relaxed); }

private:
    alignas(64) std::atomic<std::int64_t> next_{0};
};

}  // namespace dokuei::inference
