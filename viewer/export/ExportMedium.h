#pragma once

#include <memory>
#include <string>

namespace dokuei::viewer {

/// Files being written to a folder or a ZIP file that appears under its name only when all is written.
///
/// Until finish() everything lies beside the target under a hidden name; an ExportMedium that is destroyed
/// before takes it away again. Every function throws WriteError with the system's reason (for example that
/// the disk is full).
class ExportMedium {
public:
    virtual ~ExportMedium() = default;
    /// Begins a file; `path` is relative with '/' between folders. `compress`: worth trying (ZIP only).
    virtual void begin(const std::string& path, bool compress) = 0;
    virtual void write(const char* bytes, std::size_t count) = 0;
    virtual void end() = 0;
    /// Makes the target appear.
    virtual void finish() = 0;
};

/// `target` must not exist, or be an empty folder. Throws WriteError.
std::unique_ptr<ExportMedium> folderMedium(const std::string& target);
/// `target` must not exist unless `overwrite`, which replaces it at the end. ZIP64 where sizes need it.
/// Throws WriteError.
std::unique_ptr<ExportMedium> zipMedium(const std::string& target, bool overwrite);

}  // namespace dokuei::viewer
