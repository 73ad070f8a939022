#pragma once

#include <string>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

namespace dokuei::viewer {

/// Loads a DICOM file as DcmFileFormat::loadFile does; values longer than `maxReadLength` bytes stay on disk
/// until they are asked for. Every DICOM file of the room is opened through here, because DCMTK alone follows
/// nested sequences until the stack ends, and inflates whatever a deflated file promises.
/// Returns DCMTK's status: what could be read of a damaged file is in `format` then. Throws ReadError when
/// the sequences are nested too deeply or a deflated data set grows out of all proportion.
OFCondition loadDicom(DcmFileFormat& format, const std::string& file, Uint32 maxReadLength);

}  // namespace dokuei::viewer
