#include "inference/training/Checkpoint.h"

#include <cmath>

#include "inference/Error.h"
#include "inference/weights/Safetensors.h"
#include "inference/weights/SafetensorsWriter.h"

namespace dokuei::inference {

void saveTensors(const std::string& file, const TensorMap& tensors) {
    writeSafetensors(file, tensors);
}

TensorMap loadTensors(const std::string& file) {
    const Safetensors mapped(file);
    TensorMap tensors;
    for (const auto& [name, entry] : mapped.entries()) tensors[name] = mapped.tensor(name).clone();
    return tensors;
}

AdamW::AdamW(const torch::nn::Module& module, double weightDecay) : weightDecay_(weightDecay) {
    for (const auto& p : module.named_parameters()) {
        if (!p.value().requires_grad()) continue;
        names_.push_back(p.key());
        parameters_.push_back(p.value());
        first_.push_back(torch::zeros_like(p.value()));
        second_.push_back(torch::zeros_like(p.value()));
        counters_.push_back(torch::zeros({}));
    }
}

double AdamW::step(double learningRate, double clip) {
    torch::NoGradGuard guard;
    std::vector<torch::Tensor> gradients, parameters, first, second, counters;
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
        if (!parameters_[i].grad().defined()) continue;
        gradients.push_back(parameters_[i].grad());
        parameters.push_back(parameters_[i]);
        first.push_back(first_[i]);
        second.push_back(second_[i]);
        counters.push_back(counters_[i]);
    }
    double sum = 0;
    for (const auto& g : gradients) sum += g.pow(2).sum().item<double>();
    const double norm = std::sqrt(sum);
    ++steps_;
    if (std::isfinite(norm)) {
        if (norm > clip)
            for (auto& g : gradients) g.mul_(clip / norm);
        for (auto& c : counters) c.add_(1);
        at::_fused_adamw_(parameters, gradients, first, second, {}, counters, learningRate, 0.9, 0.98,
                          weightDecay_, 1e-8, false, false);
    }
    for (auto& p : parameters_) p.mutable_grad() = torch::Tensor();
    return norm;
}

void AdamW::save(TensorMap& out) const {
    for (std::size_t i = 0; i < names_.size(); ++i) {
        out["first." + names_[i]] = first_[i];
        out["second." + names_[i]] = second_[i];
        out["count." + names_[i]] = counters_[i];
    }
    out["steps"] = torch::scalar_tensor(static_cast<std::int64_t>(steps_), torch::kLong);
}

void AdamW::load(const TensorMap& in, const std::string& file) {
    torch::NoGradGuard guard;
    const auto take = [&](const std::string& name, torch::Tensor& into) {
        const auto found = in.find(name);
        if (found == in.end() || found->second.sizes() != into.sizes())
            throw ModelError(file, "optimiser state " + name + " is missing or of another shape");
        into.copy_(found->second);
    };
    for (std::size_t i = 0; i < names_.size(); ++i) {
        take("first." + names_[i], first_[i]);
        take("second." + names_[i], second_[i]);
        take("count." + names_[i], counters_[i]);
    }
    auto steps = torch::zeros({}, torch::kLong);
    take("steps", steps);
    steps_ = steps.item<std::int64_t>();
}

void assignParameters(torch::nn::Module& module, const TensorMap& tensors, const std::string& file,
                      const std::string& prefix) {
    torch::NoGradGuard guard;
    for (auto& p : module.named_parameters()) {
        const auto found = tensors.find(prefix + p.key());
        if (found == tensors.end()) throw ModelError(file, "tensor " + prefix + p.key() + " is missing");
        if (found->second.sizes() != p.value().sizes())
            throw ModelError(
                file, "tensor " + prefix + p.key() + " has another shape than the configuration tells");
        p.value().copy_(found->second);
    }
}

void collectParameters(const torch::nn::Module& module, TensorMap& out, const std::string& prefix) {
    for (const auto& p : module.named_parameters()) out[prefix + p.key()] = p.value().detach();
}

}  // namespace dokuei::inference
