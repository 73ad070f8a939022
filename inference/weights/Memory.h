#pragma once

#include <cstdint>
#include <string>

namespace dokuei::inference {

/// Bytes that this process can still use without swapping: what the kernel calls available, or less where the
/// process lives under a limit. The largest number when the system does not tell.
std::uint64_t availableMemory();

/// "7.8 GB", "120 MB".
std::string readableBytes(std::uint64_t bytes);

}  // namespace dokuei::inference
