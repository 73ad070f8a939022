#include "viewer/dicom/Outline.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

#include "viewer/volume/Memory.h"

namespace dokuei::viewer {
namespace {

constexpr std::uint64_t kFirstRead = 4096;
constexpr std::uint64_t kLongestValue = 1 << 18;
constexpr std::uint64_t kLongestHeader = 256 << 20;
constexpr std::uint64_t kMostElements = 8'000'000;
constexpr std::uint64_t kMostOutOfOrder = 10'000;
constexpr int kDeepest = 100;
constexpr std::uint64_t kLargestInflation = 200;
constexpr std::uint64_t kHarmlessInflatedBytes = 256 << 20;
constexpr std::uint64_t kUndefined = 0xFFFFFFFF;
constexpr std::uint32_t kItem = 0xFFFEE000, kItemEnd = 0xFFFEE00D, kSequenceEnd = 0xFFFEE0DD;

struct Encoding {
    bool explicitVr = true, bigEndian = false;
};

/// The walk cannot go on; what was read before stays.
struct Stop {
    std::string reason;
};

std::string tagText(std::uint32_t tag) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string text = "(0000,0000)";
    for (int d = 0; d < 8; ++d) text[1 + d + d / 4] = digits[tag >> (28 - 4 * d) & 15];
    return text;
}

bool isUpper(std::uint8_t c) {
    return c >= 'A' && c <= 'Z';
}

/// The VRs of an explicit element whose length takes two bytes; all others take four (PS3.5 7.1.2).
bool hasShortLength(const std::uint8_t* vr) {
    static constexpr std::string_view kShort =
        "AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US ";
    if (!isUpper(vr[0]) || !isUpper(vr[1])) return true;
    const std::string_view name(reinterpret_cast<const char*>(vr), 2);
    const auto at = kShort.find(name);
    return at != std::string_view::npos && at % 3 == 0;
}

class Walk {
public:
    /// Reads no further than `furthest`.
    Walk(ByteSource& bytes, const std::string& file, std::uint64_t furthest = ByteSource::kUnknown)
        : bytes_(bytes), file_(file), furthest_(furthest) {}
    /// Goes on where `head` ended its first `at` bytes.
    Walk(const Walk& head, std::size_t at)
        : kept(head.kept.begin() + static_cast<std::ptrdiff_t>(at), head.kept.end()),
          bytes_(head.bytes_),
          file_(head.file_),
          furthest_(head.furthest_),
          next_(head.next_) {}

    std::vector<std::uint8_t> kept;
    PixelDataPlace pixels;
    std::string damage;

    /// Elements of group 2. Returns how many bytes of `kept` they take.
    std::size_t meta(std::size_t at);
    void dataset(Encoding encoding);
    /// How the data set at `at` is written, by its looks.
    Encoding guess(std::size_t at);
    /// Whether `count` bytes from `at` on are in `kept` or could be read.
    bool has(std::size_t at, std::uint64_t count);
    std::string transferSyntax;

private:
    struct Element {
        std::uint32_t tag = 0;
        std::uint64_t length = 0;
        std::size_t value = 0;
        bool isSequence = false, implicitInside = false, isUnknown = false;
    };
    Element element(std::size_t at, Encoding encoding);
    std::size_t elements(std::size_t at, std::uint64_t end, int depth, Encoding encoding, bool endsByMark);
    std::size_t items(std::size_t at, std::uint64_t length, int depth, Encoding encoding);
    std::size_t nested(const Element& e, std::uint64_t end, int depth, Encoding encoding);
    bool beginsWithItem(const Element& e, Encoding encoding);
    void leaveOut(std::size_t at, const Element& e);
    void count(std::uint32_t tag, std::uint32_t& last);
    void place(const Element& e, Encoding encoding);

    [[noreturn]] void refuseInflation() const {
        throw ReadError(file_, "a deflated data set that grows out of all proportion");
    }
    std::uint64_t number(std::size_t at, int size, bool bigEndian) const {
        std::uint64_t value = 0;
        for (int b = 0; b < size; ++b)
            value |= std::uint64_t(kept[at + b]) << 8 * (bigEndian ? size - 1 - b : b);
        return value;
    }
    std::uint32_t tagAt(std::size_t at, bool bigEndian) const {
        return static_cast<std::uint32_t>(number(at, 2, bigEndian) << 16 | number(at + 2, 2, bigEndian));
    }
    /// Bytes that may still come after the end of `kept`.
    std::uint64_t ahead() const {
        const auto size = bytes_.size();
        return size == ByteSource::kUnknown ? kUndefined : size - std::min(size, next_);
    }

