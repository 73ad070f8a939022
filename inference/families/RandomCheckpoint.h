#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

namespace dokuei::inference {

/// Told now and then how many bytes of all are written.
using BytesWritten = std::function<void(std::uint64_t done, std::uint64_t all)>;

/// What was written.
struct RandomCheckpoint {
    int tensors = 0;
    long long parameters = 0;
    std::uint64_t bytes = 0;  ///< of the weights
};

/// Writes a model directory of a published size with small random bf16 weights and a made-up vocabulary, to
/// measure speed without real weights. The directory appears when it is whole; it may exist before if it is
/// empty. Keeps a few megabytes in memory. Throws Error for an unknown size, a directory that is not empty, a
/// disk without room; Cancelled.
RandomCheckpoint writeRandomCheckpoint(const std::string& family, const std::string& size,
                                       const std::string& directory, const std::atomic<bool>* stop = nullptr,
                                       const BytesWritten& onBytes = {});

}  // namespace dokuei::inference
