#include "inference/decoder/cpu/Team.h"

#include <ATen/Parallel.h>

#include <algorithm>

namespace dokuei::inference {
namespace {

/// Spins, then lets others run: when there are more threads than processors the awaited one needs ours.
template <typename Done>
void waitUntil(Done done) {
    for (int i = 0; !done(); ++i) {
        if (i < 2000) {
#if defined(__x86_64__)
            __builtin_ia32_pause();
#endif
        } else {
            std::this_thread::yield();
        }
    }
}

}  // namespace

Team& Team::shared() {
    static Team team(std::max(1, at::get_num_threads()));
    return team;
}

Team::Team(int threads) {
    for (int i = 1; i < threads; ++i) threads_.emplace_back([this, i] { serve(i); });
}

Team::~Team() {
    {
        std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void Team::Member::meet() {
    if (count == 1) return;
    const unsigned turn = turn_++;
    if (team_->arrived_.fetch_add(1, std::memory_order_acq_rel) + 1 == count) {
        team_->arrived_.store(0, std::memory_order_relaxed);
        team_->turn_.store(turn + 1, std::memory_order_release);
        return;
    }
    waitUntil([&] { return team_->turn_.load(std::memory_order_acquire) != turn; });
}

void Team::run(int threads, const std::function<void(Member&)>& work) {
    std::lock_guard alone(oneAtATime_);
    Member member;
    member.team_ = this;
    member.count = std::clamp(threads, 1, size());
    member.turn_ = turn_.load(std::memory_order_relaxed);
    if (member.count > 1) {
        working_.store(member.count - 1, std::memory_order_relaxed);
        {
            std::lock_guard lock(mutex_);
            work_ = &work;
            count_ = member.count;
            ++round_;
        }
        wake_.notify_all();
    }
    work(member);
    waitUntil([&] { return working_.load(std::memory_order_acquire) == 0; });
}

void Team::serve(int index) {
    unsigned round = 0;
    for (;;) {
        Member member;
        const std::function<void(Member&)>* work = nullptr;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [&] { return ending_ || round_ != round; });
            if (ending_) return;
            round = round_;
            if (index >= count_) continue;
            work = work_;
            member.count = count_;
        }
        member.index = index;
        member.team_ = this;
        member.turn_ = turn_.load(std::memory_order_relaxed);
        (*work)(member);
        working_.fetch_sub(1, std::memory_order_acq_rel);
    }
}

}  // namespace dokuei::inference
