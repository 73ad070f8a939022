#include "inference/weights/Memory.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <limits>

namespace dokuei::inference {
namespace {

constexpr auto kUnknown = std::numeric_limits<std::uint64_t>::max();

std::uint64_t numberIn(const std::string& file) {
    std::ifstream in(file);
    std::uint64_t number = 0;
    return in >> number ? number : kUnknown;
}

/// What a control group's limit leaves; the file cache that it can drop counts as free.
std::uint64_t leftInControlGroup() {
    const std::string group = "/sys/fs/cgroup/";
    const auto limit = numberIn(group + "memory.max"), used = numberIn(group + "memory.current");
    if (limit == kUnknown || used == kUnknown) return kUnknown;
    std::uint64_t cache = 0, value = 0;
    std::ifstream in(group + "memory.stat");
    for (std::string key; in >> key >> value;)
        if (key == "inactive_file" || key == "active_file") cache += value;
    const auto held = used > cache ? used - cache : 0;
    return limit > held ? limit - held : 0;
}

}  // namespace

std::uint64_t availableMemory() {
    std::uint64_t available = kUnknown;
    std::ifstream in("/proc/meminfo");
    for (std::string line; std::getline(in, line);) {
        unsigned long long kilobytes = 0;
        if (std::sscanf(line.c_str(), "MemAvailable: %llu kB", &kilobytes) == 1) available = kilobytes * 1024;
    }
    return std::min(available, leftInControlGroup());
}

std::string readableBytes(std::uint64_t bytes) {
    char text[32];
    if (bytes >= 1'000'000'000)
        std::snprintf(text, sizeof text, "%.1f GB", static_cast<double>(bytes) / 1e9);
    else
        std::snprintf(text, sizeof text, "%.0f MB", static_cast<double>(bytes) / 1e6);
    return text;
}

}  // namespace dokuei::inference
