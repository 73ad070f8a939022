#pragma once

#include <torch/torch.h>

#include <memory>
#include <vector>

#include "inference/decoder/Cache.h"
#include "inference/decoder/DecoderConfig.h"
#include "inference/decoder/Rope.h"

namespace dokuei::inference {

struct DecoderLayer;

/// Reads one token with all layers on the CPU in one go: the threads are woken once and meet four times per
/// layer. Activations stay fp32 throughout; keys and values are rounded to the type of the cache.
/// Not thread-safe.
class CpuStep {
public:
    /// nullptr when the layers are not ones that the kernels take (on a GPU, or of a type without a kernel).
    /// The layers outlive it.
    static std::unique_ptr<CpuStep> make(const DecoderConfig& config, const std::vector<DecoderLayer>& layers,
                                         const torch::Tensor& lastNorm);
    ~CpuStep();

    /// Embedding [1,hidden] -> hidden state [1,hidden] fp32 after the last norm. Stores the token's keys and
    /// values behind the cache's `length()` positions, which it does not advance. `local` is used by models
    /// with local layers only. LibTorch's number of threads bounds how many work.
    torch::Tensor run(const torch::Tensor& embedding, const Rotation& global, const Rotation& local,
                      Cache& cache);

private:
    struct Work;
    CpuStep();
    std::unique_ptr<Work> work_;
};

}  // namespace dokuei::inference
