#include "inference/weights/Upload.h"

#include <c10/core/Event.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <algorithm>
#include <array>

namespace dokuei::inference {
namespace {

constexpr std::int64_t kPieceBytes = 32 << 20;

/// Page-locked memory that a transfer may still be reading.
struct Staging {
    torch::Tensor memory;
    c10::Event read;
};

}  // namespace

torch::Tensor uploaded(const torch::Tensor& stored, torch::ScalarType type, const torch::Device& device) {
    if (device.is_cpu() || stored.numel() == 0) return stored.to(device, type);
    auto result = at::empty(stored.sizes(), torch::TensorOptions().dtype(type).device(device));
    const auto from = stored.reshape({-1}), to = result.view({-1});
    const auto atOnce = kPieceBytes / static_cast<std::int64_t>(torch::elementSize(type));
    const auto locked = torch::TensorOptions().dtype(type).pinned_memory(true);
    const auto stagingSize = std::min(atOnce, from.numel());
    std::array<Staging, 2> staging{Staging{at::empty({stagingSize}, locked), c10::Event(device.type())},
                                   Staging{at::empty({stagingSize}, locked), c10::Event(device.type())}};
    const c10::impl::VirtualGuardImpl guard(device.type());
    std::size_t turn = 0;
    for (std::int64_t begin = 0; begin < from.numel(); begin += atOnce, turn = 1 - turn) {
        const auto count = std::min(atOnce, from.numel() - begin);
        auto& [memory, read] = staging[turn];
        if (begin >= 2 * atOnce) read.synchronize();
        const auto piece = memory.narrow(0, 0, count);
        piece.copy_(from.narrow(0, begin, count));
        to.narrow(0, begin, count).copy_(piece, /*non_blocking=*/true);
        read.record(guard.getStream(result.device()));
    }
    // The page-locked memory goes back to LibTorch's own cache, which waits for the transfers.
    return result;
}

}  // namespace dokuei::inference
