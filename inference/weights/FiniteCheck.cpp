#include "inference/weights/FiniteCheck.h"

#include <ATen/Parallel.h>

#include <atomic>
#include <cstdint>

namespace dokuei::inference {
namespace {

/// NaN and infinity are the values whose exponent bits are all set.
template <typename Word>
bool noneHas(const void* data, std::int64_t count, Word exponent) {
    const auto* words = static_cast<const Word*>(data);
    std::atomic<bool> found{false};
    at::parallel_for(0, count, 1 << 16, [&](std::int64_t begin, std::int64_t end) {
        if (found.load(std::memory_order_relaxed)) return;
        Word bad = 0;
        for (std::int64_t i = begin; i < end; ++i)
            bad |= static_cast<Word>((words[i] & exponent) == exponent);
        if (bad != 0) found = true;
    });
    return !found;
}

}  // namespace

bool isFinite(const torch::Tensor& tensor) {
    const auto* data = tensor.const_data_ptr();
    const auto count = tensor.numel();
    switch (tensor.scalar_type()) {
        case torch::kBFloat16:
            return noneHas<std::uint16_t>(data, count, 0x7f80);
        case torch::kHalf:
            return noneHas<std::uint16_t>(data, count, 0x7c00);
        case torch::kFloat:
            return noneHas<std::uint32_t>(data, count, 0x7f800000);
        case torch::kDouble:
            return noneHas<std::uint64_t>(data, count, 0x7ff0000000000000);
        default:
            return true;
    }
}

}  // namespace dokuei::inference