    ByteSource& bytes_;
    const std::string& file_;
    std::uint64_t furthest_;
    std::uint64_t next_ = 0;  ///< where in `bytes_` the byte after `kept` lies
    std::uint64_t elements_ = 0, outOfOrder_ = 0;
};

bool Walk::has(std::size_t at, std::uint64_t count) {
    if (at + count <= kept.size()) return true;
    const std::uint64_t missing = at + count - kept.size();
    if (missing > ahead()) return false;
    if (at + count > kLongestHeader) throw ReadError(file_, "its header is larger than that of any image");
    const std::uint64_t wanted =
        std::max(missing, std::clamp<std::uint64_t>(kept.size(), kFirstRead, 64 * kFirstRead));
    const auto before = kept.size();
    if (wanted > (64 << 20) && !fitsIntoMemory(2 * (before + wanted)))
        throw ReadError(file_, "not enough memory");
    kept.resize(before + wanted);
    if (next_ + wanted > furthest_) refuseInflation();
    const auto got = bytes_.read(next_, kept.data() + before, wanted);
    kept.resize(before + got);
    next_ += got;
    return at + count <= kept.size();
}

void Walk::count(std::uint32_t tag, std::uint32_t& last) {
    if (tag < last) ++outOfOrder_;
    last = tag;
    // An element of eight bytes takes two hundred in memory, and each that is out of order a search.
    if (++elements_ > kMostElements || outOfOrder_ > kMostOutOfOrder)
        throw ReadError(file_, "its header is larger than that of any image");
    if (elements_ % 500'000 == 0 && !fitsIntoMemory(elements_ * 300))
        throw ReadError(file_, "not enough memory");
}

Walk::Element Walk::element(std::size_t at, Encoding encoding) {
    Element e;
    if (!has(at, 8)) throw Stop{"the file ends within an element"};
    e.tag = tagAt(at, encoding.bigEndian);
    e.value = at + 8;
    if (e.tag >> 16 == 0xFFFE || !encoding.explicitVr) {
        e.length = number(at + 4, 4, encoding.bigEndian);
        e.isUnknown = true;
        e.implicitInside = true;
        return e;
    }
    const std::uint8_t* vr = &kept[at + 4];
    e.isSequence = vr[0] == 'S' && vr[1] == 'Q';
    e.isUnknown = vr[0] == 'U' && vr[1] == 'N';
    if (hasShortLength(vr)) {
        e.length = number(at + 6, 2, encoding.bigEndian);
        return e;
    }
    if (!has(at, 12)) throw Stop{"the file ends within an element"};
    e.length = number(at + 8, 4, encoding.bigEndian);
    e.value = at + 12;
    // A sequence of unknown VR and undefined length is written in implicit VR (PS3.5 6.2.2).
    e.implicitInside = e.isUnknown && e.length == kUndefined;
    return e;
}

bool Walk::beginsWithItem(const Element& e, Encoding encoding) {
    return e.length >= 8 && e.length != kUndefined && has(e.value, 8) &&
           (tagAt(e.value, encoding.bigEndian) == kItem || tagAt(e.value, false) == kItem);
}

std::size_t Walk::nested(const Element& e, std::uint64_t end, int depth, Encoding encoding) {
    if (depth >= kDeepest) throw ReadError(file_, "its sequences are nested too deeply");
    const Encoding inside{encoding.explicitVr && !e.implicitInside, encoding.bigEndian};
    if (e.length == kUndefined) return items(e.value, kUndefined, depth + 1, inside);
    if (e.value + e.length > end) throw Stop{tagText(e.tag) + " is longer than what holds it"};
    const auto after = e.value + e.length;
    if (e.isSequence) return items(e.value, e.length, depth + 1, inside), after;
    // It may be a sequence or only look like one; its depth is what matters.
    try {
        items(e.value, e.length, depth + 1, {false, encoding.bigEndian});
    } catch (const Stop&) {
        if (encoding.explicitVr) try {
                items(e.value, e.length, depth + 1, encoding);
            } catch (const Stop&) {
            }
    }
    return after;
}

std::size_t Walk::items(std::size_t at, std::uint64_t length, int depth, Encoding encoding) {
    const bool endsByMark = length == kUndefined;
    const std::uint64_t end = endsByMark ? ByteSource::kUnknown : at + length;
    std::uint32_t last = 0;
    while (at < end) {
        const Element item = element(at, {false, encoding.bigEndian});
        if (item.tag == kSequenceEnd) return item.value;
        if (item.tag != kItem) throw Stop{"a sequence is damaged"};
        count(0, last);
        if (item.length == kUndefined) {
            at = elements(item.value, end, depth, encoding, true);
        } else {
            const auto itemEnd = item.value + item.length;
            if (itemEnd > end) throw Stop{"an item is longer than its sequence"};
            if (!has(item.value, item.length)) throw Stop{"the file ends within a sequence"};
            elements(item.value, itemEnd, depth, encoding, false);
            at = itemEnd;
        }
    }
    return at;
}

std::size_t Walk::elements(std::size_t at, std::uint64_t end, int depth, Encoding encoding, bool endsByMark) {
    std::uint32_t last = 0;
    while (at < end) {
        const Element e = element(at, encoding);
        if (e.tag == kItemEnd && endsByMark) return e.value;
        if (e.tag == kSequenceEnd && endsByMark) return at;
        count(e.tag, last);
        if (e.isSequence || e.length == kUndefined || (e.isUnknown && beginsWithItem(e, encoding))) {
            at = nested(e, end, depth, encoding);
            continue;
        }
        if (e.value + e.length > end) throw Stop{tagText(e.tag) + " is longer than what holds it"};
        if (!has(e.value, e.length)) throw Stop{tagText(e.tag) + " is longer than the file"};
        at = e.value + e.length;
    }
    return at;
}

void Walk::leaveOut(std::size_t at, const Element& e) {
    const std::uint64_t end = e.value + e.length;
    if (end <= kept.size()) {
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(at),
                   kept.begin() + static_cast<std::ptrdiff_t>(end));
        return;
    }
    if (end - kept.size() > ahead()) throw Stop{tagText(e.tag) + " is longer than the file"};
    next_ += end - kept.size();
    if (next_ > furthest_) refuseInflation();
    kept.resize(at);
}

void Walk::place(const Element& e, Encoding encoding) {
    pixels.present = true;
    pixels.floating = (e.tag & 0xFFFF) != 0x10;
    pixels.encapsulated = e.length == kUndefined;
    pixels.bigEndian = encoding.bigEndian;
    pixels.offset = next_ - (kept.size() - e.value);
    pixels.told = pixels.encapsulated ? 0 : e.length;
    const auto size = bytes_.size();
    pixels.there = size == ByteSource::kUnknown ? pixels.told : size - std::min(size, pixels.offset);
}

std::size_t Walk::meta(std::size_t at) {
    while (has(at, 8) && tagAt(at, false) >> 16 == 2) {
        const Encoding encoding{isUpper(kept[at + 4]) && isUpper(kept[at + 5]), false};
        const Element e = element(at, encoding);
        if (e.length == kUndefined || e.length > kLongestValue || !has(e.value, e.length))
            throw Stop{tagText(e.tag) + " is longer than the file"};
        if (e.tag == 0x00020010) {
            transferSyntax.assign(reinterpret_cast<const char*>(&kept[e.value]), e.length);
            while (!transferSyntax.empty() && (transferSyntax.back() == '\0' || transferSyntax.back() == ' '))
                transferSyntax.pop_back();
        }
        at = e.value + e.length;
    }
    return at;
}

Encoding Walk::guess(std::size_t at) {
    if (!has(at, 8)) return {};
    // Groups of a data set begin with small numbers.
    const bool bigEndian = kept[at] == 0 && kept[at + 1] != 0;
    return {isUpper(kept[at + 4]) && isUpper(kept[at + 5]), bigEndian};
}

void Walk::dataset(Encoding encoding) {
    std::size_t at = 0;
    std::uint32_t last = 0;
    try {
        while (has(at, 1)) {
            const Element e = element(at, encoding);
            if (e.tag == 0x7FE00010 || e.tag == 0x7FE00008 || e.tag == 0x7FE00009) {
                place(e, encoding);
                break;
            }
            if (e.tag >> 16 == 0) throw Stop{"zeros take the place of elements"};
            count(e.tag, last);
            const bool sequence = e.isSequence || e.length == kUndefined;
            if (!sequence && e.length > kLongestValue) {
                leaveOut(at, e);
                continue;
            }
            if (!sequence && !has(e.value, e.length)) throw Stop{tagText(e.tag) + " is longer than the file"};
            if (sequence || (e.isUnknown && beginsWithItem(e, encoding))) {
                if (e.length != kUndefined && !has(e.value, e.length))
                    throw Stop{tagText(e.tag) + " is longer than the file"};
                try {
                    at = nested(e, ByteSource::kUnknown, 0, encoding);
                } catch (const Stop&) {
                    if (e.length == kUndefined) throw;
                    leaveOut(at, e);
                }
            } else {
                at = e.value + e.length;
            }
        }
    } catch (const Stop& stop) {
        damage = stop.reason;
    }
    kept.resize(std::min(at, kept.size()));
}

/// Whether the bytes start like a data set without preamble (old files): a first group of 2 or 8 whose
/// element makes sense.
bool looksLikeDataset(const std::vector<std::uint8_t>& head, std::uint64_t size) {
    if (head.size() < 16) return false;
    const bool bigEndian = head[0] == 0;
    const unsigned group = bigEndian ? head[1] : head[0] | head[1] << 8;
    const unsigned element = bigEndian ? head[2] << 8 | head[3] : head[2] | head[3] << 8;
    if ((group != 2 && group != 8) || element > 0x3000) return false;
    if (isUpper(head[4]) && isUpper(head[5])) return true;
    if (bigEndian) return false;
    const std::uint64_t length = head[4] | head[5] << 8 | head[6] << 16 | std::uint64_t(head[7]) << 24;
    return length <= 1024 && length <= size;
}

/// Tells whether encapsulated pixels end with their delimiter; counts the fragments of those that do not.
void checkFragments(ByteSource& bytes, PixelDataPlace& pixels) {
    std::uint8_t head[8];
    const auto isTag = [&](std::uint32_t tag) {
        return (head[0] | head[1] << 8) == static_cast<int>(tag >> 16) &&
               (head[2] | head[3] << 8) == static_cast<int>(tag & 0xFFFF);
    };
    const std::uint64_t size = bytes.size();
    if (size < pixels.offset + 8) {
        pixels.cutShort = true;
        return;
    }
    if (bytes.read(size - 8, head, 8) == 8 && isTag(kSequenceEnd)) return;
    // Something follows the pixels, or the end is missing.
    std::uint64_t items = 0;
    for (std::uint64_t at = pixels.offset;; ++items) {
        if (bytes.read(at, head, 8) < 8 || !(isTag(kItem) || isTag(kSequenceEnd))) break;
        if (isTag(kSequenceEnd)) return;
        at += 8 + (head[4] | head[5] << 8 | head[6] << 16 | std::uint64_t(head[7]) << 24);
        if (at > size) break;
    }
    pixels.cutShort = true;
    pixels.fragments = items > 0 ? items - 1 : 0;
}

}  // namespace

