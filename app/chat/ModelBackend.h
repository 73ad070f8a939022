#pragma once

#include <functional>
#include <memory>
#include <string>

#include "inference/session/Worker.h"

namespace dokuei::app {

/// What ModelService needs of the thread that owns the model: inference::Worker's methods.
/// Callbacks may come from any thread until the destructor has returned, and never after.
class ModelBackend {
public:
    virtual ~ModelBackend() = default;
    virtual inference::Ticket load(const std::string& directory, const inference::ModelOptions& options,
                                   std::function<void(const inference::ModelInfo&)> done,
                                   std::function<void(const std::string& error)> failed) = 0;
    virtual inference::Ticket ask(inference::Request request, inference::Listener listener) = 0;
    virtual inference::Ticket prepare(inference::VolumeView volume, inference::Listener listener) = 0;
    virtual void forget(const std::string& key) = 0;
    virtual void lastInput(const std::string& key,
                           std::function<void(const inference::ModelInput&)> done) = 0;
};

/// The real one.
std::unique_ptr<ModelBackend> workerBackend();

}  // namespace dokuei::app
