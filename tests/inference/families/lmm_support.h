#pragma once

#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "inference/VolumeView.h"
#include "tests/inference/families/tiny_model.h"

namespace dokuei::inference {

/// A copy of a tiny random checkpoint with room for long prompts.
inline void copyTinyCheckpoint(const std::string& name, const std::string& folder, int positions = 8192) {
    namespace fs = std::filesystem;
    const fs::path from = fs::path(DOKUEI_SOURCE_DIR "/tests/inference/fixtures/lmm") / name;
    for (const auto& entry : fs::directory_iterator(from))
        if (entry.is_regular_file()) fs::copy_file(entry.path(), fs::path(folder) / entry.path().filename());
    std::ifstream in(from / "config.json");
    auto config = nlohmann::json::parse(in);
    auto& text = config.contains("text_config") ? config["text_config"] : config;
    text["max_position_embeddings"] = positions;
    if (text.contains("original_max_position_embeddings"))
        text["original_max_position_embeddings"] = positions;
    std::ofstream(fs::path(folder) / "config.json") << config.dump(1);
    const auto type = config.value("model_type", std::string());
    if (type.rfind("qwen", 0) != 0 || !config.contains("vision_config")) return;
    const auto& vision = config["vision_config"];
    nlohmann::json processor{{"patch_size", vision.at("patch_size")},
                             {"merge_size", vision.at("spatial_merge_size")},
                             {"temporal_patch_size", vision.at("temporal_patch_size")},
                             {"size", {{"shortest_edge", 64}, {"longest_edge", 4096}}}};
    std::ofstream(fs::path(folder) / "preprocessor_config.json") << processor.dump(1);
}

/// An axial CT, LPS axes as they are stored, with values that differ from place to place.
inline VolumeView ctOf(int width, int height, int slices, const std::string& key,
                       std::array<double, 3> spacing = {2, 2, 5}) {
    auto voxels = std::make_shared<std::vector<std::int16_t>>();
    for (int k = 0; k < slices; ++k)
        for (int j = 0; j < height; ++j)
            for (int i = 0; i < width; ++i)
                voxels->push_back(static_cast<std::int16_t>((i * 37 + j * 11 + k * 101) % 900 - 400));
    VolumeView view;
    view.data = voxels->data();
    view.size = {width, height, slices};
    view.stride = {1, width, static_cast<std::ptrdiff_t>(width) * height};
    view.spacing = spacing;
    view.modality = "CT";
    view.key = key;
    view.owner = voxels;
    return view;
}

}  // namespace dokuei::inference
