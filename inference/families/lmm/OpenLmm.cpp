#include <cstdint>
#include <filesystem>

#include "inference/Error.h"
#include "inference/decoder/ComputeType.h"
#include "inference/families/lmm/LmmFamily.h"

namespace dokuei::inference {
namespace {

/// From this size on, the weights decide how fast a CPU answers.
constexpr std::uint64_t kLargeBytes = 1'500'000'000;

WeightFormat formatOf(const ModelOptions& options, std::uint64_t bytes) {
    switch (options.weights) {
        case ModelOptions::Weights::AsStored:
            return WeightFormat::AsStored;
        case ModelOptions::Weights::BFloat16:
            return WeightFormat::BFloat16;
        case ModelOptions::Weights::Int8:
            return WeightFormat::Int8;
        case ModelOptions::Weights::Int4:
            return WeightFormat::Int4;
        case ModelOptions::Weights::Automatic:
            break;
    }
    return options.device == Device::Cpu && bytes > kLargeBytes ? WeightFormat::Int8 : WeightFormat::AsStored;
}

const char* nameOf(WeightFormat format) {
    switch (format) {
        case WeightFormat::Float32:
            return "float32";
        case WeightFormat::BFloat16:
            return "bfloat16";
        case WeightFormat::Int8:
            return "int8";
        case WeightFormat::Int4:
            return "int4";
        case WeightFormat::AsStored:
            break;
    }
    return "as stored";
}

}  // namespace

std::unique_ptr<Family> openLmm(const std::string& path, const ModelOptions& options) {
    const ModelDirectory directory(path);
    // The small files first: what is wrong with them need not wait for gigabytes.
    const auto tokenizer = Tokenizer::fromFile(directory.file("tokenizer.json"));
    auto dialect = openDialect(directory, tokenizer, options);
    DecoderOptions decoder;
    decoder.device = options.device == Device::Cuda ? torch::kCUDA : torch::kCPU;
    decoder.compute = fastComputeType(decoder.device);
    decoder.weights = formatOf(options, directory.weightBytes());
    decoder.progress = options.progress;
    decoder.stop = options.stop;
    auto network = openNetwork(directory, decoder);

    ModelInfo info;
    info.name = std::filesystem::path(path).lexically_normal().filename().string();
    if (info.name.empty()) info.name = std::filesystem::path(path).parent_path().filename().string();
    info.directory = path;
    info.device = options.device == Device::Cuda ? "CUDA" : "CPU";
    info.licence = "The publisher's licence holds.";
    info.note = "A public checkpoint: for research, not for diagnosis.";
    info.parameters = network->parameters();
    info.modelType = directory.modelType();
    info.weights = nameOf(decoder.weights);
    info.seesImages = dialect->seesImages();
    return std::make_unique<LmmFamily>(LmmFamily::Parts{std::move(network), std::move(dialect), tokenizer,
                                                        directory.generation(), std::move(info)});
}

}  // namespace dokuei::inference
