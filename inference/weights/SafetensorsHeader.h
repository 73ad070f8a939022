#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dokuei::inference {

/// The checked header of a safetensors file: every range lies inside the file and fits its type and shape,
/// and the ranges cover the data without gap or overlap.
struct SafetensorsHeader {
    struct Entry {
        std::string type;  ///< as the format calls it: F32, BF16, I64...
        std::vector<std::int64_t> shape;
        std::uint64_t begin = 0, end = 0;  ///< bytes from the start of the data
    };
    std::uint64_t dataOffset = 0;  ///< where the data begins in the file
    std::map<std::string, Entry> entries;

    /// `file`: the bytes of the whole file, of which only the header is read. `name` is what errors name.
    /// Throws ModelError saying what is wrong.
    static SafetensorsHeader read(std::string_view file, const std::string& name);
    /// Bytes of one number of a type; 0 when the type is not supported.
    static std::uint64_t sizeOf(const std::string& type);
};

}  // namespace dokuei::inference
