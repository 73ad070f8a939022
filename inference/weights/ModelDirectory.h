#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "inference/decoder/DecoderConfig.h"
#include "inference/weights/Safetensors.h"
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
    /// `llava` for the original LLaVA program's types too (llava_llama, llava_mistral, llava_qwen).
    const std::string& modelType() const { return modelType_; }
    /// config.json; that of the original LLaVA program in the form of `transformers`, with `vision_config`,
    /// `vision_feature_layer` and an `image_token_index` of -200, which no vocabulary has.
    const nlohmann::json& config() const { return config_; }
    /// preprocessor_config.json (or that part of processor_config.json), or an empty object.
    const nlohmann::json& preprocessor() const { return preprocessor_; }
    const GenerationDefaults& generation() const { return generation_; }
    /// The text of the chat template (chat_template.jinja, .json or in tokenizer_config.json); empty when
    /// there is none.
    const std::string& chatTemplate() const { return chatTemplate_; }
    /// Decoder switches from the text part of config.json, with the defaults that published configs leave
    /// out. Whether the head is tied, and M3D's vocabulary, are as the weights tell. Throws ModelError for
    /// what makes no sense or cannot be run.
    DecoderConfig decoderConfig() const;
    /// Maps all shards and gives their tensors the names that WeightSet tells. Refuses what needs more memory
    /// than this machine has; `share` is how much of the weights' bytes stays in memory (quantised to 4 bits
    /// about 0.3, on a GPU none). NaN and infinite weights are found here too when `lookInside`.
    /// `progress` hears of the looking, 0 to 1. Throws Cancelled when `stop` becomes true.
    WeightSet weights(bool lookInside = false, double share = 1,
                      const std::function<void(double)>& progress = {},
                      const std::atomic<bool>* stop = nullptr) const;
    /// Bytes of all weights, as the headers of the files tell.
    std::uint64_t weightBytes() const;

private:
    /// A tensor of the directory: the file that holds it and its name there.
    struct Place {
        std::shared_ptr<const Safetensors> file;
        std::string name;
    };
    const std::map<std::string, Place>& places() const;
    bool headDiffers() const;

    std::string path_, modelType_, chatTemplate_;
    nlohmann::json config_, preprocessor_;
    GenerationDefaults generation_;
    mutable std::map<std::string, Place> places_;  ///< by canonical name; filled when first needed
};

}  // namespace dokuei::inference
