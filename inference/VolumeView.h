#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace dokuei::inference {

/// A non-owning look at somebody's voxel buffer. i varies fastest; strides are in elements.
/// `owner` keeps the buffer alive while the model works; it is never touched here.
struct VolumeView {
    enum class Scalar { Int16, UInt16, Float32, Rgb8 };
    /// A voxel of an Rgb8 buffer. As a number it is the luminance (Rec. 601, 0 to 255).
    struct Rgb {
        std::uint8_t red, green, blue;
        constexpr operator float() const { return 0.299f * red + 0.587f * green + 0.114f * blue; }
    };

    const void* data = nullptr;
    Scalar scalar = Scalar::Int16;
    std::array<int, 3> size{0, 0, 0};
    std::array<std::ptrdiff_t, 3> stride{1, 0, 0};
    double slope = 1, intercept = 0;         ///< value = stored * slope + intercept (HU for CT)
    std::array<double, 3> spacing{1, 1, 1};  ///< mm
    std::array<double, 3> origin{0, 0, 0};   ///< LPS of voxel (0,0,0), mm
    std::array<double, 9> direction{1, 0, 0, 0, 1, 0, 0, 0, 1};  ///< row-major, columns are the axes
    std::string frameOfReferenceUid;
    std::string modality;  ///< DICOM modality; empty when unknown
    /// What the file itself wants to be shown, as values: the lowest is black. None when it does not say.
    std::optional<std::array<double, 2>> window;
    bool inverted = false;  ///< low values are meant to be bright (MONOCHROME1)
    bool placed = true;     ///< false: nothing tells where the images lie in the patient
    bool planar = false;    ///< pictures without depth: radiograph, ultrasound, photograph
    std::string rowsRunTo;  ///< of a planar image: the patient's side ("L", "F", "AR"); empty: not told
    std::string key;        ///< identifies study and series: caches are kept per key
    std::shared_ptr<const void> owner;

    std::array<double, 3> lpsFromVoxel(const std::array<double, 3>& voxel) const;
    std::array<double, 3> voxelFromLps(const std::array<double, 3>& lps) const;
};

}  // namespace dokuei::inference
