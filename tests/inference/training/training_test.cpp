#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "inference/training/Checkpoint.h"
#include "inference/training/Questions.h"
#include "inference/training/Synthesis.h"
#include "inference/training/TrainGeneral.h"

namespace {

using namespace dokuei::inference;

const std::string kResources = DOKUEI_SOURCE_DIR "/resources";

const Synthesizer& synthesizer() {
    static const auto made = makeSynthesizer(kResources + "/anatomy", kResources + "/starter/classes.tsv", 4);
    return made;
}

std::string freshFolder(const std::string& name) {
    const auto folder = std::filesystem::temp_directory_path() /
                        ("dokuei-" + name + "-" + std::to_string(std::random_device{}()));
    std::filesystem::create_directories(folder);
    return folder.string();
}

int classNamed(const std::string& key) {
    const auto& classes = synthesizer().classes();
    for (std::size_t c = 0; c < classes.size(); ++c)
        if (classes[c].key == key) return static_cast<int>(c);
    return -1;
}

TEST(SyntheticScans, TheSameSeedGivesTheSameScan) {
    const auto a = synthesizer().make(5), b = synthesizer().make(5), c = synthesizer().make(6);
    EXPECT_EQ(a.hu, b.hu);
    EXPECT_EQ(a.labels, b.labels);
    EXPECT_NE(a.hu, c.hu);
}

TEST(SyntheticScans, LeftIsLeftAndLungsAreDark) {
    const int left = classNamed("left_lung"), right = classNamed("right_lung");
    int looked = 0;
    for (std::uint64_t seed = 1; seed < 40 && looked < 3; ++seed) {
        const auto scan = synthesizer().make(seed);
        double x[2] = {}, hu[2] = {};
        long n[2] = {};
        for (std::size_t at = 0; at < scan.labels.size(); ++at) {
            const int side = scan.labels[at] == left ? 0 : scan.labels[at] == right ? 1 : -1;
            if (side < 0) continue;
            x[side] += static_cast<double>(at % scan.size[0]);
            hu[side] += scan.hu[at];
            ++n[side];
        }
        if (n[0] < 5000 || n[1] < 5000) continue;
        ++looked;
        EXPECT_GT(x[0] / n[0], x[1] / n[1]) << "x runs to the patient's left, seed " << seed;
        EXPECT_LT(hu[0] / n[0], -500);
    }
    EXPECT_EQ(looked, 3);
}

TEST(GeneralStage, GoesOnWhereItWasInterrupted) {
    const auto folder = freshFolder("general");
    std::vector<std::string> lines;
    TrainOptions options;
    options.anatomy = kResources + "/anatomy";
    options.resources = kResources + "/starter";
    options.out = folder;
    options.threads = 1;
    options.steps = 1;
    options.log = [&](const std::string& line) { lines.push_back(line); };
    trainGeneral(options);
    const auto first = loadTensors(folder + "/general.safetensors");
    options.steps = 2;
    trainGeneral(options);
    const auto second = loadTensors(folder + "/general.safetensors");
    std::filesystem::remove_all(folder);
    EXPECT_TRUE(std::any_of(lines.begin(), lines.end(), [](const auto& l) {
        return l.find("continuing from step 1") != std::string::npos;
    }));
    EXPECT_FALSE(torch::equal(first.at("encoder.stem.weight"), second.at("encoder.stem.weight")));
}

TEST(QuestionMaker, AnswersWithTheBoxOfTheTruthOrSaysThatItCannotTell) {
    StarterConfig config;
    for (const auto& c : synthesizer().classes())
        config.classes.push_back({c.key, c.en, c.ja,
                                  c.kind == AnatomyClass::Kind::Organ    ? StarterClass::Kind::Organ
                                  : c.kind == AnatomyClass::Kind::Lesion ? StarterClass::Kind::Lesion
                                                                         : StarterClass::Kind::Body});
    const QuestionMaker questions(kResources + "/starter", config);
    Scene scene;
    scene.size = {127, 127, 127};
    scene.organs[classNamed("liver")] = {Scene::Status::Found, {10, 20, 30, 39, 49, 59}, 500, false};
    std::mt19937_64 random(3);
    int found = 0, unknown = 0;
    for (int i = 0; i < 200; ++i) {
        const auto e = questions.make(scene, Intent::Where, random);
        if (e.answer.find("<box:") == std::string::npos) {
            ++unknown;
            const auto cannot = e.language == "ja" ? "判断できません" : "I cannot tell";
            EXPECT_NE(e.answer.find(cannot), std::string::npos) << e.answer;
            continue;
        }
        ++found;
        EXPECT_NE(e.answer.find("<box:liver><loc:10><loc:20><loc:30><loc:40><loc:50><loc:60>"),
                  std::string::npos)
            << e.answer;
    }
    EXPECT_GT(found, 20);
    EXPECT_GT(unknown, 20);
}

}  // namespace
