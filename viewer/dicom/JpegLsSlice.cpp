#include "viewer/dicom/JpegLsSlice.h"

#include <algorithm>
#include <cstring>

#include "viewer/Error.h"
#include "viewer/dicom/JpegLsDecoder.h"

namespace dokuei::viewer {

bool decodeJpegLsInto(std::span<const std::uint8_t> stream, const StoredBits& stored, Volume& volume,
                      double padding, int k, SliceStatistics& statistics) {
    const Geometry& g = volume.geometry();
    if ((volume.scalarType() != ScalarType::Int16 && volume.scalarType() != ScalarType::UInt16) ||
        stored.columns != g.size[0] || stored.rows != g.size[1])
        return false;
    const auto frame = readJpegLsFrame(stream);
    if (!frame || frame->rows != stored.rows || frame->columns != stored.columns) return false;
    // Some writers tell 16 bits stored for a stream of fewer; the sign sits on the stream's top bit.
    const int bits = std::min(stored.bits, frame->bits), unused = 16 - bits;
    const auto width = static_cast<std::size_t>(frame->columns);
    auto* const slice = static_cast<std::uint16_t*>(volume.slice(k));
    const auto row = [&](int r, const std::uint16_t* samples) {
        std::uint16_t* const out = slice + width * static_cast<std::size_t>(r);
        if (stored.isSigned)
            for (std::size_t i = 0; i < width; ++i)
                out[i] =
                    static_cast<std::uint16_t>(static_cast<std::int16_t>(samples[i] << unused) >> unused);
        else if (bits < frame->bits)
            for (std::size_t i = 0; i < width; ++i)
                out[i] = static_cast<std::uint16_t>(samples[i] & ((1U << bits) - 1));
        else
            std::memcpy(out, samples, 2 * width);
        statistics.add(out, width);
    };
    thread_local JpegLsDecoder decoder;
    if (decoder.decode(stream, *frame, row)) return true;
    statistics.clear();
    volume.fillSlice(k, padding);
    throw Error("the JPEG-LS data are damaged");
}

}  // namespace dokuei::viewer
