#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/commands/Options.h"
#include "inference/session/Answer.h"
#include "inference/session/Worker.h"
#include "viewer/volume/Volume.h"

namespace dokuei::app {

/// A loaded model for commands: the worker's calls, waited for. Ctrl+C stops the running answer.
class ModelRun {
public:
    /// Loads the directory. Throws inference::Error with the worker's text.
    ModelRun(const std::string& directory, const inference::ModelOptions& options);
    const inference::ModelInfo& info() const { return info_; }
    double loadSeconds() const { return loadSeconds_; }
    /// Asks and waits; what the listener has besides onDone and onError is called on the worker's thread.
    /// Throws inference::Error with the worker's text, inference::Cancelled after Ctrl+C.
    inference::Answer ask(inference::Request request, inference::Listener listener = {});

private:
    inference::Worker worker_;
    inference::ModelInfo info_;
    double loadSeconds_ = 0;
};

/// --model DIR or the shipped one.
std::string modelOption(const Options& options);
/// --device cpu|cuda; without it the GPU when it can be used. Throws UsageError, or inference::Error
/// saying why an asked-for GPU cannot be used.
inference::Device deviceOption(const Options& options);

/// --device, --weights auto|stored|bf16|int8|int4 and --slices N. Throws as deviceOption().
inference::ModelOptions modelOptions(const Options& options);
/// --temperature, --seed and --max-tokens; greedy without a temperature, the publisher's way with
/// "--temperature default". Throws UsageError.
inference::Sampling samplingOption(const Options& options);

}  // namespace dokuei::app
