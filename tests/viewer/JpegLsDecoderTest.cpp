#include "viewer/dicom/JpegLsDecoder.h"

#include <charls/charls.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "viewer/Error.h"
#include "viewer/dicom/Codecs.h"

namespace dokuei::viewer {
namespace {

using Stream = std::vector<std::uint8_t>;

struct Coding {
    int rows, columns, bits, near;
};

/// Flat parts, slopes, edges and noise, so that runs, interruptions, long codes and escapes all occur.
std::vector<std::uint16_t> picture(const Coding& c, unsigned seed) {
    std::mt19937 random(seed);
    const int maximum = (1 << c.bits) - 1;
    std::normal_distribution<double> quiet(0, 0.01 * maximum);
    std::vector<std::uint16_t> samples;
    for (int y = 0; y < c.rows; ++y)
        for (int x = 0; x < c.columns; ++x) {
            double value = 0;
            const int tile = (x / 13 + 3 * (y / 11)) % 5;
            if (tile == 1) value = maximum;
            if (tile == 2) value = 0.4 * maximum + quiet(random);
            if (tile == 3) value = static_cast<double>(random() % (maximum + 1U));
            if (tile == 4) value = 0.01 * maximum * (x + y);
            samples.push_back(static_cast<std::uint16_t>(std::clamp<double>(value, 0, maximum)));
        }
    return samples;
}

Stream packed(const std::vector<std::uint16_t>& samples, int bits) {
    Stream bytes;
    for (const std::uint16_t s : samples) {
        bytes.push_back(static_cast<std::uint8_t>(s));
        if (bits > 8) bytes.push_back(static_cast<std::uint8_t>(s >> 8));
    }
    return bytes;
}

Stream encode(const Coding& c, const Stream& pixels, const charls::jpegls_pc_parameters* presets = nullptr) {
    charls::jpegls_encoder encoder;
    encoder.frame_info(
        {static_cast<std::uint32_t>(c.columns), static_cast<std::uint32_t>(c.rows), c.bits, 1});
    encoder.near_lossless(c.near);
    if (presets) encoder.preset_coding_parameters(*presets);
    Stream stream(encoder.estimated_destination_size() + 4096);
    encoder.destination(stream);
    stream.resize(encoder.encode(pixels));
    return stream;
}

Stream decodedByCharls(Stream stream) {
    // It would wait for ever for the end of a stream without an end marker.
    stream.insert(stream.end(), {0xFF, 0xD9});
    const charls::jpegls_decoder decoder(stream, true);
    Stream pixels(decoder.destination_size());
    decoder.decode(pixels);
    return pixels;
}

/// Empty when the decoder does not take the stream.
Stream decoded(const Stream& stream) {
    const auto frame = readJpegLsFrame(stream);
    if (!frame) return {};
    std::vector<std::uint16_t> samples;
    JpegLsDecoder decoder;
    const bool sound = decoder.decode(stream, *frame, [&](int row, const std::uint16_t* line) {
        EXPECT_EQ(samples.size(), static_cast<std::size_t>(row) * frame->columns);
        samples.insert(samples.end(), line, line + frame->columns);
    });
    return sound ? packed(samples, frame->bits) : Stream();
}

TEST(JpegLsDecoder, GivesWhatCharlsGivesForEveryDepthAndTolerance) {
    for (int bits = 2; bits <= 16; ++bits)
        for (const int near : {0, 1, 2, 3, 7}) {
            if (near > ((1 << bits) - 1) / 2) continue;
            const Coding c{61, 83, bits, near};
            const Stream stream = encode(c, packed(picture(c, 7U * bits + near), bits));
            EXPECT_EQ(decoded(stream), decodedByCharls(stream)) << bits << " bits, near " << near;
        }
}

TEST(JpegLsDecoder, LosslessPicturesComeBackUnchanged) {
    const Coding c{128, 200, 12, 0};
    const Stream pixels = packed(picture(c, 3), c.bits);
    EXPECT_EQ(decoded(encode(c, pixels)), pixels);
}

TEST(JpegLsDecoder, TakesPicturesOfOneColumnOrRow) {
    for (const auto& [rows, columns] : {std::pair{1, 1}, {1, 40}, {40, 1}, {2, 2}, {3, 5}}) {
        const Coding c{rows, columns, 12, 0};
        const Stream pixels = packed(picture(c, 5), c.bits);
        EXPECT_EQ(decoded(encode(c, pixels)), pixels) << rows << " x " << columns;
    }
}

TEST(JpegLsDecoder, TakesThresholdsAndResetFromTheStream) {
    const Coding c{64, 64, 12, 0};
    charls::jpegls_pc_parameters presets{};
    presets.maximum_sample_value = 4095;
    presets.threshold1 = 9;
    presets.threshold2 = 40;
    presets.threshold3 = 200;
    presets.reset_value = 31;
    const Stream pixels = packed(picture(c, 11), c.bits);
    const Stream stream = encode(c, pixels, &presets);
    ASSERT_TRUE(readJpegLsFrame(stream));
    EXPECT_EQ(readJpegLsFrame(stream)->threshold3, 200);
    EXPECT_EQ(readJpegLsFrame(stream)->reset, 31);
    EXPECT_EQ(decoded(stream), pixels);
}

TEST(JpegLsDecoder, LeavesAMaximumThatIsNoPowerOfTwoLessOneToCharls) {
    const Coding c{64, 64, 12, 0};
    charls::jpegls_pc_parameters presets{};
    presets.maximum_sample_value = 3000;
    auto samples = picture(c, 13);
    for (std::uint16_t& s : samples) s = std::min<std::uint16_t>(s, 3000);
    const Stream pixels = packed(samples, c.bits);
    const Stream stream = encode(c, pixels, &presets);
    EXPECT_FALSE(readJpegLsFrame(stream));
    EXPECT_EQ(decodeJpegLs(stream, c.rows, c.columns, 1).bytes, pixels);
}

TEST(JpegLsDecoder, LeavesColourAndMappingTablesToCharls) {
    charls::jpegls_encoder encoder;
    encoder.frame_info({8, 8, 8, 3});
    encoder.interleave_mode(charls::interleave_mode::line);
    Stream stream(encoder.estimated_destination_size() + 1024);
    encoder.destination(stream);
    Stream pixels(8 * 8 * 3);
    for (std::size_t p = 0; p < pixels.size(); ++p) pixels[p] = static_cast<std::uint8_t>(7 * p);
    stream.resize(encoder.encode(pixels));
    EXPECT_FALSE(readJpegLsFrame(stream));
    EXPECT_EQ(decodeJpegLs(stream, 8, 8, 3).bytes, pixels);
}

TEST(JpegLsDecoder, RefusesStreamsCutShortAtAnyByte) {
    const Coding c{24, 32, 12, 0};
    const Stream stream = encode(c, packed(picture(c, 17), c.bits));
    // The last two bytes are the end marker, the one before may be padding alone.
    for (std::size_t size = 0; size + 4 < stream.size(); ++size) {
        const Stream cut(stream.begin(), stream.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_TRUE(decoded(cut).empty()) << size << " of " << stream.size();
        EXPECT_THROW(decodeJpegLs(cut, c.rows, c.columns, 1), Error) << size;
    }
}

TEST(JpegLsDecoder, DamagedStreamsNeverGiveOtherPixelsThanCharls) {
    std::mt19937 random(23);
    int taken = 0;
    for (const Coding c : {Coding{24, 32, 12, 0}, {24, 32, 16, 0}, {24, 32, 8, 2}, {5, 200, 3, 1}}) {
        const Stream sound = encode(c, packed(picture(c, 19), c.bits));
        for (int trial = 0; trial < 1500; ++trial) {
            Stream stream = sound;
            for (unsigned n = 1 + random() % 4; n > 0; --n)
                stream[random() % stream.size()] ^= static_cast<std::uint8_t>(1U << random() % 8);
            const Stream ours = decoded(stream);
            if (ours.empty()) continue;
            ++taken;
            try {
                EXPECT_EQ(ours, decodedByCharls(stream));
            } catch (const charls::jpegls_error&) {
                // Ours may be content where CharLS is not; the picture is then a guess either way.
            }
        }
    }
    EXPECT_GT(taken, 0);
}

}  // namespace
}  // namespace dokuei::viewer
