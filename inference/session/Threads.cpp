#include "inference/session/Threads.h"

#include <unistd.h>

#include <cstdlib>

namespace dokuei::inference {

void sleepWhileWaiting(char** argv) {
    if (std::getenv("OMP_WAIT_POLICY") || std::getenv("GOMP_SPINCOUNT")) return;
    if (setenv("OMP_WAIT_POLICY", "passive", 1) != 0) return;
    execv("/proc/self/exe", argv);
}

}  // namespace dokuei::inference
