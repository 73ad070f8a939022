#include "inference/weights/ModelDirectory.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "inference/Error.h"
#include "inference/weights/ConfigReader.h"
#include "inference/weights/FiniteCheck.h"
#include "inference/weights/Memory.h"
#include "inference/weights/TensorNames.h"

namespace dokuei::inference {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uintmax_t kLargestSmallFile = 64u << 20;

/// Text of a file that may be missing; empty then.
std::string readSmallFile(const std::string& file) {
    std::error_code error;
    if (!fs::exists(file, error)) return {};
    if (!fs::is_regular_file(file, error)) throw ModelError(file, "is not a plain file");
    if (fs::file_size(file, error) > kLargestSmallFile)
        throw ModelError(file, "is larger than such a file can be");
    std::ifstream in(file, std::ios::binary);
    if (!in) throw ModelError(file, "cannot be opened");
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// A JSON object; an empty one when the file is missing.
json readObject(const std::string& file) {
    const auto text = readSmallFile(file);
    if (text.empty()) return json::object();
    auto object = json::parse(text, nullptr, false);
    if (!object.is_object()) throw ModelError(file, "is damaged: it holds no JSON object");
    return object;
}

/// Why a directory without safetensors cannot be opened.
[[noreturn]] void refuseWithoutWeights(const std::string& directory) {
    std::string pickled, packed, adapter;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(directory, error)) {
        const auto name = entry.path().filename().string();
        const auto extension = entry.path().extension().string();
        if (extension == ".bin" || extension == ".pth" || extension == ".pt" || extension == ".ckpt")
            pickled = std::max(pickled, name);
        if (extension == ".gguf") packed = name;
        if (name == "adapter_model.safetensors") adapter = name;
    }
    if (!adapter.empty())
        throw ModelError(directory + "/" + adapter,
                         "is an adapter without the model that it belongs to; merge it into its model first");
    if (!packed.empty())
        throw ModelError(directory + "/" + packed,
                         "is a GGUF file, which is not supported; use the model's safetensors files");
    if (!pickled.empty())
        throw ModelError(directory + "/" + pickled,
                         "is a pickled file, which can run programs when it is opened; ask for the model's "
                         "safetensors files or convert it with safetensors on a machine that may run it");
    throw ModelError(directory + "/model.safetensors", "is missing");
}

std::string templateIn(const json& object, const std::string& file) {
    if (!object.contains("chat_template")) return {};
    const auto& value = object.at("chat_template");
    if (value.is_null()) return {};
    if (value.is_string()) return value.get<std::string>();
    if (value.is_object() && value.contains("default") && value.at("default").is_string())
        return value.at("default").get<std::string>();
    if (value.is_array())
        for (const auto& one : value)
            if (one.is_object() && one.value("name", json()) == "default" &&
                one.value("template", json()).is_string())
                return one.at("template").get<std::string>();
    throw ModelError(file, "has a chat_template that cannot be read");
}

std::string readChatTemplate(const ModelDirectory& directory) {
    auto text = readSmallFile(directory.file("chat_template.jinja"));
    for (const char* name : {"chat_template.json", "processor_config.json", "tokenizer_config.json"})
        if (text.empty()) text = templateIn(readObject(directory.file(name)), directory.file(name));
    return text;
}

std::vector<int> idsIn(const json& value, const std::string& file) {
    std::vector<int> ids;
    const auto add = [&](const json& id) {
        if (!id.is_number_integer() || id.get<std::int64_t>() < 0 || id.get<std::int64_t>() > (1 << 24))
            throw ModelError(file, "has an eos_token_id that is no token");
        ids.push_back(id.get<int>());
    };
    if (value.is_array())
        for (const auto& id : value) add(id);
    else if (!value.is_null())
        add(value);
    return ids;
}

/// The end token that a class in `transformers` has when no file names one.
std::vector<int> usualStopIds(const std::string& textType) {
    if (textType == "gemma3_text") return {1};
    if (textType == "llama" || textType == "mistral") return {2};
    if (textType == "phi3") return {32000};
    if (textType == "qwen2_vl" || textType == "qwen2_5_vl") return {151645};
    return {};
}

GenerationDefaults readGeneration(const ModelDirectory& directory) {
    const auto file = directory.file("generation_config.json");
    const auto own = readObject(file);
    const auto& config = directory.config();
    // A config.json that is older than generation_config.json holds these values itself.
    const std::vector<const json*> sources{&own, &config, &textPart(config)};
    const auto find = [&](const char* key) -> const json* {
        for (const auto* source : sources)
            if (source->contains(key) && !source->at(key).is_null()) return &source->at(key);
        return nullptr;
    };
    const auto number = [&](const char* key, double otherwise) {
        const auto* value = find(key);
        if (!value) return otherwise;
        if (!value->is_number() || !(value->get<double>() >= 0) || value->get<double>() > 1e6)
            throw ModelError(file, std::string(key) + " is " + value->dump() + ", which makes no sense");
        return value->get<double>();
    };
    GenerationDefaults defaults;
    const auto* stop = find("eos_token_id");
    defaults.stopIds =
        stop ? idsIn(*stop, file) : usualStopIds(textType(config, directory.file("config.json")));
    const auto* sample = find("do_sample");
    defaults.sample = sample && sample->is_boolean() && sample->get<bool>();
    defaults.temperature = number("temperature", 1);
    defaults.topP = number("top_p", 1);
    defaults.repetitionPenalty = number("repetition_penalty", 1);
    // Programs that sample keep to the 50 likeliest tokens unless they are told otherwise.
    defaults.topK = static_cast<int>(number("top_k", defaults.sample ? 50 : 0));
    return defaults;
}

}  // namespace

