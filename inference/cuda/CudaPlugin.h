#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <functional>
#include <memory>

namespace dokuei::inference {

/// Work on the GPU that was recorded once and is started again as a whole. Addresses and shapes stay those
/// of the recording.
class StepGraph {
public:
    virtual ~StepGraph() = default;
    /// Starts the recorded work on the current stream.
    virtual void replay() = 0;
};

/// What needs the CUDA toolkit to be compiled: the library dokuei_cuda, which is built where the toolkit is
/// found and loaded when there is a GPU. Everything else on a GPU goes through LibTorch.
class CudaPlugin {
public:
    virtual ~CudaPlugin() = default;
    /// Runs `work` once for warming up, then records it. Throws c10::Error when it cannot be recorded.
    virtual std::unique_ptr<StepGraph> record(const std::function<void()>& work) const = 0;
    /// x [T,in] bf16 times a quantised matrix -> [T,out] bf16, all on one GPU. `codes`: bytes
    /// [out, groups*32] (8 bits, signed) or [out, groups*16] (4 bits, see packedRow.h); `scales` [out,groups]
    /// bf16. Meant for few rows: the matrix is read once per row.
    virtual torch::Tensor product(const torch::Tensor& x, const torch::Tensor& codes,
                                  const torch::Tensor& scales, int bits) const = 0;
};

/// The plug-in, or nullptr when it was not built, cannot be loaded or there is no GPU. Loaded once.
const CudaPlugin* cudaPlugin();

}  // namespace dokuei::inference
