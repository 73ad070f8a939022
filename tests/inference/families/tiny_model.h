#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "inference/families/starter/StarterModel.h"
#include "inference/training/Checkpoint.h"
#include "inference/training/TrainableStarter.h"

namespace dokuei::inference {

/// A starter model with random weights and few channels.
inline StarterConfig tinyStarterConfig() {
    using Kind = StarterClass::Kind;
    StarterConfig config;
    config.name = "tiny";
    config.classes = {{"outside", "air outside", "\xE4\xBD\x93\xE5\xA4\x96", Kind::Body},
                      {"fat", "fat", "\xE8\x84\x82\xE8\x82\xAA", Kind::Body},
                      {"soft_tissue", "soft tissue", "\xE8\xBB\x9F\xE9\x83\xA8", Kind::Body},
                      {"right_lung", "right lung", "\xE5\x8F\xB3\xE8\x82\xBA", Kind::Organ},
                      {"liver", "liver", "\xE8\x82\x9D\xE8\x87\x93", Kind::Organ},
                      {"lung_nodule", "lung nodule", "\xE8\x82\xBA\xE7\xB5\x90\xE7\xAF\x80", Kind::Lesion}};
    config.encoder.classes = static_cast<int>(config.classes.size());
    config.encoder.channels = {8, 8, 8, 8};
    config.encoder.voxelMm = 8;
    auto& d = config.decoder;
    d.vocab = 448, d.hidden = 32, d.layers = 2, d.heads = 4, d.kvHeads = 2, d.headDim = 8,
    d.intermediate = 48;
    d.maxPositions = 512;
    // Random weights are never sure of anything.
    config.sentenceLogProbability = -100;
    config.organConfidence = 0;
    return config;
}

inline void writeTiny(const std::string& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

/// Writes the model's directory; the same seed writes the same model.
inline void writeTinyModel(const std::string& directory, int seed = 1) {
    const auto config = tinyStarterConfig();
    std::filesystem::create_directories(directory);
    torch::manual_seed(seed);
    TrainableStarter model(config);
    {
        torch::NoGradGuard guard;
        for (auto& p : model->decoder->named_parameters())
            if (p.key().find("norm") == std::string::npos) p.value().normal_(0, 0.25);
    }
    TensorMap tensors;
    collectParameters(*model, tensors);
    for (auto& [name, tensor] : tensors) tensor = tensor.to(torch::kBFloat16);
    saveTensors(directory + "/model.safetensors", tensors);
    writeTiny(directory + "/config.json", config.toJson());
    const std::vector<std::string> corpus(4, "Where is the liver? The liver is here. There is a nodule.");
    writeTiny(directory + "/tokenizer.json",
              trainByteLevelBpe(corpus, config.decoder.vocab, starterSpecialTokens(config)));
    writeTiny(
        directory + "/answers.tsv",
        "cannot_tell\tI cannot "
        "tell."
        "\t\xE5\x88\xA4\xE6\x96\xAD\xE3\x81\xA7\xE3\x81\x8D\xE3\x81\xBE\xE3\x81\x9B\xE3\x82\x93\xE3\x80\x82\n"
        "unsure\tI cannot tell: I am not sure about the "
        "{organ}.\t{organ}"
        "\xE3\x81\xAF\xE5\x88\xA4\xE6\x96\xAD\xE3\x81\xA7\xE3\x81\x8D\xE3\x81\xBE\xE3\x81\x9B\xE3\x82\x93\xE3"
        "\x80\x82\n"
        "site.whole\twhole examination\t\xE6\xA4\x9C\xE6\x9F\xBB\xE5\x85\xA8\xE4\xBD\x93\n"
        "licence\tnone\tnone\n"
        "note\tfor tests\tfor tests\n");
    writeTiny(directory + "/questions.tsv",
              "suggest\ten\tWhere is the liver?\nsuggest\tja\t\xE8\x82\x9D\xE8\x87\x93\xE3\x81\xAF?\n"
              "report\ten\tWrite a report.\nreport\tja\t\xE6\x89\x80\xE8\xA6\x8B\n");
}

/// A CT-like scan of noise around a ball; `owner` holds the voxels.
inline VolumeView tinyScan(const std::string& key, unsigned seed = 1) {
    const int n = 48;
    auto voxels = std::make_shared<std::vector<std::int16_t>>(static_cast<std::size_t>(n) * n * n);
    std::mt19937 random(seed);
    for (int k = 0; k < n; ++k)
        for (int j = 0; j < n; ++j)
            for (int i = 0; i < n; ++i) {
                const int r = (i - 24) * (i - 24) + (j - 24) * (j - 24) + (k - 24) * (k - 24);
                (*voxels)[(static_cast<std::size_t>(k) * n + j) * n + i] =
                    static_cast<std::int16_t>((r < 400 ? 50 : -1000) + static_cast<int>(random() % 60));
            }
    VolumeView view;
    view.data = voxels->data();
    view.size = {n, n, n};
    view.stride = {1, n, n * n};
    view.spacing = {3, 3, 3};
    view.modality = "CT";
    view.key = key;
    view.owner = voxels;
    return view;
}

/// A folder of the running test, removed with it.
class TestFolder {
public:
    explicit TestFolder(const std::string& name)
        : path_(
              (std::filesystem::temp_directory_path() / ("dokuei_" + name + "_" + std::to_string(::getpid())))
                  .string()) {
        std::filesystem::create_directories(path_);
    }
    ~TestFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

}  // namespace dokuei::inference
