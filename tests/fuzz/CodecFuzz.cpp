#include <vector>

#include "tests/fuzz/FuzzTargets.h"
#include "viewer/Error.h"
#include "viewer/dicom/Codecs.h"
#include "viewer/dicom/Header.h"

namespace dokuei::viewer::fuzz {
namespace {

struct StreamSize {
    int rows = 0, columns = 0, samples = 0;
};

constexpr int kLargestEdge = 1024;

/// Size that a JPEG-like stream tells in the segment that follows `marker`, so that the header agrees with
/// it.
StreamSize sizeIn(Bytes input, unsigned marker, std::size_t rowsAt, std::size_t columnsAt, int width,
                  std::size_t samplesAt) {
    const auto number = [&](std::size_t at, int bytes) {
        long long value = 0;
        for (int b = 0; b < bytes; ++b) value = value << 8 | input[at + b];
        return value;
    };
    for (std::size_t p = 0; p + 48 < input.size(); ++p) {
        if (input[p] != 0xFF || input[p + 1] != marker) continue;
        const long long rows = number(p + rowsAt, width), columns = number(p + columnsAt, width);
        if (rows < 1 || columns < 1 || rows > kLargestEdge || columns > kLargestEdge) return {};
        return {static_cast<int>(rows), static_cast<int>(columns), input[p + samplesAt] == 3 ? 3 : 1};
    }
    return {};
}

void requireFull(const RawFrame& frame, const StreamSize& size) {
    require(frame.rows == size.rows && frame.columns == size.columns && frame.samples == size.samples,
            "a decoder gives another size than was asked for");
    require(frame.bytes.size() >=
                static_cast<std::size_t>(frame.rows) * frame.columns * frame.samples * frame.bytesPerSample,
            "a decoder gives too few bytes");
}

}  // namespace

void fuzzJpegLs(Bytes input) {
    const StreamSize size = sizeIn(input, 0xF7, 5, 7, 2, 9);
    if (size.rows == 0) return;
    try {
        requireFull(decodeJpegLs({input.begin(), input.end()}, size.rows, size.columns, size.samples), size);
    } catch (const Error&) {
    }
}

void fuzzJpeg(Bytes input) {
    for (const unsigned frameMarker : {0xC0U, 0xC1U, 0xC2U, 0xC3U}) {
        const StreamSize size = sizeIn(input, frameMarker, 5, 7, 2, 9);
        if (size.rows == 0) continue;
        initialiseDicom();
        try {
            requireFull(decodeJpeg({input.begin(), input.end()}, size.rows, size.columns, size.samples),
                        size);
        } catch (const Error&) {
        }
        return;
    }
}

void fuzzJpeg2000(Bytes input) {
    // Image offset is taken as zero; other streams are refused for their size.
    const StreamSize size = sizeIn(input, 0x51, 10, 6, 4, 41);
    if (size.rows == 0) return;
    try {
        requireFull(decodeJpeg2000({input.begin(), input.end()}, size.rows, size.columns, size.samples),
                    size);
    } catch (const Error&) {
    }
}

void fuzzRunLength(Bytes input) {
    if (input.size() < 4) return;
    const StreamSize size{input[0] + 1, input[1] + 1, input[2] % 2 == 0 ? 1 : 3};
    const int bytesPerSample = 1 << input[3] % 3;
    try {
        requireFull(decodeRunLength({input.begin() + 4, input.end()}, size.rows, size.columns, size.samples,
                                    bytesPerSample),
                    size);
    } catch (const Error&) {
    }
}

}  // namespace dokuei::viewer::fuzz
