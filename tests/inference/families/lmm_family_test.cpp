#include "inference/families/lmm/LmmFamily.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "inference/Error.h"
#include "tests/inference/families/lmm_support.h"

namespace dokuei::inference {
namespace {

const std::vector<std::string> kPublic{"gemma3",       "qwen2_vl",   "qwen2_5_vl", "qwen3_vl", "llava_clip",
                                       "llava_siglip", "llava_next", "m3d_phi3",   "m3d_llama"};

/// One tiny checkpoint, opened from a folder of its own.
struct Opened {
    explicit Opened(const std::string& name, ModelOptions options = {}) : folder("lmm_" + name) {
        copyTinyCheckpoint(name, folder.path());
        family = openLmm(folder.path(), options);
    }
    LmmFamily& lmm() { return dynamic_cast<LmmFamily&>(*family); }
    std::unique_ptr<EncodedVolume> encode(const VolumeView& volume) { return family->encode(volume, go, {}); }
    Answer ask(EncodedVolume& encoded, const VolumeView& volume, const std::string& question,
               const std::function<void(Request&)>& change = {}, const Listener& listener = {}) {
        Request request;
        request.volume = volume;
        request.question = question;
        request.sampling.maxTokens = 12;
        if (change) change(request);
        return family->answer(encoded, request, go, listener);
    }