ModelDirectory::ModelDirectory(const std::string& directory) : path_(directory) {
    std::error_code error;
    if (!fs::is_directory(directory, error)) throw ModelError(directory, "is no model directory");
    const auto configFile = file("config.json");
    if (!fs::exists(configFile, error)) {
        if (!fs::exists(file("model.safetensors"), error) &&
            !fs::exists(file("model.safetensors.index.json"), error))
            refuseWithoutWeights(directory);
        throw ModelError(configFile, "is missing");
    }
    config_ = readObject(configFile);
    if (!config_.contains("model_type") || !config_.at("model_type").is_string())
        throw ModelError(configFile, "does not name a model_type");
    config_ = inCommonDialect(std::move(config_), configFile);
    modelType_ = config_.at("model_type").get<std::string>();
    textType(config_, configFile);
    if (config_.contains("quantization_config") && config_.at("quantization_config").is_object())
        throw ModelError(configFile,
                         "describes quantised weights (" +
                             config_.at("quantization_config").value("quant_method", std::string("unnamed")) +
                             "), which are not supported; use the model's bf16 files");
    if (!fs::exists(file("model.safetensors"), error) &&
        !fs::exists(file("model.safetensors.index.json"), error))
        refuseWithoutWeights(directory);
    preprocessor_ = readObject(file("preprocessor_config.json"));
    if (preprocessor_.empty()) {
        const auto processor = readObject(file("processor_config.json"));
        if (processor.contains("image_processor") && processor.at("image_processor").is_object())
            preprocessor_ = processor.at("image_processor");
    }
    generation_ = readGeneration(*this);
    chatTemplate_ = readChatTemplate(*this);
}

