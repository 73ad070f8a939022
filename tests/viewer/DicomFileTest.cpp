#include "viewer/dicom/DicomFile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QByteArray>
#include <fstream>

#include "tests/viewer/SeriesWriter.h"
#include "viewer/Error.h"
#include "viewer/dicom/Header.h"
#include "viewer/dicom/Source.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

using test::TemporaryFolder;

std::string little(std::uint64_t value, int bytes) {
    std::string text;
    for (int b = 0; b < bytes; ++b) text += static_cast<char>(value >> (8 * b) & 0xFF);
    return text;
}

std::string tag(unsigned group, unsigned element) {
    return little(group, 2) + little(element, 2);
}

/// Preamble and meta header of a file of the given transfer syntax.
std::string beginning(std::string syntax) {
    if (syntax.size() % 2) syntax += '\0';
    const std::string element = tag(2, 0x10) + "UI" + little(syntax.size(), 2) + syntax;
    return std::string(128, '\0') + "DICM" + tag(2, 0) + "UL" + little(4, 2) + little(element.size(), 4) +
           element;
}

void write(const std::string& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

std::string nestedSequences(int levels) {
    std::string bytes;
    for (int level = 0; level < levels; ++level)
        bytes += tag(8, 0x1140) + "SQ" + little(0, 2) + little(0xFFFFFFFF, 4) + tag(0xFFFE, 0xE000) +
                 little(0xFFFFFFFF, 4);
    for (int level = 0; level < levels; ++level)
        bytes += tag(0xFFFE, 0xE00D) + little(0, 4) + tag(0xFFFE, 0xE0DD) + little(0, 4);
    return bytes;
}

std::string rawDeflate(const QByteArray& bytes) {
    // Qt puts the length before the zlib stream, which has two bytes before the deflated data and four
    // behind.
    const QByteArray packed = qCompress(bytes, 1);
    return packed.mid(6, packed.size() - 10).toStdString();
}

std::string reasonFor(const std::string& file) {
    try {
        readImageHeader(file);
    } catch (const ReadError& error) {
        return error.what();
    }
    return {};
}

TEST(DicomFile, SequencesNestedAHundredThousandDeepAreRefused) {
    TemporaryFolder folder;
    write(folder / "deep", beginning("1.2.840.10008.1.2.1") + nestedSequences(100000));
    EXPECT_THAT(reasonFor(folder / "deep"), testing::HasSubstr("nested too deeply"));
}

TEST(DicomFile, DeepNestingIsSeenInsideDeflatedDataToo) {
    TemporaryFolder folder;
    write(folder / "deep", beginning("1.2.840.10008.1.2.1.99") +
                               rawDeflate(QByteArray::fromStdString(nestedSequences(100000))));
    EXPECT_THAT(reasonFor(folder / "deep"), testing::HasSubstr("nested too deeply"));
}

TEST(DicomFile, NestingAsReportsHaveItIsRead) {
    TemporaryFolder folder;
    write(folder / "report", beginning("1.2.840.10008.1.2.1") + nestedSequences(60));
    initialiseDicom();
    DcmFileFormat format;
    EXPECT_TRUE(loadDicom(format, folder / "report", 4096).good());
}

TEST(DicomFile, ADeflatedDataSetThatGrowsOutOfAllProportionIsRefused) {
    TemporaryFolder folder;
    // 300 elements of one megabyte of zeros.
    std::string zeros = tag(0x11, 0x1010) + "OB" + little(0, 2) + little(1 << 20, 4);
    zeros.resize(zeros.size() + (1 << 20));
    QByteArray all;
    for (unsigned e = 0; e < 300; ++e) {
        const std::string number = little(0x1010 + e, 2);
        zeros.replace(2, 2, number);
        all += QByteArray::fromStdString(zeros);
    }
    write(folder / "bomb", beginning("1.2.840.10008.1.2.1.99") + rawDeflate(all));
    EXPECT_THAT(reasonFor(folder / "bomb"), testing::HasSubstr("out of all proportion"));
}

TEST(DicomFile, AnElementLongerThanTheFileHasNoValueAndTheOthersAreRead) {
    TemporaryFolder folder;
    const std::string name = tag(0x10, 0x20) + "LO" + little(4, 2) + "P-01";
    const std::string endless = tag(0x10, 0x4000) + "UT" + little(0, 2) + little(0xFFFFFFF0, 4) + "words";
    write(folder / "a", beginning("1.2.840.10008.1.2.1") + name + endless);
    initialiseDicom();
    DcmFileFormat format;
    loadDicom(format, folder / "a", 4096);
    DcmElement* comments = nullptr;
    ASSERT_TRUE(format.getDataset()->findAndGetElement(DCM_PatientComments, comments).good());
    char* text = nullptr;
    EXPECT_TRUE(comments->getString(text).bad());
    EXPECT_EQ(text, nullptr);
    OFString id;
    EXPECT_TRUE(format.getDataset()->findAndGetOFString(DCM_PatientID, id).good());
    EXPECT_EQ(id, "P-01");
}

TEST(DicomFile, LongValuesOfADeflatedFileAreReadWhenAskedFor) {
    TemporaryFolder folder;
    std::string words(10000, 'w');
    words[9999] = 'z';
    write(folder / "deflated",
          beginning("1.2.840.10008.1.2.1.99") +
              rawDeflate(QByteArray::fromStdString(tag(0x10, 0x4000) + "UT" + little(0, 2) +
                                                   little(words.size(), 4) + words)));
    initialiseDicom();
    const auto format = openDicom(folder / "deflated", 4096);
    OFString comments;
    ASSERT_TRUE(format->getDataset()->findAndGetOFStringArray(DCM_PatientComments, comments).good());
    EXPECT_EQ(std::string(comments.c_str(), comments.size()), words);
}

TEST(DicomFile, AFolderOpensAroundADeeplyNestedFile) {
    TemporaryFolder folder;
    test::writeImage(folder / "good", {});
    write(folder / "deep", beginning("1.2.840.10008.1.2.1") + nestedSequences(100000));
    const Study study = scanStudy(folder.path());
    EXPECT_EQ(study.volumes.size(), 1U);
    ASSERT_EQ(study.skipped.size(), 1U);
    EXPECT_THAT(study.skipped.front().reason, testing::HasSubstr("nested too deeply"));
}

}  // namespace
}  // namespace dokuei::viewer
