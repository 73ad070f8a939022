#include "inference/decoder/Linear.h"

#include <algorithm>
#include <new>
#include <string>

#include "inference/Error.h"
#include "inference/cuda/CudaPlugin.h"
#include "inference/cuda/Packed.h"
#include "inference/decoder/LinearImpl.h"
#include "inference/decoder/cpu/BigPages.h"
#include "inference/decoder/cpu/MatVec.h"
#include "inference/decoder/cpu/Packed.h"
#include "inference/weights/QuantisedStore.h"
#include "inference/weights/Upload.h"

namespace dokuei::inference {
namespace {

/// Numbers of a matrix that are converted at a time, so that the copy stays small beside the matrix.
constexpr std::int64_t kConvertedAtOnce = std::int64_t{1} << 24;

torch::Tensor joinedBias(const std::vector<torch::Tensor>& parts, const std::vector<torch::Tensor>& biases) {
    if (std::none_of(biases.begin(), biases.end(), [](const auto& b) { return b.defined(); })) return {};
    std::vector<torch::Tensor> all;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto& bias = i < biases.size() ? biases[i] : torch::Tensor();
        if (bias.defined() && bias.numel() != parts[i].size(0))
            throw Error("a bias has " + std::to_string(bias.numel()) + " numbers where its matrix has " +
                        std::to_string(parts[i].size(0)) + " outputs");
        all.push_back(bias.defined() ? bias.reshape({-1}).to(torch::kFloat)
                                     : torch::zeros({parts[i].size(0)}, torch::kFloat));
    }
    return at::cat(all, 0);
}

/// x [T,in] times the rows of `weight`, without the bias, in the type of x.
torch::Tensor product(const torch::Tensor& x, const torch::Tensor& weight) {
    if (weight.scalar_type() == x.scalar_type()) return at::linear(x, weight);
    if (weight.scalar_type() == torch::kFloat || weight.scalar_type() == torch::kDouble)
        return at::linear(x.to(weight.scalar_type()), weight).to(x.scalar_type());
    const auto rows = std::max<std::int64_t>(1, kConvertedAtOnce / std::max<std::int64_t>(1, weight.size(1)));
    if (rows >= weight.size(0)) return at::linear(x, weight.to(x.scalar_type()));
    auto result = at::empty({x.size(0), weight.size(0)}, x.options());
    for (std::int64_t row = 0; row < weight.size(0); row += rows) {
        const auto count = std::min(rows, weight.size(0) - row);
        result.narrow(1, row, count).copy_(at::linear(x, weight.narrow(0, row, count).to(x.scalar_type())));
    }
    return result;
}

/// Rows up to which reading a quantised matrix once per row costs less than turning it into bf16.
constexpr std::int64_t kFewRows = 16;

/// On a GPU.
torch::Tensor quantisedProduct(const torch::Tensor& x, const QuantisedMatrix& matrix, std::int64_t in,
                               int bits) {
    const auto* plugin = x.size(0) <= kFewRows && x.is_cuda() ? cudaPlugin() : nullptr;
    if (plugin)
        return plugin->product(x.to(torch::kBFloat16), matrix.codes, matrix.scales, bits).to(x.scalar_type());
    const auto out = matrix.codes.size(0);
    const auto rows = std::max<std::int64_t>(1, kConvertedAtOnce / std::max<std::int64_t>(1, in));
    auto result = at::empty({x.size(0), out}, x.options());
    for (std::int64_t row = 0; row < out; row += rows) {
        const auto count = std::min(rows, out - row);
        const QuantisedMatrix some{unpackedCodes(matrix.codes.narrow(0, row, count), bits),
                                   matrix.scales.narrow(0, row, count)};
        result.narrow(1, row, count).copy_(at::linear(x, dequantise(some, in).to(x.scalar_type())));
    }
    return result;
}

/// Whether the kernels for one vector take these weights.
bool multipliesOne(const Linear::Impl& linear, const torch::Tensor& x) {
    return x.device().is_cpu() && !linear.parts.empty() &&
           std::all_of(linear.parts.begin(), linear.parts.end(), [](const torch::Tensor& part) {
               return part.device().is_cpu() && part.is_contiguous() && part.scalar_type() != torch::kDouble;
           });
}

}  // namespace

