#include "app/commands/ModelRun.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <future>

#include "app/bridge/Resources.h"
#include "inference/Error.h"

namespace dokuei::app {
namespace {

std::atomic<bool> interrupted{false};

void onInterrupt(int) {
    interrupted = true;
}

}  // namespace

ModelRun::ModelRun(const std::string& directory, const inference::ModelOptions& options) {
    const auto start = std::chrono::steady_clock::now();
    std::promise<inference::ModelInfo> loaded;
    worker_.load(
        directory, options, [&](const inference::ModelInfo& info) { loaded.set_value(info); },
        [&](const std::string& error) {
            loaded.set_exception(std::make_exception_ptr(inference::Error(error)));
        });
    info_ = loaded.get_future().get();
    loadSeconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

inference::Answer ModelRun::ask(inference::Request request, inference::Listener listener) {
    std::promise<inference::Answer> answered;
    listener.onDone = [&](const inference::Answer& answer) { answered.set_value(answer); };
    listener.onError = [&](const std::string& error) {
        answered.set_exception(std::make_exception_ptr(inference::Error(error)));
    };
    interrupted = false;
    const auto before = std::signal(SIGINT, onInterrupt);
    auto ticket = worker_.ask(std::move(request), std::move(listener));
    auto future = answered.get_future();
    // A signal handler may not lock or notify, so that its flag is looked at now and then.
    while (future.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready)
        if (interrupted) ticket.stop();
    std::signal(SIGINT, before);
    auto answer = future.get();
    if (interrupted) throw inference::Cancelled();
    return answer;
}

std::string modelOption(const Options& options) {
    return options.value("--model", defaultModelDirectory());
}

inference::Device deviceOption(const Options& options) {
    const auto device = options.value("--device");
    if (device == "cpu") return inference::Device::Cpu;
    if (!device.empty() && device != "cuda") throw UsageError{"--device is cpu or cuda, not " + device};
    std::string why;
    if (inference::cudaUsable(&why)) return inference::Device::Cuda;
    if (device == "cuda") throw inference::Error("The GPU cannot be used: " + why);
    return inference::Device::Cpu;
}

inference::ModelOptions modelOptions(const Options& options) {
    using Weights = inference::ModelOptions::Weights;
    inference::ModelOptions chosen(deviceOption(options));
    const auto weights = options.value("--weights", "auto");
    if (weights == "stored")
        chosen.weights = Weights::AsStored;
    else if (weights == "bf16")
        chosen.weights = Weights::BFloat16;
    else if (weights == "int8")
        chosen.weights = Weights::Int8;
    else if (weights == "int4")
        chosen.weights = Weights::Int4;
    else if (weights != "auto")
        throw UsageError{"--weights is auto, stored, bf16, int8 or int4, not " + weights};
    const auto slices = options.integer("--slices", 0);
    if (slices < 0 || slices > 1000) throw UsageError{"--slices needs a number from 1 to 1000"};
    chosen.slices = static_cast<int>(slices);
    return chosen;
}

inference::Sampling samplingOption(const Options& options) {
    inference::Sampling sampling;
    sampling.seed = static_cast<std::uint64_t>(options.integer("--seed", 0));
    if (options.value("--temperature") == "default") {
        sampling.temperature = -1;
    } else {
        sampling.temperature = options.number("--temperature", 0);
        if (sampling.temperature < 0) throw UsageError{"--temperature is 0 or more, or default"};
    }
    const auto most = options.integer("--max-tokens", sampling.maxTokens);
    if (most < 1 || most > 1'000'000) throw UsageError{"--max-tokens needs a number from 1 on"};
    sampling.maxTokens = static_cast<int>(most);
    return sampling;
}

}  // namespace dokuei::app
