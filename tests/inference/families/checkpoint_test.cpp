#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "inference/Error.h"
#include "inference/families/CheckpointCheck.h"
#include "inference/families/CheckpointPlan.h"
#include "inference/families/PublishedSizes.h"
#include "inference/families/RandomCheckpoint.h"
#include "inference/families/TensorRun.h"
#include "inference/text/Tokenizer.h"
#include "inference/weights/ConfigReader.h"
#include "inference/weights/Safetensors.h"
#include "inference/weights/SafetensorsWriter.h"

namespace dokuei::inference {
namespace {

namespace fs = std::filesystem;

const std::string kFixtures = DOKUEI_SOURCE_DIR "/tests/inference/fixtures/lmm/";

std::vector<PlannedTensor> planOf(const std::string& family, const std::string& size) {
    const auto checkpoint = publishedCheckpoint(family, size);
    return plannedTensors(checkpoint.config, readDecoderConfig(checkpoint.config, "config.json"),
                          checkpoint.volume);
}

long long parametersOf(const std::string& family, const std::string& size) {
    long long all = 0;
    for (const auto& tensor : planOf(family, size)) all += tensor.count();
    return all;
}

TEST(PublishedSizes, HaveThePublishedNumberOfParametersAndTensors) {
    EXPECT_EQ(parametersOf("gemma3", "4b"), 4'300'079'472);
    EXPECT_EQ(planOf("gemma3", "4b").size(), 883u);
    EXPECT_EQ(parametersOf("qwen2_5_vl", "3b"), 3'754'622'976);
    EXPECT_EQ(planOf("qwen2_5_vl", "3b").size(), 824u);
    EXPECT_EQ(parametersOf("qwen2_5_vl", "7b"), 8'292'166'656);
    EXPECT_EQ(planOf("qwen2_5_vl", "7b").size(), 729u);
    EXPECT_EQ(parametersOf("qwen2_5_vl", "32b"), 33'452'718'336);
    EXPECT_EQ(planOf("qwen2_5_vl", "32b").size(), 1161u);
    EXPECT_EQ(parametersOf("qwen3_vl", "2b"), 2'127'532'032);
    EXPECT_EQ(planOf("qwen3_vl", "2b").size(), 625u);
    EXPECT_EQ(parametersOf("qwen3_vl", "4b"), 4'437'815'808);
    EXPECT_EQ(planOf("qwen3_vl", "4b").size(), 713u);
    EXPECT_EQ(parametersOf("qwen3_vl", "8b"), 8'767'123'696);
    EXPECT_EQ(planOf("qwen3_vl", "8b").size(), 750u);
    EXPECT_EQ(parametersOf("phi3", "4b"), 3'821'079'552);
    EXPECT_EQ(parametersOf("llama", "7b"), 6'738'415'616);
    EXPECT_EQ(parametersOf("llama", "8b"), 8'030'261'248);
    EXPECT_EQ(parametersOf("llama", "1b"), 1'235'814'400);
    EXPECT_EQ(parametersOf("qwen2", "0.5b"), 494'032'768);
    EXPECT_EQ(parametersOf("mistral", "7b"), 7'241'732'096);
    EXPECT_EQ(parametersOf("gemma3_text", "1b"), 999'885'952);
    long long tower = 0;
    for (const auto& tensor : planOf("m3d", "phi3-4b"))
        if (tensor.name.rfind("vision.", 0) == 0) tower += tensor.count();
    EXPECT_NEAR(static_cast<double>(tower), 87.4e6, 0.05e6);
}

TEST(PublishedSizes, ThatAreNotKnownAreRefusedWithWhatThereIs) {
    const auto reason = [](const std::string& family, const std::string& size) -> std::string {
        try {
            publishedCheckpoint(family, size);
        } catch (const Error& e) {
            return e.what();
        }
        return "accepted";
    };
    EXPECT_NE(reason("gemma3", "9b").find("4b, 27b, tiny"), std::string::npos);
    const auto families = reason("mamba", "1b");
    for (const char* family : {"gemma3,", "gemma3_text,", "qwen2_vl,", "qwen2,", "llama,", "m3d,", "phi3"})
        EXPECT_NE(families.find(family), std::string::npos) << families;
}

class CheckpointFolder : public testing::Test {
protected:
    void SetUp() override {
        folder_ =
            (fs::temp_directory_path() / (std::string("dokuei_checkpoint_") +
                                          testing::UnitTest::GetInstance()->current_test_info()->name()))
                .string();
        fs::remove_all(folder_);
    }
    void TearDown() override {
        fs::remove_all(folder_);
        fs::remove_all(folder_ + ".part");
    }
    /// A copy of a fixture whose only file of weights can be rewritten.
    std::map<std::string, torch::Tensor> copyOf(const std::string& fixture) {
        fs::copy(kFixtures + fixture, folder_);
        std::map<std::string, torch::Tensor> tensors;
        const Safetensors file(folder_ + "/model.safetensors");
        for (const auto& [name, entry] : file.entries()) tensors[name] = file.tensor(name).clone();
        return tensors;
    }
    void rewrite(const std::map<std::string, torch::Tensor>& tensors) {
        writeSafetensors(folder_ + "/model.safetensors", tensors);
    }
    void expectRefused(const std::string& file, const std::string& words) {
        try {
            checkCheckpoint(folder_);
            ADD_FAILURE() << "accepted";
        } catch (const ModelError& e) {
            const std::string text = e.what();
            EXPECT_EQ(text.find(folder_ + "/" + file), 0u) << text;
            EXPECT_NE(text.find(words), std::string::npos) << text;
        }
    }

    std::string folder_;
};

TEST_F(CheckpointFolder, OfEveryTinyFamilyIsWrittenCheckedAndRun) {
    for (const auto& size : publishedSizes()) {
        const auto family = size.substr(0, size.find(' '));
        if (size != family + " tiny") continue;
        SCOPED_TRACE(size);
        const auto written = writeRandomCheckpoint(family, "tiny", folder_);
        const auto report = checkCheckpoint(folder_);
        EXPECT_EQ(report.parameters, written.parameters);
        EXPECT_EQ(report.tensors, written.tensors);
        EXPECT_EQ(report.bytes, written.bytes);
        EXPECT_EQ(report.types, "BF16");
        EXPECT_EQ(report.tokens, report.vocabulary);
        const auto network = openNetwork(ModelDirectory(folder_), {});
        EXPECT_EQ(network->parameters(), written.parameters);
        const auto tokenizer = Tokenizer::fromFile(folder_ + "/tokenizer.json");
        const auto ids = tokenizer.encode("Is the liver here? \xE8\x82\x9D", false);
        EXPECT_EQ(tokenizer.decode(ids), "Is the liver here? \xE8\x82\x9D");
        std::vector<std::int64_t> row(ids.begin(), ids.end());
        const auto run = runTensors(*network, {{"input_ids", torch::tensor(row).unsqueeze(0)}}, 3);
        EXPECT_TRUE(run.logits.isfinite().all().item<bool>());
        EXPECT_GT(run.logits.std().item<float>(), 0);
        for (int i = 0; i < 3; ++i)
            EXPECT_FALSE(
                tokenizer.decode({static_cast<int>(run.generated[0][i].item<std::int64_t>())}).empty());
        fs::remove_all(folder_);
    }
}

TEST_F(CheckpointFolder, IsNotWrittenOverWhatIsThere) {
    fs::create_directories(folder_);
    EXPECT_EQ(writeRandomCheckpoint("llama", "tiny", folder_ + "/").tensors, 20)
        << "an empty folder is taken";
    EXPECT_THROW(writeRandomCheckpoint("llama", "tiny", folder_), Error);
    EXPECT_THROW(writeRandomCheckpoint("llama", "tiny", folder_ + "/no/where"), Error);
}

TEST_F(CheckpointFolder, LeavesNothingBehindWhenItsWritingIsStopped) {
    const std::atomic<bool> stop{true};
    EXPECT_THROW(writeRandomCheckpoint("llama", "tiny", folder_, &stop), Cancelled);
    EXPECT_FALSE(fs::exists(folder_));
    EXPECT_FALSE(fs::exists(folder_ + ".part"));
}

TEST_F(CheckpointFolder, OfEveryFixtureIsSound) {
    for (const auto& entry : fs::directory_iterator(kFixtures)) {
        if (!fs::exists(entry.path() / "config.json")) continue;
        SCOPED_TRACE(entry.path().filename().string());
        const auto report = checkCheckpoint(entry.path().string());
        EXPECT_EQ(report.parameters, openNetwork(ModelDirectory(entry.path().string()), {})->parameters());
        EXPECT_GT(report.memory, report.bytes);
    }
}

TEST_F(CheckpointFolder, WithADamagedTensorIsRefusedByItsName) {
    const auto sound = copyOf("gemma3_current");
    const std::string norm = "language_model.model.norm.weight";
    auto changed = sound;
    changed.erase(norm);
    rewrite(changed);
    expectRefused("model.safetensors", "tensor text.norm.weight is missing");
    changed = sound;
    changed[norm] = torch::zeros({47}, torch::kHalf);
    rewrite(changed);
    expectRefused("model.safetensors", "tensor text.norm.weight has the shape [47], not [48]");
    changed = sound;
    changed["model.surplus"] = torch::zeros({2});
    rewrite(changed);
    expectRefused("model.safetensors", "surplus is not part of this model");
    changed = sound;
    changed[norm] = torch::zeros({48}, torch::kLong);
    rewrite(changed);
    expectRefused("model.safetensors", "of a type that weights cannot have");
    changed = sound;
    changed[norm] = torch::full({48}, std::nan(""), torch::kHalf);
    rewrite(changed);
    expectRefused("model.safetensors", "tensor " + norm + " holds values that are not finite");
    EXPECT_THROW(openNetwork(ModelDirectory(folder_), {}), ModelError);
}

TEST_F(CheckpointFolder, WithoutAFittingVocabularyOrTemplateIsRefused) {
    copyOf("gemma3_current");
    std::ofstream(folder_ + "/chat_template.jinja") << "{{ strange }}";
    expectRefused("chat_template.jinja", "{{ strange }}");
    fs::remove(folder_ + "/chat_template.jinja");
    EXPECT_EQ(checkCheckpoint(folder_).chatTemplate, "Gemma 3");
    fs::remove(folder_ + "/tokenizer.json");
    expectRefused("tokenizer.json", "is missing");
    writeRandomCheckpoint("gemma3", "tiny", folder_ + "/other");
    fs::copy(folder_ + "/other/tokenizer.json", folder_ + "/tokenizer.json");
    expectRefused("tokenizer.json", "has 640 tokens, and the model knows 344");
}

}  // namespace
}  // namespace dokuei::inference