std::uint64_t mostInflated(std::uint64_t packed) {
    return std::max(kHarmlessInflatedBytes, kLargestInflation * packed);
}

Outline outlineOf(ByteSource& bytes, const std::string& file) {
    Walk head(bytes, file);
    head.has(0, std::min(kFirstRead, bytes.size()));
    if (head.kept.empty()) throw NotDicomError(file, "the file is empty");
    const bool preamble = head.kept.size() >= 132 && std::memcmp(&head.kept[128], "DICM", 4) == 0;
    if (!preamble && !looksLikeDataset(head.kept, bytes.size()))
        throw NotDicomError(file, "not a DICOM file");
    Outline outline;
    std::size_t at = preamble ? 132 : 0;
    try {
        at = head.meta(at);
    } catch (const Stop& stop) {
        throw ReadError(file, "damaged DICOM file (" + stop.reason + ")");
    }
    outline.transferSyntaxUid = head.transferSyntax;
    outline.datasetOffset = at;
    outline.deflated = outline.transferSyntaxUid == "1.2.840.10008.1.2.1.99";
    std::unique_ptr<ByteSource> inner;
    if (outline.deflated) inner = inflated(bytes, at);
    Walk body = inner ? Walk(*inner, file, mostInflated(bytes.size())) : Walk(head, at);
    Encoding encoding = body.guess(0);
    outline.explicitVr = encoding.explicitVr;
    outline.bigEndian = encoding.bigEndian;
    body.dataset(encoding);
    outline.meta.assign(head.kept.begin(), head.kept.begin() + static_cast<std::ptrdiff_t>(at));
    outline.dataset = std::move(body.kept);
    outline.pixels = body.pixels;
    outline.damage = std::move(body.damage);
    if (outline.pixels.encapsulated && bytes.isFile()) checkFragments(bytes, outline.pixels);
    return outline;
}

}  // namespace dokuei::viewer
