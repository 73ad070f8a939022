#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace dokuei::inference {

/// A box that the model's answer points at.
///
/// `voxel` is inclusive index space of the VolumeView asked about: (i0,j0,k0)-(i1,j1,k1) are the first and
/// last voxel inside. The LPS box is the axis-aligned hull of the voxel box with its half-voxel borders.
struct Grounding {
    std::string key;                              ///< stable name of what it is, e.g. "liver", "lung_nodule"
    std::string label;                            ///< in the answer's language, UTF-8
    std::array<int, 6> voxel{0, 0, 0, 0, 0, 0};   ///< i0,j0,k0,i1,j1,k1
    std::array<double, 6> lps{0, 0, 0, 0, 0, 0};  ///< xmin,ymin,zmin,xmax,ymax,zmax, mm
    std::size_t textBegin = 0, textEnd = 0;       ///< byte range in the answer's text of the grounded phrase
    double confidence = 0;                        ///< 0..1
    std::optional<double> volumeMl, meanHu, diameterMm;  ///< measured on the mask, when there is one
    bool lesion = false;
};

}  // namespace dokuei::inference
