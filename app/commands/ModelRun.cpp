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

ModelRun::ModelRun(const std::string& directory, inference::Device device) {
    const auto start = std::chrono::steady_clock::now();
    std::promise<inference::ModelInfo> loaded;
    worker_.load(
        directory, device, [&](const inference::ModelInfo& info) { loaded.set_value(info); },
        [&](const std::string& error) {
            loaded.set_exception(std::make_exception_ptr(inference::Error(error)));
        });
    info_ = loaded.get_future().get();
    loadSeconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

inference::Answer ModelRun::ask(inference::Request request, std::function<void(const std::string&)> onText) {
    std::promise<inference::Answer> answered;
    inference::Listener listener;
    listener.onText = std::move(onText);
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

}  // namespace dokuei::app
