#include <gtest/gtest.h>

#include "inference/text/ReasoningSplitter.h"

namespace dokuei::inference {
namespace {

const std::array<std::string, 2> kMedGemma{"<unused94>thought", "<unused95>"}, kThink{"<think>", "</think>"};

struct Shown {
    std::string reasoning, answer;
    bool unfinished = false;
};

/// Streams the text in pieces of `step` bytes.
Shown split(const std::array<std::string, 2>& marks, const std::string& text, std::size_t step,
            bool begun = false) {
    ReasoningSplitter splitter(marks, begun);
    Shown shown;
    const auto take = [&](const std::vector<ReasoningSplitter::Part>& parts) {
        for (const auto& part : parts) {
            EXPECT_FALSE(part.text.empty());
            (part.reasoning ? shown.reasoning : shown.answer) += part.text;
        }
    };
    for (std::size_t at = 0; at < text.size(); at += step) {
        take(splitter.push(text.substr(at, step)));
        for (const auto* mark : {"<unused94", "<unused95", "<think", "</think", "<answer", "</answer"})
            EXPECT_EQ((shown.reasoning + shown.answer).find(mark), std::string::npos);
    }
    take(splitter.finish());
    shown.unfinished = splitter.reasoning();
    return shown;
}

TEST(Reasoning, IsSeparatedFromTheAnswerHoweverItStreamsIn) {
    for (std::size_t step = 1; step < 40; ++step) {
        const auto gemma =
            split(kMedGemma, "<unused94>thought\nLook at the lungs.\n\n<unused95>No nodule. 5 < 6", step);
        EXPECT_EQ(gemma.reasoning, "Look at the lungs.");
        EXPECT_EQ(gemma.answer, "No nodule. 5 < 6");
        EXPECT_FALSE(gemma.unfinished);
        const auto qwen = split(kThink, "<think>\na b\n</think>\n\n<answer> C </answer>\n", step);
        EXPECT_EQ(qwen.reasoning, "a b");
        EXPECT_EQ(qwen.answer, "C");
    }
}

TEST(Reasoning, ShowsWhatOnlyLooksLikeAMarkAtFirst) {
    for (std::size_t step = 1; step < 8; ++step) {
        EXPECT_EQ(split(kThink, "a <thin b <", step).answer, "a <thin b <");
        EXPECT_EQ(split(kMedGemma, "x <unused93> <<unused94>thoughty<unused95>z", step).answer,
                  "x <unused93> <z");
    }
}

TEST(Reasoning, ThatIsNotEndedStaysReasoning) {
    const auto shown = split(kThink, "<think>still at it </thi", 3);
    EXPECT_EQ(shown.reasoning, "still at it </thi");
    EXPECT_EQ(shown.answer, "");
    EXPECT_TRUE(shown.unfinished);
}

TEST(Reasoning, MayBeOpenedByThePromptOrComeTwice) {
    const auto begun = split(kThink, "first\n</think>\nsecond", 2, true);
    EXPECT_EQ(begun.reasoning, "first");
    EXPECT_EQ(begun.answer, "second");
    const auto twice = split(kThink, "<think>1</think>A<think>2</think>B", 5);
    EXPECT_EQ(twice.reasoning, "12");
    EXPECT_EQ(twice.answer, "AB");
}

TEST(Reasoning, OfAModelWithoutMarksIsAllAnswer) {
    EXPECT_EQ(split({}, "<b>x</b> \n y", 4).answer, "<b>x</b> \n y");
}

TEST(Reasoning, ShowsTextAsSoonAsItCannotBecomeAMark) {
    ReasoningSplitter splitter(kThink);
    ASSERT_EQ(splitter.push("No nodule").size(), 1u);
    EXPECT_TRUE(splitter.push(" <").empty());
    const auto parts = splitter.push("5 mm");
    ASSERT_EQ(parts.size(), 1u);
    EXPECT_EQ(parts[0].text, " <5 mm");
}

}  // namespace
}  // namespace dokuei::inference
