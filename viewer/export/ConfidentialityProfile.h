#pragma once

#include <cstdint>

namespace dokuei::viewer {

/// Columns of the profile's options, as bits.
enum ProfileOption : std::uint16_t {
    RetainUids = 1 << 0,
    RetainDevice = 1 << 1,
    RetainInstitution = 1 << 2,
    RetainCharacteristics = 1 << 3,
    RetainFullDates = 1 << 4,
    RetainModifiedDates = 1 << 5,
    CleanDescriptors = 1 << 6,
    CleanStructure = 1 << 7,
    CleanGraphics = 1 << 8
};

/// What the basic profile does to an attribute; where it names several, the first is taken unless the object
/// needs the attribute present (type 2: empty, type 1: a value that means nothing).
enum class ProfileAction {
    Dummy,               ///< D
    Empty,               ///< Z
    Remove,              ///< X
    MapUid,              ///< U
    EmptyOrDummy,        ///< Z/D
    RemoveOrEmpty,       ///< X/Z
    RemoveOrDummy,       ///< X/D
    RemoveEmptyOrDummy,  ///< X/Z/D
    RemoveEmptyOrMapUid  ///< X/Z/U*
};

/// One row of DICOM PS3.15 Table E.1-1, Application Level Confidentiality Profile Attributes. The basic
/// actions are those of edition 2026c. The options are those of edition 2024b; attributes that came later
/// have only those of their kind (dates, UIDs).
struct ProfileRule {
    std::uint32_t tag = 0;  ///< group << 16 | element
    ProfileAction basic = ProfileAction::Remove;
    std::uint16_t keep = 0;   ///< options with which the attribute stays (K)
    std::uint16_t clean = 0;  ///< options with which it is cleaned (C)
};

/// The row of an attribute; null for those the table does not name. Private attributes, curves (50xx) and
/// overlays (60xx), which the profile removes as whole groups, have none.
const ProfileRule* profileRule(std::uint16_t group, std::uint16_t element);

/// Number of rows, for a check that the table is whole.
int profileRuleCount();

}  // namespace dokuei::viewer
