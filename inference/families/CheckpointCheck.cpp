#include "inference/families/CheckpointCheck.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "inference/Error.h"
#include "inference/families/CheckpointPlan.h"
#include "inference/text/ChatTemplate.h"
#include "inference/text/Tokenizer.h"
#include "inference/weights/ModelDirectory.h"

namespace dokuei::inference {
namespace {

constexpr std::int64_t kUsualPositions = 8192;

/// The sizes of M3D's tower are those of its tensors.
VolumeTowerSizes volumeSizes(const WeightSet& weights) {
    VolumeTowerSizes sizes;
    const auto first = [&](const std::string& name) {
        const auto shape = weights.shape(name);
        if (shape.empty()) throw ModelError(weights.file(), "tensor " + name + " is a single number");
        return static_cast<int>(shape.front());
    };
    sizes.hidden = first("vision.patch_embedding.patch_embeddings.1.weight");
    sizes.intermediate = first("vision.blocks.0.mlp.linear1.weight");
    std::set<std::string> blocks;
    const std::string prefix = "vision.blocks.";
    for (const auto& name : weights.namesUnder(prefix))
        blocks.insert(name.substr(prefix.size(), name.find('.', prefix.size()) - prefix.size()));
    sizes.layers = static_cast<int>(blocks.size());
    return sizes;
}

/// Parts that checkpoints carry and that are not run.
void leaveUnused(const VolumeTowerSizes& volume, WeightSet& weights) {
    for (const char* part :
         {"vision.head.", "projector.image_newline", "segmentation.", "segmentation_projector."})
        weights.ignore(part);
    for (int i = 0; i < volume.layers; ++i)
        for (const char* part : {".norm_cross_attn.", ".cross_attn."})
            weights.ignore("vision.blocks." + std::to_string(i) + part);
}

const char* nameOf(torch::ScalarType type) {
    return type == torch::kBFloat16 ? "BF16"
           : type == torch::kHalf   ? "F16"
           : type == torch::kFloat  ? "F32"
                                    : "F64";
}

std::uint64_t cacheBytes(const DecoderConfig& c, std::int64_t positions) {
    std::uint64_t bytes = 0;
    for (int i = 0; i < c.layers; ++i) {
        const auto slots = c.isLocal(i) ? std::min<std::int64_t>(c.window, positions) : positions;
        bytes += static_cast<std::uint64_t>(slots) * static_cast<std::uint64_t>(c.kvHeads) *
                 static_cast<std::uint64_t>(c.headDim) * 2 * 2;
    }
    return bytes;
}

void checkVocabulary(const ModelDirectory& directory, CheckpointReport& report) {
    const auto file = directory.file("tokenizer.json");
    if (!std::filesystem::exists(file)) throw ModelError(file, "is missing");
    report.tokens = Tokenizer::fromFile(file).vocabularySize();
    if (report.tokens > report.vocabulary)
        throw ModelError(file, "has " + std::to_string(report.tokens) + " tokens, and the model knows " +
                                   std::to_string(report.vocabulary));
    for (const int id : directory.generation().stopIds)
        if (id >= report.vocabulary)
            throw ModelError(directory.file("generation_config.json"),
                             "names the end token " + std::to_string(id) + ", which the model does not know");
}

std::string templateName(const ModelDirectory& directory) {
    const auto& content = directory.chatTemplate();
    auto file = directory.file("tokenizer_config.json");
    for (const char* name : {"chat_template.json", "chat_template.jinja"})
        if (std::filesystem::exists(directory.file(name))) file = directory.file(name);
    try {
        return ChatTemplate::recognise(content, directory.modelType(), file).name();
    } catch (const ModelError&) {
        if (!content.empty()) throw;
        return {};  // a model that only goes on with a text
    }
}

}  // namespace

bool isPublicCheckpoint(const std::string& directory) {
    std::ifstream in(directory + "/config.json");
    const auto config = nlohmann::json::parse(in, nullptr, false);
    return !config.is_object() || config.value("model_type", nlohmann::json()) != "dokuei_starter";
}

CheckpointReport checkCheckpoint(const std::string& path) {
    const ModelDirectory directory(path);
    const auto decoder = directory.decoderConfig();
    // Nothing is kept of what is looked at, so that models larger than the memory can be checked too.
    auto weights = directory.weights(true, 0);
    CheckpointReport report;
    report.modelType = directory.modelType();
    VolumeTowerSizes volume;
    if (report.modelType.rfind("lamed", 0) == 0) volume = volumeSizes(weights);
    std::vector<PlannedTensor> plan;
    try {
        plan = plannedTensors(directory.config(), decoder, volume);
    } catch (const Error& e) {
        throw ModelError(directory.file("config.json"), e.what());
    }
    std::set<std::string> types;
    for (const auto& tensor : plan)
        types.insert(nameOf(weights.take(tensor.name, tensor.shape).scalar_type()));
    leaveUnused(volume, weights);
    weights.finish();
    for (const auto& type : types) report.types += (report.types.empty() ? "" : " and ") + type;
    for (const auto& name : weights.namesUnder("")) {
        ++report.tensors;
        report.parameters += weights.look(name).numel();
    }
    report.bytes = directory.weightBytes();
    report.positions = std::min<std::int64_t>(kUsualPositions, decoder.maxPositions);
    report.memory = report.bytes + cacheBytes(decoder, report.positions);
    report.vocabulary = decoder.vocab;
    checkVocabulary(directory, report);
    report.chatTemplate = templateName(directory);
    return report;
}

}  // namespace dokuei::inference
