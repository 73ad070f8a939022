#include "inference/families/lmm/AnswerComposer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "inference/families/lmm/PictureSet.h"
#include "inference/families/lmm/ReportComposer.h"
#include "tests/inference/families/lmm_support.h"

namespace dokuei::inference {
namespace {

/// MedGemma's way with boxes, without a model behind it.
class BoxDialect : public Dialect {
public:
    Pictures prepare(const VolumeView& volume, const std::atomic<bool>* stop) const override {
        return chooseSlices(volume, {4, true, "SLICE"}, "", stop);
    }
    NamedTensors pixels(Pictures&, std::size_t, std::size_t, const std::atomic<bool>*) const override {
        return {};
    }
    std::string wording(const Request& request, const Pictures&) const override { return request.question; }
    std::vector<int> prompt(const Pictures&, const VisionFeatures&,
                            const std::vector<ChatTurn>&) const override {
        return {};
    }
    BoxStyle boxStyle(bool) const override { return {BoxStyle::Form::Json, "box_2d", {}, {}, {}, {}, 4}; }
    BoxForm boxForm(const Pictures&) const override { return {"box_2d", 4, 1000, 0, "slice"}; }
    WrittenModelBox place(const BoxText& box, const Pictures& pictures,
                          const VolumeView& volume) const override {
        return placeOn(box, pictures, volume, {1000, true, 1});
    }
};

class AnswerComposing : public testing::Test {
protected:
    AnswerComposing() : volume_(ctOf(100, 50, 4, "k")), pictures_(dialect_.prepare(volume_, nullptr)) {}
    /// Writes the text a few bytes at a time, each piece with the same probability.
    Answer compose(const std::string& raw, double probability = 0.9, std::size_t step = 3) {
        Answer answer;
        streamed_.clear();
        AnswerComposer composer(
            dialect_, pictures_, volume_, false, answer, [this](const std::string& t) { streamed_ += t; },
            [this](const Grounding& box) { early_.push_back(box); });
        for (std::size_t at = 0; at < raw.size(); at += step)
            composer.push(raw.substr(at, step), std::log(probability), false);
        composer.finish(false);
        EXPECT_EQ(streamed_, answer.text);
        return answer;
    }
    Answer report(const std::string& raw, double probability = 0.9) {
        Answer answer;
        ReportComposer composer(dialect_, pictures_, volume_, answer, {}, {});
        for (std::size_t at = 0; at < raw.size(); at += 3)
            composer.push(raw.substr(at, 3), std::log(probability), false);
        composer.finish(false);
        return answer;
    }

