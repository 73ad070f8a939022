#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "inference/families/CheckpointPlan.h"

namespace dokuei::inference {

/// A checkpoint of a published size, or a tiny one of the same family, without its weights.
struct PublishedCheckpoint {
    nlohmann::json config;        ///< config.json as its publisher writes it
    nlohmann::json generation;    ///< generation_config.json
    nlohmann::json preprocessor;  ///< preprocessor_config.json; null for text alone
    VolumeTowerSizes volume;      ///< of M3D
};

/// "gemma3 4b", "qwen2_5_vl 7b"...
std::vector<std::string> publishedSizes();
/// `family`: a model type, or `m3d`; `size`: "4b", "0.5b", "phi3-4b", "tiny"... Throws Error telling what
/// there is.
PublishedCheckpoint publishedCheckpoint(const std::string& family, const std::string& size);

}  // namespace dokuei::inference
