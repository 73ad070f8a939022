#pragma once

#include <cstddef>
#include <fstream>
#include <string>

namespace dokuei::viewer {

/// Whether the machine has that much memory left. An allocation alone does not tell: the system promises more
/// than it has and ends the program, with what was typed last, when the promise is called in.
inline bool fitsIntoMemory(std::size_t bytes) {
    std::ifstream in("/proc/meminfo");
    std::string name, rest;
    for (std::size_t kib = 0; in >> name >> kib; std::getline(in, rest))
        if (name == "MemAvailable:") return bytes / 1024 < kib;
    return true;
}

}  // namespace dokuei::viewer
