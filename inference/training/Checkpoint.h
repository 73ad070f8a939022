#pragma once

#include <torch/torch.h>

#include <map>
#include <string>
#include <vector>

namespace dokuei::inference {

using TensorMap = std::map<std::string, torch::Tensor>;

/// Writes tensors as one safetensors file, atomically.
void saveTensors(const std::string& file, const TensorMap& tensors);
/// Reads all tensors of a safetensors file into memory. Throws ModelError.
TensorMap loadTensors(const std::string& file);

/// AdamW over a module's parameters, whose state can be written and read back.
class AdamW {
public:
    AdamW(const torch::nn::Module& module, double weightDecay);
    /// Clips the gradient to `clip` (norm), steps with the learning rate, clears the gradients.
    /// Returns the gradient norm before clipping; a step with a non-finite norm is skipped.
    double step(double learningRate, double clip = 1);
    void save(TensorMap& out) const;
    /// Throws ModelError when the state does not fit the module.
    void load(const TensorMap& in, const std::string& file);
    long long steps() const { return steps_; }

private:
    std::vector<std::string> names_;
    std::vector<torch::Tensor> parameters_, first_, second_, counters_;
    double weightDecay_;
    long long steps_ = 0;
};

/// Copies tensors into the module's parameters of the same names. Throws ModelError naming the tensor that
/// is missing or has another shape.
void assignParameters(torch::nn::Module& module, const TensorMap& tensors, const std::string& file,
                      const std::string& prefix = {});
/// Adds the module's parameters, detached, under `prefix`.
void collectParameters(const torch::nn::Module& module, TensorMap& out, const std::string& prefix = {});

}  // namespace dokuei::inference
