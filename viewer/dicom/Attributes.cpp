#include "viewer/dicom/Attributes.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "viewer/dicom/CharacterSet.h"

namespace dokuei::viewer {
namespace {

// Whatever claims to be longer is no text that the program shows.
constexpr Uint32 kLongestText = 1 << 20;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\0')) text.remove_suffix(1);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    return text;
}

DcmElement* elementOf(DcmItem& item, const DcmTagKey& tag) {
    DcmElement* element = nullptr;
    return item.findAndGetElement(tag, element).good() ? element : nullptr;
}

}  // namespace

std::string rawText(DcmItem& item, const DcmTagKey& tag) {
    DcmElement* element = elementOf(item, tag);
    if (!element || element->getLength() > kLongestText) return {};
    char* text = nullptr;
    Uint32 length = 0;
    if (element->getString(text, length).good() && text) return std::string(trimmed({text, length}));
    // Wrong or unknown VR: the bytes are still text.
    Uint8* bytes = nullptr;
    if (element->getUint8Array(bytes).good() && bytes)
        return std::string(trimmed({reinterpret_cast<const char*>(bytes), element->getLength()}));
    return {};
}

std::string asciiText(DcmItem& item, const DcmTagKey& tag, std::size_t index) {
    const std::string all = rawText(item, tag);
    std::string_view rest = all;
    for (; index > 0; --index) {
        const auto delimiter = rest.find('\\');
        if (delimiter == std::string_view::npos) return {};
        rest.remove_prefix(delimiter + 1);
    }
    return std::string(trimmed(rest.substr(0, rest.find('\\'))));
}

std::string asciiTextOfFile(DcmFileFormat& file, const DcmTagKey& tag, const DcmTagKey& metaTag) {
    std::string value = asciiText(*file.getDataset(), tag);
    return value.empty() ? asciiText(*file.getMetaInfo(), metaTag) : value;
}

std::string utf8Text(DcmItem& item, const DcmTagKey& tag, std::string_view characterSet, bool isPersonName) {
    return utf8FromDicom(rawText(item, tag), characterSet, isPersonName);
}

std::vector<double> numbers(DcmItem& item, const DcmTagKey& tag) {
    DcmElement* element = elementOf(item, tag);
    std::vector<double> values;
    if (!element) return values;
    switch (element->ident()) {
        case EVR_FD:
        case EVR_FL:
        case EVR_US:
        case EVR_SS:
        case EVR_UL:
        case EVR_SL: {
            const unsigned long count = std::min(element->getVM(), 4096UL);
            for (unsigned long i = 0; i < count; ++i) {
                Float64 d = 0;
                Float32 f = 0;
                Uint16 us = 0;
                Sint16 ss = 0;
                Uint32 ul = 0;
                Sint32 sl = 0;
                if (element->getFloat64(d, i).good())
                    values.push_back(d);
                else if (element->getFloat32(f, i).good())
                    values.push_back(f);
                else if (element->getUint16(us, i).good())
                    values.push_back(us);
                else if (element->getSint16(ss, i).good())
                    values.push_back(ss);
                else if (element->getUint32(ul, i).good())
                    values.push_back(ul);
                else if (element->getSint32(sl, i).good())
                    values.push_back(sl);
            }
            break;
        }
        default: {
            const std::string text = rawText(item, tag);
            if (text.empty()) return values;
            std::string_view rest = text;
            for (;;) {
                const auto delimiter = rest.find('\\');
                std::string_view part = trimmed(rest.substr(0, delimiter));
                if (part.starts_with('+')) part.remove_prefix(1);
                double value = 0;
                const auto parsed = std::from_chars(part.data(), part.data() + part.size(), value);
                if (parsed.ec != std::errc() || parsed.ptr != part.data() + part.size()) return {};
                values.push_back(value);
                if (delimiter == std::string_view::npos) break;
                rest.remove_prefix(delimiter + 1);
            }
        }
    }
    for (const double value : values)
        if (!std::isfinite(value)) return {};
    return values;
}

double number(DcmItem& item, const DcmTagKey& tag, double otherwise) {
    const auto values = numbers(item, tag);
    return values.empty() ? otherwise : values.front();
}

double lengthMm(DcmItem& item, const DcmTagKey& tag, double otherwise) {
    const double mm = number(item, tag, otherwise);
    return mm >= 0 && mm <= 1e4 ? mm : otherwise;
}

long long wholePart(double value) {
    return static_cast<long long>(std::clamp(value, -1e15, 1e15));
}

DcmItem* sequenceItem(DcmItem& item, const DcmTagKey& tag, long index) {
    DcmItem* found = nullptr;
    return item.findAndGetSequenceItem(tag, found, index).good() ? found : nullptr;
}

}  // namespace dokuei::viewer
