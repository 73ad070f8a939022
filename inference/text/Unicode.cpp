#include "inference/text/Unicode.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/regex.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <chrono>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

/// A text of some megabytes takes a second.
constexpr std::chrono::seconds kLongest{10};

/// ICU calls white space [\t\n\f\r\p{Z}]; tokenizers were trained with the Unicode property.
std::string icuSpelling(const std::string& expression) {
    std::string out;
    for (std::size_t i = 0; i < expression.size(); ++i) {
        if (expression[i] != '\\' || i + 1 == expression.size()) {
            out += expression[i];
            continue;
        }
        const char next = expression[++i];
        if (next == 's') {
            out += "\\p{White_Space}";
        } else if (next == 'S') {
            out += "\\P{White_Space}";
        } else {
            out += '\\';
            out += next;
        }
    }
    return out;
}

UChar32 characterAt(std::string_view text, std::size_t at) {
    UChar32 c = 0;
    auto i = static_cast<std::int32_t>(0);
    const auto rest = text.substr(at, 4);
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(rest.data()), i, static_cast<std::int32_t>(rest.size()), c);
    return c;
}

std::size_t startOfCharacterBefore(std::string_view text, std::size_t at) {
    do --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    return at;
}

bool isWord(UChar32 c) {
    return u_hasBinaryProperty(c, UCHAR_ALPHABETIC) ||
           (U_GET_GC_MASK(c) & (U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK)) != 0 ||
           u_hasBinaryProperty(c, UCHAR_JOIN_CONTROL);
}

}  // namespace

std::string validUtf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int64_t>(text.size());
    for (std::int64_t at = 0; at < size;) {
        // The macros count in 32 bits: look at one character's bytes at a time.
        const auto room = static_cast<std::int32_t>(std::min<std::int64_t>(4, size - at));
        std::int32_t used = 0;
        UChar32 c = 0;
        U8_NEXT(bytes + at, used, room, c);
        if (c < 0)
            out += "\xEF\xBF\xBD";
        else
            out.append(text.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(used)));
        at += used;
    }
    return out;
}

bool isValidUtf8(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    for (std::size_t at = 0; at < text.size();) {
        if (bytes[at] < 0x80) {
            ++at;
            continue;
        }
        const auto room = static_cast<std::int32_t>(std::min<std::size_t>(4, text.size() - at));
        std::int32_t used = 0;
        UChar32 c = 0;
        U8_NEXT(bytes + at, used, room, c);
        if (c < 0) return false;
        at += static_cast<std::size_t>(used);
    }
    return true;
}

std::size_t wholeCharacters(std::string_view text) {
    const std::size_t size = text.size();
    for (std::size_t back = 1; back <= 3 && back <= size; ++back) {
        const auto lead = static_cast<unsigned char>(text[size - back]);
        if ((lead & 0xC0) == 0x80) continue;
        if (lead < 0xC2 || lead > 0xF4) return size;
        const std::size_t needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (back >= needed) return size;
        if (back >= 2) {
            // Second bytes that no valid character has will not be completed by anything.
            const auto second = static_cast<unsigned char>(text[size - back + 1]);
            if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))
                return size;
        }
        return size - back;
    }
    return size;
}

std::size_t characterLength(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    return std::min(length, text.size() - at);
}

std::string normalised(const std::string& utf8, NormalForm form) {
    UErrorCode status = U_ZERO_ERROR;
    const bool compatible = form == NormalForm::Nfkc || form == NormalForm::Nfkd;
    const bool compose = form == NormalForm::Nfc || form == NormalForm::Nfkc;
    const auto* normalizer = icu::Normalizer2::getInstance(
        nullptr, compatible ? "nfkc" : "nfc", compose ? UNORM2_COMPOSE : UNORM2_DECOMPOSE, status);
    if (U_FAILURE(status)) throw Error("Unicode normalisation is not available on this machine");
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    normalizer->normalizeUTF8(0, utf8, sink, nullptr, status);
    if (U_FAILURE(status)) throw Error("a text cannot be normalised");
    return out;
}

std::string lowerCase(const std::string& utf8) {
    std::string out;
    icu::UnicodeString::fromUTF8(utf8).toLower(icu::Locale::getRoot()).toUTF8String(out);
    return out;
}

std::size_t whiteSpaceAtStart(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && u_isUWhiteSpace(characterAt(text, at))) at += characterLength(text, at);
    return at;
}

std::size_t whiteSpaceAtEnd(std::string_view text) {
    std::size_t end = text.size();
    while (end > 0) {
        const auto before = startOfCharacterBefore(text, end);
        if (!u_isUWhiteSpace(characterAt(text, before))) break;
        end = before;
    }
    return text.size() - end;
}

bool wordCharacterAt(std::string_view text, std::size_t at) {
    return at < text.size() && isWord(characterAt(text, at));
}

bool wordCharacterBefore(std::string_view text, std::size_t at) {
    return at > 0 && isWord(characterAt(text, startOfCharacterBefore(text, at)));
}

struct Pattern::Compiled {
    std::unique_ptr<icu::RegexPattern> pattern;
};

Pattern Pattern::regex(const std::string& expression) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError where{};
    auto compiled = std::make_shared<Compiled>();
    compiled->pattern.reset(
        icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(icuSpelling(expression)), 0, where, status));
    if (U_FAILURE(status) || !compiled->pattern)
        throw Error("the pattern " + expression + " is not a regular expression (" + u_errorName(status) +
                    ")");
    Pattern p;
    p.compiled_ = std::move(compiled);
    return p;
}

Pattern Pattern::literal(const std::string& text) {
    if (text.empty()) throw Error("an empty pattern matches nothing");
    Pattern p;
    p.literal_ = text;
    return p;
}

std::vector<std::pair<std::size_t, std::size_t>> Pattern::matches(const std::string& utf8) const {
    std::vector<std::pair<std::size_t, std::size_t>> found;
    if (!compiled_) {
        for (auto at = utf8.find(literal_); at != std::string::npos;
             at = utf8.find(literal_, at + literal_.size()))
            found.emplace_back(at, at + literal_.size());
        return found;
    }
    UErrorCode status = U_ZERO_ERROR;
    UText text = UTEXT_INITIALIZER;
    utext_openUTF8(&text, utf8.data(), static_cast<std::int64_t>(utf8.size()), &status);
    std::unique_ptr<icu::RegexMatcher> matcher(compiled_->pattern->matcher(status));
    if (U_SUCCESS(status)) {
        // The limit counts for each match alone; many slow ones need a clock.
        matcher->setTimeLimit(1000, status);
        matcher->reset(&text);
        const auto begun = std::chrono::steady_clock::now();
        std::size_t count = 0;
        while (matcher->find(status) && U_SUCCESS(status)) {
            if (++count % 256 == 0 && std::chrono::steady_clock::now() - begun > kLongest)
                status = U_REGEX_TIME_OUT;
            const auto begin = matcher->start64(status), end = matcher->end64(status);
            if (end > begin)
                found.emplace_back(static_cast<std::size_t>(begin), static_cast<std::size_t>(end));
        }
    }
    utext_close(&text);
    if (U_FAILURE(status))
        throw Error(std::string("the tokenizer's pattern does not come to an end on this text (") +
                    u_errorName(status) + ")");
    return found;
}

}  // namespace dokuei::inference
