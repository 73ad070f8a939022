#include "inference/families/Family.h"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "inference/Error.h"
#include "inference/families/lmm/LmmFamily.h"
#include "inference/families/starter/StarterFamily.h"

namespace dokuei::inference {

std::unique_ptr<Family> openModel(const std::string& directory, const ModelOptions& options) {
    if (!std::filesystem::is_directory(directory)) throw ModelError(directory, "is no model directory");
    const auto file = directory + "/config.json";
    std::ifstream in(file);
    if (!in) throw ModelError(file, "cannot be opened");
    const auto config = nlohmann::json::parse(in, nullptr, false);
    if (!config.is_object() || !config.contains("model_type") || !config.at("model_type").is_string())
        throw ModelError(file, "does not name a model_type");
    const auto type = config.at("model_type").get<std::string>();
    if (options.device == Device::Cuda) {
        std::string why;
        if (!cudaUsable(&why)) throw ModelError(directory, "cannot run on the GPU: " + why);
    }
    if (type == "dokuei_starter") return std::make_unique<StarterFamily>(directory, options.device);
    return openLmm(directory, options);
}

}  // namespace dokuei::inference
