#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace dokuei::inference {

/// A memory-mapped safetensors file whose header was checked: every range lies inside the file, fits its
/// type and shape, and the ranges cover the data without gap or overlap.
class Safetensors {
public:
    struct Entry {
        torch::ScalarType type = torch::kFloat;
        std::vector<std::int64_t> shape;
        std::uint64_t begin = 0, end = 0;  ///< bytes from the start of the data
    };

    /// Throws ModelError naming the file and what is wrong with it.
    explicit Safetensors(const std::string& file);

    const std::string& file() const { return file_; }
    const std::map<std::string, Entry>& entries() const { return entries_; }
    bool contains(const std::string& name) const { return entries_.count(name) > 0; }
    /// The tensor, on the CPU, without a copy where its alignment allows; the mapping lives as long as any
    /// tensor of it. Writing into it does not change the file. Throws ModelError when there is none.
    torch::Tensor tensor(const std::string& name) const;
    /// The same, and throws ModelError when the shape is another one.
    torch::Tensor tensor(const std::string& name, const std::vector<std::int64_t>& shape) const;

private:
    struct Mapping;
    std::string file_;
    std::shared_ptr<Mapping> mapping_;
    std::uint64_t dataOffset_ = 0;
    std::map<std::string, Entry> entries_;
};

/// All weights of a model directory: model.safetensors, or the shards that model.safetensors.index.json
/// lists. Throws ModelError naming the file that is missing or damaged.
std::map<std::string, torch::Tensor> loadWeights(const std::string& directory);

}  // namespace dokuei::inference
