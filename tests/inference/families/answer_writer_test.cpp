#include "inference/families/starter/AnswerWriter.h"

#include <gtest/gtest.h>

#include "tests/inference/families/tiny_model.h"

namespace dokuei::inference {
namespace {

/// A liver of 8 x 8 x 8 voxels and a nodule of 3 x 3 x 3 on a grid of 8 mm, in a scan of 4 mm voxels.
class AnswerFromTokens : public testing::Test {
protected:
    void SetUp() override {
        config_ = tinyStarterConfig();
        config_.sentenceLogProbability = -2;
        config_.organConfidence = 0.4;
        texts_.texts = {{"cannot_tell", {"I cannot tell.", "ja"}},
                        {"unsure", {"Not sure about the {organ}.", "ja"}},
                        {"site.whole", {"whole", "ja"}}};
        voxels_.assign(64 * 64 * 64, 0);
        view_.data = voxels_.data();
        view_.size = {64, 64, 64};
        view_.stride = {1, 64, 64 * 64};
        view_.spacing = {4, 4, 4};
        grid_ = gridFor(view_, 8);
        auto& map = encoding_.map;
        map.size = grid_.size;
        map.extent = grid_.extent;
        map.labels.assign(32 * 32 * 32, 0);
        liver_ = add(4, {10, 10, 10, 17, 17, 17}, 57);
        nodule_ = add(5, {4, 4, 24, 6, 6, 26}, 35);
    }

    std::size_t add(int classIndex, const std::array<int, 6>& box, double hu) {
        for (int z = box[2]; z <= box[5]; ++z)
            for (int y = box[1]; y <= box[4]; ++y)
                for (int x = box[0]; x <= box[3]; ++x)
                    encoding_.map.labels[static_cast<std::size_t>((z * 32 + y) * 32 + x)] =
                        static_cast<std::uint8_t>(classIndex);
        Region r;
        r.classIndex = classIndex;
        r.box = box;
        r.voxels =
            static_cast<std::int64_t>(box[3] - box[0] + 1) * (box[4] - box[1] + 1) * (box[5] - box[2] + 1);
        r.confidence = 0.9;
        r.meanHu = hu;
        r.diameterVoxels = 2.5;
        encoding_.regions.push_back(r);
        return encoding_.regions.size() - 1;
    }

    static std::vector<std::string> boxTokens(const std::string& key, const std::array<int, 6>& box) {
        std::vector<std::string> tokens{"<box:" + key + ">"};
        for (int i = 0; i < 6; ++i)
            tokens.push_back("<loc:" + std::to_string(locationToken(box[i] + (i < 3 ? 0 : 1), 32)) + ">");
        return tokens;
    }

    /// Tokens of the pattern <...> are control tokens.
    Answer write(const std::vector<std::vector<std::string>>& groups, double logProbability = -0.1,
                 bool stopped = false) {
        Answer answer;
        answer.language = "en";
        streamed_.clear();
        seen_.clear();
        AnswerWriter writer(
            {config_, texts_, encoding_, grid_, hounsfield_, view_, report_}, answer,
            [this](const std::string& t) { streamed_ += t; },
            [this](const Grounding& g) { seen_.push_back(g.key); });
        for (const auto& tokens : groups)
            for (const auto& token : tokens) {
                if (token[0] == '<')
                    writer.control(token, logProbability);
                else
                    writer.text(token, logProbability);
            }
        writer.finish(stopped);
        EXPECT_EQ(streamed_, answer.text) << "what was streamed is the answer";
        EXPECT_EQ(seen_.size(), answer.boxes.size());
        return answer;
    }

