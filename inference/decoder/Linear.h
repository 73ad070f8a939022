#pragma once

#include <torch/torch.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace dokuei::inference {

class QuantisedStore;

/// How the weights of a matrix are held. AsStored keeps the file's own type and, on the CPU, its own memory:
/// nothing is copied. The others take memory of their own, which the CPU reads faster (cpu/BigPages.h).
enum class WeightFormat { AsStored, Float32, BFloat16, Int8, Int4 };

/// One or more matrices with the same input, whose outputs stand side by side (query, key and value; gate
/// and up). Weight-only quantisation: Int8 and Int4 keep one scale per group of 32 inputs. On the CPU their
/// products are added up in whole numbers, for which the input is rounded to 8 bits per group of 32, as
/// llama.cpp does.
class Linear {
public:
    Linear() = default;
    /// `parts`: [out_i, in], any floating type, on the CPU; `biases`: empty, or one [out_i] (possibly
    /// undefined) per part. On the CPU quantised parts are taken from the store, when one is given, and put
    /// there under `name`. Throws Error when the parts do not fit each other, OutOfMemory.
    Linear(const std::vector<torch::Tensor>& parts, const std::vector<torch::Tensor>& biases,
           WeightFormat format, const torch::Device& device, QuantisedStore* store = nullptr,
           const std::string& name = {});

    /// x [T,in] -> [T,out] in the type of x.
    torch::Tensor operator()(const torch::Tensor& x) const;

    std::int64_t in() const;
    std::int64_t out() const;
    /// Bytes that one product reads of the weights, scales included.
    std::size_t bytes() const;
    bool defined() const { return impl_ != nullptr; }

    struct Impl;
    const Impl& impl() const { return *impl_; }

private:
    std::shared_ptr<const Impl> impl_;
};

}  // namespace dokuei::inference
