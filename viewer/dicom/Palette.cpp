#include "viewer/dicom/Palette.h"

#include <algorithm>

#include "viewer/Error.h"
#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/PixelFormat.h"

namespace dokuei::viewer {
namespace {

constexpr std::size_t kMaximumEntries = 65536;

struct Descriptor {
    std::size_t entries = 0;
    int first = 0, bits = 16;
};

Descriptor readDescriptor(DcmItem& item, const DcmTagKey& tag, bool isSigned) {
    const auto values = numbers(item, tag);
    if (values.size() != 3) return {};
    Descriptor d;
    const auto word = [&](int index) { return static_cast<Uint16>(wholePart(values[index])); };
    d.entries = word(0) == 0 ? kMaximumEntries : word(0);
    d.first = isSigned ? static_cast<Sint16>(word(1)) : word(1);
    d.bits = word(2);
    return d;
}

/// The element's words; an element of bytes (OB) gives its bytes, one by one.
std::vector<std::uint16_t> wordsOf(DcmItem& item, const DcmTagKey& tag) {
    DcmElement* element = nullptr;
    if (item.findAndGetElement(tag, element).bad() || !element) return {};
    Uint16* words = nullptr;
    if (element->ident() != EVR_OB && element->ident() != EVR_UN && element->getUint16Array(words).good() &&
        words)
        return {words, words + element->getLength() / 2};
    Uint8* bytes = nullptr;
    if (element->getUint8Array(bytes).bad() || !bytes) return {};
    return {bytes, bytes + element->getLength()};
}

/// Takes two 8-bit entries out of every word where there are too few words for one each.
std::vector<std::uint16_t> entriesOf(const std::vector<std::uint16_t>& words, std::size_t entries) {
    if (words.size() >= entries) return {words.begin(), words.begin() + static_cast<std::ptrdiff_t>(entries)};
    if (2 * words.size() < entries) return {};
    std::vector<std::uint16_t> values;
    values.reserve(entries);
    for (std::size_t e = 0; e < entries; ++e)
        values.push_back(static_cast<std::uint16_t>(words[e / 2] >> (e % 2 ? 8 : 0) & 0xFF));
    return values;
}

/// Expands segments (PS3.3 C.7.9.2): 0 discrete, 1 linear, 2 indirect. Empty when they are damaged.
class SegmentReader {
public:
    SegmentReader(const std::vector<std::uint16_t>& data, std::size_t entries)
        : data_(data), entries_(entries) {}

    std::vector<std::uint16_t> expand() {
        std::size_t at = 0;
        while (at + 1 < data_.size() && values_.size() < entries_)
            if (!segment(at, true)) return {};
        return values_.size() >= entries_ ? values_ : std::vector<std::uint16_t>();
    }

private:
    bool segment(std::size_t& at, bool mayRefer) {
        if (at + 1 >= data_.size()) return false;
        const std::uint16_t code = data_[at], length = data_[at + 1];
        at += 2;
        if (code == 0) return discrete(at, length);
        if (code == 1) return linear(at, length);
        if (code == 2 && mayRefer) return indirect(at, length);
        return false;
    }
    bool discrete(std::size_t& at, std::size_t length) {
        if (at + length > data_.size() || values_.size() + length > entries_) return false;
        values_.insert(values_.end(), data_.begin() + static_cast<std::ptrdiff_t>(at),
                       data_.begin() + static_cast<std::ptrdiff_t>(at + length));
        at += length;
        return true;
    }
    bool linear(std::size_t& at, std::size_t length) {
        if (at >= data_.size() || values_.empty() || values_.size() + length > entries_) return false;
        const double from = values_.back(), to = data_[at++];
        for (std::size_t n = 1; n <= length; ++n)
            values_.push_back(static_cast<std::uint16_t>(
                from + (to - from) * static_cast<double>(n) / static_cast<double>(length) + 0.5));
        return true;
    }
    bool indirect(std::size_t& at, std::size_t segments) {
        if (at + 1 >= data_.size()) return false;
        std::size_t from = data_[at] | static_cast<std::size_t>(data_[at + 1]) << 16;
        at += 2;
        for (; segments > 0; --segments)
            if (!segment(from, false)) return false;
        return true;
    }

    const std::vector<std::uint16_t>& data_;
    std::size_t entries_;
    std::vector<std::uint16_t> values_;
};

}  // namespace

LookupTable readLookupTable(DcmItem& item, bool isSigned) {
    const Descriptor descriptor = readDescriptor(item, DCM_LUTDescriptor, isSigned);
    LookupTable table;
    table.first = descriptor.first;
    table.bits = std::clamp(descriptor.bits, 1, 16);
    if (descriptor.entries) table.values = entriesOf(wordsOf(item, DCM_LUTData), descriptor.entries);
    return table;
}

void readPalette(DcmDataset& d, PixelFormat& p, const std::string& file) {
    const DcmTagKey descriptors[] = {DCM_RedPaletteColorLookupTableDescriptor,
                                     DCM_GreenPaletteColorLookupTableDescriptor,
                                     DCM_BluePaletteColorLookupTableDescriptor};
    const DcmTagKey plain[] = {DCM_RedPaletteColorLookupTableData, DCM_GreenPaletteColorLookupTableData,
                               DCM_BluePaletteColorLookupTableData};
    const DcmTagKey segmented[] = {DCM_SegmentedRedPaletteColorLookupTableData,
                                   DCM_SegmentedGreenPaletteColorLookupTableData,
                                   DCM_SegmentedBluePaletteColorLookupTableData};
    std::array<std::vector<std::uint16_t>, 3> colours;
    std::uint16_t highest = 0;
    int bits = 16;
    for (int c = 0; c < 3; ++c) {
        const Descriptor descriptor = readDescriptor(d, descriptors[c], p.isSigned);
        if (descriptor.entries == 0) throw ReadError(file, "the colour table (palette) is missing");
        const auto words = wordsOf(d, plain[c]);
        colours[c] = words.empty() ? SegmentReader(wordsOf(d, segmented[c]), descriptor.entries).expand()
                                   : entriesOf(words, descriptor.entries);
        if (colours[c].empty()) throw ReadError(file, "the colour table (palette) is missing or damaged");
        highest = std::max(highest, *std::max_element(colours[c].begin(), colours[c].end()));
        p.paletteFirst = descriptor.first;
        bits = descriptor.bits;
    }
    // Some writers tell 16 bits and fill 8; no picture is as dark as that would be.
    const int shift = bits > 8 && highest > 255 ? 8 : 0;
    for (int c = 0; c < 3; ++c) {
        p.palette[c].clear();
        for (const std::uint16_t value : colours[c])
            p.palette[c].push_back(static_cast<std::uint8_t>(value >> shift));
    }
}

}  // namespace dokuei::viewer