    StarterConfig config_;
    AnswerTexts texts_;
    std::vector<std::int16_t> voxels_;
    VolumeView view_;
    ModelGrid grid_;
    Encoding encoding_;
    std::size_t liver_ = 0, nodule_ = 0;
    bool hounsfield_ = true, report_ = false;
    std::string streamed_;
    std::vector<std::string> seen_;
};

const std::array<int, 6> kLiver{10, 10, 10, 17, 17, 17}, kNodule{4, 4, 24, 6, 6, 26};

TEST_F(AnswerFromTokens, TakesTheBoxFromTheMaskAndTheNumbersFromMeasurement) {
    auto roughly = kLiver;
    roughly[0] += 1;
    const auto a = write({{"The", " liver", " is", " here"},
                          boxTokens("liver", roughly),
                          {", about ", "<ml>", " ml", " with ", "<hu>", " HU", "."}});
    EXPECT_EQ(a.text, "The liver is here, about 262 ml with 57 HU.");
    ASSERT_EQ(a.boxes.size(), 1u);
    EXPECT_EQ(a.boxes[0].voxel, (std::array<int, 6>{20, 20, 20, 35, 35, 35}));
    EXPECT_EQ(a.text.substr(a.boxes[0].textBegin, a.boxes[0].textEnd - a.boxes[0].textBegin), "liver");
    EXPECT_NEAR(*a.boxes[0].volumeMl, 262.144, 1e-6);
    EXPECT_FALSE(a.boxes[0].diameterMm.has_value());
    EXPECT_NEAR(a.boxes[0].lps[0], 20 * 4 - 2, 1e-9);
    EXPECT_NEAR(a.boxes[0].lps[3], 35 * 4 + 2, 1e-9);
}

TEST_F(AnswerFromTokens, MeasuresWhatIsWrittenBeforeItsBox) {
    const auto a = write({{"A nodule of ", "<mm>", " mm"}, boxTokens("lung_nodule", kNodule), {"."}});
    EXPECT_EQ(a.text, "A nodule of 20 mm.");
    EXPECT_TRUE(a.boxes.at(0).lesion);
}

TEST_F(AnswerFromTokens, MeasuresInTheNextSentenceToo) {
    const auto a = write(
        {{"The liver is here"}, boxTokens("liver", kLiver), {".", " Its volume is ", "<ml>", " ml", "."}});
    EXPECT_EQ(a.text, "The liver is here. Its volume is 262 ml.");
}

TEST_F(AnswerFromTokens, KeepsTheLinesOfAListApartAlsoAfterARefusedOne) {
    const auto a = write({{"First.", "\n", "The liver is here"},
                          boxTokens("liver", {22, 22, 22, 29, 29, 29}),
                          {".", "\n", "Third.", "\n"}});
    EXPECT_EQ(a.text, "First.\nNot sure about the liver.\nThird.\n");
}

TEST_F(AnswerFromTokens, RefusesASideThatIsNotTheBoxes) {
    texts_.texts["side.left"] = {"left", "x"};
    texts_.texts["side.right"] = {"right", "x"};
    // The nodule lies at the low end of x, which is the patient's right.
    const auto wrong = write({{"A nodule in the left lung"}, boxTokens("lung_nodule", kNodule), {"."}});
    EXPECT_EQ(wrong.text, "Not sure about the lung nodule.");
    EXPECT_TRUE(wrong.boxes.empty());
    const auto sound = write({{"A nodule in the right lung"}, boxTokens("lung_nodule", kNodule), {"."}});
    EXPECT_EQ(sound.text, "A nodule in the right lung.");
    EXPECT_EQ(sound.boxes.size(), 1u);
    report_ = true;
    const auto report = write({{"<site:liver>", "<present>", "A nodule in the left lung"},
                               boxTokens("lung_nodule", kNodule),
                               {".", "\n"}});
    ASSERT_FALSE(report.findings.empty());
    EXPECT_EQ(report.findings[0].certainty, "uncertain");
    EXPECT_TRUE(report.boxes.empty());
}

TEST_F(AnswerFromTokens, DeniesNoLesionThatTheMaskShows) {
    texts_.texts["denies.lung_nodule"] = {"no lung nodule", "x"};
    texts_.texts["denies.kidney_cyst"] = {"no kidney cyst", "x"};
    texts_.texts["denies."] = {"no lesion", "x"};
    EXPECT_EQ(write({{"I find no lung nodule."}}).text, "Not sure about the lung nodule.");
    EXPECT_EQ(write({{"I find no lesion."}}).text, "I cannot tell.");
    EXPECT_EQ(write({{"I find no kidney cyst."}}).text, "I find no kidney cyst.");
    report_ = true;
    const auto a = write({{"<site:liver>", "<absent>", "No lung nodule is seen.", "\n"}});
    ASSERT_FALSE(a.findings.empty());
    EXPECT_EQ(a.findings[0].text, "Not sure about the lung nodule.");
    EXPECT_EQ(a.findings[0].certainty, "uncertain");
}

TEST_F(AnswerFromTokens, SaysItCannotTellWhenBoxAndMaskDisagree) {
    const auto a = write({{"The liver is here"},
                          boxTokens("liver", {22, 22, 22, 29, 29, 29}),
                          {".", " It measures ", "<ml>", " ml", "."}});
    EXPECT_EQ(a.text, "Not sure about the liver.");
    EXPECT_TRUE(a.boxes.empty());
    ASSERT_EQ(a.rejectedBoxes.size(), 1u);
    EXPECT_NE(a.rejectedBoxes[0].find("contradicts"), std::string::npos);
}

TEST_F(AnswerFromTokens, DropsBoxesThatAreMalformedEmptyOutsideOrUnknown) {
    const std::vector<std::vector<std::string>> bad{
        {"<box:liver>", "<loc:1>", "<loc:2>"},
        {"<box:liver>", "<loc:50>", "<loc:50>", "<loc:50>", "<loc:50>", "<loc:60>", "<loc:60>"},
        {"<box:dragon>", "<loc:1>", "<loc:1>", "<loc:1>", "<loc:9>", "<loc:9>", "<loc:9>"},
        boxTokens("right_lung", kLiver)};
    for (const auto& tokens : bad) {
        const auto a = write({{"It is here"}, tokens, {"."}});
        EXPECT_TRUE(a.boxes.empty());
        EXPECT_EQ(a.rejectedBoxes.size(), 1u) << tokens[0];
        EXPECT_EQ(a.text.find("It is here"), std::string::npos);
    }
    encoding_.map.extent = {20, 32, 32};
    EXPECT_NE(write({{"It is here"}, boxTokens("liver", {25, 10, 10, 30, 17, 17}), {"."}})
                  .rejectedBoxes.at(0)
                  .find("outside"),
              std::string::npos);
}

TEST_F(AnswerFromTokens, NeverInventsANumber) {
    EXPECT_EQ(write({{"It has ", "<ml>", " ml", "."}}).text, "I cannot tell.");
    EXPECT_EQ(write({{"The liver"}, boxTokens("liver", kLiver), {" is ", "<mm>", " mm", "."}}).text,
              "Not sure about the liver.");
    hounsfield_ = false;
    EXPECT_EQ(write({{"The liver"}, boxTokens("liver", kLiver), {" has ", "<hu>", " HU", "."}}).text,
              "Not sure about the liver.");
}

TEST_F(AnswerFromTokens, SaysItCannotTellWhenItIsNotSure) {
    EXPECT_EQ(write({{"The", " liver", " is", " large", "."}}, -3).text, "I cannot tell.");
    encoding_.regions[liver_].confidence = 0.2;
    EXPECT_EQ(write({{"The liver is here"}, boxTokens("liver", kLiver), {"."}}).text,
              "Not sure about the liver.");
}

TEST_F(AnswerFromTokens, LeavesOutAnUnfinishedSentenceWhenStopped) {
    EXPECT_EQ(write({{"One.", " Two is"}}, -0.1, true).text, "One.");
}

TEST_F(AnswerFromTokens, ReadsAReportIntoFindings) {
    report_ = true;
    const auto a = write({{"<site:whole>", "<present>", "This is a CT.", "\n", "<site:right_lung>",
                           "<present>", "A nodule of ", "<mm>", " mm"},
                          boxTokens("lung_nodule", kNodule),
                          {".", " About ", "<ml>", " ml.", "\n", "<site:liver>", "<absent>", "No lesion.",
                           "\n", "<impression>", "<site:right_lung>", "<present>", "Nodule.", "\n"}});
    ASSERT_EQ(a.findings.size(), 4u);
    EXPECT_EQ(a.findings[1].text, "A nodule of 20 mm. About 14 ml.");
    EXPECT_EQ(a.findings[1].siteKey, "right_lung");
    EXPECT_EQ(a.findings[1].site, "right lung");
    EXPECT_EQ(a.findings[1].boxes, std::vector<int>{0});
    EXPECT_EQ(a.findings[2].certainty, "absent");
    EXPECT_EQ(a.findings[3].section, "impression");
    EXPECT_EQ(a.findings[0].site, "whole");
    EXPECT_EQ(a.text, "This is a CT.\nA nodule of 20 mm. About 14 ml.\nNo lesion.\n\nNodule.\n");
}

TEST_F(AnswerFromTokens, ADoubtedLesionIsToldAsUncertainAndItsImpressionDropped) {
    report_ = true;
    const auto a = write(
        {{"<site:whole>", "<present>", "This is a CT.", "\n", "<site:right_lung>", "<present>", "A nodule"},
         boxTokens("lung_nodule", {20, 20, 4, 24, 24, 8}),
         {".", "\n", "<impression>", "<site:right_lung>", "<present>", "Nodule.", "\n"}});
    ASSERT_EQ(a.findings.size(), 3u);
    EXPECT_EQ(a.findings[1].certainty, "uncertain");
    EXPECT_EQ(a.findings[1].text, "Not sure about the lung nodule.");
    EXPECT_TRUE(a.findings[1].boxes.empty());
    EXPECT_EQ(a.findings[2].section, "impression");
    EXPECT_EQ(a.findings[2].certainty, "uncertain");
    EXPECT_EQ(a.findings[2].text, "I cannot tell.");
    EXPECT_EQ(a.rejectedBoxes.size(), 1u);
}

TEST(MeasuredNumbers, AreRoundedAsAReportWritesThem) {
    EXPECT_EQ(roundedMl(0.53), "0.5");
    EXPECT_EQ(roundedMl(12.4), "12");
    EXPECT_EQ(roundedMl(312.6), "313");
    EXPECT_EQ(roundedMl(1453.2), "1450");
}

}  // namespace
}  // namespace dokuei::inference
