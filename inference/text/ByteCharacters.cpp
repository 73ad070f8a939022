#include "inference/text/ByteCharacters.h"

#include <array>
#include <unordered_map>

#include "inference/text/Unicode.h"

namespace dokuei::inference {
namespace {

struct Table {
    std::array<std::string, 256> characters;
    std::unordered_map<std::string, unsigned char> bytes;

    Table() {
        int next = 256;
        for (int b = 0; b < 256; ++b) {
            const bool printable = (b >= 0x21 && b <= 0x7E) || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
            const int code = printable ? b : next++;
            auto& c = characters[static_cast<std::size_t>(b)];
            if (code < 0x80) {
                c = static_cast<char>(code);
            } else {
                c = {static_cast<char>(0xC0 | (code >> 6)), static_cast<char>(0x80 | (code & 0x3F))};
            }
            bytes.emplace(c, static_cast<unsigned char>(b));
        }
    }
};

const Table& table() {
    static const Table all;
    return all;
}

}  // namespace

const std::string& characterOfByte(unsigned char byte) {
    return table().characters[byte];
}

std::string byteCharacters(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char b : bytes) out += characterOfByte(static_cast<unsigned char>(b));
    return out;
}

std::string bytesOfCharacters(std::string_view token) {
    std::string out;
    for (std::size_t at = 0; at < token.size();) {
        const auto length = characterLength(token, at);
        const auto found = table().bytes.find(std::string(token.substr(at, length)));
        if (found == table().bytes.end()) return std::string(token);
        out += static_cast<char>(found->second);
        at += length;
    }
    return out;
}

}  // namespace dokuei::inference
