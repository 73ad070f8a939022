#include <gtest/gtest.h>

#include "viewer/dicom/Codecs.h"

namespace dokuei::viewer {
namespace {

void put(std::vector<std::uint8_t>& bytes, std::uint32_t value, int length) {
    for (int b = length - 1; b >= 0; --b) bytes.push_back(static_cast<std::uint8_t>(value >> 8 * b));
}

/// The size marker of a code stream and nothing after it.
std::vector<std::uint8_t> streamOf(int width, int height, int tile, int components) {
    std::vector<std::uint8_t> bytes;
    put(bytes, 0xFF4F, 2);
    put(bytes, 0xFF51, 2);
    put(bytes, 38 + 3 * components, 2);
    put(bytes, 0, 2);
    for (const int value : {width, height, 0, 0, tile, tile, 0, 0}) put(bytes, value, 4);
    put(bytes, components, 2);
    for (int c = 0; c < components; ++c) put(bytes, 0x070101, 3);
    return bytes;
}

std::string refusalOf(const std::vector<std::uint8_t>& stream, int rows, int columns, int samples) {
    try {
        decodeJpeg2000(stream, rows, columns, samples);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(Jpeg2000, AnotherSizeThanTheHeadersIsRefusedBeforeDecoding) {
    EXPECT_NE(refusalOf(streamOf(60000, 60000, 60000, 1), 64, 64, 1).find("another size"), std::string::npos);
}

TEST(Jpeg2000, ThousandsOfComponentsAreRefused) {
    EXPECT_NE(refusalOf(streamOf(64, 64, 64, 16000), 64, 64, 1).find("another size"), std::string::npos);
}

TEST(Jpeg2000, AHugeGridOfTilesIsRefused) {
    EXPECT_NE(refusalOf(streamOf(64000, 64000, 1, 1), 64000, 64000, 1).find("damaged"), std::string::npos);
}

TEST(Jpeg2000, AStreamWithoutSizeIsRefused) {
    EXPECT_NE(refusalOf({0xFF, 0x4F, 0xFF}, 64, 64, 1).find("damaged"), std::string::npos);
}

}  // namespace
}  // namespace dokuei::viewer
