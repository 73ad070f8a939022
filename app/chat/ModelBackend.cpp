#include "app/chat/ModelBackend.h"

#include <utility>

namespace dokuei::app {
namespace {

class WorkerBackend final : public ModelBackend {
public:
    void load(const std::string& directory, inference::Device device,
              std::function<void(const inference::ModelInfo&)> done,
              std::function<void(const std::string&)> failed) override {
        worker_.load(directory, device, std::move(done), std::move(failed));
    }
    inference::Ticket ask(inference::Request request, inference::Listener listener) override {
        return worker_.ask(std::move(request), std::move(listener));
    }
    void prepare(inference::VolumeView volume) override { worker_.prepare(std::move(volume)); }
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
