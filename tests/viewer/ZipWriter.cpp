#include "tests/viewer/ZipWriter.h"

#include <zlib.h>

#include <fstream>
#include <iterator>

namespace dokuei::viewer::test {
namespace {

std::string little(std::uint64_t value, int bytes) {
    std::string text;
    for (int b = 0; b < bytes; ++b) text += static_cast<char>(value >> (8 * b) & 0xFF);
    return text;
}

std::string deflated(const std::string& content) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string packed(compressBound(content.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

}  // namespace

void writeZip(const std::string& file, const std::vector<ZipEntry>& entries, bool zip64) {
    std::string all, directory;
    std::vector<std::uint64_t> offsets;
    for (const ZipEntry& entry : entries) {
        const std::string packed = entry.deflate ? deflated(entry.content) : entry.content;
        const auto crc = static_cast<std::uint32_t>(
            crc32(0, reinterpret_cast<const Bytef*>(entry.content.data()), entry.content.size()));
        const std::uint64_t size = entry.toldSize ? entry.toldSize : entry.content.size();
        const unsigned method = entry.method ? entry.method : entry.deflate ? 8 : 0;
        const std::string common = little(20, 2) + little(entry.flags, 2) + little(method, 2) + little(0, 4) +
                                   little(crc ^ entry.crcChange, 4) + little(packed.size(), 4) +
                                   little(size, 4) + little(entry.name.size(), 2) + little(0, 2);
        offsets.push_back(entry.sharedWith < 0 ? all.size() : offsets[entry.sharedWith]);
        if (entry.sharedWith < 0) all += "PK\3\4" + common + entry.name + packed;
        directory +=
            "PK\1\2" + little(20, 2) + common + little(0, 10) + little(offsets.back(), 4) + entry.name;
    }
    const auto begin = all.size();
    all += directory;
    if (zip64) {
        const auto record = all.size();
        all += "PK\6\6" + little(44, 8) + little(45, 4) + little(0, 8) + little(entries.size(), 8) +
               little(entries.size(), 8) + little(directory.size(), 8) + little(begin, 8);
        all += "PK\6\7" + little(0, 4) + little(record, 8) + little(1, 4);
    }
    const std::uint64_t count = zip64 ? 0xFFFF : entries.size();
    all += "PK\5\6" + little(0, 4) + little(count, 2) + little(count, 2) +
           little(zip64 ? 0xFFFFFFFF : directory.size(), 4) + little(zip64 ? 0xFFFFFFFF : begin, 4) +
           little(0, 2);
    std::ofstream(file, std::ios::binary) << all;
}

std::string fileContent(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace dokuei::viewer::test
