#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "viewer/volume/Study.h"

namespace dokuei::viewer {

/// Something that was planted in the sample study and can be asked about.
struct SampleTruth {
    std::string key;            ///< lung_nodule, pleural_effusion, liver_cyst or kidney_cyst
    std::string side;           ///< "left", "right" or empty
    std::array<double, 6> lps;  ///< xmin, ymin, zmin, xmax, ymax, zmax of its outline, LPS mm
    double millilitres = 0;
    double hu = 0;  ///< mean before noise
};

/// Writes a CT of the chest and upper abdomen of an invented patient as a DICOM series: portal venous phase,
/// Explicit VR Little Endian, one file a slice below `directory`.
///
/// `anatomyDirectory` is resources/anatomy/bodyparts3d (labels.nii.gz, labels.tsv); the invented patient is
/// read from sample/patient.json of the same resources folder. `seed` decides noise, texture and every UID;
/// the same seed gives the same files. Progress counts slices; files are written to a temporary folder beside
/// `directory` and renamed at the end. An earlier sample in `directory` is replaced. Throws Cancelled,
/// WriteError when the disk refuses or `directory` holds anything but an earlier sample, and ReadError when
/// the anatomy is missing or malformed.
std::vector<SampleTruth> writeSampleStudy(const std::string& directory, const std::string& anatomyDirectory,
                                          std::uint64_t seed, Progress* progress = nullptr);

}  // namespace dokuei::viewer
