#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include "inference/cuda/CudaPlugin.h"
#include "inference/cuda/plugin/Products.h"

namespace dokuei::inference {
namespace {

class RecordedStep : public StepGraph {
public:
    explicit RecordedStep(const std::function<void()>& work) {
        // Recording is not allowed on the default stream, and what runs for the first time may set up
        // libraries, which is not allowed while recording.
        const auto before = c10::cuda::getCurrentCUDAStream();
        const auto stream = c10::cuda::getStreamFromPool(true);
        before.synchronize();
        {
            const c10::cuda::CUDAStreamGuard guard(stream);
            work();
            stream.synchronize();
            graph_.capture_begin();
            work();
            graph_.capture_end();
        }
        stream.synchronize();
    }
    void replay() override { graph_.replay(); }

private:
    at::cuda::CUDAGraph graph_;
};

class Plugin : public CudaPlugin {
public:
    std::unique_ptr<StepGraph> record(const std::function<void()>& work) const override {
        return std::make_unique<RecordedStep>(work);
    }
    torch::Tensor product(const torch::Tensor& x, const torch::Tensor& codes, const torch::Tensor& scales,
                          int bits) const override {
        return quantisedProduct(x, codes, scales, bits);
    }
};

}  // namespace
}  // namespace dokuei::inference

extern "C" __attribute__((visibility("default"))) const dokuei::inference::CudaPlugin* dokueiCudaPlugin() {
    static const dokuei::inference::Plugin plugin;
    return &plugin;
}
