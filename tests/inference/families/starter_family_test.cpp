#include "inference/families/starter/StarterFamily.h"

#include <gtest/gtest.h>

#include "inference/Error.h"
#include "tests/inference/families/tiny_model.h"

namespace dokuei::inference {
namespace {

const std::atomic<bool> kGoOn{false};

class TinyStarter : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder_ = std::make_unique<TestFolder>("starter");
        writeTinyModel(folder_->path());
    }
    static void TearDownTestSuite() { folder_.reset(); }

    static Request ask(const std::string& question, const VolumeView& volume, double temperature = 0,
                       std::uint64_t seed = 0) {
        Request request;
        request.question = question;
        request.volume = volume;
        request.sampling.temperature = temperature;
        request.sampling.seed = seed;
        request.sampling.maxTokens = 60;
        return request;
    }
    /// What the directory is refused with after `damage`.
    static std::string refusal(const std::function<void(const std::string&)>& damage) {
        const TestFolder broken("broken");
        std::filesystem::copy(folder_->path(), broken.path(), std::filesystem::copy_options::recursive);
        damage(broken.path());
        try {
            openModel(broken.path(), Device::Cpu);
        } catch (const ModelError& e) {
            const std::string text = e.what();
            return text.rfind(broken.path(), 0) == 0 ? text.substr(broken.path().size() + 1)
                                                     : "names no file: " + text;
        }
        return "accepted";
    }
    static std::unique_ptr<TestFolder> folder_;
};
std::unique_ptr<TestFolder> TinyStarter::folder_;

TEST_F(TinyStarter, StreamsExactlyTheFinalText) {
    StarterFamily family(folder_->path(), Device::Cpu);
    const auto scan = tinyScan("a");
    const auto encoded = family.encode(scan, kGoOn, {});
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        std::string streamed;
        Listener listener;
        listener.onText = [&](const std::string& t) { streamed += t; };
        const auto answer =
            family.answer(*encoded, ask("Where is the liver?", scan, 1, seed), kGoOn, listener);
        EXPECT_EQ(streamed, answer.text);
        EXPECT_GT(answer.tokens, 0);
        EXPECT_EQ(answer.language, "en");
    }
}

TEST_F(TinyStarter, RepeatsAnAnswerWithTheSameSeedOnly) {
    StarterFamily family(folder_->path(), Device::Cpu), again(folder_->path(), Device::Cpu);
    const auto scan = tinyScan("a");
    const auto encoded = family.encode(scan, kGoOn, {}), encodedAgain = again.encode(scan, kGoOn, {});
    const auto request = ask("Where is the liver?", scan, 1.5, 11);
    const auto first = family.answer(*encoded, request, kGoOn, {});
    EXPECT_EQ(first.text, family.answer(*encoded, request, kGoOn, {}).text);
    EXPECT_EQ(first.text, again.answer(*encodedAgain, request, kGoOn, {}).text);
    bool differs = false;
    for (std::uint64_t seed = 20; seed < 26 && !differs; ++seed)
        differs = family.answer(*encoded, ask("Where is the liver?", scan, 1.5, seed), kGoOn, {}).text !=
                  first.text;
    EXPECT_TRUE(differs);
}

TEST_F(TinyStarter, ReadsTheImageOnceForAllQuestions) {
    StarterFamily family(folder_->path(), Device::Cpu);
    const auto scan = tinyScan("a");
    const auto encoded = family.encode(scan, kGoOn, {});
    const auto image = family.positionsRead();
    EXPECT_EQ(image, 1 + tinyStarterConfig().imageTokens());
    const auto first = family.answer(*encoded, ask("Where is the liver?", scan), kGoOn, {});
    const auto afterFirst = family.positionsRead();
    const auto second = family.answer(*encoded, ask("Where is the liver?", scan), kGoOn, {});
    EXPECT_EQ(first.text, second.text);
    EXPECT_EQ(family.positionsRead() - afterFirst, afterFirst - image);
    EXPECT_LT(afterFirst - image, image + 60) << "the image was read again";
}

TEST_F(TinyStarter, StopsWithinAToken) {
    StarterFamily family(folder_->path(), Device::Cpu);
    const auto scan = tinyScan("a");
    const auto encoded = family.encode(scan, kGoOn, {});
    const std::atomic<bool> stop{true};
    const auto answer = family.answer(*encoded, ask("Where is the liver?", scan), stop, {});
    EXPECT_TRUE(answer.stopped);
    EXPECT_EQ(answer.tokens, 0);
    EXPECT_THROW(family.encode(scan, stop, {}), Cancelled);
}

