#pragma once

#include <cstdint>
#include <string>

namespace dokuei::viewer {

/// The invented patient and study of the sample, as resources/sample/patient.json tells it. All text is
/// UTF-8.
struct SamplePatient {
    std::string patientName, patientId, sex, birthDate, age, institution, department, referringPhysician;
    std::string studyDate, studyTime, studyDescription, seriesDescription, protocol, accessionNumber, studyId,
        comments;
};

/// Throws ReadError naming the file and what is wrong with it.
SamplePatient readSamplePatient(const std::string& file);

/// A UID under 2.25 (ISO/IEC 9834-8) that depends on nothing but its arguments. `what` keeps study, series
/// and images apart.
std::string sampleUid(std::uint64_t seed, const std::string& what);

}  // namespace dokuei::viewer