Linear::Linear(const std::vector<torch::Tensor>& parts, const std::vector<torch::Tensor>& biases,
               WeightFormat format, const torch::Device& device, QuantisedStore* store,
               const std::string& name) {
    auto impl = std::make_shared<Impl>();
    impl->format = format;
    if (parts.empty()) throw Error("a projection without a matrix");
    for (const auto& part : parts) {
        if (part.dim() != 2 || !part.is_floating_point() || part.size(1) != parts[0].size(1))
            throw Error("the matrices of a projection do not fit each other");
        impl->rows.push_back(part.size(0));
        impl->out += part.size(0);
    }
    impl->in = parts[0].size(1);
    try {
        torch::InferenceMode guard;
        impl->bias = joinedBias(parts, biases);
        if (impl->bias.defined()) impl->bias = impl->bias.to(device);
        const int bits = format == WeightFormat::Int8 ? 8 : format == WeightFormat::Int4 ? 4 : 0;
        if (bits > 0 && device.is_cpu()) {
            for (const auto& part : parts) {
                const auto key = name + "." + std::to_string(impl->packed.size());
                auto packed =
                    store ? store->find(key, packedShape(part.size(0), part.size(1), bits)) : torch::Tensor();
                if (!packed.defined()) {
                    packed = pack(part, bits);
                    if (store) store->keep(key, packed);
                }
                impl->packed.push_back(packed);
            }
        } else if (bits > 0) {
            std::vector<torch::Tensor> codes, scales;
            for (const auto& part : parts) {
                const auto one = quantise(part, bits);
                codes.push_back(packedCodes(one.codes, bits).to(device));
                scales.push_back(one.scales.to(device));
            }
            impl->quantised = {at::cat(codes, 0), at::cat(scales, 0)};
        } else if (device.is_cpu() && format != WeightFormat::AsStored) {
            auto whole = emptyInBigPages({impl->out, impl->in},
                                         format == WeightFormat::Float32 ? torch::kFloat : torch::kBFloat16);
            std::int64_t row = 0;
            for (const auto& part : parts) {
                whole.narrow(0, row, part.size(0)).copy_(part);
                row += part.size(0);
            }
            impl->parts = {whole};
            impl->rows = {impl->out};
        } else {
            const bool keep = format == WeightFormat::AsStored;
            const auto type = format == WeightFormat::Float32 ? torch::kFloat : torch::kBFloat16;
            for (const auto& part : parts)
                impl->parts.push_back(uploaded(part, keep ? part.scalar_type() : type, device));
            if (!device.is_cpu() && parts.size() > 1) {
                impl->parts = {at::cat(impl->parts, 0)};
                impl->rows = {impl->out};
            }
        }
    } catch (const c10::OutOfMemoryError&) {
        throw OutOfMemory("there is not enough memory on the GPU for the model's weights");
    } catch (const std::bad_alloc&) {
        throw OutOfMemory("there is not enough memory for the model's weights");
    }
    impl_ = std::move(impl);
}

torch::Tensor Linear::operator()(const torch::Tensor& x) const {
    torch::Tensor result;
    if (!impl_->packed.empty()) {
        result = multiplyQuantised(*impl_, x).to(x.scalar_type());
    } else if (x.size(0) == 1 && multipliesOne(*impl_, x)) {
        return multiplyOne(*impl_, x).to(x.scalar_type());
    } else if (impl_->quantised.codes.defined()) {
        result =
            quantisedProduct(x, impl_->quantised, impl_->in, impl_->format == WeightFormat::Int8 ? 8 : 4);
    } else {
        std::vector<torch::Tensor> pieces;
        for (const auto& part : impl_->parts) pieces.push_back(product(x, part));
        result = pieces.size() == 1 ? pieces[0] : at::cat(pieces, 1);
    }
    return impl_->bias.defined() ? result.add_(impl_->bias) : result;
}

std::int64_t Linear::in() const {
    return impl_->in;
}

std::int64_t Linear::out() const {
    return impl_->out;
}

std::size_t Linear::bytes() const {
    std::size_t sum = impl_->bias.defined() ? impl_->bias.nbytes() : 0;
    for (const auto& part : impl_->parts) sum += part.nbytes();
    for (const auto& part : impl_->packed) sum += part.nbytes();
    if (impl_->quantised.codes.defined())
        sum += impl_->quantised.codes.nbytes() + impl_->quantised.scales.nbytes();
    return sum;
}

}  // namespace dokuei::inference
