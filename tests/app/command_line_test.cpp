#include <gtest/gtest.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vector>

#include "run_program.h"

namespace {

/// A trunk-sized block of water in air with two air-filled ellipsoids, as an MHA file.
std::string writeBlock(const QTemporaryDir& folder) {
    const int nx = 80, ny = 64, nz = 40;
    std::vector<std::int16_t> hu(static_cast<std::size_t>(nx) * ny * nz, -1000);
    for (int k = 0; k < nz; ++k)
        for (int j = 10; j < 54; ++j)
            for (int i = 8; i < 72; ++i) {
                const double y = (j - 32) / 14.0, z = (k - 20) / 16.0, l = (i - 56) / 11.0,
                             r = (i - 24) / 11.0;
                const bool lung = y * y + z * z + l * l < 1 || y * y + z * z + r * r < 1;
                hu[(static_cast<std::size_t>(k) * ny + j) * nx + i] = lung ? -850 : 40;
            }
    const auto file = folder.filePath("block.mha").toStdString();
    std::ofstream out(file, std::ios::binary);
    out << "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\nCompressedData "
           "= False\n"
           "TransformMatrix = 1 0 0 0 1 0 0 0 1\nOffset = 0 0 0\nElementSpacing = 5 5 8\nDimSize = 80 64 40\n"
           "ElementType = MET_SHORT\nElementDataFile = LOCAL\n";
    out.write(reinterpret_cast<const char*>(hu.data()), static_cast<std::streamsize>(hu.size() * 2));
    return file;
}

TEST(CommandLine, HelpNamesEverySubcommand) {
    const auto run = runProgram("--help");
    EXPECT_EQ(run.status, 0);
    for (const char* name : {"info", "ask", "report", "export", "sample", "train", "evaluate", "model"})
        EXPECT_NE(run.out.find(name), std::string::npos) << name;
}

TEST(CommandLine, TokenizePrintsOneArrayOfIdsForTheTextOrForEachLine) {
    const std::string vocabulary = DOKUEI_SOURCE_DIR "/tests/inference/fixtures/byte_level.json";
    QTemporaryDir folder;
    const auto text = folder.filePath("text").toStdString(), lines = folder.filePath("lines").toStdString();
    std::ofstream(text) << " liver<eos>\n";
    const auto whole = runProgram("model tokenize '" + vocabulary + "' < '" + text + "'");
    EXPECT_EQ(whole.status, 0) << whole.error;
    const auto ids = QJsonDocument::fromJson(QByteArray::fromStdString(whole.out)).array();
    ASSERT_GE(ids.size(), 3);
    EXPECT_EQ(ids[ids.size() - 2].toInt(), 2) << "<eos> spelled in the text is the control token";
    std::ofstream(lines) << R"({"text":" liver<eos>\n","add_special_tokens":false})"
                         << "\n"
                         << R"({"text":"","add_special_tokens":true})"
                         << "\n";
    const auto many = runProgram("model tokenize '" + vocabulary + "' --jsonl < '" + lines + "'");
    EXPECT_EQ(many.out, whole.out + "[]\n");
    std::ofstream(lines) << "{\"text\":\"a\"}\n{\"words\":1}\n";
    const auto broken = runProgram("model tokenize '" + vocabulary + "' --jsonl < '" + lines + "'");
    EXPECT_EQ(broken.status, 1);
    EXPECT_NE(broken.error.find("line 2"), std::string::npos) << broken.error;
}

TEST(CommandLine, WrongUsageIsTwoAndSaysHow) {
    EXPECT_EQ(runProgram("ask").status, 2);
    const auto run = runProgram("ask somewhere --nonsense");
    EXPECT_EQ(run.status, 2);
    EXPECT_NE(run.error.find("--nonsense"), std::string::npos);
    EXPECT_EQ(runProgram("report somewhere").status, 2);
}

TEST(CommandLine, ExportWritesADeidentifiedZipAndSaysWhatItDid) {
    QTemporaryDir folder;
    const auto path = [&](const char* name) { return folder.filePath(name).toStdString(); };
    ASSERT_EQ(runProgram("sample '" + path("sample") + "'").status, 0);
    const auto run = runProgram("export '" + path("sample") + "' --out '" + path("out.zip") +
                                "' --deidentify --dates shift --pseudonym Case --json");
    ASSERT_EQ(run.status, 0) << run.error;
    EXPECT_TRUE(run.json()["deidentified"].toBool());
    EXPECT_GT(run.json()["objects"].toInt(), 50);
    EXPECT_EQ(run.json()["failed"].toArray().size(), 0);
    const auto again = runProgram("export '" + path("sample") + "' --out '" + path("out.zip") + "'");
    EXPECT_EQ(again.status, 1);
    EXPECT_NE(again.error.find("out.zip"), std::string::npos) << again.error;
    EXPECT_EQ(runProgram("export '" + path("sample") + "' --out x --dates shift").status, 2)
        << "dates are a matter of de-identification";
    EXPECT_EQ(runProgram("export '" + path("sample") + "'").status, 2);
}

TEST(CommandLine, AMissingFileIsOneLineThatNamesIt) {
    for (const std::string command : {"info", "ask -q where", "report --out /nowhere/at/all"}) {
        const auto run = runProgram(command + " /no/such/study");
        EXPECT_EQ(run.status, 1) << command;
        EXPECT_NE(run.error.find("/no/such/study"), std::string::npos) << run.error;
        EXPECT_EQ(std::count(run.error.begin(), run.error.end(), '\n'), 1) << run.error;
    }
}

TEST(CommandLine, InfoTellsGeometryAndStatisticsAsJson) {
    QTemporaryDir folder;
    const auto run = runProgram("info --json '" + writeBlock(folder) + "'");
    ASSERT_EQ(run.status, 0) << run.error;
    const auto volumes = run.json()["volumes"].toArray();
    ASSERT_EQ(volumes.size(), 1);
    const auto v = volumes[0].toObject();
    EXPECT_EQ(v["size"].toArray(), (QJsonArray{80, 64, 40}));
    EXPECT_EQ(v["spacing"].toArray(), (QJsonArray{5, 5, 8}));
    EXPECT_EQ(v["direction"].toArray().size(), 9);
    EXPECT_EQ(v["min"].toDouble(), -1000);
    EXPECT_EQ(v["max"].toDouble(), 40);
}

TEST(CommandLine, ABrokenModelNamesTheFile) {
    QTemporaryDir folder;
    std::filesystem::create_directories(folder.filePath("m").toStdString());
    std::ofstream(folder.filePath("m/config.json").toStdString()) << "{\"model_type\": \"unheard_of\"}";
    const auto run = runProgram("ask '" + writeBlock(folder) + "' -q 'Where is the liver?' --model '" +
                                folder.filePath("m").toStdString() + "'");
    EXPECT_EQ(run.status, 1);
    EXPECT_NE(run.error.find("config.json"), std::string::npos) << run.error;
    EXPECT_NE(run.error.find("unheard_of"), std::string::npos) << run.error;
}

class ShippedModel : public testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(DOKUEI_SOURCE_DIR "/resources/starter/model/model.safetensors"))
            GTEST_SKIP() << "the starter model is not in resources/starter/model";
    }
};

