#include "inference/grounding/WrittenBoxes.h"

#include <gtest/gtest.h>

namespace dokuei::inference {
namespace {

const BoxStyle kJson{BoxStyle::Form::Json, "box_2d", {}, {}, {}, {}, 4};
const BoxStyle kQwen2{BoxStyle::Form::Marked, "", "<|box_start|>", "<|box_end|>", "<|object_ref_start|>",
                      "<|object_ref_end|>",   4};
const BoxStyle kM3d{BoxStyle::Form::Marked, "", "<bx_start>", "<bx_end>", "", "", 6};
const BoxStyle kLlava{BoxStyle::Form::Brackets, {}, {}, {}, {}, {}, 4};

std::vector<BoxText> boxesOf(const std::string& raw, const BoxStyle& style) {
    std::vector<BoxText> all;
    for (const auto& stretch : divideText(raw, style, true))
        all.insert(all.end(), stretch.boxes.begin(), stretch.boxes.end());
    return all;
}

std::string wordsOf(const std::string& raw, const BoxStyle& style, bool complete) {
    std::string words;
    for (const auto& s : divideText(raw, style, complete))
        if (s.words) words += raw.substr(s.begin, s.end - s.begin);
    return words;
}

TEST(WrittenBoxes, AreReadFromFencedJson) {
    const std::string raw =
        "Final answer: ```json\n[{\"box_2d\": [100, 200, 300, 400.5], \"label\": \"right lung\"}]\n``` ok";
    const auto boxes = boxesOf(raw, kJson);
    ASSERT_EQ(boxes.size(), 1u);
    EXPECT_EQ(boxes[0].label, "right lung");
    EXPECT_EQ(boxes[0].numbers, (std::vector<double>{100, 200, 300, 400.5}));
    EXPECT_EQ(raw.substr(boxes[0].labelBegin, boxes[0].labelEnd - boxes[0].labelBegin), "right lung");
    EXPECT_EQ(raw.substr(boxes[0].numbersBegin, boxes[0].numbersEnd - boxes[0].numbersBegin),
              "[100, 200, 300, 400.5]");
    EXPECT_EQ(wordsOf(raw, kJson, true), "Final answer:  ok");
}

TEST(WrittenBoxes, AreReadFromAListInsideAnObject) {
    const auto boxes = boxesOf(R"({"boxes": [{"bbox_2d": [1, 2, 3, 4], "label": "a", "slice": 7},
        {"label": "b {", "bbox_2d": [5, 6, 7, 8], "slice": "SLICE 12"}]})",
                               kJson);
    ASSERT_EQ(boxes.size(), 2u);
    EXPECT_EQ(boxes[0].picture, 7);
    EXPECT_EQ(boxes[1].picture, 12);
    EXPECT_EQ(boxes[1].label, "b {");
}

TEST(WrittenBoxes, WithoutTheirNumbersAreMalformed) {
    for (const char* raw :
         {R"([{"box_2d": [1, 2, 3], "label": "x"}])", R"([{"box_2d": "1 2 3 4", "label": "x"}])",
          R"([{"box_2d": [1, 2, 3, "4"], "label": "x"}])"}) {
        const auto boxes = boxesOf(raw, kJson);
        ASSERT_EQ(boxes.size(), 1u) << raw;
        EXPECT_EQ(boxes[0].malformed, "malformed, it has not 4 coordinates") << raw;
    }
    const auto cut = boxesOf(R"([{"box_2d": [1, 2, 3, 4], "label": "x"}, {"box_2d": [5, 6)", kJson);
    ASSERT_EQ(cut.size(), 2u);
    EXPECT_EQ(cut[0].malformed, "");
    EXPECT_EQ(cut[1].malformed, "malformed, it has no end");
}

TEST(WrittenBoxes, LeaveOtherJsonAndBracketsWords) {
    const std::string raw = "See [1] and {not json} and [{\"a\": 1}].";
    EXPECT_TRUE(boxesOf(raw, kJson).empty());
    EXPECT_EQ(wordsOf(raw, kJson, true), raw);
}

TEST(WrittenBoxes, HoldBackWhatMayBecomeABox) {
    EXPECT_EQ(wordsOf("Lung [", kJson, false), "Lung ");
    EXPECT_EQ(wordsOf("Lung [ {\"box", kJson, false), "Lung ");
    EXPECT_EQ(wordsOf("Lung `", kJson, false), "Lung ");
    EXPECT_EQ(wordsOf("Lung [1", kJson, false), "Lung [1");
    EXPECT_EQ(wordsOf("a <|obj", kQwen2, false), "a ");
    EXPECT_EQ(wordsOf("a < b", kQwen2, false), "a < b");
}

TEST(WrittenBoxes, OfQwen2StandBetweenMarks) {
    const std::string raw =
        "Here <|object_ref_start|>left lung<|object_ref_end|><|box_start|>(10,20),(30,40)<|box_end|> is.";
    const auto boxes = boxesOf(raw, kQwen2);
    ASSERT_EQ(boxes.size(), 1u);
    EXPECT_EQ(boxes[0].label, "left lung");
    EXPECT_EQ(boxes[0].numbers, (std::vector<double>{10, 20, 30, 40}));
    EXPECT_EQ(wordsOf(raw, kQwen2, true), "Here  is.");
}

TEST(WrittenBoxes, OfM3dTakeTheirLabelFromTheSentence) {
    const std::string raw = "No effusion. The liver <bx_start>[0.1, 0.2, 0.3, 0.4, 0.5, 0.6]<bx_end>.";
    const auto boxes = boxesOf(raw, kM3d);
    ASSERT_EQ(boxes.size(), 1u);
    EXPECT_EQ(boxes[0].label, "The liver");
    EXPECT_EQ(boxes[0].numbers.size(), 6u);
    EXPECT_EQ(wordsOf(raw, kM3d, true), "No effusion. The liver .");
}

TEST(WrittenBoxes, InBracketsNeedExactlyTheirNumbers) {
    EXPECT_EQ(boxesOf("the heart [0.1, 0.2, 0.3, 0.4] is large", kLlava).size(), 1u);
    EXPECT_TRUE(boxesOf("see reference [3]", kLlava).empty());
    EXPECT_TRUE(boxesOf("between [0.1, 0.2]", kLlava).empty());
}

TEST(WrittenBoxes, CoverTheTextWithoutAGap) {
    for (const auto& style : {kJson, kQwen2, kM3d, kLlava}) {
        const std::string raw =
            "a [0.1,0.2,0.3,0.4] ```json\n[{\"box_2d\":[1,2,3,4],\"label\":\"x\"}]``` <bx_start>[1]<bx_end> "
            "<|box_start|>x<|box_end|> z";
        std::size_t at = 0;
        for (const auto& stretch : divideText(raw, style, true)) {
            EXPECT_EQ(stretch.begin, at);
            at = stretch.end;
        }
        EXPECT_EQ(at, raw.size());
    }
}

}  // namespace
}  // namespace dokuei::inference
