#include "tests/reports/support/SampleReports.h"

namespace dokuei::reports::testing {
namespace {

constexpr auto study = "1.2.826.0.1.3680043.8.498.1001";

Finding finding(const std::string& id, const std::string& text, const std::string& language,
                const std::string& siteKey, const std::string& site) {
    Finding f;
    f.id = id;
    f.text = text;
    f.language = language;
    f.siteKey = siteKey;
    f.site = site;
    f.modelName = "dokuei-starter";
    f.createdAt = f.changedAt = "2026-11-20T01:02:03.000Z";
    return f;
}

Report common() {
    Report r;
    r.id = "9d0f0f52-5f8a-4c8e-9a5e-0c7f6b1f0a01";
    r.studyUid = study;
    r.studyDate = "20261119";
    r.studyTime = "101500";
    r.studyId = "S1001";
    r.accessionNumber = "A20261119";
    r.modality = "CT";
    r.patientBirthDate = "19600401";
    r.modelName = "dokuei-starter";
    r.modelVersion = "1";
    r.device = "CPU";
    r.createdAt = r.changedAt = "2026-11-20T01:02:03.000Z";
    return r;
}

}  // namespace

EvidenceLink boxLink(const std::string& id, const std::string& label, int slice, std::array<double, 4> pixels,
                     Origin origin) {
    EvidenceLink link;
    link.id = id;
    link.studyUid = study;
    link.seriesUid = std::string(study) + ".2";
    link.frameOfReferenceUid = std::string(study) + ".9";
    link.lps = {-10.5, -20.25, 30, 10.5, 20.25, 45};
    link.keySopInstanceUid = link.seriesUid + '.' + std::to_string(slice);
    link.keySopClassUid = "1.2.840.10008.5.1.4.1.1.2";
    link.keyPixelBox = pixels;
    link.label = label;
    link.origin = origin;
    link.confidence = 0.83;
    return link;
}

Report japaneseReport() {
    Report r = common();
    r.language = "ja";
    r.studyDescription = "胸腹部CT";
    r.patientName = "架空 花子";
    r.patientNameDicom = "Kakuu^Hanako=架空^花子=かくう^はなこ";
    r.patientId = "TEST-0001";
    r.patientSex = "F";
    r.referringPhysician = "Mihon^Jiro=見本^次郎=みほん^じろう";

    Finding nodule = finding("0b7c7f5e-0001-4000-8000-000000000001", "右肺に径15mmの結節を認めます。", "ja",
                             "lung_nodule", "右肺");
    nodule.measurements = {{"diameter", 15, "mm"}};
    nodule.links = {
        boxLink("0b7c7f5e-0001-4000-8000-0000000000a1", "右肺結節", 40, {120.5, 200.5, 140.5, 222.5})};
    Finding liver = finding("0b7c7f5e-0001-4000-8000-000000000002", "肝臓の大きさは正常範囲です。", "ja",
                            "liver", "肝臓");
    liver.state = State::Accepted;
    liver.measurements = {{"volume", 1423.4, "ml"}, {"mean", 58, "[hnsf'U]"}};
    liver.links = {boxLink("0b7c7f5e-0001-4000-8000-0000000000a2", "肝臓", 90, {60, 150, 300, 380})};
    Finding effusion = finding("0b7c7f5e-0001-4000-8000-000000000003", "胸水は認めません。", "ja",
                               "pleural_effusion", "胸腔");
    effusion.certainty = Certainty::Absent;
    Finding rejected =
        finding("0b7c7f5e-0001-4000-8000-000000000004", "脾腫が疑われます。", "ja", "spleen", "脾臓");
    rejected.state = State::Rejected;
    rejected.links = {boxLink("0b7c7f5e-0001-4000-8000-0000000000a4", "脾臓", 95, {10, 10, 20, 20})};
    Finding impression =
        finding("0b7c7f5e-0001-4000-8000-000000000005", "右肺結節。経過観察を勧めます。", "ja", "", "");
    impression.section = Section::Impression;
    r.findings = {nodule, liver, effusion, rejected, impression};
    return r;
}

Report englishReport() {
    Report r = common();
    r.id = "9d0f0f52-5f8a-4c8e-9a5e-0c7f6b1f0a02";
    r.language = "en";
    r.studyDescription = "CT chest and abdomen";
    r.patientName = "Sample, Peter";
    r.patientNameDicom = "Sample^Peter";
    r.patientId = "TEST-0002";
    r.patientSex = "M";
    r.referringPhysician = "Invented^Ruth";

    Finding nodule = finding("0b7c7f5e-0002-4000-8000-000000000001", "A 9 mm nodule in the left lung.", "en",
                             "lung_nodule", "left lung");
    nodule.state = State::Accepted;
    nodule.measurements = {{"diameter", 9, "mm"}};
    nodule.links = {
        boxLink("0b7c7f5e-0002-4000-8000-0000000000a1", "nodule", 41, {300.5, 180.5, 315.5, 194.5})};
    Finding cysts = finding("0b7c7f5e-0002-4000-8000-000000000002", "Two simple cysts of the right kidney.",
                            "en", "kidney_cyst", "right kidney");
    cysts.origin = Origin::AiEdited;
    cysts.aiText = "A cyst of the right kidney.";
    cysts.state = State::Edited;
    cysts.links = {
        boxLink("0b7c7f5e-0002-4000-8000-0000000000a2", "cyst", 120, {150, 250, 170, 275}),
        boxLink("0b7c7f5e-0002-4000-8000-0000000000a3", "cyst", 124, {155, 260, 165, 271}, Origin::Human)};
    Finding aorta =
        finding("0b7c7f5e-0002-4000-8000-000000000003", "Aortic wall calcification.", "en", "aorta", "aorta");
    aorta.origin = Origin::Human;
    aorta.modelName.clear();
    aorta.state = State::Accepted;
    aorta.links = {
        boxLink("0b7c7f5e-0002-4000-8000-0000000000a4", "aorta", 90, {240, 260, 270, 290}, Origin::Human)};
    Finding spleen = finding("0b7c7f5e-0002-4000-8000-000000000004", "The spleen may be enlarged.", "en",
                             "spleen", "spleen");
    spleen.certainty = Certainty::Uncertain;
    spleen.state = State::Accepted;
    spleen.measurements = {{"volume", 410.25, "ml"}};
    Finding effusion = finding("0b7c7f5e-0002-4000-8000-000000000005", "No pleural effusion.", "en",
                               "pleural_effusion", "pleura");
    effusion.certainty = Certainty::Absent;
    effusion.state = State::Accepted;
    Finding impression = finding("0b7c7f5e-0002-4000-8000-000000000006",
                                 "Small left lung nodule; follow-up advised.", "en", "", "");
    impression.section = Section::Impression;
    impression.state = State::Accepted;
    r.findings = {nodule, cysts, aorta, spleen, effusion, impression};
    return r;
}

}  // namespace dokuei::reports::testing
