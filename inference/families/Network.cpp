#include "inference/families/Network.h"

#include <new>

#include "inference/Error.h"
#include "inference/families/gemma3/GemmaNetwork.h"
#include "inference/families/llava/LlavaNetwork.h"
#include "inference/families/m3d/VolumeNetwork.h"
#include "inference/families/qwenvl/QwenNetwork.h"
#include "inference/families/text/TextNetwork.h"

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

}  // namespace

std::unique_ptr<Network> openNetwork(const ModelDirectory& directory, const DecoderOptions& options) {
    const auto config = directory.file("config.json");
    try {
        torch::InferenceMode guard;
        // Reading all weights takes about as long as bringing them into their form.
        constexpr double reading = 0.5;
        DecoderOptions making = options;
        if (options.progress)
            making.progress = [&](double fraction) { options.progress(reading + (1 - reading) * fraction); };
        auto weights = directory.weights(
            true, shareInMemory(options),
            [&](double fraction) {
                if (options.progress) options.progress(reading * fraction);
            },
            options.stop.get());
        auto network = makeNetwork(directory, weights, making);
        weights.finish();
        network->parameters_ = weights.parametersTaken();
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
