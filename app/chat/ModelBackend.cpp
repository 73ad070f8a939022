#include "app/chat/ModelBackend.h"

#include <utility>

namespace dokuei::app {
namespace {

class WorkerBackend final : public ModelBackend {
public:
    inference::Ticket load(const std::string& directory, const inference::ModelOptions& options,
                           std::function<void(const inference::ModelInfo&)> done,
                           std::function<void(const std::string&)> failed) override {
        return worker_.load(directory, options, std::move(done), std::move(failed));
    }
    inference::Ticket ask(inference::Request request, inference::Listener listener) override {
        return worker_.ask(std::move(request), std::move(listener));
    }
    inference::Ticket prepare(inference::VolumeView volume, inference::Listener listener) override {
        return worker_.prepare(std::move(volume), std::move(listener));
    }
    void forget(const std::string& key) override { worker_.forget(key); }
    void lastInput(const std::string& key, std::function<void(const inference::ModelInput&)> done) override {
        worker_.lastInput(key, std::move(done));
    }

private:
    inference::Worker worker_;
};

}  // namespace

std::unique_ptr<ModelBackend> workerBackend() {
    return std::make_unique<WorkerBackend>();
}

}  // namespace dokuei::app
