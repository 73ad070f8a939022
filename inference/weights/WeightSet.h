#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace dokuei::inference {

/// The tensors of a model directory under one set of names, whatever the version of the program that saved
/// them:
///   text.embed_tokens.weight, text.layers.N.*, text.norm.weight, lm_head.weight
///   vision.*      the tower, without `vision_model.`; for Qwen-VL the merger and DeepStack mergers too
///   projector.*   what stands between tower and decoder: mm_input_projection_weight and
///                 mm_soft_emb_norm.weight (Gemma 3), linear_1.* and linear_2.* (LLaVA), 0.* and 2.* (M3D)
///   segmentation.*, segmentation_projector.*   M3D's mask decoder
/// Every tensor has to be taken once; what is left over does not belong to the model.
class WeightSet {
public:
    /// `file` is what errors name.
    WeightSet(std::string file, std::map<std::string, torch::Tensor> tensors);

    bool contains(const std::string& name) const { return tensors_.count(name) > 0; }
    /// Names that begin so, in order.
    std::vector<std::string> namesUnder(const std::string& prefix) const;
    /// Shape of a tensor, for what is read from the shapes. Throws ModelError when there is none.
    std::vector<std::int64_t> shape(const std::string& name) const;
    /// The tensor without taking it, whatever its type. Throws ModelError when there is none.
    torch::Tensor look(const std::string& name) const;
    /// The tensor as it lies in the file (mapped, on the CPU). Throws ModelError when it is missing, has
    /// another shape or a type that weights cannot have.
    torch::Tensor take(const std::string& name, const std::vector<std::int64_t>& shape);
    /// Takes a tensor that need not be there; undefined when it is not.
    torch::Tensor takeIfThere(const std::string& name, const std::vector<std::int64_t>& shape);
    /// Lets tensors lie that the program has no use for, such as SigLIP's pooling head.
    void ignore(const std::string& prefix);
    /// Throws ModelError naming a tensor that was not taken.
    void finish() const;

    const std::string& file() const { return file_; }
    /// Numbers in all tensors taken so far.
    long long parametersTaken() const { return parameters_; }

private:
    std::string file_;
    std::map<std::string, torch::Tensor> tensors_;
    std::set<std::string> taken_;
    long long parameters_ = 0;
};

}  // namespace dokuei::inference
