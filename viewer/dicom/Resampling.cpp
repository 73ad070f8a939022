#include "viewer/dicom/Resampling.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace dokuei::viewer {
namespace {

// A place nearer to an image than this part of the step is that image.
constexpr double kNegligible = 1e-3;
// Beyond this the grid would be mostly made up.
constexpr double kMostSlicesPerImage = 8;

double thicknessOf(const StackSlice& slice) {
    return slice.image->identity.sliceThickness;
}

/// Whether every place between first and last slice lies within or next to one that was imaged.
bool coversItself(const std::vector<StackSlice>& stack) {
    for (std::size_t s = 0; s + 1 < stack.size(); ++s) {
        const double gap = stack[s + 1].along - stack[s].along;
        const double mean = (thicknessOf(stack[s]) + thicknessOf(stack[s + 1])) / 2;
        if (!(mean > 0) || gap > 1.5 * mean) return false;
    }
    return true;
}

/// The finest distance that the series keeps for at least two steps in a row.
double finestRegular(const std::vector<StackSlice>& stack) {
    double finest = 0;
    for (std::size_t s = 0; s + 2 < stack.size(); ++s) {
        const double here = stack[s + 1].along - stack[s].along,
                     next = stack[s + 2].along - stack[s + 1].along;
        if (std::abs(here - next) > 0.05 * here) continue;
        finest = finest > 0 ? std::min(finest, here) : here;
    }
    return finest;
}

}  // namespace

std::optional<VolumeSource> resampleUneven(const std::vector<StackSlice>& stack,
                                           const std::string& sourcePath) {
    if (stack.size() < 4 || !coversItself(stack)) return {};
    const double length = stack.back().along - stack.front().along, step = finestRegular(stack);
    if (!(step > 0)) return {};
    const double steps = std::ceil(length / step - kNegligible);
    if (steps > kMostSlicesPerImage * static_cast<double>(stack.size())) return {};

    VolumeSource volume = assembleVolume(stack, sourcePath);
    const std::vector<SliceSource> images = std::move(volume.slices);
    const int count = static_cast<int>(steps) + 1;
    volume.slices.clear();
    volume.geometry.size[2] = count;
    volume.geometry.spacing[2] = length / steps;
    volume.resampled = true;
    std::size_t below = 0;
    for (int k = 0; k < count; ++k) {
        const double along = stack.front().along + length * k / steps;
        while (below + 2 < stack.size() && stack[below + 1].along <= along) ++below;
        const double gap = stack[below + 1].along - stack[below].along;
        const double part = std::clamp((along - stack[below].along) / gap, 0.0, 1.0);
        SliceSource slice = images[part > 1 - kNegligible ? below + 1 : below];
        if (part > kNegligible && part <= 1 - kNegligible) {
            slice.next = std::make_shared<const SliceSource>(images[below + 1]);
            slice.nextWeight = part;
        }
        volume.slices.push_back(std::move(slice));
    }
    char text[200];
    std::snprintf(text, sizeof text,
                  "the slices are unevenly spaced; this volume is interpolated between them every %.2f mm "
                  "(resampled)",
                  volume.geometry.spacing[2]);
    volume.warnings.emplace_back(text);
    return volume;
}

}  // namespace dokuei::viewer
