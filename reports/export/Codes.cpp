#include "reports/export/Codes.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <algorithm>
#include <cstring>
#include <iterator>

namespace dokuei::reports {
namespace {

enum class Side { None, Right, Left, Both };

struct SiteRow {
    const char* key;
    const char* value;  ///< SNOMED CT, or a private value when `meaning` starts with '*'
    const char* meaning;
    Side side = Side::None;
    const char* findingValue = nullptr;
    const char* findingMeaning = nullptr;
};

// SNOMED CT where the code is one that DICOM's own context groups or public label lists use; '*' marks ours.
constexpr SiteRow sites[] = {
    {"right_lung", "39607008", "Lung", Side::Right},
    {"left_lung", "39607008", "Lung", Side::Left},
    {"lung", "39607008", "Lung"},
    {"heart", "80891009", "Heart"},
    {"aorta", "15825003", "Aorta"},
    {"veins", "29092000", "Vein"},
    {"pulmonary_vessels", "59820001", "Blood vessel"},
    {"airways", "91724006", "Tracheobronchial structure"},
    {"oesophagus", "32849002", "Esophagus"},
    {"liver", "10200004", "Liver"},
    {"gallbladder", "28231008", "Gallbladder"},
    {"spleen", "78961009", "Spleen"},
    {"pancreas", "15776009", "Pancreas"},
    {"stomach", "69695003", "Stomach"},
    {"small_bowel", "30315005", "Small intestine"},
    {"colon", "71854001", "Colon"},
    {"right_kidney", "64033007", "Kidney", Side::Right},
    {"left_kidney", "64033007", "Kidney", Side::Left},
    {"kidney", "64033007", "Kidney"},
    {"adrenals", "23451007", "Adrenal gland", Side::Both},
    {"bladder", "89837001", "Urinary bladder"},
    {"prostate", "41216001", "Prostate"},
    {"vertebrae", "421060004", "Vertebral column"},
    {"ribs", "113197003", "Rib"},
    {"sternum", "56873002", "Sternum"},
    {"shoulder", "16982005", "Shoulder"},
    {"hip_bones", "118645006", "Pelvic bones"},
    {"sacrum", "54735007", "Sacrum"},
    {"femora", "71341001", "Femur", Side::Both},
    {"skull", "89546000", "Skull"},
    {"brain", "12738006", "Brain"},
    {"spinal_canal", "61853006", "Spinal canal"},
    {"back_muscles", "back_muscles", "*Back muscles"},
    {"gluteal_muscles", "gluteal_muscles", "*Gluteal muscles"},
    {"iliopsoas", "68455001", "Iliopsoas muscle", Side::Both},
    {"arteries", "51114001", "Artery"},
    {"lung_nodule", "39607008", "Lung", Side::None, "27925004", "Nodule"},
    {"pleural_effusion", "3120008", "Pleura", Side::None, "60046008", "Pleural effusion"},
    {"liver_lesion", "10200004", "Liver", Side::None, "52988006", "Lesion"},
    {"kidney_cyst", "64033007", "Kidney", Side::None, "367643001", "Cyst"},
};

struct UnitRow {
    const char* unit;
    const char* value;
    const char* meaning;
};

constexpr UnitRow units[] = {
    {"mm", "mm", "millimeter"},
    {"cm", "cm", "centimeter"},
    {"mm2", "mm2", "square millimeter"},
    {"cm2", "cm2", "square centimeter"},
    {"mm3", "mm3", "cubic millimeter"},
    {"cm3", "cm3", "cubic centimeter"},
    {"ml", "ml", "milliliter"},
    {"[hnsf'U]", "[hnsf'U]", "Hounsfield unit"},
    {"HU", "[hnsf'U]", "Hounsfield unit"},
    {"%", "%", "percent"},
    {"", "1", "no units"},
    {"1", "1", "no units"},
};

/// A code value is at most 16 characters long.
std::string shortValue(const std::string& key) {
    const bool plain = std::ranges::all_of(key, [](unsigned char c) { return std::isalnum(c) || c == '_'; });
    if (plain && key.size() <= 16) return key;
    const auto hash =
        QCryptographicHash::hash(QByteArray::fromStdString(key), QCryptographicHash::Sha256).toHex();
    return "k" + hash.left(15).toStdString();
}

std::string shortMeaning(const std::string& text) {
    // Counted in bytes, which never lets more than 64 characters through; a cut must not split a character.
    std::string cut = text.substr(0, 64);
    if (cut.size() < text.size())
        while (!cut.empty() && (static_cast<unsigned char>(text[cut.size()]) & 0xC0) == 0x80) cut.pop_back();
    return cut;
}

Code terms(const char* value, const char* meaning) {
    if (*meaning == '*') return {value, privateScheme, meaning + 1};
    return {value, "SCT", meaning};
}

std::optional<Code> sideCode(Side side) {
    switch (side) {
        case Side::Right:
            return Code{"24028007", "SCT", "Right"};
        case Side::Left:
            return Code{"7771000", "SCT", "Left"};
        case Side::Both:
            return Code{"51440002", "SCT", "Right and left"};
        case Side::None:
            break;
    }
    return std::nullopt;
}

}  // namespace

std::optional<SiteCodes> siteCodes(const std::string& siteKey) {
    if (siteKey.empty()) return std::nullopt;
    SiteCodes codes;
    codes.finding = {"123037004", "SCT", "Anatomical structure"};
    const auto row = std::ranges::find_if(sites, [&](const SiteRow& r) { return siteKey == r.key; });
    if (row == std::end(sites)) {
        codes.site = {shortValue(siteKey), privateScheme, shortMeaning(siteKey)};
        return codes;
    }
    codes.site = terms(row->value, row->meaning);
    codes.laterality = sideCode(row->side);
    if (row->findingValue) codes.finding = terms(row->findingValue, row->findingMeaning);
    return codes;
}

MeasurementCodes measurementCodes(const std::string& name, const std::string& unit) {
    MeasurementCodes codes;
    if (name == "diameter")
        codes.name = {"81827009", "SCT", "Diameter"};
    else if (name == "length")
        codes.name = {"410668003", "SCT", "Length"};
    else if (name == "volume")
        codes.name = {"118565006", "SCT", "Volume"};
    else if (name == "mean" && (unit == "[hnsf'U]" || unit == "HU")) {
        codes.name = {"112031", "DCM", "Attenuation Coefficient"};
        codes.derivation = Code{"373098007", "SCT", "Mean"};
    } else
        codes.name = {shortValue(name.empty() ? "measurement" : name), privateScheme,
                      shortMeaning(name.empty() ? "measurement" : name)};
    const auto row = std::ranges::find_if(units, [&](const UnitRow& r) { return unit == r.unit; });
    codes.unit = row != std::end(units) ? Code{row->value, "UCUM", row->meaning}
                                        : Code{shortValue(unit), privateScheme, shortMeaning(unit)};
    return codes;
}

Code procedureCode(const std::string& modality) {
    if (modality == "CT") return {"25045-6", "LN", "CT unspecified body region"};
    if (modality == "MR") return {"25056-3", "LN", "MRI unspecified body region"};
    if (modality == "PT") return {"44136-0", "LN", "PET unspecified body region"};
    if (modality == "NM") return {"49118-3", "LN", "NM unspecified body region"};
    return {"363679005", "SCT", "Imaging procedure"};
}

std::optional<Code> modalityCode(const std::string& modality) {
    constexpr std::pair<const char*, const char*> known[] = {
        {"CT", "Computed Tomography"}, {"MR", "Magnetic Resonance"},   {"PT", "Positron emission tomography"},
        {"NM", "Nuclear Medicine"},    {"CR", "Computed Radiography"}, {"DX", "Digital Radiography"},
        {"US", "Ultrasound"},          {"XA", "X-Ray Angiography"},
    };
    for (const auto& [value, meaning] : known)
        if (modality == value) return Code{value, "DCM", meaning};
    return std::nullopt;
}

}  // namespace dokuei::reports
