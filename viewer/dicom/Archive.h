#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "viewer/dicom/ByteSource.h"

namespace dokuei::viewer {

/// One file in a ZIP archive.
struct ArchiveEntry {
    std::string name;                        ///< UTF-8, with '/', unique in the archive
    std::uint64_t packed = 0, unpacked = 0;  ///< bytes, as the archive's directory tells
    std::string refusal;                     ///< why it is not opened; empty when it can be
    std::uint64_t directoryPosition = 0, number = 0;
};

/// A ZIP archive (also ZIP64), read where it lies: nothing is written to disk. Entries are inflated in
/// memory, several at a time on several threads; the CRC of one that is read whole is checked. Names may be
/// UTF-8 or Shift_JIS. Refused in words, one by one: encrypted entries, unknown compression, names that lead
/// out of the archive, entries that share bytes, and those that would unpack to more than 1,100 times their
/// size.
class Archive {
public:
    /// Reads the archive's directory. Throws ReadError when it is not a sound ZIP archive or has more than a
    /// million entries.
    explicit Archive(const std::string& file);
    ~Archive();
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    const std::string& file() const { return file_; }
    const std::vector<ArchiveEntry>& entries() const { return entries_; }
    /// Opens an entry by name; thread-safe, and the result may outlive this object's other users.
    /// Throws ReadError when it is absent or refused.
    std::unique_ptr<ByteSource> open(const std::string& name) const;

private:
    struct Handles;
    void readDirectory();
    void refuseOverlaps();

    std::string file_;
    std::vector<ArchiveEntry> entries_;
    std::map<std::string, std::size_t, std::less<>> byName_;
    std::shared_ptr<Handles> handles_;
};

/// Whether the file begins as a ZIP archive does, whatever its name is.
bool isArchive(const std::string& file);

/// The archive of that file, shared while anybody holds it and the file does not change.
/// Throws as Archive does.
std::shared_ptr<const Archive> openArchive(const std::string& file);

/// "archive.zip!/folder/entry".
std::string nameInArchive(const std::string& archive, std::string_view entry);

/// The archive and the entry's name when `file` is named in that way and no such file lies on disk.
std::optional<std::pair<std::shared_ptr<const Archive>, std::string>> entryOfArchive(const std::string& file);

}  // namespace dokuei::viewer
