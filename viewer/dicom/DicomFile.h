#pragma once

#include <cstdint>
#include <string>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

namespace dokuei::viewer {

/// Loads a DICOM file as DcmFileFormat::loadFile does; values longer than `maxReadLength` bytes stay on disk
/// until they are asked for. DCMTK alone follows nested sequences until the stack ends, inflates whatever a
/// deflated file promises, and allocates whatever length an element promises.
///
/// Returns DCMTK's status: what could be read of a damaged file is in `format` then, without impossible
/// values. Throws ReadError when the sequences are nested too deeply or a deflated data set grows out of all
/// proportion.
OFCondition loadDicom(DcmFileFormat& format, const std::string& file, Uint32 maxReadLength);

/// Empties elements that promise more bytes than the `size` bytes which the whole data set was read from.
/// Only the Pixel Data of the data set itself keep their length, so that it can be told how much is missing:
/// compare it with the file before asking for the value.
void dropImpossibleValues(DcmFileFormat& format, std::uint64_t size);

}  // namespace dokuei::viewer
