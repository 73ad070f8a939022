#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QUrl>

#include "app/chat/ChatPanel.h"
#include "app/chat/ModelService.h"
#include "app/settings/Language.h"
#include "app/settings/Settings.h"
#include "app/window/Jobs.h"
#include "app/window/ModelChoice.h"
#include "app/window/ModelManager.h"
#include "app/window/StudySession.h"
#include "window_support.h"

namespace dokuei::app {
namespace {

const QString kFixtures = QStringLiteral(DOKUEI_SOURCE_DIR "/tests/inference/fixtures/lmm/");

class ModelWindowTest : public WindowTest {
protected:
    /// A copy of a small checkpoint that a test may damage.
    QString copyOf(const QString& fixture) {
        const QString to = folder.filePath(fixture);
        QDir().mkpath(to);
        for (const QString& name : QDir(kFixtures + fixture).entryList(QDir::Files))
            EXPECT_TRUE(QFile::copy(kFixtures + fixture + '/' + name, to + '/' + name));
        return to;
    }
    void drop(const QString& path) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &enter);
        EXPECT_TRUE(enter.isAccepted());
        QDropEvent event(QPointF(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &event);
    }
    ModelManager* manager() const { return window->findChild<ModelManager*>(); }
    QString shown(const char* label) const {
        auto* found = manager()->findChild<QLabel*>(QLatin1String(label));
        return found && found->isVisible() ? found->text() : QString();
    }
    bool checked() {
        return waitFor([&] {
            return manager() && window->jobs().running().empty() &&
                   !shown("checkStatus").contains("Checking");
        });
    }
};

TEST_F(ModelWindowTest, ADroppedModelFolderIsCheckedAndSaysWhatIsInIt) {
    startWindow();
    drop(kFixtures + "gemma3");
    ASSERT_TRUE(checked());
    EXPECT_EQ(shown("checkStatus"), "The files are sound.");
    EXPECT_TRUE(shown("modelFacts").contains("Gemma 3 with SigLIP"));
    EXPECT_TRUE(shown("modelFacts").contains("million parameters"));
    EXPECT_TRUE(shown("modelMemory").contains("Weights in memory (as stored)"));
    EXPECT_EQ(window->model().info().name, "prompt-test") << "nothing was loaded yet";
    EXPECT_TRUE(window->currentSession() == nullptr) << "it is not a study";
}

TEST_F(ModelWindowTest, ADroppedStudyIsOpenedAsBefore) {
    startWindow();
    drop(writeVolume("study"));
    EXPECT_TRUE(waitFor([&] {
        const StudySession* session = window->currentSession();
        return session && session->stage() == StudySession::Stage::Ready;
    }));
    EXPECT_FALSE(manager());
}

TEST_F(ModelWindowTest, ADamagedModelIsRefusedInBothLanguagesAndTheLoadedOneStays) {
    startWindow();
    const QString damaged = copyOf("qwen2_5_vl");
    QFile weights(damaged + "/model.safetensors");
    ASSERT_TRUE(weights.resize(weights.size() / 2));
    drop(damaged);
    ASSERT_TRUE(checked());
    EXPECT_TRUE(shown("checkStatus").contains("model.safetensors"));
    EXPECT_TRUE(shown("checkStatus").contains("truncated")) << shown("checkStatus").toStdString();
    EXPECT_FALSE(manager()->findChild<QPushButton*>("loadModel")->isEnabled());
    EXPECT_EQ(window->model().state(), ModelService::State::Ready);
    applyLanguage("ja");
    manager()->propose(damaged);
    ASSERT_TRUE(waitFor([&] { return shown("checkStatus").contains("model.safetensors"); }));
    EXPECT_FALSE(shown("checkStatus").contains("truncated"));
}

TEST_F(ModelWindowTest, APickledCheckpointIsRefusedWithWhatToDo) {
    startWindow();
    const QString pickled = copyOf("qwen2");
    ASSERT_TRUE(QFile::rename(pickled + "/model.safetensors", pickled + "/pytorch_model.bin"));
    drop(pickled);
    ASSERT_TRUE(checked());
    EXPECT_TRUE(shown("checkStatus").contains("pickled")) << shown("checkStatus").toStdString();
}

TEST_F(ModelWindowTest, AnUnknownModelTypeIsRefusedByName) {
    startWindow();
    const QString unknown = copyOf("qwen2");
    QFile config(unknown + "/config.json");
    ASSERT_TRUE(config.open(QIODevice::ReadWrite));
    QByteArray text = config.readAll();
    text.replace("\"qwen2\"", "\"oracle9\"");
    config.resize(0);
    config.seek(0);
    config.write(text);
    config.close();
    drop(unknown);
    ASSERT_TRUE(checked());
    EXPECT_TRUE(shown("checkStatus").contains("oracle9")) << shown("checkStatus").toStdString();
}

TEST_F(ModelWindowTest, HowAModelIsRunIsRememberedForEachModel) {
    startWindow();
    drop(kFixtures + "gemma3");
    ASSERT_TRUE(checked());
    auto* weights = manager()->findChild<QComboBox*>("modelWeights");
    weights->setCurrentIndex(weights->findData(int(inference::ModelOptions::Weights::Int4)));
    manager()->findChild<QSpinBox*>("modelSlices")->setValue(12);
    manager()->findChild<QSpinBox*>("modelLongestAnswer")->setValue(2048);
    manager()->findChild<QPushButton*>("loadModel")->click();
    ASSERT_TRUE(waitFor([&] {
        return window->model().state() == ModelService::State::Ready &&
               window->model().info().directory == (kFixtures + "gemma3").toStdString();
    }));
    EXPECT_EQ(model->options.weights, inference::ModelOptions::Weights::Int4);
    EXPECT_EQ(model->options.slices, 12);
    EXPECT_EQ(window->model().longestAnswer(), 2048);
    manager()->propose(kFixtures + "qwen2_5_vl");
    EXPECT_EQ(weights->currentData().toInt(), int(inference::ModelOptions::Weights::Automatic));
    manager()->propose(kFixtures + "gemma3");
    EXPECT_EQ(weights->currentData().toInt(), int(inference::ModelOptions::Weights::Int4));
    stopWindow();
    startWindow();
    ASSERT_TRUE(waitFor([&] { return window->model().state() == ModelService::State::Ready; }));
    EXPECT_EQ(window->model().info().directory, (kFixtures + "gemma3").toStdString());
    EXPECT_EQ(model->options.slices, 12);
}

TEST_F(ModelWindowTest, LoadingAsksBeforeItStopsAnAnswer) {
    startWindow();
    ASSERT_TRUE(waitFor([&] { return window->model().state() == ModelService::State::Ready; }));
    model->silent = true;
    openAndWait(writeVolume("study"));
    window->chat().ask("Where is the liver?");
    ASSERT_TRUE(window->model().busy());
    const int loads = model->loads;
    drop(kFixtures + "gemma3");
    ASSERT_TRUE(checked());
    manager()->findChild<QPushButton*>("loadModel")->click();
    auto* question = manager()->findChild<QMessageBox*>("confirmStop");
    ASSERT_TRUE(question);
    EXPECT_EQ(model->loads, loads);
    question->buttons().first()->click();
    ASSERT_TRUE(waitFor([&] { return model->loads == loads + 1; }));
    EXPECT_FALSE(window->chat().answering());
}

}  // namespace
}  // namespace dokuei::app
