#pragma once

#include <string>
#include <thread>

#include "viewer/volume/Study.h"

namespace dokuei::app {

/// Shows on stderr how far a long command is (files, rate, remaining time) and cancels it on Ctrl+C. One at a
/// time.
class WorkProgress {
public:
    explicit WorkProgress(std::string what);
    /// Ends the line and lets Ctrl+C end the program again.
    ~WorkProgress();
    WorkProgress(const WorkProgress&) = delete;
    WorkProgress& operator=(const WorkProgress&) = delete;

    viewer::Progress& progress() { return progress_; }

private:
    void show(double seconds);

    std::string what_;
    viewer::Progress progress_;
    bool terminal_;
    bool shown_ = false;
    std::jthread thread_;
};

}  // namespace dokuei::app
