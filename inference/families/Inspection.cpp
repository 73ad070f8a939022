#include "inference/families/Inspection.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "inference/Error.h"
#include "inference/families/Dialect.h"
#include "inference/text/Tokenizer.h"
#include "inference/weights/FiniteCheck.h"
#include "inference/weights/Memory.h"
#include "inference/weights/ModelDirectory.h"
#include "inference/weights/Safetensors.h"

namespace dokuei::inference {
namespace {

namespace fs = std::filesystem;

/// From this size on, the weights decide how fast a CPU answers.
constexpr std::uint64_t kLargeBytes = 1'500'000'000;

std::string familyOf(const std::string& type) {
    static const std::map<std::string, std::string> names{{"gemma3", "Gemma 3 with SigLIP"},
                                                          {"qwen2_vl", "Qwen2-VL"},
                                                          {"qwen2_5_vl", "Qwen2.5-VL"},
                                                          {"qwen3_vl", "Qwen3-VL"},
                                                          {"llava", "LLaVA"},
                                                          {"llava_next", "LLaVA 1.6"},
                                                          {"lamed_phi3", "M3D-LaMed with Phi-3"},
                                                          {"lamed_llama", "M3D-LaMed with LLaMA-2"},
                                                          {"gemma3_text", "Gemma 3"},
                                                          {"llama", "Llama"},
                                                          {"mistral", "Mistral"},
                                                          {"phi3", "Phi-3"},
                                                          {"qwen2", "Qwen2"},
                                                          {"qwen3", "Qwen3"}};
    const auto found = names.find(type);
    return found == names.end() ? type : found->second;
}

std::string nameOf(torch::ScalarType type) {
    switch (type) {
        case torch::kBFloat16:
            return "bfloat16";
        case torch::kHalf:
            return "float16";
        case torch::kFloat:
            return "float32";
        default:
            return c10::toString(type);
    }
}

/// A value of the block between two lines of dashes at the start of a model's README.md.
std::string frontMatter(std::istream& in, const std::string& key) {
    std::string line;
    if (!std::getline(in, line) || line.rfind("---", 0) != 0) return {};
    for (int n = 0; n < 200 && std::getline(in, line) && line.rfind("---", 0) != 0; ++n) {
        if (line.rfind(key + ":", 0) != 0) continue;
        auto value = line.substr(key.size() + 1);
        const auto keep = [](char c) { return static_cast<unsigned char>(c) > 32 && c != '"' && c != '\''; };
        const auto begin = std::find_if(value.begin(), value.end(), keep);
        const auto end = std::find_if(value.rbegin(), std::make_reverse_iterator(begin), keep).base();
        return std::string(begin, end).substr(0, 80);
    }
    return {};
}

void findLicence(ModelFacts& facts) {
    for (const char* key : {"license_name", "license"}) {
        std::ifstream in(facts.directory + "/README.md");
        if (facts.licence.empty() && in) facts.licence = frontMatter(in, key);
    }
    std::error_code error;
    for (const char* name : {"LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "NOTICE"})
        if (facts.licenceFile.empty() && fs::exists(facts.directory + "/" + name, error))
            facts.licenceFile = name;
}

/// Whether quantisation makes a tensor smaller: the decoder's matrices without the embedding.
bool isMatrix(const std::string& name, const torch::Tensor& tensor) {
    const bool decoder = name.rfind("text.layers.", 0) == 0 || name == "lm_head.weight";
    return decoder && tensor.dim() == 2;
}

void count(ModelFacts& facts, const std::map<std::string, torch::Tensor>& tensors) {
    std::map<torch::ScalarType, long long> types;
    for (const auto& [name, tensor] : tensors) {
        facts.parameters += tensor.numel();
        facts.fileBytes += tensor.nbytes();
        types[tensor.scalar_type()] += tensor.numel();
        if (!isMatrix(name, tensor)) continue;
        facts.matrixBytes += tensor.nbytes();
        facts.matrixParameters += tensor.numel();
    }
    const auto most = std::max_element(types.begin(), types.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most != types.end()) facts.storedAs = nameOf(most->first);
}

std::string modelTypeIn(const std::string& directory) {
    std::ifstream in(directory + "/config.json");
    const auto config = nlohmann::json::parse(in, nullptr, false);
    const bool told =
        config.is_object() && config.contains("model_type") && config.at("model_type").is_string();
    return told ? config.at("model_type").get<std::string>() : std::string();
}

}  // namespace

std::uint64_t ModelFacts::memory(ModelOptions::Weights weights) const {
    const auto rest = fileBytes - matrixBytes;
    const auto numbers = static_cast<std::uint64_t>(matrixParameters + sharedHead);
    switch (weights) {
        case ModelOptions::Weights::BFloat16:
            return rest + numbers * 2;
        // One scale of two bytes for every 32 numbers.
        case ModelOptions::Weights::Int8:
            return rest + numbers + numbers / 16;
        case ModelOptions::Weights::Int4:
            return rest + numbers / 2 + numbers / 16;
        case ModelOptions::Weights::AsStored:
        case ModelOptions::Weights::Automatic:
            break;
    }
    return fileBytes;
}

ModelOptions::Weights ModelFacts::automatic(Device device) const {
    return device == Device::Cpu && fileBytes > kLargeBytes && !starter ? ModelOptions::Weights::Int8
                                                                        : ModelOptions::Weights::AsStored;
}

ModelFacts inspectModel(const std::string& directory, const Progress& progress,
                        const std::atomic<bool>* stop) {
    torch::InferenceMode guard;
    ModelFacts facts;
    facts.directory = directory;
    facts.freeMemory = availableMemory();
    const auto path = fs::path(directory).lexically_normal();
    facts.name = path.has_filename() ? path.filename().string() : path.parent_path().filename().string();
    if (modelTypeIn(directory) == "dokuei_starter") {
        facts.starter = true;
        facts.modelType = "dokuei_starter";
        facts.family = "Dokuei";
        Tokenizer::fromFile(directory + "/tokenizer.json");
        const auto weights = loadWeights(directory);
        for (const auto& [name, tensor] : weights)
            if (!isFinite(tensor))
                throw ModelError(directory + "/model.safetensors",
                                 "tensor " + name + " holds values that are not finite numbers");
        count(facts, weights);
        findLicence(facts);
        return facts;
    }
    const ModelDirectory opened(directory);
    facts.modelType = opened.modelType();
    facts.family = familyOf(facts.modelType);
    const auto tokenizer = Tokenizer::fromFile(opened.file("tokenizer.json"));
    facts.seesImages = openDialect(opened, tokenizer, {})->seesImages();
    const auto decoder = opened.decoderConfig();
    if (decoder.tied) facts.sharedHead = static_cast<long long>(decoder.vocab) * decoder.hidden;
    // How much memory they need is told, and judged when they are loaded.
    const auto weights = opened.weights(true, 0, progress, stop);
    std::map<std::string, torch::Tensor> tensors;
    for (const auto& name : weights.namesUnder("")) tensors.emplace(name, weights.look(name));
    count(facts, tensors);
    findLicence(facts);
    return facts;
}

}  // namespace dokuei::inference