TEST_F(ShippedModel, AnswersInTheQuestionsLanguageWithTheAgreedJson) {
    QTemporaryDir folder;
    const auto file = writeBlock(folder);
    const auto english = runProgram("ask '" + file + "' -q 'What is this?' --json --device cpu");
    ASSERT_EQ(english.status, 0) << english.error;
    for (const char* key : {"answer", "language", "boxes", "model", "device", "tokens", "seconds"})
        EXPECT_TRUE(english.json().contains(key)) << key;
    EXPECT_EQ(english.json()["language"].toString(), "en");
    EXPECT_EQ(english.json()["device"].toString(), "CPU");
    for (const char* key : {"load", "encode", "firstToken", "total"})
        EXPECT_TRUE(english.json()["seconds"].toObject().contains(key)) << key;
    const auto japanese = runProgram("ask '" + file + "' -q 'これは何ですか?' --json --device cpu");
    ASSERT_EQ(japanese.status, 0) << japanese.error;
    EXPECT_EQ(japanese.json()["language"].toString(), "ja");
}

TEST_F(ShippedModel, TheSameSeedGivesTheSameSampledAnswer) {
    QTemporaryDir folder;
    const auto ask = "ask '" + writeBlock(folder) +
                     "' -q 'Which organs are visible?' --json --device cpu --temperature 1 --seed 7";
    const auto first = runProgram(ask), second = runProgram(ask);
    ASSERT_EQ(first.status, 0) << first.error;
    EXPECT_EQ(first.json()["answer"], second.json()["answer"]);
    EXPECT_EQ(first.json()["boxes"], second.json()["boxes"]);
}

TEST_F(ShippedModel, SaysThatItCannotTellWhatItWasNotMadeFor) {
    QTemporaryDir folder;
    const auto run =
        runProgram("ask '" + writeBlock(folder) + "' -q 'What is the prognosis?' --json --device cpu");
    ASSERT_EQ(run.status, 0) << run.error;
    EXPECT_NE(run.json()["answer"].toString().indexOf("cannot tell"), -1) << run.out;
    EXPECT_TRUE(run.json()["boxes"].toArray().isEmpty());
}

TEST_F(ShippedModel, ReportWritesFourFiles) {
    QTemporaryDir folder;
    const auto out = folder.filePath("report").toStdString();
    const auto run =
        runProgram("report '" + writeBlock(folder) + "' --out '" + out + "' --lang ja --device cpu");
    ASSERT_EQ(run.status, 0) << run.error;
    for (const char* name : {"report.json", "report.txt", "report.pdf", "report.dcm"})
        EXPECT_TRUE(std::filesystem::exists(out + "/" + name)) << name;
}

TEST_F(ShippedModel, FindsTheSamplesLiverRightAndItsSpleenLeft) {
    QTemporaryDir folder;
    const auto study = folder.filePath("sample").toStdString();
    ASSERT_EQ(runProgram("sample '" + study + "'").status, 0);
    const auto centre = [&](const std::string& question) {
        const auto run = runProgram("ask '" + study + "' -q '" + question + "' --json --device cpu");
        EXPECT_EQ(run.status, 0) << run.error;
        const auto boxes = run.json()["boxes"].toArray();
        if (boxes.size() != 1) {
            ADD_FAILURE() << run.out;
            return 0.0;
        }
        const auto lps = boxes[0].toObject()["lps"].toArray();
        return (lps[0].toDouble() + lps[3].toDouble()) / 2;
    };
    // LPS: x runs to the patient's left.
    EXPECT_LT(centre("Where is the liver?"), -10);
    EXPECT_GT(centre("脾臓はどこですか?"), 30);
}

}  // namespace
