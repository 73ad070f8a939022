#pragma once

#include "inference/training/TrainGeneral.h"

namespace dokuei::inference {

enum class LanguageStage {
    Medical,      ///< questions, answers and short reports
    Specialised,  ///< boxes, lesions and findings, with the medical questions rehearsed
};

/// Medical and specialised stages: adapter and decoder learn questions and answers about synthetic scans
/// that the encoder of OUT/general.safetensors has read (it stays as it is). The scenes are kept in
/// OUT/scenes, so that a stage that goes on, and the next one, need not read them again. Writes
/// OUT/medical.safetensors or OUT/specialised.safetensors every 100 steps and continues from it; the
/// specialised stage begins with the weights of the medical one. Throws ModelError.
void trainLanguage(const TrainOptions& options, LanguageStage stage);

/// Writes a Hugging Face style model directory (config.json, tokenizer.json, model.safetensors in bf16)
/// from OUT/general.safetensors and OUT/specialised.safetensors. Throws ModelError.
void exportStarter(const TrainOptions& options, const std::string& directory);

}  // namespace dokuei::inference
