#include "viewer/sample/SamplePatient.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "viewer/Error.h"
#include "viewer/sample/Noise.h"

namespace dokuei::viewer {

SamplePatient readSamplePatient(const std::string& file) {
    QFile source(QString::fromStdString(file));
    if (!source.open(QIODevice::ReadOnly)) throw ReadError(file, "cannot be opened");
    QJsonParseError error;
    const auto object = QJsonDocument::fromJson(source.readAll(), &error).object();
    if (error.error != QJsonParseError::NoError) throw ReadError(file, error.errorString().toStdString());
    const auto text = [&](const char* name) {
        const auto value = object.value(QLatin1String(name));
        if (!value.isString()) throw ReadError(file, std::string("lacks the text \"") + name + "\"");
        return value.toString().toStdString();
    };
    SamplePatient patient;
    patient.patientName = text("patientName");
    patient.patientId = text("patientId");
    patient.sex = text("sex");
    patient.birthDate = text("birthDate");
    patient.age = text("age");
    patient.institution = text("institution");
    patient.department = text("department");
    patient.referringPhysician = text("referringPhysician");
    patient.studyDate = text("studyDate");
    patient.studyTime = text("studyTime");
    patient.studyDescription = text("studyDescription");
    patient.seriesDescription = text("seriesDescription");
    patient.protocol = text("protocol");
    patient.accessionNumber = text("accessionNumber");
    patient.studyId = text("studyId");
    patient.comments = text("comments");
    return patient;
}

std::string sampleUid(std::uint64_t seed, const std::string& what) {
    std::uint64_t mixed = seed;
    for (const unsigned char c : what) mixed = RandomStream(mixed ^ c).next();
    RandomStream random(mixed);
    std::uint64_t high = random.next(), low = random.next();
    // The marks of a version 8 UUID, so that the number stays within what 2.25 is for.
    high = (high & ~0xf000ULL) | 0x8000ULL;
    low = (low & ~(3ULL << 62)) | (2ULL << 62);
    __extension__ using Wide = unsigned __int128;
    Wide value = static_cast<Wide>(high) << 64 | low;
    std::string digits, uid = "2.25.";
    for (; value != 0; value /= 10) digits.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
    std::reverse(digits.begin(), digits.end());
    return uid += digits;
}

}  // namespace dokuei::viewer
