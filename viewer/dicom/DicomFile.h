#pragma once

#include <string>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

namespace dokuei::viewer {

/// Loads a DICOM file as DcmFileFormat::loadFile does; values longer than `maxReadLength` bytes stay on disk
/// until they are asked for. DCMTK alone follows nested sequences until the stack ends, inflates whatever a
/// deflated file promises, and allocates whatever length an element promises.
///
/// Returns DCMTK's status: what could be read of a damaged file is in `format` then. A long element that
/// promises more bytes than the file has keeps its length, but has no value. Throws ReadError when the
/// sequences are nested too deeply or a deflated data set grows out of all proportion.
OFCondition loadDicom(DcmFileFormat& format, const std::string& file, Uint32 maxReadLength);

}  // namespace dokuei::viewer
