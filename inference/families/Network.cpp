#include "inference/families/Network.h"

#include <filesystem>
#include <new>

#include "inference/Error.h"
#include "inference/families/gemma3/GemmaNetwork.h"
#include "inference/families/llava/LlavaNetwork.h"
#include "inference/families/m3d/VolumeNetwork.h"
#include "inference/families/qwenvl/QwenNetwork.h"
#include "inference/families/text/TextNetwork.h"
#include "inference/weights/QuantisedStore.h"

namespace dokuei::inference {
namespace {

std::unique_ptr<Network> makeNetwork(const ModelDirectory& directory, WeightSet& weights,
                                     const DecoderOptions& options) {
    const auto& type = directory.modelType();
    if (type == "gemma3") return std::make_unique<GemmaNetwork>(directory, weights, options);
    if (type == "qwen2_vl" || type == "qwen2_5_vl" || type == "qwen3_vl")
        return std::make_unique<QwenNetwork>(directory, weights, options);
    if (type == "llava" || type == "llava_next")
        return std::make_unique<LlavaNetwork>(directory, weights, options);
    if (type == "lamed_phi3" || type == "lamed_llama")
        return std::make_unique<VolumeNetwork>(directory, weights, options);
    for (const char* text : {"llama", "mistral", "qwen2", "qwen3", "phi3", "gemma3_text"})
        if (type == text) return std::make_unique<TextNetwork>(directory, weights, options);
    throw Error("model_type " + type + " is not known");
}

/// How much of the weights' bytes has to stay in this machine's memory.
double shareInMemory(const DecoderOptions& options) {
    if (options.device.is_cuda()) return 0;
    if (options.weights == WeightFormat::Int4) return 0.35;
    return options.weights == WeightFormat::Int8 ? 0.6 : 1;
}

/// Where the quantised weights of a directory are kept; null when they are not quantised here, or so few that
/// it is done in a moment.
std::shared_ptr<QuantisedStore> storeOf(const ModelDirectory& directory, const DecoderOptions& options) {
    constexpr std::uintmax_t few = std::uintmax_t{64} << 20;
    const int bits = options.weights == WeightFormat::Int8   ? 8
                     : options.weights == WeightFormat::Int4 ? 4
                                                             : 0;
    if (bits == 0 || !options.device.is_cpu()) return nullptr;
    std::vector<std::string> files;
    std::uintmax_t bytes = 0;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(directory.path(), error)) {
        if (entry.path().extension() != ".safetensors") continue;
        files.push_back(entry.path().string());
        bytes += entry.file_size(error);
    }
    if (bytes < few) return nullptr;
    return std::make_shared<QuantisedStore>(QuantisedStore::userDirectory(), files, bits);
}

}  // namespace

torch::Tensor Network::mask(const NamedTensors& /*pixels*/, const torch::Tensor& /*states*/,
                            const std::atomic<bool>* /*stop*/) {
    throw Error("this model makes no masks");
}

std::unique_ptr<Network> openNetwork(const ModelDirectory& directory, const DecoderOptions& options) {
    const auto config = directory.file("config.json");
    try {
        torch::InferenceMode guard;
        // Reading all weights takes about as long as bringing them into their form.
        constexpr double reading = 0.5;
        DecoderOptions making = options;
        if (options.progress)
            making.progress = [&](double fraction) { options.progress(reading + (1 - reading) * fraction); };
        making.store = storeOf(directory, options);
        // What is kept was made of weights that had been looked through.
        const bool lookInside = !making.store || !making.store->found();
        auto weights = directory.weights(
            lookInside, shareInMemory(options),
            [&](double fraction) {
                if (options.progress) options.progress(reading * fraction);
            },
            options.stop.get());
        auto network = makeNetwork(directory, weights, making);
        weights.finish();
        network->parameters_ = weights.parametersTaken();
        if (making.store) making.store->finish();
        return network;
    } catch (const Cancelled&) {
        throw;
    } catch (const ModelError&) {
        throw;
    } catch (const OutOfMemory&) {
        throw;
    } catch (const Error& error) {
        throw ModelError(config, error.what());
    } catch (const nlohmann::json::exception&) {
        throw ModelError(config, "holds a value of another kind than its key tells");
    } catch (const std::bad_alloc&) {
        throw OutOfMemory(directory.path() + ": the weights need more memory than is free");
    } catch (const c10::OutOfMemoryError&) {
        throw OutOfMemory(directory.path() + ": the weights need more memory than is free");
    }
}

}  // namespace dokuei::inference
