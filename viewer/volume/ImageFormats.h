#pragma once

#include <string>

#include "viewer/volume/Study.h"

namespace dokuei::viewer {

/// Whether the name is that of a NIfTI, NRRD, MetaImage or GIPL file (.nii, .nrrd, .nhdr, .mha, .mhd, .gipl,
/// and .gz).
bool isImageFormat(const std::string& file);

/// What such a file holds: its first volume. Wide number types are read through once to see whether they fit
/// int16. The series UID is derived from the file's path (form 2.25.n), so that volumes can be told apart.
/// Throws ReadError.
VolumeSource scanImageFile(const std::string& file);

/// Fills `volume` (made from `source`). Throws ReadError, Cancelled.
void readImageFile(const VolumeSource& source, Volume& volume, Progress* progress);

}  // namespace dokuei::viewer