const std::map<std::string, ModelDirectory::Place>& ModelDirectory::places() const {
    if (!places_.empty()) return places_;
    std::map<std::string, Place> places;
    const auto add = [&](const std::shared_ptr<const Safetensors>& shard, const std::string& name) {
        const auto canonical = canonicalTensorName(modelType_, name);
        if (canonical.empty()) return;
        const auto [other, added] = places.emplace(canonical, Place{shard, name});
        if (!added)
            throw ModelError(shard->file(),
                             "tensor " + name + " is there a second time as " + other->second.name);
    };
    const auto single = file("model.safetensors"), index = single + ".index.json";
    std::error_code error;
    if (fs::exists(single, error)) {
        const auto only = std::make_shared<const Safetensors>(single);
        for (const auto& [name, entry] : only->entries()) add(only, name);
    } else {
        const auto list = readObject(index);
        if (!list.contains("weight_map") || !list.at("weight_map").is_object() ||
            list.at("weight_map").empty())
            throw ModelError(index, "does not list the weights");
        std::map<std::string, std::shared_ptr<const Safetensors>> shards;
        for (const auto& [name, value] : list.at("weight_map").items()) {
            if (!value.is_string()) throw ModelError(index, "does not name the file of tensor " + name);
            const auto shard = value.get<std::string>();
            if (shard.empty() || shard.find('\0') != std::string::npos || fs::path(shard).filename() != shard)
                throw ModelError(index, "names a file outside the model directory: " + shard);
            auto& opened = shards[shard];
            if (!opened) {
                if (!fs::exists(file(shard), error))
                    throw ModelError(file(shard),
                                     "is missing, although model.safetensors.index.json lists it");
                opened = std::make_shared<const Safetensors>(file(shard));
            }
            if (!opened->contains(name))
                throw ModelError(file(shard), "lacks tensor " + name +
                                                  ", which model.safetensors.index.json places there");
            add(opened, name);
        }
    }
    if (places.empty()) throw ModelError(single, "holds no tensors");
    places_ = std::move(places);
    return places_;
}

bool ModelDirectory::headDiffers() const {
    const auto& all = places();
    const auto head = all.find("lm_head.weight"), embedding = all.find("text.embed_tokens.weight");
    if (head == all.end() || embedding == all.end()) return false;
    const auto a = head->second.file->tensor(head->second.name),
               b = embedding->second.file->tensor(embedding->second.name);
    return a.scalar_type() != b.scalar_type() || a.sizes() != b.sizes() ||
           std::memcmp(a.const_data_ptr(), b.const_data_ptr(), a.nbytes()) != 0;
}

DecoderConfig ModelDirectory::decoderConfig() const {
    auto config = readDecoderConfig(config_, file("config.json"));
    // Programs that save both the embedding and a head mean the head when the two differ.
    if (config.tied && headDiffers()) config.tied = false;
    if (modelType_ == "lamed_phi3" || modelType_ == "lamed_llama") {
        const auto embedding = places().find("text.embed_tokens.weight");
        if (embedding != places().end()) {
            const auto& shape = embedding->second.file->entries().at(embedding->second.name).shape;
            if (shape.size() == 2 && shape[0] > 0 && shape[0] <= (1 << 24))
                config.vocab = static_cast<int>(shape[0]);
        }
    }
    return config;
}

std::uint64_t ModelDirectory::weightBytes() const {
    std::uint64_t bytes = 0;
    for (const auto& [name, place] : places()) {
        const auto& entry = place.file->entries().at(place.name);
        bytes += entry.end - entry.begin;
    }
    return bytes;
}

WeightSet ModelDirectory::weights(bool lookInside, double share, const std::function<void(double)>& progress,
                                  const std::atomic<bool>* stop) const {
    const auto& all = places();
    const auto needed = static_cast<double>(weightBytes()) * share;
    const auto available = availableMemory();
    if (needed > static_cast<double>(available))
        throw ModelError(path_, "needs " + readableBytes(static_cast<std::uint64_t>(needed)) +
                                    " of memory for its weights, and " + readableBytes(available) +
                                    " are free on this machine");
    std::map<std::string, torch::Tensor> tensors;
    const auto bytes = static_cast<double>(weightBytes());
    double seen = 0;
    for (const auto& [name, place] : all) {
        if (stop && *stop) throw Cancelled();
        auto tensor = place.file->tensor(place.name);
        seen += static_cast<double>(tensor.nbytes());
        if (lookInside && progress && bytes > 0) progress(seen / bytes);
        if (lookInside && !isFinite(tensor))
            throw ModelError(place.file->file(),
                             "tensor " + place.name + " holds values that are not finite numbers");
        tensors.emplace(name, std::move(tensor));
    }
    const auto head = tensors.find("lm_head.weight");
    if (head != tensors.end()) {
        if (tensors.count("text.embed_tokens.weight") == 0)
            tensors.emplace("text.embed_tokens.weight", head->second);
        if (decoderConfig().tied) tensors.erase("lm_head.weight");
    }
    std::error_code error;
    const auto single = file("model.safetensors");
    return {fs::exists(single, error) ? single : single + ".index.json", std::move(tensors)};
}

}  // namespace dokuei::inference
