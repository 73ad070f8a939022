#include "viewer/dicom/Mosaic.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "viewer/dicom/Sorting.h"

namespace dokuei::viewer {
namespace {

const DcmTagKey kCreator(0x0029, 0x0010), kImageHeader(0x0029, 0x1010);
constexpr unsigned kMostTags = 1000, kMostItems = 1000;
constexpr int kMostSlices = 1024;

/// The manufacturer's list of named values ("CSA header", version 2: it begins with SV10).
class NamedValues {
public:
    explicit NamedValues(std::string_view bytes) : bytes_(bytes) {}

    /// The numbers of a tag; empty when it is absent or the list is damaged.
    std::vector<double> numbersOf(std::string_view wanted) const {
        constexpr std::size_t head = 16, nameLength = 64, tagLength = 84, itemLength = 16;
        if (!bytes_.starts_with("SV10")) return {};
        const auto tags = wordAt(8);
        if (!tags || *tags > kMostTags) return {};
        std::size_t at = head;
        for (unsigned t = 0; t < *tags; ++t) {
            const auto items = wordAt(at + 76);
            if (!items || *items > kMostItems || at + tagLength > bytes_.size()) return {};
            const std::string_view name = bytes_.substr(at, nameLength);
            const bool found = name.substr(0, name.find('\0')) == wanted;
            at += tagLength;
            std::vector<double> values;
            for (unsigned i = 0; i < *items; ++i) {
                const auto length = wordAt(at + 4);
                if (!length || *length > bytes_.size() || at + itemLength + *length > bytes_.size())
                    return {};
                if (found)
                    if (const auto value = numberIn(bytes_.substr(at + itemLength, *length)))
                        values.push_back(*value);
                at += itemLength + (*length + 3) / 4 * 4;
            }
            if (found) return values;
        }
        return {};
    }

private:
    std::optional<std::uint32_t> wordAt(std::size_t at) const {
        if (at + 4 > bytes_.size()) return {};
        std::uint32_t value = 0;
        for (int b = 3; b >= 0; --b) value = value << 8 | static_cast<unsigned char>(bytes_[at + b]);
        return value;
    }

    static std::optional<double> numberIn(std::string_view text) {
        text = text.substr(0, text.find('\0'));
        while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
        double value = 0;
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
        if (text.empty() || parsed.ec != std::errc() || !std::isfinite(value)) return {};
        return value;
    }

    std::string_view bytes_;
};

std::string_view manufacturerHeader(DcmItem& d) {
    if (!rawText(d, kCreator).starts_with("SIEMENS CSA HEADER")) return {};
    const Uint8* bytes = nullptr;
    unsigned long length = 0;
    if (d.findAndGetUint8Array(kImageHeader, bytes, &length).bad() || !bytes) return {};
    return {reinterpret_cast<const char*>(bytes), length};
}

}  // namespace

bool isMosaic(DcmItem& d) {
    return rawText(d, DCM_ImageType).find("MOSAIC") != std::string::npos;
}

std::vector<FrameHeader> slicesOfMosaic(DcmItem& d, ImageHeader& header, const FrameHeader& mosaic) {
    const auto refuse = [&] {
        header.notes.push_back("mosaic of several slices, which are not taken apart");
        header.notes.push_back("its header does not tell the number, distance and direction of its slices");
        return std::vector<FrameHeader>();
    };
    const NamedValues values(manufacturerHeader(d));
    const auto count = values.numbersOf("NumberOfImagesInMosaic"),
               told = values.numbersOf("SliceNormalVector");
    double distance = number(d, DCM_SpacingBetweenSlices, 0);
    if (!(distance > 0)) distance = number(d, DCM_SliceThickness, 0);
    if (count.empty() || count[0] < 1 || count[0] > kMostSlices || told.size() != 3 || !(distance > 0) ||
        !mosaic.hasPosition || !mosaic.hasOrientation || !mosaic.hasSpacing || header.pixels.frames != 1)
        return refuse();
    const int slices = static_cast<int>(count[0]);
    const int perRow = static_cast<int>(std::ceil(std::sqrt(slices)));
    if (header.pixels.columns % perRow != 0 || header.pixels.rows % perRow != 0) return refuse();
    const Vec3 normal = normalOf(mosaic.orientation);
    const double along = normal[0] * told[0] + normal[1] * told[1] + normal[2] * told[2];
    if (std::abs(std::abs(along) - 1) > 0.01) return refuse();

    header.tileColumns = header.pixels.columns / perRow;
    header.tileRows = header.pixels.rows / perRow;
    std::vector<FrameHeader> frames(static_cast<std::size_t>(slices), mosaic);
    for (int s = 0; s < slices; ++s) {
        FrameHeader& frame = frames[static_cast<std::size_t>(s)];
        frame.tileI = s % perRow * header.tileColumns;
        frame.tileJ = s / perRow * header.tileRows;
        // The position told is that of a picture of the mosaic's size around the slice's middle.
        const double i = (header.pixels.columns - header.tileColumns) / 2.0 * mosaic.spacingI,
                     j = (header.pixels.rows - header.tileRows) / 2.0 * mosaic.spacingJ;
        for (int c = 0; c < 3; ++c)
            frame.position[c] += i * mosaic.orientation[c] + j * mosaic.orientation[3 + c] +
                                 s * distance * std::copysign(1.0, along) * normal[c];
    }
    return frames;
}

}  // namespace dokuei::viewer
