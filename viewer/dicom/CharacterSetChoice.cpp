#include "viewer/dicom/CharacterSetChoice.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <cctype>
#include <optional>
#include <vector>

#include "viewer/dicom/CharacterSet.h"

namespace dokuei::viewer {
namespace {

bool isValidIn(std::string_view bytes, const char* converterName) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(converterName, &status);
    if (U_FAILURE(status)) return false;
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    const icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), converter, status);
    ucnv_close(converter);
    if (U_FAILURE(status)) return false;
    for (int32_t i = 0; i < text.length(); ++i)
        if (text[i] == 0xFFFD || (text[i] >= 0x80 && text[i] < 0xA0)) return false;
    return true;
}

/// Whether UTF-8 text holds the replacement character or a C1 control, which no text has.
bool isBroken(std::string_view utf8) {
    for (std::size_t i = 0; i + 1 < utf8.size(); ++i) {
        const auto byte = static_cast<unsigned char>(utf8[i]), next = static_cast<unsigned char>(utf8[i + 1]);
        if (byte == 0xC2 && next < 0xA0) return true;
        if (utf8.substr(i, 3) == "\xEF\xBF\xBD") return true;
    }
    return false;
}

bool isAscii(std::string_view bytes) {
    for (const char c : bytes)
        if (static_cast<unsigned char>(c) >= 0x80 || c == 0x1B) return false;
    return true;
}

/// Two-byte characters in EUC-JP are half-width katakana in Shift_JIS. Where both readings are valid, kana
/// and the common kanji (first level) throughout speak for EUC-JP.
bool looksLikeEucJp(std::string_view bytes) {
    int pairs = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto lead = static_cast<unsigned char>(bytes[i]);
        if (lead < 0x80) continue;
        if (lead != 0xA1 && lead != 0xA4 && lead != 0xA5 && (lead < 0xB0 || lead > 0xCF)) return false;
        ++i;
        ++pairs;
    }
    return pairs >= 2;
}

std::optional<std::string> guess(std::string_view bytes) {
    if (isValidIn(bytes, "UTF-8")) return "ISO_IR 192";
    const bool shiftJis = isValidIn(bytes, "Shift_JIS"), eucJp = isValidIn(bytes, "EUC-JP");
    if (eucJp && (!shiftJis || looksLikeEucJp(bytes))) return "EUC-JP";
    if (shiftJis) return "Shift_JIS";
    if (isValidIn(bytes, "ISO-8859-1")) return "ISO_IR 100";
    return {};
}

std::string nameOf(const std::string& characterSet) {
    if (characterSet == "ISO_IR 192") return "UTF-8";
    if (characterSet == "ISO_IR 100") return "ISO 8859-1 (Western European)";
    return characterSet;
}

/// A term as the standard writes it: "ISO_IR 100" for "iso-ir100", "ISO_IR 192" for "UTF-8".
std::string wellWritten(std::string_view term) {
    std::string letters;
    for (const char c : term)
        if (std::isalnum(static_cast<unsigned char>(c)))
            letters += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    const auto number = [&](std::string_view prefix) -> std::string {
        if (!std::string_view(letters).starts_with(prefix)) return {};
        const std::string rest = letters.substr(prefix.size());
        return !rest.empty() && rest.find_first_not_of("0123456789") == std::string::npos ? rest : "";
    };
    if (const auto n = number("ISO2022IR"); !n.empty()) return "ISO 2022 IR " + n;
    if (const auto n = number("ISOIR"); !n.empty()) return "ISO_IR " + n;
    if (letters == "UTF8" || letters == "ISO10646") return "ISO_IR 192";
    if (letters == "ISO88591" || letters == "LATIN1") return "ISO_IR 100";
    if (letters == "SHIFTJIS" || letters == "SJIS") return "Shift_JIS";
    if (letters == "EUCJP") return "EUC-JP";
    if (letters == "GB18030" || letters == "GBK") return letters;
    return std::string(term);
}

std::string corrected(std::string_view declared) {
    std::string all;
    std::string_view rest = declared;
    for (;;) {
        const auto end = rest.find('\\');
        std::string_view term = rest.substr(0, end);
        while (!term.empty() && (term.back() == ' ' || term.back() == '\0')) term.remove_suffix(1);
        while (!term.empty() && term.front() == ' ') term.remove_prefix(1);
        all += wellWritten(term);
        if (end == std::string_view::npos) return all;
        all += '\\';
        rest.remove_prefix(end + 1);
    }
}

std::string withoutBlanks(std::string_view text) {
    std::string kept;
    for (const char c : text)
        if (c != ' ' && c != '\0') kept += c;
    return kept;
}

}  // namespace

CharacterSetChoice chooseCharacterSet(std::string_view declared, std::string_view text) {
    CharacterSetChoice choice{corrected(declared), {}};
    const std::string& terms = choice.characterSet;
    if (isAscii(text)) return choice;
    const bool silent = terms.empty() || terms == "ISO_IR 6" || terms == "ISO 2022 IR 6";
    if (silent) {
        if (text.find('\x1B') != std::string_view::npos) {
            choice.notice = "the text declares no character set; its escape sequences were followed";
        } else if (const auto found = guess(text)) {
            choice.characterSet = *found;
            choice.notice = "the text declares no character set; it was read as " + nameOf(*found);
        } else {
            choice.notice = "the text declares no character set and cannot be read whole";
        }
        return choice;
    }
    if (isBroken(utf8FromDicom(text, terms)) && isBroken(utf8FromDicom(text, terms, true))) {
        const auto found = guess(text);
        if (found && *found != terms) {
            choice.notice = "the text is not in the character set that it declares (" +
                            std::string(declared) + "); it was read as " + nameOf(*found);
            choice.characterSet = *found;
        } else {
            choice.notice = "the text holds characters that its character set (" + std::string(declared) +
                            ") does not have";
        }
    } else if (withoutBlanks(terms) != withoutBlanks(declared)) {
        choice.notice =
            "the character set is misspelt (" + std::string(declared) + "); it was read as " + terms;
    }
    return choice;
}

}  // namespace dokuei::viewer
