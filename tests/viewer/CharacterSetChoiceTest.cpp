#include "viewer/dicom/CharacterSetChoice.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/viewer/SeriesWriter.h"
#include "viewer/dicom/CharacterSet.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

using test::TemporaryFolder;
using test::TestImage;
using test::writeImage;
using testing::Contains;
using testing::HasSubstr;

// "山田^太郎" in three encodings.
constexpr const char* kShiftJis = "\x8e\x52\x93\x63^\x91\xbe\x98\x59";
constexpr const char* kEucJp = "\xbb\xb3\xc5\xc4^\xc2\xc0\xcf\xba";
constexpr const char* kUtf8 = "山田^太郎";

void expectRead(const std::string& declared, const std::string& bytes, const std::string& text,
                const std::string& notice) {
    SCOPED_TRACE(declared);
    const CharacterSetChoice choice = chooseCharacterSet(declared, bytes);
    EXPECT_EQ(utf8FromDicom(bytes, choice.characterSet, true), text);
    EXPECT_EQ(choice.notice, notice);
}

TEST(CharacterSetChoice, AsciiNeedsNoDeclarationAndNoNotice) {
    expectRead("", "Yamada^Taro", "Yamada^Taro", "");
}

TEST(CharacterSetChoice, UndeclaredJapaneseIsGuessedAndSaid) {
    expectRead("", kShiftJis, kUtf8, "the text declares no character set; it was read as Shift_JIS");
    expectRead("", kEucJp, kUtf8, "the text declares no character set; it was read as EUC-JP");
    expectRead("ISO_IR 6", kUtf8, kUtf8, "the text declares no character set; it was read as UTF-8");
    expectRead("", "\xbb\xc4\xb3^\xb2\xc1\xdb\xb3", "ｻﾄｳ^ｲﾁﾛｳ",
               "the text declares no character set; it was read as Shift_JIS");
}

TEST(CharacterSetChoice, UndeclaredEscapeSequencesAreFollowedAndSaid) {
    expectRead("", "\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B", kUtf8,
               "the text declares no character set; its escape sequences were followed");
}

TEST(CharacterSetChoice, BytesThatAreNotInTheDeclaredSetAreGuessedAndSaid) {
    expectRead(
        "ISO_IR 192", kShiftJis, kUtf8,
        "the text is not in the character set that it declares (ISO_IR 192); it was read as Shift_JIS");
    expectRead(
        "ISO_IR 100", kShiftJis, kUtf8,
        "the text is not in the character set that it declares (ISO_IR 100); it was read as Shift_JIS");
    expectRead("\\ISO 2022 IR 87", kShiftJis, kUtf8,
               "the text is not in the character set that it declares (\\ISO 2022 IR 87); it was read as "
               "Shift_JIS");
}

TEST(CharacterSetChoice, ASoundDeclarationIsTakenWithoutNotice) {
    expectRead("ISO_IR 100", "J\xe9r\xf4me", "Jérôme", "");
    expectRead("\\ISO 2022 IR 87", "\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B", kUtf8, "");
    expectRead("ISO_IR 192", kUtf8, kUtf8, "");
    expectRead("GB18030", "Wang=\xcd\xf5^\xd0\xa1\xb6\xab", "Wang=王^小东", "");
}

TEST(CharacterSetChoice, MisspeltTermsAreUnderstoodAndSaid) {
    expectRead("ISO-IR 100", "J\xe9r\xf4me", "Jérôme",
               "the character set is misspelt (ISO-IR 100); it was read as ISO_IR 100");
    expectRead("ISO_IR_100", "J\xe9r\xf4me", "Jérôme",
               "the character set is misspelt (ISO_IR_100); it was read as ISO_IR 100");
    expectRead("iso_ir 100", "J\xe9r\xf4me", "Jérôme",
               "the character set is misspelt (iso_ir 100); it was read as ISO_IR 100");
    expectRead("UTF-8", kUtf8, kUtf8, "the character set is misspelt (UTF-8); it was read as ISO_IR 192");
}

TEST(CharacterSetChoice, TheVolumeWarnsWhenItsTextWasGuessed) {
    TemporaryFolder folder;
    TestImage image;
    image.change = [](DcmDataset& d) { d.putAndInsertString(DCM_PatientName, kShiftJis); };
    writeImage(folder / "a", image);
    const Study study = scanStudy(folder.path());
    ASSERT_EQ(study.volumes.size(), 1U);
    EXPECT_EQ(study.volumes[0].identity.patientName, "山田 太郎");
    EXPECT_THAT(study.volumes[0].warnings, Contains(HasSubstr("it was read as Shift_JIS")));
}

TEST(CharacterSetChoice, EverySampleFileShowsTheNameThatItsAuthorsMeant) {
    REQUIRE_SHARED_DATA(folder, "charsets");
    const std::pair<const char*, const char*> names[] = {
        {"pydicom/chrArab.dcm", "قباني^لنزار"},
        {"pydicom/chrFren.dcm", "Buc^Jérôme"},
        {"pydicom/chrFrenMulti.dcm", "Buc^Jérôme"},
        {"pydicom/chrGerm.dcm", "Äneas^Rüdiger"},
        {"pydicom/chrGreek.dcm", "Διονυσιος"},
        {"pydicom/chrH31.dcm", "Yamada^Tarou=山田^太郎=やまだ^たろう"},
        {"pydicom/chrH32.dcm", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"},
        {"pydicom/chrHbrw.dcm", "שרון^דבורה"},
        {"pydicom/chrI2.dcm", "Hong^Gildong=洪^吉洞=홍^길동"},
        {"pydicom/chrJapMulti.dcm", "やまだ^たろう"},
        {"pydicom/chrJapMultiExplicitIR6.dcm", "やまだ^たろう"},
        {"pydicom/chrKoreanMulti.dcm", "김희중"},
        {"pydicom/chrRuss.dcm", "Люкceмбypг"},
        {"pydicom/chrX1.dcm", "Wang^XiaoDong=王^小東="},
        {"pydicom/chrX2.dcm", "Wang^XiaoDong=王^小东="},
        {"derived-japanese/ct-ir87.dcm", "Suzuki^Hanako=鈴木^花子=すずき^はなこ"},
        {"derived-japanese/ct-ir13-ir87.dcm", "ｻﾄｳ^ｲﾁﾛｳ=佐藤^一郎=さとう^いちろう"},
        {"derived-japanese/ct-utf8.dcm", "Takahashi^Jiro=高橋^次郎=たかはし^じろう"},
    };
    for (const auto& [file, expected] : names) {
        SCOPED_TRACE(file);
        DcmFileFormat format;
        ASSERT_TRUE(format.loadFile((folder + "/" + file).c_str()).good());
        OFString declared, name;
        format.getDataset()->findAndGetOFStringArray(DCM_SpecificCharacterSet, declared);
        format.getDataset()->findAndGetOFStringArray(DCM_PatientName, name);
        const std::string bytes(name.c_str(), name.size());
        const CharacterSetChoice choice = chooseCharacterSet(std::string(declared.c_str()), bytes);
        const std::string text = utf8FromDicom(bytes, choice.characterSet, true);
        EXPECT_EQ(text.substr(0, text.find('\\')), expected);
        EXPECT_EQ(choice.notice, "");
    }
}

}  // namespace
}  // namespace dokuei::viewer
