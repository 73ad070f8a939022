#include "viewer/dicom/SampleConversion.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace dokuei::viewer {
namespace {

template <typename Raw, typename Store>
void convertIntegers(const RawFrame& frame, const SampleReading& r, Store store) {
    const auto* raw = reinterpret_cast<const Raw*>(frame.bytes.data());
    const std::size_t count = static_cast<std::size_t>(frame.rows) * frame.columns;
    // Left-aligning the value drops overlay bits above it; shifting back extends the sign.
    const int up = 32 - r.bits - r.shift, down = 32 - r.bits;
    for (std::size_t p = 0; p < count; ++p) {
        const std::uint32_t aligned = static_cast<std::uint32_t>(raw[p]) << up;
        if (r.isSigned)
            store(p, static_cast<std::int32_t>(aligned) >> down);
        else
            store(p, aligned >> down);
    }
}

template <typename Store>
void eachInteger(const RawFrame& frame, const SampleReading& reading, Store store) {
    switch (frame.bytesPerSample) {
        case 1:
            return convertIntegers<std::uint8_t>(frame, reading, store);
        case 2:
            return convertIntegers<std::uint16_t>(frame, reading, store);
        default:
            return convertIntegers<std::uint32_t>(frame, reading, store);
    }
}

template <typename Out>
void convertWhole(const RawFrame& frame, const SampleReading& reading, Out* out) {
    if (frame.bytesPerSample == 2 && reading.shift == 0 && reading.bits == 16) {
        std::memcpy(out, frame.bytes.data(), static_cast<std::size_t>(frame.rows) * frame.columns * 2);
        return;
    }
    eachInteger(frame, reading, [out](std::size_t p, auto value) { out[p] = static_cast<Out>(value); });
}

void convertRescaled(const RawFrame& frame, const SampleReading& reading, const PixelFormat& format,
                     const SliceSource& source, double padding, float* out) {
    const auto store = [&](std::size_t p, double stored) {
        out[p] =
            static_cast<float>(format.isPadding(stored) ? padding : stored * source.slope + source.intercept);
    };
    if (!reading.isFloat)
        return eachInteger(frame, reading,
                           [&](std::size_t p, auto value) { store(p, static_cast<double>(value)); });
    const std::size_t count = static_cast<std::size_t>(frame.rows) * frame.columns;
    for (std::size_t p = 0; p < count; ++p) {
        float single = 0;
        double value = 0;
        if (frame.bytesPerSample == 4) {
            std::memcpy(&single, frame.bytes.data() + 4 * p, 4);
            value = single;
        } else {
            std::memcpy(&value, frame.bytes.data() + 8 * p, 8);
        }
        // Not a number and infinity mean that nothing was measured there.
        if (std::isfinite(value))
            store(p, value);
        else
            out[p] = static_cast<float>(padding);
    }
}

/// Places an image at a fractional offset on the grid, linear within the plane; padding where it does not
/// reach. `channels` numbers per pixel.
template <typename Out>
void placeShifted(const Out* image, int rows, int columns, int channels, const SliceSource& source,
                  double padding, const Geometry& grid, Out* out) {
    const int wholeI = static_cast<int>(std::floor(source.offsetI)),
              wholeJ = static_cast<int>(std::floor(source.offsetJ));
    const double fractionI = source.offsetI - wholeI, fractionJ = source.offsetJ - wholeJ;
    std::fill_n(out, static_cast<std::size_t>(grid.size[0]) * grid.size[1] * channels,
                static_cast<Out>(padding));
    const int firstI = fractionI > 0 ? channels : 0, firstJ = fractionJ > 0 ? 1 : 0;
    const std::ptrdiff_t line = static_cast<std::ptrdiff_t>(columns) * channels;
    for (int j = firstJ; j < rows; ++j) {
        const Out* here = image + j * line;
        const Out* before = j > 0 ? here - line : here;
        Out* row = out + (static_cast<std::ptrdiff_t>(j + wholeJ) * grid.size[0] + wholeI) * channels;
        for (int i = firstI; i < line; ++i) {
            const int left = i >= channels ? i - channels : i;
            const double a = (1 - fractionI) * here[i] + fractionI * here[left];
            const double b = (1 - fractionI) * before[i] + fractionI * before[left];
            const double value = (1 - fractionJ) * a + fractionJ * b;
            if constexpr (std::is_floating_point_v<Out>)
                row[i] = static_cast<Out>(value);
            else
                row[i] = static_cast<Out>(std::lround(value));
        }
    }
}

/// `fill(out)` writes the image's numbers in reading order.
template <typename Out, typename Fill>
void place(const RawFrame& frame, int channels, const SliceSource& source, double padding, Volume& volume,
           int k, Fill fill) {
    const Geometry& g = volume.geometry();
    auto* out = static_cast<Out*>(volume.slice(k));
    if (source.offsetI == 0 && source.offsetJ == 0 && frame.columns == g.size[0] && frame.rows == g.size[1])
        return fill(out);
    std::vector<Out> image(static_cast<std::size_t>(frame.rows) * frame.columns * channels);
    fill(image.data());
    placeShifted(image.data(), frame.rows, frame.columns, channels, source, padding, g, out);
}

}  // namespace

std::vector<std::int64_t> storedIntegers(const RawFrame& frame, const SampleReading& reading) {
    std::vector<std::int64_t> values(static_cast<std::size_t>(frame.rows) * frame.columns);
    eachInteger(frame, reading, [&](std::size_t p, auto value) { values[p] = value; });
    return values;
}

void writeSlice(const RawFrame& frame, const SampleReading& reading, const PixelFormat& format,
                const SliceSource& source, double padding, Volume& volume, int k) {
    const Geometry& g = volume.geometry();
    if (source.offsetI < 0 || source.offsetJ < 0 || frame.columns + std::ceil(source.offsetI) > g.size[0] ||
        frame.rows + std::ceil(source.offsetJ) > g.size[1])
        throw Error("the image has another size than when the folder was read");
    const bool rgb = volume.scalarType() == ScalarType::Rgb8;
    if (rgb != (frame.samples == 3) || (reading.isFloat && volume.scalarType() != ScalarType::Float32))
        throw Error("the image has other pixels than when the folder was read");
    switch (volume.scalarType()) {
        case ScalarType::Int16:
            return place<std::int16_t>(frame, 1, source, padding, volume, k,
                                       [&](std::int16_t* out) { convertWhole(frame, reading, out); });
        case ScalarType::UInt16:
            return place<std::uint16_t>(frame, 1, source, padding, volume, k,
                                        [&](std::uint16_t* out) { convertWhole(frame, reading, out); });
        case ScalarType::Float32:
            return place<float>(frame, 1, source, padding, volume, k, [&](float* out) {
                convertRescaled(frame, reading, format, source, padding, out);
            });
        case ScalarType::Rgb8:
            return place<std::uint8_t>(frame, 3, source, padding, volume, k, [&](std::uint8_t* out) {
                std::memcpy(out, frame.bytes.data(),
                            static_cast<std::size_t>(frame.rows) * frame.columns * 3);
            });
    }
}

}  // namespace dokuei::viewer
