#include "viewer/dicom/Colour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace dokuei::viewer {
namespace {

std::uint8_t byteOf(int value) {
    return static_cast<std::uint8_t>(std::clamp(value, 0, 255));
}

/// Chroma's parts of red, green and blue (PS3.3 C.7.6.3.1.2), by its stored value.
struct Chroma {
    std::array<double, 256> luma, redOfCr, greenOfCr, greenOfCb, blueOfCb;

    explicit Chroma(bool partial) {
        const double scale = partial ? 255.0 / 224 : 1;
        for (int v = 0; v < 256; ++v) {
            luma[v] = partial ? (v - 16) * 255.0 / 219 : v;
            redOfCr[v] = 1.402 * scale * (v - 128);
            greenOfCr[v] = -0.714136 * scale * (v - 128);
            greenOfCb[v] = -0.344136 * scale * (v - 128);
            blueOfCb[v] = 1.772 * scale * (v - 128);
        }
    }
};

void ybrToRgb(std::vector<std::uint8_t>& bytes, bool partial) {
    static const Chroma full(false), narrow(true);
    const Chroma& c = partial ? narrow : full;
    const auto rounded = [](double value) { return byteOf(static_cast<int>(std::floor(value + 0.5))); };
    for (std::size_t p = 0; p + 2 < bytes.size(); p += 3) {
        const double y = c.luma[bytes[p]];
        const std::uint8_t cb = bytes[p + 1], cr = bytes[p + 2];
        bytes[p] = rounded(y + c.redOfCr[cr]);
        bytes[p + 1] = rounded(y + c.greenOfCb[cb] + c.greenOfCr[cr]);
        bytes[p + 2] = rounded(y + c.blueOfCb[cb]);
    }
}

template <typename Sample>
void narrowSamples(RawFrame& frame) {
    const std::size_t count = frame.bytes.size() / sizeof(Sample);
    const int shift = std::max(0, frame.precision - 8), up = std::max(0, 8 - frame.precision);
    std::vector<std::uint8_t> bytes(count);
    for (std::size_t s = 0; s < count; ++s) {
        Sample sample;
        std::memcpy(&sample, frame.bytes.data() + s * sizeof(Sample), sizeof(Sample));
        bytes[s] = static_cast<std::uint8_t>(static_cast<std::uint32_t>(sample) >> shift << up);
    }
    frame.bytes.swap(bytes);
    frame.bytesPerSample = 1;
    frame.precision = 8;
}

}  // namespace

ColourSpace colourSpaceOf(const PixelFormat& format) {
    if (format.photometric.starts_with("YBR_FULL")) return ColourSpace::YbrFull;
    if (format.photometric.starts_with("YBR_PARTIAL")) return ColourSpace::YbrPartial;
    return ColourSpace::Rgb;
}

RawFrame toRgb(RawFrame frame, ColourSpace space) {
    if (frame.bytesPerSample == 4)
        narrowSamples<std::uint32_t>(frame);
    else if (frame.bytesPerSample == 2)
        narrowSamples<std::uint16_t>(frame);
    else if (frame.precision < 8)
        narrowSamples<std::uint8_t>(frame);
    if (space != ColourSpace::Rgb) ybrToRgb(frame.bytes, space == ColourSpace::YbrPartial);
    return frame;
}

RawFrame throughPalette(const RawFrame& frame, const SampleReading& reading, const PixelFormat& format) {
    const auto stored = storedIntegers(frame, reading);
    RawFrame rgb{frame.rows, frame.columns, 3, 1, 8, {}};
    rgb.bytes.resize(3 * stored.size());
    for (int c = 0; c < 3; ++c) {
        const auto& table = format.palette[c];
        const auto last = static_cast<std::int64_t>(table.size()) - 1;
        for (std::size_t p = 0; p < stored.size(); ++p)
            rgb.bytes[3 * p + c] = table[static_cast<std::size_t>(
                std::clamp<std::int64_t>(stored[p] - format.paletteFirst, 0, last))];
    }
    return rgb;
}

RawFrame interleaved(RawFrame frame) {
    const std::size_t pixels = static_cast<std::size_t>(frame.rows) * frame.columns,
                      width = frame.bytesPerSample;
    std::vector<std::uint8_t> bytes(frame.bytes.size());
    for (int s = 0; s < frame.samples; ++s)
        for (std::size_t p = 0; p < pixels; ++p)
            std::memcpy(&bytes[(p * frame.samples + s) * width], &frame.bytes[(s * pixels + p) * width],
                        width);
    frame.bytes.swap(bytes);
    return frame;
}

RawFrame expanded422(const std::vector<std::uint8_t>& bytes, int rows, int columns) {
    const std::size_t pixels = static_cast<std::size_t>(rows) * columns;
    if (bytes.size() < 2 * pixels || columns % 2 != 0) throw Error("the pixel data are cut short");
    RawFrame frame{rows, columns, 3, 1, 8, {}};
    frame.bytes.resize(3 * pixels);
    for (std::size_t p = 0; p < pixels; ++p) {
        const std::size_t pair = p / 2 * 4;
        frame.bytes[3 * p] = bytes[pair + p % 2];
        frame.bytes[3 * p + 1] = bytes[pair + 2];
        frame.bytes[3 * p + 2] = bytes[pair + 3];
    }
    return frame;
}

}  // namespace dokuei::viewer
