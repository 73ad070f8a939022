#pragma once

#include <string>
#include <vector>

#include "viewer/volume/Study.h"

namespace dokuei::viewer {

/// Whether the name is that of a NIfTI, NRRD, MetaImage or GIPL file (.nii, .nrrd, .nhdr, .mha, .mhd, .gipl,
/// and .gz).
bool isImageFormat(const std::string& file);

/// What such a file holds: one volume, or the time points of a 4D file with a common Phase group. Wide number
/// types of a single volume are read through once to see whether they fit int16. A NIfTI file lies where its
/// sform says when that has a code, else its qform. The series UID is derived from the file's path
/// (form 2.25.n), so that volumes can be told apart. Throws ReadError.
std::vector<VolumeSource> scanImageFile(const std::string& file);

/// Fills `volume` (made from `source`). Throws ReadError, Cancelled.
void readImageFile(const VolumeSource& source, Volume& volume, Progress* progress);

}  // namespace dokuei::viewer
