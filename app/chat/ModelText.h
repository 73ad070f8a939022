#pragma once

#include <QString>

#include "inference/families/Inspection.h"

namespace dokuei::app {

class ModelService;

/// The model in use, or why there is none, in several lines.
QString loadedModelText(const ModelService& model);

/// What a check found in a directory, in several lines.
QString factsText(const inference::ModelFacts& facts);

QString weightsName(inference::ModelOptions::Weights weights);

/// "2.9 GB", "120 MB".
QString bytesText(std::uint64_t bytes);

/// A model's note and licence in the language in use, where the program itself words them.
QString modelNote(const std::string& note);

}  // namespace dokuei::app
