#pragma once

#include <string>
#include <string_view>

namespace dokuei::viewer {

/// The character set to read a data set's text by, and what of the choice the user must know.
struct CharacterSetChoice {
    std::string characterSet;  ///< for utf8FromDicom()
    std::string notice;        ///< in words; empty when the text is what its declaration says
};

/// Chooses by Specific Character Set and by the bytes themselves: misspelt terms ("ISO-IR 100", lower case)
/// are understood; text that declares nothing, or whose bytes are not valid in what it declares, is read as
/// UTF-8, Shift_JIS, EUC-JP or ISO 8859-1, whichever the bytes are valid in, and `notice` says so.
/// `text` is all text of the data set together.
CharacterSetChoice chooseCharacterSet(std::string_view declared, std::string_view text);

}  // namespace dokuei::viewer
