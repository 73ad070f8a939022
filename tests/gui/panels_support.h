#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/bridge/Bridge.h"
#include "app/chat/ModelService.h"
#include "viewer/volume/Volume.h"

namespace dokuei::app::panels {

/// The application that widgets need; made once.
inline void ensureApplication() {
    if (qApp) return;
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    static int count = 1;
    static char name[] = "panels";
    static char* arguments[] = {name, nullptr};
    new QApplication(count, arguments);
}

/// Lets events run until `condition` holds; false after ten seconds.
inline bool eventually(const std::function<bool()>& condition) {
    return QTest::qWaitFor(condition, 10000);
}

/// A model that says only what the test tells it to say.
class ScriptedModel final : public ModelBackend {
public:
    struct Asked {
        inference::Request request;
        inference::Listener listener;
        inference::Ticket ticket;
    };
    std::vector<Asked> asked, preparing;
    std::vector<std::string> prepared, forgotten;
    std::function<void(const inference::ModelInfo&)> loaded;
    std::function<void(const std::string&)> loadFailed;

    struct Load {
        std::string directory;
        inference::ModelOptions options;
        inference::Ticket ticket;
    };
    std::vector<Load> loads;

    inference::Ticket load(const std::string& directory, const inference::ModelOptions& options,
                           std::function<void(const inference::ModelInfo&)> done,
                           std::function<void(const std::string&)> failed) override {
        loads.push_back({directory, options, {}});
        loaded = std::move(done);
        loadFailed = std::move(failed);
        return loads.back().ticket;
    }
    inference::Ticket ask(inference::Request request, inference::Listener listener) override {
        asked.push_back({std::move(request), std::move(listener), {}});
        return asked.back().ticket;
    }
    inference::Ticket prepare(inference::VolumeView volume, inference::Listener listener) override {
        prepared.push_back(volume.key);
        preparing.push_back({{}, std::move(listener), {}});
        return preparing.back().ticket;
    }
    void forget(const std::string& key) override { forgotten.push_back(key); }
    void lastInput(const std::string&, std::function<void(const inference::ModelInput&)> done) override {
        inference::ModelInput input;
        input.size = {16, 16, 9};
        input.spacing = {4, 4, 5};
        for (int voxel = 0; voxel < 16 * 16 * 9; ++voxel) input.hu.push_back(std::int16_t(voxel % 300 - 100));
        input.prompt = "<image:144>\nWhere is the liver?";
        done(input);
    }
};

inline inference::ModelInfo scriptedInfo() {
    inference::ModelInfo info;
    info.name = "test-model-1";
    info.device = "CPU";
    info.note = "for demonstration, not for diagnosis";
    info.suggestedQuestionsEn = {"Where is the liver?", "Is there a lesion?", "Describe the findings."};
    info.suggestedQuestionsJa = {"肝臓はどこですか?", "病変はありますか?", "所見を述べてください。"};
    return info;
}

/// A complete CT of an invented patient, 64 x 64 x 20 voxels of 2 x 2 x 5 mm.
inline std::shared_ptr<viewer::Volume> inventedVolume(
    const std::string& studyUid = "1.2.826.0.1.3680043.9.1") {
    viewer::Geometry geometry;
    geometry.size = {64, 64, 20};
    geometry.spacing = {2, 2, 5};
    geometry.frameOfReferenceUid = studyUid + ".9";
    auto volume = std::make_shared<viewer::Volume>(geometry, viewer::ScalarType::Int16, -1000);
    auto& identity = volume->identity;
    identity.studyUid = studyUid;
    identity.seriesUid = studyUid + ".1";
    identity.sopClassUid = "1.2.840.10008.5.1.4.1.1.2";
    identity.modality = "CT";
    identity.patientName = "試験 花子";
    identity.patientNameDicom = "Shiken^Hanako=試験^花子";
    identity.patientId = "TEST-0001";
    identity.patientSex = "F";
    identity.patientBirthDate = "19620401";
    identity.studyDate = "20260112";
    identity.studyTime = "101500";
    identity.studyId = "1";
    identity.studyDescription = "CT chest";
    for (int k = 0; k < 20; ++k) {
        viewer::SliceIdentity slice;
        slice.sopInstanceUid = studyUid + ".1." + std::to_string(k + 1);
        slice.sopClassUid = identity.sopClassUid;
        volume->slices.push_back(slice);
        volume->addSliceStatistics(-1000, -1000, -1000.0 * 64 * 64);
        volume->markSliceReady(k);
    }
    return volume;
}

inline inference::Grounding grounding(const std::string& key, const std::string& label,
                                      std::array<int, 6> voxel) {
    inference::Grounding box;
    box.key = key;
    box.label = label;
    box.voxel = voxel;
    box.lps = {voxel[0] * 2 - 1.0, voxel[1] * 2 - 1.0, voxel[2] * 5 - 2.5,
               voxel[3] * 2 + 1.0, voxel[4] * 2 + 1.0, voxel[5] * 5 + 2.5};
    box.confidence = 0.8;
    return box;
}

/// An answer with one box on the word "liver".
inline inference::Answer liverAnswer() {
    inference::Answer answer;
    answer.text = "The liver is in the right upper abdomen.";
    answer.language = "en";
    answer.boxes = {grounding("liver", "liver", {5, 10, 4, 40, 50, 15})};
    answer.boxes[0].textBegin = 4;
    answer.boxes[0].textEnd = 9;
    answer.boxes[0].volumeMl = 1423;
    answer.boxes[0].meanHu = 58;
    answer.model = "test-model-1";
    answer.device = "CPU";
    answer.tokens = 21;
    answer.seconds = {0, 0.8, 1.25, 2.25};
    return answer;
}

/// A draft: a nodule with a box, a normal liver with a box, no effusion (no box), an impression.
inline inference::Answer draftAnswer() {
    inference::Answer answer = liverAnswer();
    answer.text = "Draft";
    answer.boxes.push_back(grounding("lung_nodule", "nodule", {45, 20, 12, 50, 25, 13}));
    answer.boxes[1].lesion = true;
    answer.boxes[1].diameterMm = 12;
    answer.findings = {{"finding", "There is a nodule in the left lung.", "lung", "lung", "present", {1}},
                       {"finding", "The liver is normal.", "liver", "liver", "present", {0}},
                       {"finding", "There is no pleural effusion.", "pleura", "pleura", "absent", {}},
                       {"impression", "Pulmonary nodule, to be followed.", "lung", "lung", "uncertain", {}}};
    return answer;
}

/// A service with a scripted model; loaded() makes it ready.
struct Model {
    ScriptedModel* script = nullptr;
    std::unique_ptr<ModelService> service;

    Model() {
        ensureApplication();
        auto backend = std::make_unique<ScriptedModel>();
        script = backend.get();
        service = std::make_unique<ModelService>(std::move(backend));
    }
    Model& loaded() {
        service->load(QStringLiteral("model"));
        script->loaded(scriptedInfo());
        QCoreApplication::processEvents();
        return *this;
    }
};

inline QString keyOf(const std::shared_ptr<viewer::Volume>& volume) {
    return QString::fromStdString(viewOf(volume).key);
}

/// Every label's text in a widget that is meant to be seen, joined.
QString visibleText(const QWidget& widget);

}  // namespace dokuei::app::panels
