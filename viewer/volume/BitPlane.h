#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dokuei::viewer {

/// A one-bit graphic that an image brings with it (PS3.3 C.9.2, group 60xx).
struct BitPlane {
    std::string label;  ///< UTF-8; may be empty
    int rows = 0, columns = 0;
    int firstI = 0,
        firstJ = 0;  ///< pixel of the image, from 0, under the plane's first pixel; may be outside
    std::vector<std::uint8_t> bits;  ///< row after row, lowest bit first, without gaps

    bool at(int i, int j) const {
        const std::size_t bit = static_cast<std::size_t>(j) * columns + i;
        return bits[bit / 8] >> bit % 8 & 1;
    }
};

}  // namespace dokuei::viewer
