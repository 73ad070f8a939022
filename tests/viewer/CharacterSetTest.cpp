#include "viewer/dicom/CharacterSet.h"

#include <gtest/gtest.h>

#include "tests/viewer/SeriesWriter.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

std::string nameIn(const std::string& file) {
    return scanStudy(file).volumes.at(0).identity.patientNameDicom;
}

TEST(CharacterSet, JapaneseNameWithKanjiByEscapeSequences) {
    // PS3.5 H.3.1: roman, kanji and hiragana by ISO 2022 IR 87.
    const std::string raw =
        "Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B";
    const std::string name = utf8FromDicom(raw, "\\ISO 2022 IR 87", true);
    EXPECT_EQ(name, "Yamada^Tarou=山田^太郎=やまだ^たろう");
    EXPECT_EQ(displayName(name), "山田 太郎");
}

TEST(CharacterSet, HalfWidthKatakanaByIr13) {
    const std::string raw = "\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J";
    EXPECT_EQ(utf8FromDicom(raw, "ISO 2022 IR 13\\ISO 2022 IR 87", true), "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎");
}

TEST(CharacterSet, SupplementaryKanjiByIr159) {
    EXPECT_EQ(utf8FromDicom("\x1b$(D\x30\x21\x1b(B", "\\ISO 2022 IR 87\\ISO 2022 IR 159"), "丂");
}

TEST(CharacterSet, BytesOfKanjiThatLookLikeDelimitersAreNotDelimiters) {
    // The second half of this kanji (0x3D5E) is the byte of the caret.
    EXPECT_EQ(utf8FromDicom("\x1b$B\x3d\x5e\x1b(B^A", "\\ISO 2022 IR 87", true), "殉^A");
}

TEST(CharacterSet, KoreanChineseAndUtf8) {
    EXPECT_EQ(utf8FromDicom("Hong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7", "\\ISO 2022 IR 149", true),
              "Hong=洪^吉洞");
    EXPECT_EQ(utf8FromDicom("Wang=\xcd\xf5^\xd0\xa1\xb6\xab", "GB18030", true), "Wang=王^小东");
    EXPECT_EQ(utf8FromDicom("\xe5\xb1\xb1", "ISO_IR 192"), "山");
    EXPECT_EQ(utf8FromDicom("J\xe9r\xf4me", "ISO_IR 100"), "Jérôme");
}

TEST(CharacterSet, ADelimiterBringsBackTheInitialSet) {
    // After the caret, G1 is Latin 1 again, not Greek.
    EXPECT_EQ(utf8FromDicom("\x1b-F\xc4^\xc4", "ISO 2022 IR 100\\ISO 2022 IR 126", true), "Δ^Ä");
}

TEST(CharacterSet, BytesThatAreNotValidBecomeReplacementCharacters) {
    EXPECT_EQ(utf8FromDicom("A\xff", "ISO_IR 192"), "A\uFFFD");
    EXPECT_EQ(utf8FromDicom("A\xe9", ""), "A\uFFFD");
    EXPECT_EQ(utf8FromDicom("\x1b", "\\ISO 2022 IR 87"), "");
    EXPECT_EQ(utf8FromDicom("\x1b$B\x30", "\\ISO 2022 IR 87"), "\uFFFD");
}

TEST(CharacterSet, DisplayNamePutsKanjiFirstAndFallsBack) {
    EXPECT_EQ(displayName("Doe^Jane^Q^Dr^MD"), "Dr Doe Jane Q MD");
    EXPECT_EQ(displayName("Sato^Hanako==さとう^はなこ"), "Sato Hanako");
    EXPECT_EQ(displayName("=佐藤^花子"), "佐藤 花子");
    EXPECT_EQ(displayName("==さとう^はなこ"), "さとう はなこ");
    EXPECT_EQ(displayName(""), "");
}

TEST(CharacterSet, SampleFilesOfTheStandard) {
    REQUIRE_SHARED_DATA(folder, "charsets/pydicom");
    EXPECT_EQ(nameIn(folder + "/chrH31.dcm"), "Yamada^Tarou=山田^太郎=やまだ^たろう");
    EXPECT_EQ(nameIn(folder + "/chrH32.dcm"), "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう");
    EXPECT_EQ(nameIn(folder + "/chrI2.dcm"), "Hong^Gildong=洪^吉洞=홍^길동");
    EXPECT_EQ(nameIn(folder + "/chrX1.dcm"), "Wang^XiaoDong=王^小東=");
    EXPECT_EQ(nameIn(folder + "/chrX2.dcm"), "Wang^XiaoDong=王^小东=");
    EXPECT_EQ(nameIn(folder + "/chrFren.dcm"), "Buc^Jérôme");
    EXPECT_EQ(nameIn(folder + "/chrGreek.dcm"), "Διονυσιος");
    EXPECT_EQ(nameIn(folder + "/chrRuss.dcm"), "Люкceмбypг");
}

TEST(CharacterSet, JapaneseCtHeaders) {
    REQUIRE_SHARED_DATA(folder, "charsets/derived-japanese");
    EXPECT_EQ(nameIn(folder + "/ct-ir87.dcm"), "Suzuki^Hanako=鈴木^花子=すずき^はなこ");
    EXPECT_EQ(nameIn(folder + "/ct-ir13-ir87.dcm"), "ｻﾄｳ^ｲﾁﾛｳ=佐藤^一郎=さとう^いちろう");
    EXPECT_EQ(nameIn(folder + "/ct-utf8.dcm"), "Takahashi^Jiro=高橋^次郎=たかはし^じろう");
    EXPECT_EQ(scanStudy(folder + "/ct-ir87.dcm").volumes.at(0).identity.seriesDescription, "肺野条件");
}

}  // namespace
}  // namespace dokuei::viewer
