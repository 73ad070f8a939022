#include "inference/decoder/cpu/BigPages.h"

#include <sys/mman.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <new>

namespace dokuei::inference {
namespace {

constexpr std::size_t kPage = std::size_t{2} << 20, kSlab = std::size_t{64} << 20, kAlignment = 64;

std::size_t roundedUp(std::size_t bytes, std::size_t unit) {
    return (bytes + unit - 1) / unit * unit;
}

/// Memory that several tensors share; it goes when the last of them does. What was never written takes none.
class Slab {
public:
    explicit Slab(std::size_t bytes) : mapped_(bytes + kPage) {
        base_ = mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                     -1, 0);
        if (base_ == MAP_FAILED) throw std::bad_alloc();
        next_ = reinterpret_cast<char*>(roundedUp(reinterpret_cast<std::size_t>(base_), kPage));
        end_ = next_ + bytes;
        madvise(next_, bytes, MADV_HUGEPAGE);
    }
    ~Slab() { munmap(base_, mapped_); }
    Slab(const Slab&) = delete;
    Slab& operator=(const Slab&) = delete;

    /// nullptr when there is no room left.
    void* take(std::size_t bytes) {
        if (bytes > static_cast<std::size_t>(end_ - next_)) return nullptr;
        void* found = next_;
        next_ += bytes;
        return found;
    }

private:
    std::size_t mapped_;
    void* base_ = nullptr;
    char *next_ = nullptr, *end_ = nullptr;
};

}  // namespace

torch::Tensor emptyInBigPages(const std::vector<std::int64_t>& shape, torch::ScalarType type) {
    static std::mutex mutex;
    static std::weak_ptr<Slab> last;
    std::size_t bytes = torch::elementSize(type);
    for (const auto side : shape) bytes *= static_cast<std::size_t>(side);
    bytes = std::max(kAlignment, roundedUp(bytes, kAlignment));
    std::lock_guard lock(mutex);
    auto slab = last.lock();
    void* data = slab ? slab->take(bytes) : nullptr;
    if (!data) {
        slab = std::make_shared<Slab>(std::max(kSlab, roundedUp(bytes, kPage)));
        data = slab->take(bytes);
        last = slab;
    }
    return torch::from_blob(
        data, shape, [slab](void*) {}, torch::TensorOptions().dtype(type));
}

}  // namespace dokuei::inference
