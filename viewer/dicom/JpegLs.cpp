#include <charls/charls.h>

#include <algorithm>
#include <cstring>

#include "viewer/dicom/Codecs.h"
#include "viewer/dicom/JpegLsDecoder.h"

namespace dokuei::viewer {
namespace {

/// The frame of a stream that readJpegLsFrame takes.
RawFrame decodeGrey(const std::vector<std::uint8_t>& stream, const JpegLsFrame& header) {
    RawFrame frame{header.rows, header.columns, 1, header.bits > 8 ? 2 : 1, header.bits, {}};
    const auto width = static_cast<std::size_t>(header.columns);
    frame.bytes.resize(width * header.rows * frame.bytesPerSample);
    thread_local JpegLsDecoder decoder;
    const bool sound = decoder.decode(stream, header, [&](int row, const std::uint16_t* samples) {
        std::uint8_t* out = frame.bytes.data() + width * row * frame.bytesPerSample;
        if (frame.bytesPerSample == 2)
            std::memcpy(out, samples, 2 * width);
        else
            std::transform(samples, samples + width, out,
                           [](std::uint16_t sample) { return static_cast<std::uint8_t>(sample); });
    });
    if (!sound) throw Error("the JPEG-LS data are damaged");
    return frame;
}

RawFrame decodeWithCharls(std::vector<std::uint8_t> stream, int rows, int columns, int samples) try {
    // CharLS 2.4 waits for ever for the end of a stream that is cut short before its end marker.
    stream.insert(stream.end(), {0xFF, 0xD9});
    const charls::jpegls_decoder decoder(stream, true);
    const charls::frame_info info = decoder.frame_info();
    if (static_cast<int>(info.height) != rows || static_cast<int>(info.width) != columns ||
        info.component_count != samples)
        throw Error("the JPEG-LS image has another size than the header tells");
    RawFrame frame{rows, columns, samples, info.bits_per_sample > 8 ? 2 : 1, info.bits_per_sample, {}};
    frame.bytes.resize(static_cast<std::size_t>(rows) * columns * samples * frame.bytesPerSample);
    decoder.decode(frame.bytes.data(), frame.bytes.size());
    if (samples > 1 && decoder.interleave_mode() == charls::interleave_mode::none) {
        const std::size_t pixels = static_cast<std::size_t>(rows) * columns, width = frame.bytesPerSample;
        std::vector<std::uint8_t> interleaved(frame.bytes.size());
        for (int s = 0; s < samples; ++s)
            for (std::size_t p = 0; p < pixels; ++p)
                for (std::size_t b = 0; b < width; ++b)
                    interleaved[(p * samples + s) * width + b] = frame.bytes[(s * pixels + p) * width + b];
        frame.bytes.swap(interleaved);
    }
    return frame;
} catch (const charls::jpegls_error& error) {
    throw Error(std::string("the JPEG-LS data are damaged (") + error.what() + ")");
}

}  // namespace

RawFrame decodeJpegLs(const std::vector<std::uint8_t>& stream, int rows, int columns, int samples) {
    const auto header = readJpegLsFrame(stream);
    if (!header) return decodeWithCharls(stream, rows, columns, samples);
    if (samples != 1 || header->rows != rows || header->columns != columns)
        throw Error("the JPEG-LS image has another size than the header tells");
    return decodeGrey(stream, *header);
}

}  // namespace dokuei::viewer
