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
    ModelRun(const std::string& directory, inference::Device device);
    const inference::ModelInfo& info() const { return info_; }
    double loadSeconds() const { return loadSeconds_; }
    /// Asks and waits; `onText` gets the answer as it streams, on the worker's thread.
    /// Throws inference::Error with the worker's text, inference::Cancelled after Ctrl+C.
    inference::Answer ask(inference::Request request, std::function<void(const std::string&)> onText = {});

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

}  // namespace dokuei::app
