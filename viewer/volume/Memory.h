#pragma once

#include <cstddef>
#include <fstream>
#include <optional>
#include <string>

namespace dokuei::viewer {

/// Bytes that the machine has left; nothing when it does not tell.
inline std::optional<std::size_t> memoryLeft() {
    std::ifstream in("/proc/meminfo");
    std::string name, rest;
    for (std::size_t kib = 0; in >> name >> kib; std::getline(in, rest))
        if (name == "MemAvailable:") return kib * 1024;
    return {};
}

/// Whether the machine has that much memory left. An allocation alone does not tell: the system promises more
/// than it has and ends the program, with what was typed last, when the promise is called in.
inline bool fitsIntoMemory(std::size_t bytes) {
    const auto left = memoryLeft();
    return !left || bytes < *left;
}

}  // namespace dokuei::viewer
