#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "viewer/dicom/Outline.h"

class DcmFileFormat;

namespace dokuei::viewer {

/// The header of one DICOM file.
struct OpenedHeader {
    std::unique_ptr<DcmFileFormat> format;  ///< meta header and the elements before the pixel data
    PixelDataPlace pixels;
    std::string transferSyntaxUid;  ///< as told, or that of the encoding found when not told
    std::uint64_t fileBytes = 0;
    std::string damage;  ///< what ended the header early; empty when sound
};

/// Reads the header alone, within the limits of outlineOf(): nothing but the header's bytes is read and no
/// code of other makers sees a file that was not walked first. `file` may be an entry of a ZIP archive
/// ("archive.zip!/folder/entry"). Throws as openBytes() and outlineOf() do.
OpenedHeader openHeader(const std::string& file);

/// Opens a whole DICOM file, after walking its header: values longer than `leaveLongValues` bytes stay on
/// disk (or in the memory that an archive's entry or a deflated data set was unpacked into) until they are
/// asked for. `damage` tells what does not parse, in DCMTK's words; empty when sound. The data set of a
/// deflated file is handed over as Explicit VR Little Endian. Throws as openHeader(), and when memory is
/// short.
std::unique_ptr<DcmFileFormat> openDicom(const std::string& file, std::uint32_t leaveLongValues,
                                         std::string* damage = nullptr);

/// All bytes of a file or of an archive's entry. Throws ReadError when it cannot be read or when memory is
/// short; never allocates before it has asked.
std::vector<std::uint8_t> readWhole(const std::string& file);

}  // namespace dokuei::viewer
