#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dokuei::viewer::test {

/// One entry of a ZIP archive as a test wants it, sound or not.
struct ZipEntry {
    std::string name, content;
    bool deflate = true;
    unsigned flags = 0;          ///< 1 encrypted, 1 << 11 the name is UTF-8
    unsigned method = 0;         ///< told in place of the true one when not 0
    std::uint64_t toldSize = 0;  ///< told in place of the true size when not 0
    std::uint32_t crcChange = 0;
    int sharedWith = -1;  ///< the entry whose bytes this one points at, in place of bytes of its own
};

/// Writes an archive; with `zip64` its directory is told by the ZIP64 records alone.
void writeZip(const std::string& file, const std::vector<ZipEntry>& entries, bool zip64 = false);

/// The bytes of a file.
std::string fileContent(const std::string& file);

}  // namespace dokuei::viewer::test
