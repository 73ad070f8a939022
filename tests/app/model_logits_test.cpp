#include <gtest/gtest.h>
#include <torch/torch.h>

#include <QTemporaryDir>
#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "inference/weights/Safetensors.h"
#include "run_program.h"

namespace {

namespace fs = std::filesystem;
using dokuei::inference::Safetensors;

const std::string kFixtures = DOKUEI_SOURCE_DIR "/tests/inference/fixtures/lmm/";

struct Case {
    std::string checkpoint, name;
    std::string file(const char* end) const { return kFixtures + checkpoint + "/cases/" + name + end; }
};

void PrintTo(const Case& one, std::ostream* out) {
    *out << one.checkpoint << "/" << one.name;
}

std::vector<Case> cases() {
    std::vector<Case> all;
    const std::string end = ".in.safetensors";
    for (const auto& checkpoint : fs::directory_iterator(kFixtures)) {
        if (!fs::is_directory(checkpoint.path() / "cases")) continue;
        for (const auto& file : fs::directory_iterator(checkpoint.path() / "cases")) {
            const auto name = file.path().filename().string();
            if (name.size() > end.size() && name.substr(name.size() - end.size()) == end)
                all.push_back(
                    {checkpoint.path().filename().string(), name.substr(0, name.size() - end.size())});
        }
    }
    std::sort(all.begin(), all.end(), [](const Case& a, const Case& b) {
        return std::pair(a.checkpoint, a.name) < std::pair(b.checkpoint, b.name);
    });
    return all;
}

class ModelLogits : public testing::TestWithParam<Case> {};

TEST_P(ModelLogits, AreThoseOfTransformers) {
    QTemporaryDir folder;
    const auto out = folder.filePath("out.safetensors").toStdString();
    const Safetensors expected(GetParam().file(".out.safetensors"));
    const auto generated = expected.tensor("generated");
    const auto run = runProgram("model logits '" + kFixtures + GetParam().checkpoint + "' --input '" +
                                GetParam().file(".in.safetensors") + "' --output '" + out + "' --generate " +
                                std::to_string(generated.size(1)));
    ASSERT_EQ(run.status, 0) << run.error;
    const Safetensors written(out);
    const auto a = written.tensor("logits"), b = expected.tensor("logits");
    ASSERT_EQ(a.sizes(), b.sizes());
    EXPECT_LE(((a - b).abs() / (1e-4 + 1e-5 * b.abs())).max().item<double>(), 1)
        << "largest difference " << (a - b).abs().max().item<double>();
    EXPECT_TRUE(written.tensor("generated").equal(generated));
}

INSTANTIATE_TEST_SUITE_P(Fixtures, ModelLogits, testing::ValuesIn(cases()),
                         [](const auto& info) { return info.param.checkpoint + "_" + info.param.name; });

TEST(ModelLogitsCommand, SaysWhatIsWrongWithItsInput) {
    QTemporaryDir folder;
    const auto directory = kFixtures + "gemma3", out = folder.filePath("out").toStdString();
    const auto input = kFixtures + "qwen3_vl/cases/two_images.in.safetensors";
    EXPECT_EQ(runProgram("model logits '" + directory + "' --input '" + input + "'").status, 2)
        << "no --output";
    const auto wrong =
        runProgram("model logits '" + directory + "' --input '" + input + "' --output '" + out + "'");
    EXPECT_EQ(wrong.status, 1);
    EXPECT_NE(wrong.error.find(input), std::string::npos) << wrong.error;
    EXPECT_FALSE(fs::exists(out));
    const auto missing = runProgram("model logits /nowhere --input '" + input + "' --output '" + out + "'");
    EXPECT_NE(missing.error.find("/nowhere: is no model directory"), std::string::npos) << missing.error;
}

}  // namespace
