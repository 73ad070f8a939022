#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

#include "app/chat/ChatPanel.h"
#include "app/chat/ModelInputDialog.h"
#include "app/chat/ModelService.h"
#include "app/window/Jobs.h"
#include "app/window/ModelManager.h"
#include "window_support.h"

namespace dokuei::app {
namespace {

/// The window with the real engine: small random checkpoints answer nonsense, but go the whole way.
class PublicModelTest : public WindowTest {
protected:
    void start() {
        window = std::make_unique<MainWindow>(workerBackend());
        window->show();
        ASSERT_TRUE(waitFor([&] { return window->model().state() == ModelService::State::Ready; }));
    }
    void load(const QString& fixture) {
        run("tools.model");
        auto* manager = window->findChild<ModelManager*>();
        ASSERT_TRUE(manager);
        manager->propose(QStringLiteral(DOKUEI_SOURCE_DIR "/tests/inference/fixtures/lmm/") + fixture);
        auto* button = manager->findChild<QPushButton*>("loadModel");
        ASSERT_TRUE(waitFor([&] { return button->isEnabled(); }))
            << manager->findChild<QLabel*>("checkStatus")->text().toStdString();
        button->click();
        ASSERT_TRUE(waitFor([&] {
            return window->model().state() == ModelService::State::Ready &&
                   window->model().info().name == fixture.toStdString();
        })) << window->model().stateText().toStdString();
    }
    /// Asks and waits for the end; the text of the panel's status label.
    void ask() {
        window->model().setLongestAnswer(24);
        window->chat().ask("Where is the liver?");
        ASSERT_TRUE(window->chat().answering());
        ASSERT_TRUE(waitFor([&] { return !window->chat().answering(); }));
    }
    QString shown(const char* name) {
        const auto* label = window->chat().findChild<QLabel*>(QLatin1String(name));
        return label && label->isVisibleTo(&window->chat()) ? label->text() : QString();
    }
};

TEST_F(PublicModelTest, IsLoadedInTheManagerAndAnswersWithThePicturesItWasShown) {
    start();
    openAndWait(writeVolume("study"));
    load("gemma3");
    ask();
    EXPECT_TRUE(shown("origin").contains("gemma3")) << shown("status").toStdString();
    EXPECT_TRUE(shown("notes").contains("slices")) << shown("notes").toStdString();
    window->chat().findChild<QToolButton*>("modelInput")->click();
    ASSERT_TRUE(waitFor([&] { return window->findChild<ModelInputDialog*>() != nullptr; }));
    auto* dialog = window->findChild<ModelInputDialog*>();
    ASSERT_TRUE(dialog->findChild<QListWidget*>("pictures"));
    EXPECT_TRUE(dialog->findChild<QPlainTextEdit*>("prompt")->toPlainText().contains("<image:"));
    EXPECT_TRUE(dialog->findChild<QPlainTextEdit*>("prompt")->toPlainText().contains("Where is the liver?"));
}

TEST_F(PublicModelTest, ThatCannotSeeSaysSoUnderItsAnswer) {
    start();
    openAndWait(writeVolume("study"));
    load("qwen2");
    ask();
    EXPECT_TRUE(shown("notes").contains("no image can be shown")) << shown("status").toStdString();
}

}  // namespace
}  // namespace dokuei::app
