#include "viewer/dicom/CharacterSet.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>
#include <vector>

namespace dokuei::viewer {
namespace {

/// How the bytes of one designated character set become something an ICU converter knows.
enum class Code { Single, Jisx0201, Jisx0208, Jisx0212, Korean, Chinese };

struct CharacterSet {
    Code code;
    const char* converter;  ///< ICU's name
};

constexpr CharacterSet kAscii{Code::Single, "US-ASCII"};

struct Term {
    std::string_view name;    ///< what follows "ISO_IR " or "ISO 2022 IR "
    std::string_view escape;  ///< what follows ESC to designate it
    bool upper;               ///< designated to G1 (bytes from 0x80)
    CharacterSet set;
};

// PS3.3 tables C.12-2 to C.12-4. IR 13 has two halves: katakana in G1, romaji in G0.
constexpr std::array kTerms = {
    Term{"6", "(B", false, kAscii},
    Term{"100", "-A", true, {Code::Single, "ISO-8859-1"}},
    Term{"101", "-B", true, {Code::Single, "ISO-8859-2"}},
    Term{"109", "-C", true, {Code::Single, "ISO-8859-3"}},
    Term{"110", "-D", true, {Code::Single, "ISO-8859-4"}},
    Term{"144", "-L", true, {Code::Single, "ISO-8859-5"}},
    Term{"127", "-G", true, {Code::Single, "ISO-8859-6"}},
    Term{"126", "-F", true, {Code::Single, "ISO-8859-7"}},
    Term{"138", "-H", true, {Code::Single, "ISO-8859-8"}},
    Term{"148", "-M", true, {Code::Single, "ISO-8859-9"}},
    Term{"203", "-b", true, {Code::Single, "ISO-8859-15"}},
    Term{"166", "-T", true, {Code::Single, "TIS-620"}},
    Term{"13", ")I", true, {Code::Jisx0201, "Shift_JIS"}},
    Term{"14", "(J", false, {Code::Jisx0201, "US-ASCII"}},
    Term{"87", "$B", false, {Code::Jisx0208, "EUC-JP"}},
    Term{"159", "$(D", false, {Code::Jisx0212, "EUC-JP"}},
    Term{"149", "$)C", true, {Code::Korean, "EUC-KR"}},
    Term{"58", "$)A", true, {Code::Chinese, "EUC-CN"}},
};

std::vector<std::string> termsOf(std::string_view characterSet) {
    std::vector<std::string> terms(1);
    for (const char c : characterSet) {
        if (c == '\\')
            terms.emplace_back();
        else if (c != '\0')
            terms.back() += c;
    }
    for (std::string& term : terms) {
        const auto first = term.find_first_not_of(' ');
        term = first == std::string::npos ? "" : term.substr(first, term.find_last_not_of(' ') - first + 1);
    }
    return terms;
}

std::string convert(std::string_view bytes, const char* name) {
    struct Close {
        void operator()(UConverter* c) const { ucnv_close(c); }
    };
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, Close> converter(ucnv_open(name, &status));
    std::string utf8;
    if (U_FAILURE(status)) {
        for (std::size_t i = 0; i < bytes.size(); ++i) utf8 += "\xEF\xBF\xBD";
        return utf8;
    }
    icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(), status);
    // Some converters put SUB where a character is cut short.
    text.findAndReplace(icu::UnicodeString(static_cast<UChar>(0x1A)),
                        icu::UnicodeString(static_cast<UChar>(0xFFFD)));
    text.toUTF8String(utf8);
    return utf8;
}

bool isUtf8(std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open("UTF-8", &status);
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), converter, status);
    ucnv_close(converter);
    return U_SUCCESS(status);
}

/// The run's bytes in the form that its ICU converter expects.
std::string convertRun(std::string_view bytes, const CharacterSet& set, bool upper) {
    std::string prepared;
    switch (set.code) {
        case Code::Single:
            break;
        case Code::Jisx0201:
            if (upper) return convert(bytes, set.converter);
            // JIS X 0201 romaji has a yen sign for the backslash and an overline for the tilde; DICOM keeps
            // the backslash as the delimiter, so the letters are the same as in ASCII.
            break;
        case Code::Jisx0208:
        case Code::Korean:
        case Code::Chinese:
            for (const char c : bytes) prepared += static_cast<char>(c | 0x80);
            return convert(prepared, set.converter);
        case Code::Jisx0212:
            for (std::size_t i = 0; i < bytes.size(); ++i) {
                if (i % 2 == 0) prepared += static_cast<char>(0x8F);
                prepared += static_cast<char>(bytes[i] | 0x80);
            }
            return convert(prepared, set.converter);
    }
    return convert(bytes, set.converter);
}

