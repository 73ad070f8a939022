#pragma once

#include <string>
#include <string_view>

namespace dokuei::inference {

/// The printable character that stands for a byte in byte-level vocabularies (GPT-2's table), as UTF-8.
const std::string& characterOfByte(unsigned char byte);
/// Every byte of the text as its character.
std::string byteCharacters(std::string_view bytes);
/// The bytes that a token stands for; text with a character outside the table is returned as it is.
std::string bytesOfCharacters(std::string_view token);

}  // namespace dokuei::inference
