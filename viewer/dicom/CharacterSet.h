#pragma once

#include <string>
#include <string_view>

namespace dokuei::viewer {

/// Raw bytes of a text element to UTF-8 by its Specific Character Set (0008,0005), PS3.3 C.12.1.1.2, with
/// ISO 2022 code extensions (PS3.5 6.1.2.5: Japanese IR 13, 87, 159, Korean IR 149, Chinese IR 58, GB 18030).
/// `characterSet` is the element's value, terms separated by backslashes. Unknown terms and bytes that are
/// not valid in their character set become U+FFFD, except that bytes that form valid UTF-8 are taken as such
/// when no character set is told. Besides DICOM's terms "Shift_JIS" and "EUC-JP" are understood
/// (see chooseCharacterSet()). `isPersonName`: designations also end at ^ and =.
std::string utf8FromDicom(std::string_view raw, std::string_view characterSet, bool isPersonName = false);

/// A PN value (UTF-8, with ^ and =) for display: ideographic group first, else alphabetic, else phonetic;
/// "family given middle", prefix before and suffix after, separated by spaces.
std::string displayName(std::string_view personName);

}  // namespace dokuei::viewer
