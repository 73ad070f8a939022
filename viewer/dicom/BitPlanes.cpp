#include "viewer/dicom/BitPlanes.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "viewer/dicom/Attributes.h"

namespace dokuei::viewer {
namespace {

DcmTagKey tagOf(unsigned group, const DcmTagKey& tag) {
    return {static_cast<Uint16>(group), tag.getElement()};
}

std::size_t bytesFor(std::size_t bits) {
    return (bits + 7) / 8;
}

/// `count` bits from bit `first` of the element.
std::vector<std::uint8_t> bitsOf(DcmDataset& d, const DcmTagKey& tag, std::size_t first, std::size_t count) {
    DcmElement* element = nullptr;
    if (d.findAndGetElement(tag, element).bad() || !element) return {};
    const std::size_t begin = first / 8, length = bytesFor(first + count) - begin;
    if (element->getLength() < begin + length) return {};
    std::vector<std::uint8_t> bytes(length);
    if (element->getPartialValue(bytes.data(), static_cast<Uint32>(begin), static_cast<Uint32>(length)).bad())
        return {};
    if (first % 8 == 0) return bytes;
    std::vector<std::uint8_t> bits(bytesFor(count));
    for (std::size_t b = 0; b < count; ++b) {
        const std::size_t from = first % 8 + b;
        bits[b / 8] |= static_cast<std::uint8_t>((bytes[from / 8] >> from % 8 & 1) << b % 8);
    }
    return bits;
}

std::vector<std::uint8_t> bitsOf(const RawFrame& samples, const BitPlaneFormat& format) {
    if (format.rows != samples.rows || format.columns != samples.columns || samples.samples != 1 ||
        format.bitPosition >= 8 * samples.bytesPerSample)
        return {};
    const std::size_t count = static_cast<std::size_t>(samples.rows) * samples.columns;
    std::vector<std::uint8_t> bits(bytesFor(count));
    // Memory is little endian: the wanted bit is in a byte of its own.
    const std::size_t width = samples.bytesPerSample, byte = format.bitPosition / 8;
    for (std::size_t p = 0; p < count; ++p)
        bits[p / 8] |= static_cast<std::uint8_t>(
            (samples.bytes[p * width + byte] >> format.bitPosition % 8 & 1) << p % 8);
    return bits;
}

}  // namespace

std::string BitPlaneFormat::description() const {
    char text[80];
    std::snprintf(text, sizeof text, "%04X: %d x %d at %d, %d", group, columns, rows, firstI, firstJ);
    return label.empty() ? text : text + (", " + label);
}

std::vector<BitPlaneFormat> bitPlaneFormatsOf(DcmDataset& d, int imageRows, int imageColumns,
                                              int bitsAllocated, std::vector<std::string>& notes) {
    std::vector<BitPlaneFormat> formats;
    const std::string charset = rawText(d, DCM_SpecificCharacterSet);
    for (unsigned group = 0x6000; group <= 0x601E; group += 2) {
        const auto whole = [&](const DcmTagKey& tag, double otherwise) {
            return static_cast<int>(std::clamp(number(d, tagOf(group, tag), otherwise), -1e6, 1e6));
        };
        if (!d.tagExists(tagOf(group, DCM_OverlayRows))) continue;
        BitPlaneFormat format;
        format.group = group;
        format.rows = whole(DCM_OverlayRows, 0);
        format.columns = whole(DCM_OverlayColumns, 0);
        const auto origin = numbers(d, tagOf(group, DCM_OverlayOrigin));
        if (origin.size() == 2) {
            format.firstJ = static_cast<int>(std::clamp(origin[0], -1e6, 1e6)) - 1;
            format.firstI = static_cast<int>(std::clamp(origin[1], -1e6, 1e6)) - 1;
        }
        format.frames = whole(DCM_NumberOfFramesInOverlay, 0);
        format.firstFrame = whole(DCM_ImageFrameOrigin, 1);
        format.label = utf8Text(d, tagOf(group, DCM_OverlayLabel), charset);
        if (format.label.empty()) format.label = utf8Text(d, tagOf(group, DCM_OverlayDescription), charset);
        // One bit allocated tells that the plane has an element of its own.
        if (whole(DCM_OverlayBitsAllocated, 1) > 1) format.bitPosition = whole(DCM_OverlayBitPosition, 0);
        // Every slice keeps its planes: one far larger than its image would only cost memory.
        const bool large = static_cast<double>(format.rows) * format.columns > 2.0 * imageRows * imageColumns;
        const bool sound =
            !large && format.rows > 0 && format.columns > 0 && format.rows <= 65535 &&
            format.columns <= 65535 && format.firstI < imageColumns && format.firstJ < imageRows &&
            format.firstI + format.columns > 0 && format.firstJ + format.rows > 0 &&
            format.bitPosition < bitsAllocated &&
            (format.bitPosition < 0 || (format.rows == imageRows && format.columns == imageColumns));
        if (sound)
            formats.push_back(format);
        else
            notes.push_back("an overlay is left out because its size or place is impossible (" +
                            format.description() + ")");
    }
    return formats;
}

std::vector<BitPlane> readBitPlanes(DcmDataset& d, const std::vector<BitPlaneFormat>& formats, int frame,
                                    const RawFrame& samples) {
    std::vector<BitPlane> planes;
    for (const BitPlaneFormat& format : formats) {
        const std::size_t count = static_cast<std::size_t>(format.rows) * format.columns;
        int plane = 0;
        if (format.frames > 0 && format.bitPosition < 0) {
            plane = frame - format.firstFrame;
            if (plane < 0 || plane >= format.frames) continue;
        }
        auto bits = format.bitPosition >= 0
                        ? bitsOf(samples, format)
                        : bitsOf(d, tagOf(format.group, DCM_OverlayData), plane * count, count);
        if (bits.empty()) continue;
        planes.push_back(
            {format.label, format.rows, format.columns, format.firstI, format.firstJ, std::move(bits)});
    }
    return planes;
}

}  // namespace dokuei::viewer
