#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "inference/decoder/DecoderConfig.h"
#include "inference/weights/WeightSet.h"

namespace dokuei::inference {

/// How a model's publisher wants text to be generated (generation_config.json, else config.json).
struct GenerationDefaults {
    std::vector<int> stopIds;
    bool sample = false;
    double temperature = 1, topP = 1, repetitionPenalty = 1;
    int topK = 0;
};

/// A Hugging Face model directory, opened as it is: config.json in both dialects, shards with index,
/// generation_config.json, preprocessor_config.json, chat template.
class ModelDirectory {
public:
    /// Reads the small files. Throws ModelError naming the file and the reason; a directory that holds only
    /// pickled weights is refused with what to do about it.
    explicit ModelDirectory(const std::string& directory);

    const std::string& path() const { return path_; }
    std::string file(const std::string& name) const { return path_ + "/" + name; }
    const std::string& modelType() const { return modelType_; }
    const nlohmann::json& config() const { return config_; }
    /// preprocessor_config.json (or that part of processor_config.json), or an empty object.
    const nlohmann::json& preprocessor() const { return preprocessor_; }
    const GenerationDefaults& generation() const { return generation_; }
    /// The text of the chat template (chat_template.jinja, .json or in tokenizer_config.json); empty when
    /// there is none.
    const std::string& chatTemplate() const { return chatTemplate_; }
    /// Decoder switches from the text part of config.json, with the defaults that published configs leave
    /// out.
    DecoderConfig decoderConfig() const;
    /// Maps all shards and gives their tensors the names that WeightSet tells. Refuses what needs more memory
    /// than this machine has. NaN and infinite weights are found here too when `lookInside`.
    WeightSet weights(bool lookInside = false) const;

private:
    std::string path_, modelType_, chatTemplate_;
    nlohmann::json config_, preprocessor_;
    GenerationDefaults generation_;
};

}  // namespace dokuei::inference
