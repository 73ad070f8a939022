#include "app/commands/WorkProgress.h"

#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <mutex>

namespace dokuei::app {
namespace {

std::atomic<viewer::Progress*> interrupted{nullptr};

void onInterrupt(int) {
    if (viewer::Progress* progress = interrupted) progress->cancel = true;
}

}  // namespace

WorkProgress::WorkProgress(std::string what) : what_(std::move(what)), terminal_(isatty(STDERR_FILENO) != 0) {
    interrupted = &progress_;
    std::signal(SIGINT, onInterrupt);
    thread_ = std::jthread([this](std::stop_token stop) {
        using Clock = std::chrono::steady_clock;
        const auto start = Clock::now();
        std::mutex mutex;
        std::condition_variable_any ended;
        std::unique_lock lock(mutex);
        // A terminal shows one line that changes; a log gets a line now and then.
        const auto pause = std::chrono::milliseconds(terminal_ ? 200 : 5000);
        while (!ended.wait_for(lock, stop, pause, [&] { return stop.stop_requested(); }))
            show(std::chrono::duration<double>(Clock::now() - start).count());
    });
}

WorkProgress::~WorkProgress() {
    thread_.request_stop();
    thread_.join();
    if (terminal_ && shown_) std::fprintf(stderr, "\r\033[K");
    std::signal(SIGINT, SIG_DFL);
    interrupted = nullptr;
}

void WorkProgress::show(double seconds) {
    const long long done = progress_.done, total = progress_.total;
    if (total > 0 && done == total && shown_ && !terminal_) return;
    shown_ = true;
    const double bytes = static_cast<double>(progress_.bytes),
                 allBytes = static_cast<double>(progress_.totalBytes);
    std::string line = what_ + ": " + std::to_string(done) + "/" + std::to_string(total);
    char rate[64];
    if (done > 0) {
        std::snprintf(rate, sizeof rate, ", %.0f per second", static_cast<double>(done) / seconds);
        line += rate;
        if (bytes > 0) {
            std::snprintf(rate, sizeof rate, ", %.1f MB/s", bytes / 1e6 / seconds);
            line += rate;
        }
    }
    const double part = allBytes > 0 ? bytes / allBytes : total > 0 ? static_cast<double>(done) / total : 0;
    if (part > 0.01) {
        std::snprintf(rate, sizeof rate, ", %.0f s left", seconds * (1 - part) / part);
        line += rate;
    }
    std::fprintf(stderr, terminal_ ? "\r\033[K%s" : "%s\n", line.c_str());
    std::fflush(stderr);
}

}  // namespace dokuei::app
