#include "inference/weights/WeightSet.h"

#include <utility>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

std::string readable(at::IntArrayRef shape) {
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (i > 0) text += ',';
        text += std::to_string(shape[i]);
    }
    text += ']';
    return text;
}

bool canBeWeight(torch::ScalarType type) {
    return type == torch::kFloat || type == torch::kBFloat16 || type == torch::kHalf ||
           type == torch::kDouble;
}

}  // namespace

WeightSet::WeightSet(std::string file, std::map<std::string, torch::Tensor> tensors)
    : file_(std::move(file)), tensors_(std::move(tensors)) {}

std::vector<std::string> WeightSet::namesUnder(const std::string& prefix) const {
    std::vector<std::string> names;
    for (auto it = tensors_.lower_bound(prefix); it != tensors_.end(); ++it) {
        if (it->first.compare(0, prefix.size(), prefix) != 0) break;
        names.push_back(it->first);
    }
    return names;
}

std::vector<std::int64_t> WeightSet::shape(const std::string& name) const {
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) throw ModelError(file_, "tensor " + name + " is missing");
    return found->second.sizes().vec();
}

torch::Tensor WeightSet::look(const std::string& name) const {
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) throw ModelError(file_, "tensor " + name + " is missing");
    return found->second;
}

torch::Tensor WeightSet::take(const std::string& name, const std::vector<std::int64_t>& shape) {
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) throw ModelError(file_, "tensor " + name + " is missing");
    const auto& tensor = found->second;
    if (tensor.sizes() != at::IntArrayRef(shape))
        throw ModelError(file_, "tensor " + name + " has the shape " + readable(tensor.sizes()) + ", not " +
                                    readable(shape) + " as the configuration tells");
    if (!canBeWeight(tensor.scalar_type()))
        throw ModelError(file_, "tensor " + name + " is of a type that weights cannot have");
    if (taken_.insert(name).second) parameters_ += tensor.numel();
    return tensor;
}

torch::Tensor WeightSet::takeIfThere(const std::string& name, const std::vector<std::int64_t>& shape) {
    return contains(name) ? take(name, shape) : torch::Tensor();
}

void WeightSet::ignore(const std::string& prefix) {
    for (const auto& name : namesUnder(prefix)) taken_.insert(name);
}

void WeightSet::finish() const {
    for (const auto& [name, tensor] : tensors_)
        if (taken_.count(name) == 0) throw ModelError(file_, "tensor " + name + " is not part of this model");
}

}  // namespace dokuei::inference
