#include "viewer/volume/VoxelBuffer.h"

#include <sys/mman.h>

#include <utility>

#include "viewer/volume/MemoryBudget.h"

namespace dokuei::viewer {

VoxelBuffer::VoxelBuffer(std::size_t bytes) {
    memoryBudget().reserve(bytes);
    void* const mapped =
        mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (mapped == MAP_FAILED) {
        memoryBudget().release(bytes);
        return;
    }
    data_ = mapped;
    bytes_ = bytes;
    // A wish: without huge pages, filling takes some more time and nothing else.
    madvise(data_, bytes_, MADV_HUGEPAGE);
}

VoxelBuffer::~VoxelBuffer() {
    if (!data_) return;
    munmap(data_, bytes_);
    memoryBudget().release(bytes_);
}

VoxelBuffer::VoxelBuffer(VoxelBuffer&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}

VoxelBuffer& VoxelBuffer::operator=(VoxelBuffer&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(bytes_, other.bytes_);
    return *this;
}

}  // namespace dokuei::viewer
