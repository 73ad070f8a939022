#include <algorithm>
#include <cmath>

#include "viewer/sample/Phantom.h"

namespace dokuei::viewer {

float Phantom::shadeLung(const Mix& mix, float x, float y, float z) const {
    // Lung lying on the table's side carries more blood.
    const float dependent = 0.45f * (y - static_cast<float>(body_.backY) + 120);
    float hu =
        -868 + std::clamp(dependent, -25.0f, 45.0f) + 10 * medium_.at(x, y, z) + 9 * coarse_.at(x, y, z);
    hu = std::max(hu, hu + (40 - hu) * 0.95f * lungVessels_.at(x, y, z));
    hu = std::max(hu, hu + (-100 - hu) * 0.8f * lungTwigs_.at(x, y, z));
    if (mix.fissure) hu = std::max(hu, -650.0f);
    return hu;
}

float Phantom::shadeHollow(const Mix& mix, float x, float y, float z) const {
    const auto index = static_cast<int>(mix.tissue);
    const float wall = mix.tissue == Tissue::Stomach ? 0.975f : 0.93f;
    if (mix.share < wall) return 82 + 6 * medium_.at(x, y, z);
    if (mix.tissue == Tissue::SmallBowel) {
        // Folds against fluid, and a little gas.
        if (coarse_.at(x, y + 60, z) > 1.75f) return -900;
        return 30 + 22 * std::max(0.0f, 1 - std::abs(medium_.at(x, y, z)) * 3) + 4 * fine_.at(x, y, z);
    }
    const auto& levels = body_.gasLevel[index];
    const int slice = static_cast<int>(std::lround((z - body_.origin[2]) / body_.spacing));
    float level = levels.empty() ? -1e6f : levels[std::clamp(slice, 0, static_cast<int>(levels.size()) - 1)];
    if (isColon(mix.tissue)) {
        level += 4 * coarse_.at(x, y, z) + 2 * medium_.at(x, y, z);
        if (y < level) return -985;
        // Stool: lumps with bubbles between them.
        const float lump = medium_.at(x, y, z);
        return 25 + 18 * coarse_.at(x, y, z) + 25 * lump - (lump < -0.9f ? 330 * (-0.9f - lump) : 0.0f);
    }
    if (y < level) return -990;
    return 16 + 5 * medium_.at(x, y, z) + 12 * std::max(0.0f, coarse_.at(x, y, z));
}

float Phantom::shade(const Mix& mix, float x, float y, float z) const {
    const auto& look = tissueLooks()[static_cast<int>(mix.tissue)];
    switch (mix.tissue) {
        case Tissue::RightUpperLobe:
        case Tissue::RightMiddleLobe:
        case Tissue::RightLowerLobe:
        case Tissue::LeftUpperLobe:
        case Tissue::LeftLowerLobe:
            return shadeLung(mix, x, y, z);
        case Tissue::Stomach:
        case Tissue::SmallBowel:
        case Tissue::AscendingColon:
        case Tissue::TransverseColon:
        case Tissue::DescendingColon:
            return shadeHollow(mix, x, y, z);
        case Tissue::Trachea:
            return mix.share < 0.86f ? 35.0f : -995.0f;
        case Tissue::Bronchus:
            return mix.share < 0.52f ? -40.0f : -960.0f;
        case Tissue::Oesophagus:
            return mix.share > 0.97f && coarse_.at(x, y, z) > 0.5f
                       ? -600.0f
                       : look.hu + look.grain * medium_.at(x, y, z);
        case Tissue::Bone:
        case Tissue::Vertebra: {
            const bool vertebra = mix.tissue == Tissue::Vertebra;
            if (mix.share < 0.90f) return (vertebra ? 430.0f : 640.0f) + 60 * medium_.at(x, y, z);
            return look.hu + look.grain * (0.6f * fine_.at(x, y, z) + 0.5f * medium_.at(x, y, z)) +
                   90 * trabeculae_.at(x, y, z) - 10;
        }
        case Tissue::SubcutaneousFat:
            return look.hu + look.grain * medium_.at(x, y, z) + 45 * fatVessels_.at(x, y, z);
        case Tissue::DeepFat:
        case Tissue::Mesentery: {
            const float vessel = fatVessels_.at(x, y, z);
            return look.hu + look.grain * medium_.at(x, y, z) +
                   (mix.tissue == Tissue::Mesentery ? 210 : 140) * vessel;
        }
        case Tissue::Muscle: {
            // Thin layers of fat between bundles.
            const float bundle = std::max(0.0f, 1 - 6 * std::abs(medium_.at(x, y, z * 0.35f)));
            return look.hu + look.grain * fine_.at(x, y, z * 0.35f) -
                   26 * bundle * std::max(0.0f, coarse_.at(x, y, z));
        }
        case Tissue::Kidney: {
            // Pyramids lag behind the cortex a little in this phase.
            const float pyramid = std::clamp(medium_.at(x, y, z) * 2 - 0.6f, 0.0f, 1.0f);
            return mix.share < 0.98f ? look.hu + 4 : look.hu - 30 * pyramid + 4 * fine_.at(x, y, z);
        }
        case Tissue::Liver:
            return look.hu + look.grain * medium_.at(x, y, z) + 38 * liverVessels_.at(x, y, z);
        case Tissue::Pancreas: {
            const float cleft = std::max(0.0f, std::abs(medium_.at(x, y, z)) - 1.1f);
            return look.hu + 5 * fine_.at(x, y, z) - 60 * cleft;
        }
        case Tissue::Bile:
            return mix.share < 0.9f ? 55.0f : look.hu;
        default:
            return look.hu + look.grain * medium_.at(x, y, z);
    }
}

}  // namespace dokuei::viewer