    TestFolder folder;
    std::unique_ptr<Family> family;
    std::atomic<bool> go{false};
};

class TalkingCheckpoint : public testing::TestWithParam<std::string> {};

TEST_P(TalkingCheckpoint, AnswersAndGoesOnFromThePicturesAtTheSecondQuestion) {
    Opened model(GetParam(), [] {
        ModelOptions options;
        options.slices = 3;
        return options;
    }());
    const auto volume = ctOf(40, 30, 6, "study/series");
    auto encoded = model.encode(volume);
    const auto prefix = model.lmm().positionsRead();
    EXPECT_GE(prefix, 4);
    const auto seen = model.lmm().picturesSeen();
    EXPECT_GT(seen, 0);
    std::string streamed;
    Listener listener;
    listener.onText = [&](const std::string& text) { streamed += text; };
    const auto first = model.ask(*encoded, volume, "Is there an effusion?", {}, listener);
    EXPECT_GT(first.tokens, 0);
    EXPECT_EQ(streamed, first.text);
    EXPECT_EQ(first.positionsReused, prefix);
    const auto before = model.lmm().positionsRead();
    const auto second = model.ask(*encoded, volume, "Where is the liver?");
    EXPECT_EQ(second.positionsReused, prefix);
    EXPECT_LE(second.positionsRead, model.lmm().positionsRead() - before);
    EXPECT_EQ(model.lmm().picturesSeen(), seen);
    // The first question again gives the first answer: nothing of the second one is left.
    EXPECT_EQ(model.ask(*encoded, volume, "Is there an effusion?").text, first.text);
}

TEST_P(TalkingCheckpoint, AnswersTheSameWithAndWithoutAKeptPrefix) {
    Opened model(GetParam());
    const auto volume = ctOf(40, 30, 1, "study/series");
    auto encoded = model.encode(volume);
    model.ask(*encoded, volume, "First question, of another length?");
    const auto kept = model.ask(*encoded, volume, "Is it normal?");
    auto fresh = model.encode(volume);
    EXPECT_EQ(model.ask(*fresh, volume, "Is it normal?").text, kept.text);
}

TEST_P(TalkingCheckpoint, ListsPlacesThatAlwaysParseWhenAskedForThem) {
    ModelOptions options;
    options.slices = 2;
    Opened model(GetParam(), options);
    const auto volume = ctOf(40, 30, 6, "study/series");
    auto encoded = model.encode(volume);
    for (const std::uint64_t seed : {1, 2, 3, 4}) {
        const auto answer = model.ask(*encoded, volume, "Where?", [&](Request& r) {
            r.grounded = true;
            r.sampling.temperature = 1;
            r.sampling.seed = seed;
            r.sampling.maxTokens = 200;
        });
        // Random weights write nonsense, but nonsense that parses: each box is placed, or refused for where
        // it lies.
        EXPECT_FALSE(answer.cut);
        for (const auto& reason : answer.rejectedBoxes)
            EXPECT_EQ(reason.find("malformed"), std::string::npos) << reason;
        for (const auto& box : answer.boxes) {
            for (std::size_t a = 0; a < 3; ++a) {
                EXPECT_GE(box.voxel[a], 0);
                EXPECT_LE(box.voxel[a], box.voxel[3 + a]);
                EXPECT_LT(box.voxel[3 + a], volume.size[a]);
            }
            EXPECT_GT(box.confidence, 0);
            EXPECT_LE(box.confidence, 1);
        }
    }
}

TEST_P(TalkingCheckpoint, DraftsStatementsThatAlwaysParse) {
    ModelOptions options;
    options.slices = 2;
    Opened model(GetParam(), options);
    const auto volume = ctOf(40, 30, 6, "study/series");
    auto encoded = model.encode(volume);
    std::size_t findings = 0;
    for (const std::uint64_t seed : {1, 2, 3}) {
        const auto answer = model.ask(*encoded, volume, "", [&](Request& r) {
            r.kind = Request::Kind::DraftReport;
            r.language = "en";
            r.sampling.temperature = 1;
            r.sampling.seed = seed;
            r.sampling.maxTokens = 400;
        });
        EXPECT_FALSE(answer.cut);
        findings += answer.findings.size();
        for (const auto& finding : answer.findings) {
            EXPECT_FALSE(finding.text.empty());
            EXPECT_TRUE(finding.certainty == "present" || finding.certainty == "uncertain" ||
                        finding.certainty == "absent");
            EXPECT_TRUE(finding.section == "finding" || finding.section == "impression");
            for (const int box : finding.boxes) EXPECT_LT(std::size_t(box), answer.boxes.size());
        }
    }
    // The tiny SentencePiece vocabularies mostly fill one string until the tokens run out.
    if (GetParam().rfind("qwen", 0) == 0) EXPECT_GT(findings, 0u);
}

TEST(TalkingCheckpoints, KeepTheVolumesOfTwoStudiesApart) {
    Opened model("gemma3");
    const auto one = ctOf(40, 30, 4, "study/one"), other = ctOf(31, 40, 4, "study/other");
    auto first = model.encode(one);
    const auto alone = model.ask(*first, one, "What is it?");
    auto second = model.encode(other);
    const auto between = model.ask(*second, other, "What is it?");
    EXPECT_EQ(model.ask(*first, one, "What is it?").text, alone.text);
    EXPECT_EQ(model.ask(*second, other, "What is it?").text, between.text);
    EXPECT_NE(first->input().pictures.at(0).rgb, second->input().pictures.at(0).rgb);
}

TEST(TalkingCheckpoints, ShowPicturesToTheTowerOnceUntilTheStudyIsForgotten) {
    Opened model("gemma3");
    const auto volume = ctOf(40, 30, 4, "study/one");
    model.encode(volume);
    const auto seen = model.lmm().picturesSeen();
    EXPECT_EQ(seen, 4);
    model.encode(volume);
    EXPECT_EQ(model.lmm().picturesSeen(), seen);
    model.family->forget("study/other");
    model.encode(volume);
    EXPECT_EQ(model.lmm().picturesSeen(), seen);
    model.family->forget("study/one");
    model.encode(volume);
    EXPECT_EQ(model.lmm().picturesSeen(), 2 * seen);
}

TEST(TalkingCheckpoints, StopWithinAToken) {
    Opened model("qwen2_5_vl");
    const auto volume = ctOf(40, 30, 1, "study/one");
    auto encoded = model.encode(volume);
    std::atomic<bool> stop{false};
    Listener listener;
    listener.onText = [&](const std::string&) { stop = true; };
    Request request;
    request.volume = volume;
    request.question = "Describe it.";
    request.sampling.maxTokens = 200;
    request.sampling.temperature = 1;
    const auto answer = model.family->answer(*encoded, request, stop, listener);
    EXPECT_TRUE(answer.stopped);
    EXPECT_LT(answer.tokens, 200);
    // The next question is answered as if nothing had been.
    stop = false;
    const auto after = model.ask(*encoded, volume, "Is it normal?");
    auto fresh = model.encode(volume);
    EXPECT_EQ(model.ask(*fresh, volume, "Is it normal?").text, after.text);
}

TEST(TalkingCheckpoints, StopWhilePicturesAreEncoded) {
    Opened model("gemma3");
    std::atomic<bool> stop{true};
    EXPECT_THROW(model.family->encode(ctOf(40, 30, 4, "k"), stop, {}), Cancelled);
}

TEST(TalkingCheckpoints, TellHowFarTheEncodingIs) {
    Opened model("gemma3");
    std::vector<double> told;
    std::atomic<bool> go{false};
    model.family->encode(ctOf(40, 30, 4, "k"), go, [&](double f) { told.push_back(f); });
    ASSERT_GE(told.size(), 2u);
    EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
    EXPECT_EQ(told.back(), 1.0);
}

TEST(TalkingCheckpoints, ReadEarlierTurnsOfTheConversation) {
    Opened model("qwen2_5_vl");
    const auto volume = ctOf(40, 30, 1, "study/one");
    auto encoded = model.encode(volume);
    const auto first = model.ask(*encoded, volume, "What is it?");
    const auto alone = model.ask(*encoded, volume, "Why?");
    const auto after = model.ask(*encoded, volume, "Why?", [&](Request& r) {
        r.history = {{"What is it?", first.text}};
    });
    EXPECT_GT(after.positionsRead, alone.positionsRead);
    EXPECT_NE(encoded->input().prompt.find("What is it?"), std::string::npos);
}

TEST(TalkingCheckpoints, ReadThePicturesOnceWhenALongAnswerIsAllowed) {
    Opened model("gemma3");
    const auto volume = ctOf(40, 30, 3, "study/one");
    std::vector<double> told;
    auto encoded = model.family->encode(volume, model.go, [&](double fraction) { told.push_back(fraction); });
    const auto prefix = model.lmm().positionsRead();
    std::atomic<bool> stop{false};
    Listener listener;
    listener.onText = [&](const std::string&) { stop = true; };
    Request request;
    request.volume = volume;
    request.question = "Is there an effusion?";
    request.sampling.maxTokens = 1024;
    const auto answer = model.family->answer(*encoded, request, stop, listener);
    EXPECT_EQ(answer.positionsReused, prefix);
    ASSERT_FALSE(told.empty());
    EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
    EXPECT_EQ(told.back(), 1);
}

TEST(TalkingCheckpoints, SayWhatTheyWereShown) {
    ModelOptions options;
    options.slices = 3;
    Opened model("gemma3", options);
    const auto volume = ctOf(40, 30, 7, "study/one");
    auto encoded = model.encode(volume);
    const auto answer = model.ask(*encoded, volume, "What is it?");
    EXPECT_EQ(answer.slicesShown, 3);
    EXPECT_EQ(answer.slicesInVolume, 7);
    const auto input = encoded->input();
    ASSERT_EQ(input.pictures.size(), 3u);
    EXPECT_EQ(input.pictures[2].width, 40);
    EXPECT_EQ(input.pictures[2].height, 30);
    EXPECT_EQ(input.pictures[2].rgb.size(), 40u * 30u * 3u);
    EXPECT_EQ(input.pictures[2].label, "SLICE 3");
    EXPECT_NE(input.prompt.find("<image:9>"), std::string::npos);
    EXPECT_NE(input.prompt.find("SLICE 3"), std::string::npos);
}

TEST(TalkingCheckpoints, ChooseTheSameTokensForTheSameSeed) {
    Opened model("qwen3_vl");
    const auto volume = ctOf(40, 30, 1, "study/one");
    auto encoded = model.encode(volume);
    const auto with = [&](std::uint64_t seed) {
        return model
            .ask(*encoded, volume, "What is it?",
                 [&](Request& r) { r.sampling.temperature = 1, r.sampling.seed = seed; })
            .text;
    };
    EXPECT_EQ(with(7), with(7));
    EXPECT_NE(with(7), with(8));
}

TEST(TalkingCheckpoints, RefuseAQuestionThatIsTooLongAndGoOn) {
    TestFolder folder("lmm_short");
    copyTinyCheckpoint("qwen2_5_vl", folder.path(), 400);
    auto family = openLmm(folder.path(), {});
    const auto volume = ctOf(40, 30, 1, "study/one");
    std::atomic<bool> go{false};
    auto encoded = family->encode(volume, go, {});
    Request request;
    request.volume = volume;
    request.question = std::string(2000, '?');
    EXPECT_THROW(family->answer(*encoded, request, go, {}), Error);
    request.question = "Is it?";
    request.sampling.maxTokens = 5;
    EXPECT_GT(family->answer(*encoded, request, go, {}).tokens, 0);
}

TEST(TalkingCheckpoints, EndAnAnswerAtItsGreatestLengthAndSaySo) {
    Opened model("qwen2_5_vl");
    const auto volume = ctOf(40, 30, 1, "study/one");
    auto encoded = model.encode(volume);
    const auto answer = model.ask(*encoded, volume, "What?", [](Request& r) { r.sampling.maxTokens = 3; });
    EXPECT_TRUE(answer.cut || answer.tokens < 3);
    EXPECT_LE(answer.tokens, 3);
}

TEST(TalkingTextCheckpoints, SayThatTheySawNoImage) {
    Opened model("qwen2");
    EXPECT_FALSE(model.family->info().seesImages);
    const auto volume = ctOf(40, 30, 4, "study/one");
    auto encoded = model.encode(volume);
    const auto answer = model.ask(*encoded, volume, "What is pneumonia?");
    EXPECT_FALSE(answer.sawImage);
    EXPECT_EQ(model.lmm().picturesSeen(), 0);
    EXPECT_THROW(model.ask(*encoded, volume, "Where is it?", [](Request& r) { r.grounded = true; }), Error);
    EXPECT_THROW(model.ask(*encoded, volume, "", [](Request& r) { r.kind = Request::Kind::DraftReport; }),
                 Error);
}

INSTANTIATE_TEST_SUITE_P(Families, TalkingCheckpoint, testing::ValuesIn(kPublic),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace dokuei::inference
