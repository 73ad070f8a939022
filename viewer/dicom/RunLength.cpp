#include "viewer/dicom/Codecs.h"

namespace dokuei::viewer {
namespace {

constexpr std::size_t kHeaderLength = 64;

/// Unpacks one PackBits segment into every `stride`-th byte of `out`. Throws when it yields too few bytes.
void unpack(const std::uint8_t* in, std::size_t length, std::uint8_t* out, std::size_t stride,
            std::size_t count) {
    std::size_t at = 0, done = 0;
    while (done < count && at < length) {
        const int control = static_cast<std::int8_t>(in[at++]);
        if (control >= 0) {
            for (int n = 0; n <= control && at < length && done < count; ++n) out[stride * done++] = in[at++];
        } else if (control != -128) {
            if (at >= length) break;
            const std::uint8_t value = in[at++];
            for (int n = 0; n < 1 - control && done < count; ++n) out[stride * done++] = value;
        }
    }
    if (done < count) throw Error("the run-length data are cut short");
}

}  // namespace

RawFrame decodeRunLength(const std::vector<std::uint8_t>& stream, int rows, int columns, int samples,
                         int bytesPerSample) {
    const auto word = [&](std::size_t at) {
        return static_cast<std::size_t>(stream[at]) | static_cast<std::size_t>(stream[at + 1]) << 8 |
               static_cast<std::size_t>(stream[at + 2]) << 16 |
               static_cast<std::size_t>(stream[at + 3]) << 24;
    };
    const auto segments = static_cast<std::size_t>(samples) * bytesPerSample;
    if (stream.size() < kHeaderLength || word(0) != segments)
        throw Error("the run-length data do not have the segments that the header tells");
    RawFrame frame{rows, columns, samples, bytesPerSample, 8 * bytesPerSample, {}};
    const std::size_t pixels = static_cast<std::size_t>(rows) * columns;
    frame.bytes.resize(pixels * segments);
    for (std::size_t s = 0; s < segments; ++s) {
        const std::size_t begin = word(4 + 4 * s), end = s + 1 < segments ? word(8 + 4 * s) : stream.size();
        if (begin < kHeaderLength || begin > end || end > stream.size())
            throw Error("the run-length data are damaged");
        // Segments come sample by sample, most significant byte first; memory is little endian.
        const std::size_t sample = s / bytesPerSample, byte = bytesPerSample - 1 - s % bytesPerSample;
        unpack(stream.data() + begin, end - begin, frame.bytes.data() + sample * bytesPerSample + byte,
               segments, pixels);
    }
    return frame;
}

}  // namespace dokuei::viewer