class Iso2022Decoder {
public:
    Iso2022Decoder(const std::string& firstTerm, bool isPersonName) : isPersonName_(isPersonName) {
        const auto space = firstTerm.rfind(' ');
        const std::string_view name =
            space == std::string::npos ? std::string_view() : std::string_view(firstTerm).substr(space + 1);
        for (const Term& term : kTerms)
            if (term.name == name) (term.upper ? initialUpper_ : initialLower_) = term.set;
        if (name == "13") initialLower_ = {Code::Jisx0201, "US-ASCII"};
        reset();
    }

    std::string decode(std::string_view raw) {
        for (std::size_t i = 0; i < raw.size(); ++i) {
            const auto byte = static_cast<unsigned char>(raw[i]);
            if (byte == 0x1B) {
                i += designate(raw.substr(i + 1));
                continue;
            }
            const bool twoByte = lower_.code == Code::Jisx0208 || lower_.code == Code::Jisx0212;
            // Delimiters bring back the initial sets. Inside a two-byte set such bytes are halves of
            // characters, except for control characters, which no set contains.
            const bool control = byte == '\r' || byte == '\n' || byte == '\f' || byte == '\t';
            const bool delimiter = byte == '\\' || (isPersonName_ && (byte == '^' || byte == '='));
            if (control || (delimiter && !twoByte)) {
                flush();
                out_ += static_cast<char>(byte);
                reset();
                continue;
            }
            const bool upper = byte >= 0x80;
            if (upper != runUpper_) flush();
            runUpper_ = upper;
            run_ += static_cast<char>(byte);
        }
        flush();
        return out_;
    }

private:
    void reset() {
        lower_ = initialLower_;
        upper_ = initialUpper_;
    }
    void flush() {
        if (!run_.empty()) out_ += convertRun(run_, runUpper_ ? upper_ : lower_, runUpper_);
        run_.clear();
    }
    /// Number of bytes after ESC that belong to the escape sequence; an unknown one is dropped with its
    /// final.
    std::size_t designate(std::string_view rest) {
        flush();
        for (const Term& term : kTerms)
            if (rest.starts_with(term.escape)) {
                (term.upper ? upper_ : lower_) = term.set;
                return term.escape.size();
            }
        std::size_t length = 0;
        while (length < rest.size() && rest[length] >= 0x20 && rest[length] < 0x30) ++length;
        return std::min(length + 1, rest.size());
    }

    bool isPersonName_;
    CharacterSet initialLower_ = kAscii, initialUpper_ = kAscii;
    CharacterSet lower_ = kAscii, upper_ = kAscii;
    std::string run_, out_;
    bool runUpper_ = false;
};

bool isAscii(std::string_view bytes) {
    for (const char c : bytes)
        if (static_cast<unsigned char>(c) >= 0x80 || c == 0x1B) return false;
    return true;
}

std::vector<std::string> split(std::string_view text, char delimiter) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == delimiter)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(' ');
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string joinedName(const std::string& group) {
    const auto parts = split(group, '^');
    std::string name;
    // PN is family^given^middle^prefix^suffix.
    for (const std::size_t index : {3, 0, 1, 2, 4}) {
        if (index >= parts.size() || trimmed(parts[index]).empty()) continue;
        if (!name.empty()) name += ' ';
        name += trimmed(parts[index]);
    }
    return name;
}

}  // namespace

std::string utf8FromDicom(std::string_view raw, std::string_view characterSet, bool isPersonName) {
    while (!raw.empty() && (raw.back() == '\0' || raw.back() == ' ')) raw.remove_suffix(1);
    if (isAscii(raw)) return std::string(raw);
    const auto terms = termsOf(characterSet);
    const std::string& first = terms.front();
    if (first == "ISO_IR 192" || first == "ISO 2022 IR 192") return convert(raw, "UTF-8");
    if (first == "GB18030") return convert(raw, "gb18030");
    if (first == "GBK") return convert(raw, "GBK");
    // No terms of DICOM: what chooseCharacterSet() finds where a file does not tell or tells wrongly.
    if (first == "Shift_JIS" || first == "EUC-JP") return convert(raw, first.c_str());
    const bool hasEscape = raw.find('\x1B') != std::string_view::npos;
    if (terms.size() == 1 && first.empty() && !hasEscape && isUtf8(raw)) return std::string(raw);
    return Iso2022Decoder(first, isPersonName).decode(raw);
}

std::string displayName(std::string_view personName) {
    const auto groups = split(personName, '=');
    for (const std::size_t index : {1, 0, 2})
        if (index < groups.size()) {
            std::string name = joinedName(groups[index]);
            if (!name.empty()) return name;
        }
    return {};
}

}  // namespace dokuei::viewer
