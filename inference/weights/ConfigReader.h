#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "inference/decoder/DecoderConfig.h"

namespace dokuei::inference {

/// The part of config.json that describes the decoder: `text_config`, or all of it.
const nlohmann::json& textPart(const nlohmann::json& config);

/// The model type of the decoder in a config.json: "gemma3_text", "qwen2", "phi3"...
/// Throws ModelError naming the type when the program has no such decoder.
std::string textType(const nlohmann::json& config, const std::string& file);

/// Reads the decoder's switches in both dialects of config.json (`rope_theta`, `rope_scaling`,
/// `rope_local_base_freq`, `sliding_window_pattern`; `rope_parameters`, `layer_types`). What a config leaves
/// out takes the value that the class in `transformers` has. `file` is for errors. Throws ModelError for
/// sizes that make no sense and for what the decoder cannot do.
DecoderConfig readDecoderConfig(const nlohmann::json& config, const std::string& file);

/// Rewrites the config.json of the original LLaVA program (`mm_vision_tower`...) into the form that
/// `transformers` uses (`vision_config`, `vision_feature_layer`, `image_token_index`...); leaves others as
/// they are. Throws ModelError naming a vision tower that is not known.
nlohmann::json inCommonDialect(nlohmann::json config, const std::string& file);

}  // namespace dokuei::inference
