#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace dokuei::viewer {

/// What a voxel of the sample body is made of.
enum class Tissue : std::uint8_t {
    Air,
    Skin,
    SubcutaneousFat,
    DeepFat,
    Mesentery,
    Muscle,
    Diaphragm,
    RightUpperLobe,
    RightMiddleLobe,
    RightLowerLobe,
    LeftUpperLobe,
    LeftLowerLobe,
    Trachea,
    Bronchus,
    Bone,
    Vertebra,
    Cartilage,
    Disc,
    SpinalCord,
    SpinalFluid,
    Aorta,
    Artery,
    Vein,
    PortalVein,
    HepaticVein,
    PulmonaryVessel,
    HeartCavity,
    Myocardium,
    Liver,
    Spleen,
    Pancreas,
    Kidney,
    Adrenal,
    Bile,
    Stomach,
    SmallBowel,
    AscendingColon,
    TransverseColon,
    DescendingColon,
    Oesophagus,
    Thymus,
    Urine,
    OtherSoftTissue,
    Effusion,
    Atelectasis,
    Count
};

inline constexpr int tissueCount = static_cast<int>(Tissue::Count);

/// How a tissue looks in portal venous phase at 120 kV, and how it holds its own between thicker neighbours.
struct TissueLook {
    float hu;      ///< mean, HU
    float grain;   ///< amplitude of its coarse texture, HU
    float weight;  ///< share in the vote between labels; above 1 keeps thin structures whole
};

const std::array<TissueLook, tissueCount>& tissueLooks();

/// Tissue of a row of labels.tsv, from its group, side and key.
Tissue tissueOf(const std::string& group, const std::string& side, const std::string& key);

inline bool isLung(Tissue tissue) {
    return tissue >= Tissue::RightUpperLobe && tissue <= Tissue::LeftLowerLobe;
}
inline bool isRightLung(Tissue tissue) {
    return tissue >= Tissue::RightUpperLobe && tissue <= Tissue::RightLowerLobe;
}
inline bool isBone(Tissue tissue) {
    return tissue == Tissue::Bone || tissue == Tissue::Vertebra;
}
inline bool isColon(Tissue tissue) {
    return tissue >= Tissue::AscendingColon && tissue <= Tissue::DescendingColon;
}

}  // namespace dokuei::viewer
