#include "inference/training/Checkpoint.h"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "inference/Error.h"

namespace dokuei::inference {

void saveTensors(const std::string& file, const TensorMap& tensors) {
    nlohmann::json header = nlohmann::json::object();
    std::vector<torch::Tensor> data;
    std::size_t offset = 0;
    for (const auto& [name, tensor] : tensors) {
        auto t = tensor.detach().cpu().contiguous();
        const char* type = t.scalar_type() == torch::kFloat      ? "F32"
                           : t.scalar_type() == torch::kBFloat16 ? "BF16"
                           : t.scalar_type() == torch::kHalf     ? "F16"
                                                                 : "I64";
        header[name] = {
            {"dtype", type}, {"shape", t.sizes().vec()}, {"data_offsets", {offset, offset + t.nbytes()}}};
        offset += t.nbytes();
        data.push_back(t);
    }
    auto text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' ');
    const std::string part = file + ".part";
    {
        std::ofstream out(part, std::ios::binary);
        const std::uint64_t n = text.size();
        out.write(reinterpret_cast<const char*>(&n), 8);
        out << text;
        for (const auto& t : data)
            out.write(static_cast<const char*>(t.data_ptr()), static_cast<std::streamsize>(t.nbytes()));
        out.flush();
        if (!out) throw ModelError(file, "cannot be written");
    }
    if (std::rename(part.c_str(), file.c_str()) != 0) throw ModelError(file, "cannot be replaced");
}

TensorMap loadTensors(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw ModelError(file, "cannot be opened");
    std::uint64_t n = 0;
    in.read(reinterpret_cast<char*>(&n), 8);
    if (!in || n > (1u << 26)) throw ModelError(file, "has a damaged header");
    std::string text(n, ' ');
    in.read(text.data(), static_cast<std::streamsize>(n));
    const auto header = nlohmann::json::parse(text, nullptr, false);
    if (!header.is_object()) throw ModelError(file, "has a damaged header");
    TensorMap tensors;
    for (const auto& [name, entry] : header.items()) {
        if (name == "__metadata__") continue;
        const auto type = entry.at("dtype").get<std::string>();
        const auto dtype = type == "F32"    ? torch::kFloat
                           : type == "BF16" ? torch::kBFloat16
                           : type == "F16"  ? torch::kHalf
                                            : torch::kLong;
        auto t = torch::empty(entry.at("shape").get<std::vector<std::int64_t>>(), dtype);
        in.seekg(static_cast<std::streamoff>(8 + n + entry.at("data_offsets")[0].get<std::size_t>()));
        in.read(static_cast<char*>(t.data_ptr()), static_cast<std::streamsize>(t.nbytes()));
        if (!in) throw ModelError(file, "is truncated at tensor " + name);
        tensors[name] = t;
    }
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
