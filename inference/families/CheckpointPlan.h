#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "inference/decoder/DecoderConfig.h"

namespace dokuei::inference {

/// A tensor that a checkpoint has to hold, under the name that WeightSet tells.
struct PlannedTensor {
    std::string name;
    std::vector<std::int64_t> shape;
    std::int64_t count() const;  ///< numbers in it
};

/// Sizes of M3D's 3D tower, which its config.json does not tell.
struct VolumeTowerSizes {
    int hidden = 768, intermediate = 3072, layers = 12;
};

/// Every tensor that a checkpoint with this config.json (in the form of `transformers`) and decoder has to
/// hold, in the order tower, projector, decoder. `volume` matters for M3D only. Throws Error for sizes of the
/// tower that make no sense.
std::vector<PlannedTensor> plannedTensors(const nlohmann::json& config, const DecoderConfig& decoder,
                                          const VolumeTowerSizes& volume = {});

/// The name that a tensor has in the files that the model's publisher spreads.
std::string publishedTensorName(const std::string& modelType, const std::string& name);

}  // namespace dokuei::inference
