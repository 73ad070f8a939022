// Changes DICOM files element by element, so that most results still look like DICOM.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t maxSize);

namespace {

using Buffer = std::vector<std::uint8_t>;
using Random = std::minstd_rand;

struct Element {
    std::size_t begin = 0, lengthAt = 0, valueAt = 0;
    int lengthBytes = 4;
    std::uint32_t length = 0;
    bool isExplicit = false;
    std::size_t end() const { return valueAt + length; }
};

constexpr std::string_view kLongVrs = "OB OW OF OD OL OV SQ UN UT UC UR SV UV ";
constexpr const char* kVrs[] = {"AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO",
                                "LT", "OB", "OW", "PN", "SH", "SL", "SQ", "SS", "ST", "TM", "UI",
                                "UL", "UN", "US", "UT", "OF", "OD", "OL", "UC", "UR", "XX"};
constexpr const char* kSyntaxes[] = {
    "1.2.840.10008.1.2",      "1.2.840.10008.1.2.1",    "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2",
    "1.2.840.10008.1.2.5",    "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.57",
    "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81", "1.2.840.10008.1.2.4.90",
    "1.2.840.10008.1.2.4.91"};
constexpr const char* kTexts[] = {"0",
                                  "-1",
                                  "1",
                                  "2",
                                  "16",
                                  "255",
                                  "65535",
                                  "65536",
                                  "2147483647",
                                  "-2147483648",
                                  "4294967296",
                                  "1e308",
                                  "-1e308",
                                  "1e-308",
                                  "1e300\\1e300\\1e300",
                                  "nan",
                                  "inf",
                                  "0\\0",
                                  "1\\1",
                                  "1e-300\\1e-300",
                                  "0\\0\\0",
                                  "1\\0\\0\\0\\1\\0",
                                  "0\\0\\0\\0\\0\\0",
                                  "1\\0\\0\\1\\0\\0",
                                  "MONOCHROME1",
                                  "MONOCHROME2",
                                  "PALETTE COLOR",
                                  "RGB",
                                  "YBR_FULL",
                                  "YBR_FULL_422",
                                  "YBR_ICT",
                                  "YBR_RCT",
                                  "ISO_IR 192",
                                  "\\ISO 2022 IR 87",
                                  "ISO_IR 13\\ISO 2022 IR 87\\ISO 2022 IR 159",
                                  "GB18030",
                                  "\\ISO 2022 IR 149",
                                  "\x1B$B;3ED\x1B(B",
                                  "DERIVED\\SECONDARY\\MOSAIC",
                                  "ORIGINAL\\PRIMARY\\LOCALIZER",
                                  "PT",
                                  "CT",
                                  "BQML",
                                  "01"};
constexpr std::uint32_t kNumbers[] = {
    0,      1,      2,      3,       7,        8,          12,         15,         16,
    17,     31,     32,     64,      127,      128,        255,        256,        0x7FFF,
    0x8000, 0xFFFE, 0xFFFF, 0x10000, 0xFFFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF};
// What the program asks for; any of them may turn up anywhere.
constexpr std::uint32_t kTags[] = {
    0x00080005, 0x00080008, 0x00080016, 0x00080060, 0x00100010, 0x00180050, 0x00180088, 0x00181120,
    0x0020000D, 0x0020000E, 0x00200032, 0x00200037, 0x00200052, 0x00280002, 0x00280004, 0x00280006,
    0x00280008, 0x00280010, 0x00280011, 0x00280030, 0x00280034, 0x00280100, 0x00280101, 0x00280102,
    0x00280103, 0x00280120, 0x00281050, 0x00281051, 0x00281052, 0x00281053, 0x00281101, 0x00281102,
    0x00281103, 0x00281201, 0x00281202, 0x00281203, 0x00283000, 0x00283002, 0x00283006, 0x00283010,
    0x52009229, 0x52009230, 0x00209113, 0x00209116, 0x00289110, 0x00289145, 0x00209111, 0x60000010,
    0x60000011, 0x60000050, 0x60000100, 0x60000102, 0x60003000, 0x7FE00010, 0x00041220, 0x00041400,
    0x00041500, 0x0040A040, 0x0040A043, 0x0040A160, 0x0040A168, 0x0040A300, 0x0040A730, 0x00081199,
    0x30060020, 0x30060039, 0x30060050, 0x00620002, 0x00620001, 0x00700001, 0x00700022, 0x00420011};

std::uint32_t little(const Buffer& b, std::size_t at, int bytes) {
    std::uint32_t value = 0;
    for (int i = 0; i < bytes; ++i) value |= static_cast<std::uint32_t>(b[at + i]) << (8 * i);
    return value;
}

void putLittle(Buffer& b, std::size_t at, int bytes, std::uint32_t value) {
    for (int i = 0; i < bytes; ++i) b[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
}

/// Elements in file order, those inside sequences too. Big-endian and deflated data give few or none.
std::vector<Element> elementsOf(const Buffer& b) {
    std::vector<Element> elements;
    std::size_t at = b.size() > 132 && std::memcmp(b.data() + 128, "DICM", 4) == 0 ? 132 : 0;
    while (at + 8 <= b.size() && elements.size() < 2000) {
        Element e;
        e.begin = at;
        const bool isItem = little(b, at, 2) == 0xFFFE;
        e.isExplicit = !isItem && std::isupper(b[at + 4]) && std::isupper(b[at + 5]);
        const std::string vr{static_cast<char>(b[at + 4]), static_cast<char>(b[at + 5])};
        const bool isLong = e.isExplicit && kLongVrs.find(vr + ' ') != std::string_view::npos;
        e.lengthAt = at + (isLong ? 8 : e.isExplicit ? 6 : 4);
        e.lengthBytes = e.isExplicit && !isLong ? 2 : 4;
        e.valueAt = e.lengthAt + e.lengthBytes;
        if (e.valueAt > b.size()) break;
        e.length = little(b, e.lengthAt, e.lengthBytes);
        const bool descend = e.length == 0xFFFFFFFF || vr == "SQ" || isItem;
        const bool isPixels = isItem && !elements.empty() && e.valueAt + e.length <= b.size() &&
                              e.length != 0 && e.length != 0xFFFFFFFF && little(b, e.valueAt, 2) > 0x7FE0;
        if (descend && !isPixels) {
            at = e.valueAt;
            if (e.length > b.size() - e.valueAt) e.length = 0;
        } else {
            if (e.length > b.size() - e.valueAt) break;
            at = e.end();
        }
        elements.push_back(e);
    }
    return elements;
}

std::size_t below(Random& random, std::size_t count) {
    return count ? random() % count : 0;
}

void setValue(Buffer& b, const Element& e, Buffer value) {
    if (value.size() % 2) value.push_back(' ');
    if (e.lengthBytes == 2 && value.size() > 0xFFFE) value.resize(0xFFFE);
    putLittle(b, e.lengthAt, e.lengthBytes, static_cast<std::uint32_t>(value.size()));
    b.erase(b.begin() + static_cast<long>(e.valueAt), b.begin() + static_cast<long>(e.end()));
    b.insert(b.begin() + static_cast<long>(e.valueAt), value.begin(), value.end());
}

Buffer textValue(Random& random) {
    const std::string text = kTexts[below(random, std::size(kTexts))];
    return {text.begin(), text.end()};
}

void mutateValue(Buffer& b, const Element& e, Random& random) {
    Buffer value(b.begin() + static_cast<long>(e.valueAt), b.begin() + static_cast<long>(e.end()));
    switch (random() % 4) {
        case 0:
            setValue(b, e, textValue(random));
            return;
        case 1:
            if (value.size() == 2 || value.size() == 4) {
                putLittle(value, 0, static_cast<int>(value.size()),
                          kNumbers[below(random, std::size(kNumbers))]);
                setValue(b, e, value);
                return;
            }
            [[fallthrough]];
        default: {
            const std::size_t old = value.size();
            value.resize(old + 32);
            value.resize(LLVMFuzzerMutate(value.data(), old, value.size()));
            setValue(b, e, value);
        }
    }
}

void insertElement(Buffer& b, const Element& before, Random& random) {
    const std::uint32_t tag = kTags[below(random, std::size(kTags))];
    Buffer element(4);
    putLittle(element, 0, 2, tag >> 16);
    putLittle(element, 2, 2, tag & 0xFFFF);
    Buffer value = textValue(random);
    if (random() % 3 == 0) {
        value.resize(2);
        putLittle(value, 0, 2, kNumbers[below(random, std::size(kNumbers))]);
    }
    if (value.size() % 2) value.push_back(' ');
    const std::string_view vr = kVrs[below(random, std::size(kVrs))];
    if (before.isExplicit) {
        element.insert(element.end(), vr.begin(), vr.end());
        const bool isLong = kLongVrs.find(std::string(vr) + ' ') != std::string_view::npos;
        if (isLong) element.resize(8);
        const std::size_t lengthAt = element.size();
        element.resize(lengthAt + (isLong ? 4 : 2));
        putLittle(element, lengthAt, isLong ? 4 : 2, static_cast<std::uint32_t>(value.size()));
    } else {
        element.resize(8);
        putLittle(element, 4, 4, static_cast<std::uint32_t>(value.size()));
    }
    element.insert(element.end(), value.begin(), value.end());
    b.insert(b.begin() + static_cast<long>(before.begin), element.begin(), element.end());
}

void changeSyntax(Buffer& b, const std::vector<Element>& elements, Random& random) {
    for (const Element& e : elements)
        if (little(b, e.begin, 4) == 0x00100002) {
            const std::string uid = kSyntaxes[below(random, std::size(kSyntaxes))];
            Buffer value(uid.begin(), uid.end());
            if (value.size() % 2) value.push_back(0);
            setValue(b, e, value);
            return;
        }
}

void nest(Buffer& b, const Element& before, Random& random) {
    Buffer opening = {0x08, 0,    0x40, 0x11, 'S', 'Q',  0,    0,    0xFF, 0xFF,
                      0xFF, 0xFF, 0xFE, 0xFF, 0,   0xE0, 0xFF, 0xFF, 0xFF, 0xFF};
    Buffer all;
    for (std::size_t n = 1 + random() % 300; n > 0; --n)
        all.insert(all.end(), opening.begin(), opening.end());
    b.insert(b.begin() + static_cast<long>(before.begin), all.begin(), all.end());
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t maxSize,
                                               unsigned seed) {
    Random random(seed);
    Buffer b(data, data + size);
    const auto elements = elementsOf(b);
    if (elements.size() < 3 || random() % 8 == 0) return LLVMFuzzerMutate(data, size, maxSize);
    const Element e = elements[below(random, elements.size())];
    switch (random() % 12) {
        case 0:
            putLittle(b, e.lengthAt, e.lengthBytes, kNumbers[below(random, std::size(kNumbers))]);
            break;
        case 1:
            b.erase(b.begin() + static_cast<long>(e.begin), b.begin() + static_cast<long>(e.end()));
            break;
        case 2: {
            const Buffer copy(b.begin() + static_cast<long>(e.begin), b.begin() + static_cast<long>(e.end()));
            const Element& to = elements[below(random, elements.size())];
            b.insert(b.begin() + static_cast<long>(to.begin), copy.begin(), copy.end());
            break;
        }
        case 3:
            changeSyntax(b, elements, random);
            break;
        case 4:
        case 5:
            insertElement(b, e, random);
            break;
        case 6:
            if (e.isExplicit) std::memcpy(b.data() + e.begin + 4, kVrs[below(random, std::size(kVrs))], 2);
            break;
        case 7:
            if (random() % 16 == 0)
                nest(b, e, random);
            else if (e.begin > 0 && random() % 4 == 0)
                b.resize(e.begin + random() % (b.size() - e.begin));
            [[fallthrough]];
        default:
            if (e.end() <= b.size()) mutateValue(b, e, random);
    }
    b.resize(std::min(b.size(), maxSize));
    std::copy(b.begin(), b.end(), data);
    return b.size();
}
