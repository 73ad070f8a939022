#include "viewer/sample/Tissue.h"

#include <map>

namespace dokuei::viewer {

const std::array<TissueLook, tissueCount>& tissueLooks() {
    static const auto looks = [] {
        std::array<TissueLook, tissueCount> all{};
        const auto set = [&](Tissue tissue, float hu, float grain, float weight) {
            all[static_cast<int>(tissue)] = {hu, grain, weight};
        };
        set(Tissue::Air, -1000, 0, 1);
        set(Tissue::Skin, 5, 6, 1.1f);
        set(Tissue::SubcutaneousFat, -106, 5, 1);
        set(Tissue::DeepFat, -100, 6, 0.95f);
        set(Tissue::Mesentery, -92, 8, 0.95f);
        set(Tissue::Muscle, 62, 5, 1.05f);
        set(Tissue::Diaphragm, 55, 4, 1.25f);
        for (const auto lobe : {Tissue::RightUpperLobe, Tissue::RightMiddleLobe, Tissue::RightLowerLobe,
                                Tissue::LeftUpperLobe, Tissue::LeftLowerLobe})
            set(lobe, -862, 14, 1);
        set(Tissue::Trachea, -1000, 0, 1.2f);
        set(Tissue::Bronchus, -980, 0, 1.5f);
        set(Tissue::Bone, 190, 50, 1.15f);
        set(Tissue::Vertebra, 170, 35, 1.1f);
        set(Tissue::Cartilage, 95, 12, 1.1f);
        set(Tissue::Disc, 85, 8, 1);
        set(Tissue::SpinalCord, 42, 2, 1.1f);
        set(Tissue::SpinalFluid, 12, 2, 1);
        set(Tissue::Aorta, 158, 1.5f, 1.1f);
        set(Tissue::Artery, 152, 2, 1.7f);
        set(Tissue::Vein, 148, 3, 1.6f);
        set(Tissue::PortalVein, 172, 2, 1.5f);
        set(Tissue::HepaticVein, 166, 2, 1.5f);
        set(Tissue::PulmonaryVessel, 150, 2, 1.7f);
        set(Tissue::HeartCavity, 150, 3, 1);
        set(Tissue::Myocardium, 112, 3, 1);
        set(Tissue::Liver, 112, 3, 1);
        set(Tissue::Spleen, 124, 3, 1);
        set(Tissue::Pancreas, 96, 7, 1.1f);
        set(Tissue::Kidney, 192, 10, 1);
        set(Tissue::Adrenal, 76, 4, 1.2f);
        set(Tissue::Bile, 9, 1.5f, 1.1f);
        set(Tissue::Stomach, 18, 5, 1);
        set(Tissue::SmallBowel, 28, 8, 1.05f);
        for (const auto colon : {Tissue::AscendingColon, Tissue::TransverseColon, Tissue::DescendingColon})
            set(colon, 20, 25, 1);
        set(Tissue::Oesophagus, 55, 6, 1.2f);
        set(Tissue::Thymus, -50, 18, 1);
        set(Tissue::Urine, 15, 2, 1.3f);
        set(Tissue::OtherSoftTissue, 58, 6, 1);
        set(Tissue::Effusion, 10, 2, 1);
        set(Tissue::Atelectasis, 60, 20, 1);
        return all;
    }();
    return looks;
}

Tissue tissueOf(const std::string& group, const std::string& side, const std::string& key) {
    static const std::map<std::string, Tissue> byKey = {
        {"subcutaneous", Tissue::SubcutaneousFat},
        {"mesentery", Tissue::Mesentery},
        {"diaphragm", Tissue::Diaphragm},
        {"trachea", Tissue::Trachea},
        {"bronchi", Tissue::Bronchus},
        {"disc", Tissue::Disc},
        {"spinal_cord", Tissue::SpinalCord},
        {"aorta_abdominal", Tissue::Aorta},
        {"aorta_arch", Tissue::Aorta},
        {"aorta_ascending", Tissue::Aorta},
        {"aorta_descending", Tissue::Aorta},
        {"pulmonary_artery", Tissue::PulmonaryVessel},
        {"pulmonary_vein", Tissue::PulmonaryVessel},
        {"portal_vein", Tissue::PortalVein},
        {"hepatic_vein", Tissue::HepaticVein},
        {"myocardium", Tissue::Myocardium},
        {"atrial_wall", Tissue::Myocardium},
        {"heart_valves", Tissue::Myocardium},
        {"colon_ascending", Tissue::AscendingColon},
        {"caecum", Tissue::AscendingColon},
        {"colon_transverse", Tissue::TransverseColon},
        {"thymus", Tissue::Thymus},
        {"ureter", Tissue::Urine},
    };
    static const std::map<std::string, Tissue> byGroup = {
        {"fat", Tissue::DeepFat},         {"csf", Tissue::SpinalFluid},
        {"adrenal", Tissue::Adrenal},     {"artery", Tissue::Artery},
        {"vein", Tissue::Vein},           {"bone", Tissue::Bone},
        {"cartilage", Tissue::Cartilage}, {"colon", Tissue::DescendingColon},
        {"gallbladder", Tissue::Bile},    {"heart", Tissue::HeartCavity},
        {"kidney", Tissue::Kidney},       {"liver", Tissue::Liver},
        {"muscle", Tissue::Muscle},       {"oesophagus", Tissue::Oesophagus},
        {"pancreas", Tissue::Pancreas},   {"small bowel", Tissue::SmallBowel},
        {"spleen", Tissue::Spleen},       {"stomach", Tissue::Stomach},
    };
    if (key == "lung_upper") return side == "left" ? Tissue::LeftUpperLobe : Tissue::RightUpperLobe;
    if (key == "lung_middle") return Tissue::RightMiddleLobe;
    if (key == "lung_lower") return side == "left" ? Tissue::LeftLowerLobe : Tissue::RightLowerLobe;
    const bool vertebra = key.size() <= 3 && key.size() >= 2 &&
                          std::string("CTL").find(key[0]) != std::string::npos &&
                          key.find_first_not_of("0123456789", 1) == std::string::npos;
    if (vertebra || key == "sacrum") return Tissue::Vertebra;
    if (const auto found = byKey.find(key); found != byKey.end()) return found->second;
    if (const auto found = byGroup.find(group); found != byGroup.end()) return found->second;
    return Tissue::OtherSoftTissue;
}

}  // namespace dokuei::viewer
