#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace dokuei::viewer {

/// The bytes of one file, read in pieces. Not thread-safe; one object per thread.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// Bytes in all, as the file system or the archive tells; kUnknown for a compressed stream.
    virtual std::uint64_t size() const = 0;
    /// Reads up to `count` bytes at `offset`; returns fewer only at the end. Going back may be slow.
    /// Throws ReadError.
    virtual std::size_t read(std::uint64_t offset, void* into, std::size_t count) = 0;

    /// Whether reading at the end costs no more than at the beginning.
    virtual bool isFile() const { return false; }

    static constexpr std::uint64_t kUnknown = UINT64_MAX;
};

/// Opens a file on disk, or an entry of a ZIP archive named "archive.zip!/folder/entry" (see Archive.h).
/// Throws ReadError when it is absent, not a regular file, or may not be read.
std::unique_ptr<ByteSource> openBytes(const std::string& file);

/// Inflates what `source` holds from `offset` on (raw deflate, as DICOM's deflated transfer syntax uses it).
/// Nothing is inflated before it is read. `source` must outlive the result. Damage ends the stream.
std::unique_ptr<ByteSource> inflated(ByteSource& source, std::uint64_t offset);

/// Bytes that this thread has read from files on disk through ByteSource so far.
std::uint64_t bytesReadByThread();

}  // namespace dokuei::viewer
