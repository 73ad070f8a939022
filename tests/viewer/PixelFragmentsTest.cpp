#include "viewer/dicom/PixelFragments.h"

#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <gtest/gtest.h>

#include "viewer/Error.h"

namespace dokuei::viewer {
namespace {

using Bytes = std::vector<std::uint8_t>;

void add(DcmPixelSequence& sequence, const Bytes& bytes) {
    auto* item = new DcmPixelItem(DCM_PixelItemTag);
    if (!bytes.empty()) item->putUint8Array(bytes.data(), static_cast<unsigned long>(bytes.size()));
    ASSERT_TRUE(sequence.insert(item).good());
}

/// Two frames of two fragments each; each frame begins like a JPEG stream.
const Bytes kFirst{0xFF, 0xD8, 1, 2}, kFirstRest{3, 4}, kSecond{0xFF, 0xD8, 5, 6}, kSecondRest{7, 8, 9, 10};

void expectTwoFrames(DcmPixelSequence& sequence) {
    EXPECT_EQ(codeStreamOf(sequence, 1, 2), (Bytes{0xFF, 0xD8, 1, 2, 3, 4}));
    EXPECT_EQ(codeStreamOf(sequence, 2, 2), (Bytes{0xFF, 0xD8, 5, 6, 7, 8, 9, 10}));
}

TEST(PixelFragments, TheOffsetTableTellsWhereFramesBegin) {
    DcmPixelSequence sequence(DCM_PixelSequenceTag);
    // Offsets count the 8 bytes of each fragment's own header.
    add(sequence, {0, 0, 0, 0, 22, 0, 0, 0});
    for (const Bytes& fragment : {kFirst, kFirstRest, kSecond, kSecondRest}) add(sequence, fragment);
    expectTwoFrames(sequence);
}

TEST(PixelFragments, WithoutATableTheMarkersTellWhereFramesBegin) {
    DcmPixelSequence sequence(DCM_PixelSequenceTag);
    add(sequence, {});
    for (const Bytes& fragment : {kFirst, kFirstRest, kSecond, kSecondRest}) add(sequence, fragment);
    expectTwoFrames(sequence);
}

TEST(PixelFragments, AWrongTableIsNotBelieved) {
    DcmPixelSequence sequence(DCM_PixelSequenceTag);
    add(sequence, {0, 0, 0, 0, 17, 0, 0, 0});
    for (const Bytes& fragment : {kFirst, kFirstRest, kSecond, kSecondRest}) add(sequence, fragment);
    expectTwoFrames(sequence);
}

TEST(PixelFragments, AsManyFragmentsAsFramesNeedNoTable) {
    DcmPixelSequence sequence(DCM_PixelSequenceTag);
    add(sequence, {});
    add(sequence, {1, 2});
    add(sequence, {3, 4});
    EXPECT_EQ(codeStreamOf(sequence, 1, 2), (Bytes{1, 2}));
    EXPECT_EQ(codeStreamOf(sequence, 2, 2), (Bytes{3, 4}));
}

TEST(PixelFragments, AllFragmentsOfASingleFrameBelongToIt) {
    DcmPixelSequence sequence(DCM_PixelSequenceTag);
    add(sequence, {});
    for (const Bytes& fragment : {kFirst, kFirstRest}) add(sequence, fragment);
    EXPECT_EQ(codeStreamOf(sequence, 1, 1), (Bytes{0xFF, 0xD8, 1, 2, 3, 4}));
}

TEST(PixelFragments, FramesThatNothingTellsApartAreRefused) {
    DcmPixelSequence sequence(DCM_PixelSequenceTag);
    add(sequence, {});
    for (const Bytes& fragment : {Bytes{1, 2}, Bytes{3, 4}, Bytes{5, 6}}) add(sequence, fragment);
    EXPECT_THROW(codeStreamOf(sequence, 1, 2), Error);
}

}  // namespace
}  // namespace dokuei::viewer
