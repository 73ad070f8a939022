#include "viewer/volume/Blend.h"

#include <cmath>

#include "viewer/dicom/FrameReader.h"
#include "viewer/volume/Statistics.h"

namespace dokuei::viewer {
namespace {

template <typename T>
void mix(const Volume& first, const Volume& second, double weight, Volume& volume, int k,
         std::size_t samples = 1) {
    const auto* a = static_cast<const T*>(first.slice(0));
    const auto* b = static_cast<const T*>(second.slice(0));
    auto* out = static_cast<T*>(volume.slice(k));
    const std::size_t count = samples * volume.geometry().size[0] * volume.geometry().size[1];
    for (std::size_t p = 0; p < count; ++p) {
        const double value = (1 - weight) * a[p] + weight * b[p];
        if constexpr (std::is_floating_point_v<T>)
            out[p] = static_cast<T>(value);
        else
            out[p] = static_cast<T>(std::lround(value));
    }
}

}  // namespace

void readSlice(FrameReader& reader, const VolumeSource& source, Volume& volume, int k) {
    const SliceSource& slice = source.slices[static_cast<std::size_t>(k)];
    if (!slice.next) {
        reader.readInto(slice, volume, source.padding, k);
        return;
    }
    Geometry single = volume.geometry();
    single.size[2] = 1;
    Volume first(single, volume.scalarType(), source.padding),
        second(single, volume.scalarType(), source.padding);
    reader.readInto(slice, first, source.padding, 0);
    reader.readInto(*slice.next, second, source.padding, 0);
    switch (volume.scalarType()) {
        case ScalarType::Int16:
            mix<std::int16_t>(first, second, slice.nextWeight, volume, k);
            break;
        case ScalarType::UInt16:
            mix<std::uint16_t>(first, second, slice.nextWeight, volume, k);
            break;
        case ScalarType::Float32:
            mix<float>(first, second, slice.nextWeight, volume, k);
            break;
        case ScalarType::Rgb8:
            mix<std::uint8_t>(first, second, slice.nextWeight, volume, k, 3);
            break;
    }
    addStatisticsOfSlice(volume, k);
}

}  // namespace dokuei::viewer
