#include "app/commands/ModelLogits.h"

#include <iostream>
#include <map>
#include <string>

#include "app/commands/ModelRun.h"
#include "app/commands/Options.h"
#include "inference/Error.h"
#include "inference/families/TensorRun.h"
#include "inference/weights/Safetensors.h"
#include "inference/weights/SafetensorsWriter.h"

namespace dokuei::app {
namespace {

inference::DecoderOptions decoderOptions(const Options& options) {
    inference::DecoderOptions out;
    const auto type = options.value("--type", "f32");
    if (type == "bf16")
        out.compute = torch::kBFloat16;
    else if (type != "f32")
        throw UsageError{"--type is f32 or bf16, not " + type};
    static const std::map<std::string, inference::WeightFormat> formats{
        {"stored", inference::WeightFormat::AsStored},
        {"f32", inference::WeightFormat::Float32},
        {"bf16", inference::WeightFormat::BFloat16},
        {"int8", inference::WeightFormat::Int8},
        {"int4", inference::WeightFormat::Int4}};
    const auto format = formats.find(options.value("--weights", "stored"));
    if (format == formats.end())
        throw UsageError{"--weights is stored, f32, bf16, int8 or int4, not " + options.value("--weights")};
    out.weights = format->second;
    // The GPU is taken only when it is asked for: the processor's results are the exact ones.
    if (options.has("--device") && deviceOption(options) == inference::Device::Cuda)
        out.device = torch::kCUDA;
    return out;
}

}  // namespace

int modelLogits(const Arguments& arguments) {
    const Options options(arguments, {"--input", "--output", "--generate", "--type", "--weights", "--device"},
                          {});
    const auto& directory = options.onlyWord("DIR");
    const auto input = options.value("--input"), output = options.value("--output");
    if (input.empty() || output.empty())
        throw UsageError{"model logits needs --input FILE and --output FILE"};
    const auto generate = options.integer("--generate", 0);
    if (generate < 0) throw UsageError{"--generate needs a number of tokens"};
    const auto settings = decoderOptions(options);

    const inference::Safetensors file(input);
    inference::NamedTensors tensors;
    for (const auto& [name, entry] : file.entries()) tensors[name] = file.tensor(name);
    const auto network = inference::openNetwork(inference::ModelDirectory(directory), settings);
    inference::TensorRun run;
    try {
        run = inference::runTensors(*network, tensors, generate);
    } catch (const inference::OutOfMemory&) {
        throw;
    } catch (const inference::Error& e) {
        throw inference::Error(input + ": " + e.what());
    }
    std::map<std::string, torch::Tensor> out{{"logits", run.logits}};
    if (run.generated.defined()) out["generated"] = run.generated;
    inference::writeSafetensors(output, out);
    std::cout << output << ": logits of " << run.logits.size(1) << " positions and " << run.logits.size(2)
              << " tokens";
    if (run.generated.defined()) std::cout << ", " << generate << " generated tokens";
    std::cout << "\n";
    return 0;
}

}  // namespace dokuei::app
