#pragma once

#include <cstddef>

namespace dokuei::viewer {

/// Zeroed memory for voxels, aligned for vector units. Pages of a large buffer are taken from the system when
/// they are first written, by whichever thread does so, and as huge pages where the system grants them.
class VoxelBuffer {
public:
    VoxelBuffer() = default;
    /// Reserves `bytes` of memoryBudget() as long as it lives; throws Error when they do not fit. data() is
    /// null when the system refuses.
    explicit VoxelBuffer(std::size_t bytes);
    ~VoxelBuffer();
    VoxelBuffer(VoxelBuffer&& other) noexcept;
    VoxelBuffer& operator=(VoxelBuffer&& other) noexcept;

    void* data() const { return data_; }

private:
    void* data_ = nullptr;
    std::size_t bytes_ = 0;  ///< of the mapping
};

}  // namespace dokuei::viewer
