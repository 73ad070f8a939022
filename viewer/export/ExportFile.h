#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

class DcmFileFormat;

namespace dokuei::viewer {

/// A DICOM object with a fresh meta header and preamble: the old ones may name the sender, or hold anything.
struct LoadedObject {
    std::unique_ptr<DcmFileFormat> file;
    std::string transferSyntax;  ///< of the file that was read
    bool copyable = false;       ///< the file had a meta header and an encoding that media allow
};

/// Reads a DICOM file; large values (pixels) stay in the file until they are written. Class and instance UID
/// that only the file's meta header tells are put into the data set; standard attributes that the file holds
/// as unknown (UN) get their VR. Throws ReadError when the file is not
/// DICOM, damaged, or has no class or instance UID.
LoadedObject loadObject(const std::string& file);

/// Receives the bytes of a file in order; throws when they cannot be taken.
using ByteSink = std::function<void(const char* bytes, std::size_t count)>;

/// Transfer syntax in which an object goes to a medium: compressed ones and Explicit VR Little Endian as they
/// are; implicit, big endian and deflated ones become Explicit VR Little Endian, as media demand.
std::string mediumTransferSyntax(const std::string& original);

/// Writes a DICOM file in mediumTransferSyntax; encapsulated pixel data goes through untouched. May be called
/// again. `file` names the source in errors. Throws ReadError when the source's values cannot be read, and
/// what the sink throws.
void writeObject(const LoadedObject& object, const std::string& file, const ByteSink& sink);

}  // namespace dokuei::viewer