TEST_F(TinyStarter, AnswersInTheLanguageOfTheQuestion) {
    StarterFamily family(folder_->path(), Device::Cpu);
    const auto scan = tinyScan("a");
    const auto encoded = family.encode(scan, kGoOn, {});
    EXPECT_EQ(family.answer(*encoded, ask("\xE8\x82\x9D\xE8\x87\x93\xE3\x81\xAF?", scan), kGoOn, {}).language,
              "ja");
    auto request = ask("Where is the liver?", scan);
    request.language = "ja";
    EXPECT_EQ(family.answer(*encoded, request, kGoOn, {}).language, "ja");
    EXPECT_EQ(encoded->input().prompt, "<bos><image:32><ja><q>Where is the liver?<a>");
    EXPECT_EQ(encoded->input().hu.size(), static_cast<std::size_t>(32) * 32 * 32);
}

TEST_F(TinyStarter, AlwaysEndsAReportWithAnImpression) {
    StarterFamily family(folder_->path(), Device::Cpu);
    const auto scan = tinyScan("a");
    const auto encoded = family.encode(scan, kGoOn, {});
    auto request = ask("", scan);
    request.kind = Request::Kind::DraftReport;
    request.language = "en";
    const auto answer = family.answer(*encoded, request, kGoOn, {});
    ASSERT_FALSE(answer.findings.empty());
    EXPECT_EQ(answer.findings.back().section, "impression");
    for (const auto& finding : answer.findings)
        for (const int box : finding.boxes) EXPECT_LT(static_cast<std::size_t>(box), answer.boxes.size());
}

TEST_F(TinyStarter, RefusesAQuestionThatDoesNotFit) {
    StarterFamily family(folder_->path(), Device::Cpu);
    const auto scan = tinyScan("a");
    const auto encoded = family.encode(scan, kGoOn, {});
    EXPECT_THROW(family.answer(*encoded, ask(std::string(2000, '#') + "?", scan), kGoOn, {}), Error);
}

TEST_F(TinyStarter, TellsWhatItIs) {
    const auto info = openModel(folder_->path(), Device::Cpu)->info();
    EXPECT_EQ(info.name, "tiny");
    EXPECT_EQ(info.note, "for tests");
    EXPECT_EQ(info.suggestedQuestionsEn, std::vector<std::string>{"Where is the liver?"});
    EXPECT_GT(info.parameters, 1000);
}

TEST_F(TinyStarter, NamesTheFileThatBreaksADirectory) {
    namespace fs = std::filesystem;
    for (const char* file :
         {"config.json", "tokenizer.json", "model.safetensors", "answers.tsv", "questions.tsv"}) {
        EXPECT_EQ(refusal([&](const std::string& d) { fs::remove(d + "/" + file); }).rfind(file, 0), 0u)
            << file;
        EXPECT_EQ(
            refusal([&](const std::string& d) { writeTiny(d + "/" + file, "\x01nonsense"); }).rfind(file, 0),
            0u)
            << file;
    }
    EXPECT_EQ(refusal([](const std::string& d) {
                  fs::resize_file(d + "/model.safetensors", fs::file_size(d + "/model.safetensors") - 10);
              }).rfind("model.safetensors", 0),
              0u);
    const auto unknown =
        refusal([](const std::string& d) { writeTiny(d + "/config.json", R"({"model_type":"oracle"})"); });
    EXPECT_NE(unknown.find("oracle"), std::string::npos);
    const auto other = refusal([](const std::string& d) {
        auto tensors = loadTensors(d + "/model.safetensors");
        tensors.erase("adapter_grid.weight");
        saveTensors(d + "/model.safetensors", tensors);
    });
    EXPECT_NE(other.find("adapter_grid.weight"), std::string::npos);
    const auto shape = refusal([](const std::string& d) {
        auto tensors = loadTensors(d + "/model.safetensors");
        tensors["adapter_grid.weight"] = torch::zeros({3, 3});
        saveTensors(d + "/model.safetensors", tensors);
    });
    EXPECT_NE(shape.find("as the configuration tells"), std::string::npos);
    EXPECT_THROW(openModel(folder_->path() + "/nowhere", Device::Cpu), ModelError);
}

TEST(LanguageOfAQuestion, FollowsItsScript) {
    EXPECT_EQ(languageOf("Where is the liver?"), "en");
    EXPECT_EQ(languageOf("\xC3\xA9t\xC3\xA9 \xF0\x9F\x98\x80"), "en");
    EXPECT_EQ(languageOf("CT \xE3\x81\xAF?"), "ja");
    EXPECT_EQ(languageOf("\xEF\xBD\xB6\xEF\xBE\x85"), "ja");
    EXPECT_EQ(languageOf("\xF0\xA0\xAE\xB7"), "ja");
    EXPECT_EQ(languageOf("\xFF\xFE"), "en");
}

}  // namespace
}  // namespace dokuei::inference