    BoxDialect dialect_;
    VolumeView volume_;
    Pictures pictures_;
    std::string streamed_;
    std::vector<Grounding> early_;
};

TEST_F(AnswerComposing, ShowsTheLabelInPlaceOfABox) {
    const auto answer = compose(
        "Seen here: ```json\n[{\"slice\": 2, \"box_2d\": [0, 500, 500, 1000], \"label\": \"left "
        "kidney\"}]\n```. Nothing else.");
    EXPECT_EQ(answer.text, "Seen here: left kidney. Nothing else.");
    ASSERT_EQ(answer.boxes.size(), 1u);
    const auto& box = answer.boxes[0];
    EXPECT_EQ(answer.text.substr(box.textBegin, box.textEnd - box.textBegin), "left kidney");
    EXPECT_EQ(box.label, "left kidney");
    EXPECT_EQ(box.voxel, (std::array<int, 6>{50, 0, 1, 99, 24, 1}));
    EXPECT_NEAR(box.confidence, 0.9, 1e-6);
    ASSERT_EQ(early_.size(), 1u);
    EXPECT_EQ(early_[0].voxel, box.voxel);
}

TEST_F(AnswerComposing, MakesOneBoxOfOneFindingOnTwoSlices) {
    const auto answer = compose(
        "[{\"slice\":1,\"box_2d\":[100,100,300,300],\"label\":\"cyst\"},"
        "{\"slice\":2,\"box_2d\":[120,100,300,300],\"label\":\"cyst\"}]");
    EXPECT_EQ(answer.text, "cyst");
    ASSERT_EQ(answer.boxes.size(), 1u);
    EXPECT_EQ(answer.boxes[0].voxel[2], 0);
    EXPECT_EQ(answer.boxes[0].voxel[5], 1);
}

TEST_F(AnswerComposing, RefusesABoxWithoutItsSliceAndSaysWhy) {
    const auto answer = compose(
        "[{\"box_2d\":[100,100,300,300],\"label\":\"cyst\"},"
        "{\"slice\":9,\"box_2d\":[100,100,300,300],\"label\":\"mass\"},"
        "{\"slice\":1,\"box_2d\":[300,100,100,300],\"label\":\"stone\"}]");
    EXPECT_EQ(answer.text, "cyst, mass, stone");
    EXPECT_TRUE(answer.boxes.empty());
    EXPECT_EQ(answer.rejectedBoxes,
              (std::vector<std::string>{"box of cyst: it does not tell which slice it means",
                                        "box of mass: it names a slice that was not shown",
                                        "box of stone: its corners are exchanged"}));
}

TEST_F(AnswerComposing, MarksSentencesThatTheModelHeldImprobable) {
    Answer answer;
    AnswerComposer composer(dialect_, pictures_, volume_, false, answer, {}, {});
    composer.push("The liver is normal.", std::log(0.9), false);
    composer.push(" There is a 3.5 mm nodule.", std::log(0.2), false);
    composer.finish(false);
    ASSERT_EQ(answer.unsure.size(), 1u);
    const auto& unsure = answer.unsure[0];
    EXPECT_EQ(answer.text.substr(unsure.textBegin, unsure.textEnd - unsure.textBegin),
              "There is a 3.5 mm nodule.");
    EXPECT_NEAR(unsure.confidence, 0.2, 1e-9);
}

TEST_F(AnswerComposing, DoesNotCountTokensThatAGrammarForced) {
    Answer answer;
    AnswerComposer composer(dialect_, pictures_, volume_, true, answer, {}, {});
    composer.push("[{\"label\": \"", std::log(1e-6), true);
    composer.push("cyst", std::log(0.8), false);
    composer.push("\", \"slice\": 1, \"box_2d\": [", std::log(1e-6), true);
    composer.push("100, 100, 300, 300", std::log(0.8), false);
    composer.push("]}]", std::log(1e-6), true);
    composer.finish(false);
    ASSERT_EQ(answer.boxes.size(), 1u);
    EXPECT_NEAR(answer.boxes[0].confidence, 0.8, 1e-9);
}

TEST_F(AnswerComposing, KnowsThatAHeldAnswerNamedNoPlace) {
    Answer answer;
    AnswerComposer composer(dialect_, pictures_, volume_, true, answer, {}, {});
    composer.push("[ ]", 0, false);
    composer.finish(false);
    EXPECT_TRUE(answer.namedNoPlace);
    EXPECT_EQ(answer.text, "");
}

TEST_F(AnswerComposing, SaysNothingOfABoxThatAStopCutShort) {
    Answer answer;
    AnswerComposer composer(dialect_, pictures_, volume_, false, answer, {}, {});
    composer.push("A cyst: [{\"box_2d\": [10, 20", 0, false);
    composer.finish(true);
    EXPECT_EQ(answer.text, "A cyst:");
    EXPECT_TRUE(answer.rejectedBoxes.empty());
}

TEST_F(AnswerComposing, KnowsWhereJapaneseSentencesEnd) {
    const std::string text = "\xE8\x82\x9D\xE3\x80\x82\xE8\x85\x8E\xE3\x80\x82";
    EXPECT_EQ(sentencesOf(text), (std::vector<std::array<std::size_t, 2>>{{0, 6}, {6, 12}}));
}

TEST_F(AnswerComposing, DraftsFindingsWithTheirCertaintyAndBoxes) {
    const auto answer = report(
        "[{\"section\":\"finding\",\"site\":\"liver\",\"certainty\":\"present\",\"sentence\":\"There is a "
        "cyst.\",\"slice\":1,\"box_2d\":[100,100,300,300]},"
        "{\"section\":\"impression\",\"site\":\"\",\"certainty\":\"absent\",\"sentence\":\"No "
        "ascites.\",\"box_2d\":[]}, {\"section\":\"finding\",\"sentence\":\"Cut");
    ASSERT_EQ(answer.findings.size(), 2u);
    EXPECT_EQ(answer.text, "There is a cyst.\nNo ascites.");
    EXPECT_EQ(answer.findings[0].certainty, "present");
    EXPECT_EQ(answer.findings[0].siteKey, "liver");
    EXPECT_EQ(answer.findings[0].boxes, std::vector<int>{0});
    EXPECT_EQ(answer.findings[1].section, "impression");
    EXPECT_EQ(answer.findings[1].certainty, "absent");
    EXPECT_TRUE(answer.rejectedBoxes.empty());
    EXPECT_EQ(answer.boxes.size(), 1u);
}

TEST_F(AnswerComposing, CallsAnImprobableFindingUncertain) {
    const auto answer =
        report("[{\"certainty\":\"present\",\"sentence\":\"There is a cyst.\",\"box_2d\":[]}]", 0.3);
    ASSERT_EQ(answer.findings.size(), 1u);
    EXPECT_EQ(answer.findings[0].certainty, "uncertain");
    ASSERT_EQ(answer.unsure.size(), 1u);
}

TEST_F(AnswerComposing, GivesNoPlaceToWhatIsAbsent) {
    const auto answer = report(
        "[{\"certainty\":\"absent\",\"site\":\"lung\",\"sentence\":\"No nodule.\",\"slice\":1,\"box_2d\":"
        "[100,100,300,300]}]");
    EXPECT_TRUE(answer.boxes.empty());
    EXPECT_EQ(answer.rejectedBoxes, std::vector<std::string>{"box of lung: what is absent has no place"});
}

}  // namespace
}  // namespace dokuei::inference
