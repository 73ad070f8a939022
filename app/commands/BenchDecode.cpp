#include "app/commands/BenchDecode.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <iostream>

#include "app/commands/ModelRun.h"
#include "app/commands/Options.h"
#include "inference/decoder/ComputeType.h"
#include "inference/session/DecodeBenchmark.h"

namespace dokuei::app {
namespace {

inference::WeightFormat weightsOption(const std::string& name) {
    using inference::WeightFormat;
    if (name == "stored") return WeightFormat::AsStored;
    if (name == "bf16") return WeightFormat::BFloat16;
    if (name == "int8") return WeightFormat::Int8;
    if (name == "int4") return WeightFormat::Int4;
    throw UsageError{"--weights is stored, bf16, int8 or int4, not " + name};
}

int count(const Options& options, const std::string& name, int otherwise) {
    const auto value = options.integer(name, otherwise);
    if (value < 1 || value > 1 << 20) throw UsageError{name + " is a number from 1 to 1048576"};
    return static_cast<int>(value);
}

}  // namespace

int benchDecode(const Arguments& arguments) {
    const Options options(
        arguments, {"--weights", "--compute", "--device", "--prompt", "--tokens", "--rounds"}, {"--json"});
    if (options.words().size() != 2)
        throw UsageError{
            "bench decode DIR [--weights stored|bf16|int8|int4] [--compute f32|bf16] [--device cpu|cuda] "
            "[--prompt N] [--tokens N] [--rounds N] [--json]"};
    inference::DecodeBenchmarkOptions wanted;
    const auto weights = options.value("--weights", "stored");
    wanted.decoder.weights = weightsOption(weights);
    const bool cuda = deviceOption(options) == inference::Device::Cuda;
    wanted.decoder.device = cuda ? torch::kCUDA : torch::kCPU;
    const auto fast = inference::fastComputeType(wanted.decoder.device) == torch::kBFloat16 ? "bf16" : "f32";
    const auto compute = options.value("--compute", fast);
    if (compute != "f32" && compute != "bf16") throw UsageError{"--compute is f32 or bf16, not " + compute};
    wanted.decoder.compute = compute == "bf16" ? torch::kBFloat16 : torch::kFloat;
    wanted.prompt = count(options, "--prompt", wanted.prompt);
    wanted.tokens = count(options, "--tokens", wanted.tokens);
    wanted.rounds = count(options, "--rounds", wanted.rounds);
    wanted.question = std::min(wanted.question, std::max(1, wanted.prompt / 2));
    const auto t = inference::measureDecoding(options.words()[1], wanted);
    if (options.has("--json")) {
        const QJsonObject object{{"tokensPerSecond", t.tokensPerSecond},
                                 {"firstTokenSeconds", t.firstTokenSeconds},
                                 {"secondQuestionSeconds", t.secondQuestionSeconds},
                                 {"bytesPerToken", static_cast<double>(t.bytesPerToken())},
                                 {"weightBytesPerToken", static_cast<double>(t.weightBytesPerToken)},
                                 {"cacheBytesPerToken", static_cast<double>(t.cacheBytesPerToken)},
                                 {"memoryBytesPerSecond", t.memoryBytesPerSecond},
                                 {"fractionOfBandwidth", t.fractionOfBandwidth()},
                                 {"parameters", static_cast<qint64>(t.parameters)},
                                 {"loadSeconds", t.loadSeconds},
                                 {"weights", QString::fromStdString(weights)},
                                 {"compute", QString::fromStdString(compute)},
                                 {"device", cuda ? "cuda" : "cpu"},
                                 {"processor", QString::fromStdString(t.processor)},
                                 {"threads", t.threads},
                                 {"prompt", wanted.prompt},
                                 {"tokens", wanted.tokens},
                                 {"rounds", wanted.rounds}};
        std::cout << QJsonDocument(object).toJson().toStdString();
        return 0;
    }
    std::printf("%lld parameters, weights %s, %s on %s, %d threads, loaded in %.2f s\n", t.parameters,
                weights.c_str(), compute.c_str(), t.processor.c_str(), t.threads, t.loadSeconds);
    std::printf("decoding          %9.2f tokens/s\n", t.tokensPerSecond);
    std::printf("first token       %9.3f s  after a prompt of %d tokens\n", t.firstTokenSeconds,
                wanted.prompt);
    std::printf("second question   %9.3f s  behind the same beginning (%.1f %%)\n", t.secondQuestionSeconds,
                100 * t.secondQuestionSeconds / t.firstTokenSeconds);
    std::printf("read per token    %9.1f MB weights, %.1f MB keys and values\n",
                static_cast<double>(t.weightBytesPerToken) / 1e6,
                static_cast<double>(t.cacheBytesPerToken) / 1e6);
    std::printf("memory bandwidth  %9.1f GB/s measured, %.0f %% of it reached\n",
                t.memoryBytesPerSecond / 1e9, 100 * t.fractionOfBandwidth());
    return 0;
}

}  // namespace dokuei::app
