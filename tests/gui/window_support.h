#pragma once

#include <gtest/gtest.h>

#include <QTemporaryDir>
#include <functional>
#include <memory>
#include <string>

#include "app/chat/ModelBackend.h"
#include "app/window/MainWindow.h"
#include "viewer/render/ViewGrid.h"

namespace dokuei::app {

/// A model that answers every question at once with one box in the middle of the volume asked about.
class PromptModel : public ModelBackend {
public:
    inference::Ticket load(const std::string& directory, const inference::ModelOptions& options,
                           std::function<void(const inference::ModelInfo&)> done,
                           std::function<void(const std::string&)> failed) override;
    inference::Ticket ask(inference::Request request, inference::Listener listener) override;
    inference::Ticket prepare(inference::VolumeView volume, inference::Listener) override {
        prepared.push_back(volume.key);
        return {};
    }
    void forget(const std::string& key) override { forgotten.push_back(key); }
    void lastInput(const std::string&, std::function<void(const inference::ModelInput&)>) override {}

    std::vector<std::string> prepared, forgotten;
    inference::ModelOptions options;  ///< of the last load
    int loads = 0;
    bool silent = false;  ///< questions are taken and never answered
};

/// Runs the event loop until the condition holds; false after a minute.
bool waitFor(const std::function<bool()>& condition);

/// The real window with a data folder of its own, in English and the dark theme.
class WindowTest : public testing::Test {
protected:
    WindowTest();
    ~WindowTest() override;

    /// (Re)starts the program's window.
    void startWindow();
    void stopWindow();
    /// Writes a volume of 40 x 32 x 24 voxels of 2 x 2 x 3 mm: 0 around a block of `value`. Returns its path.
    QString writeVolume(const QString& name, int value = 100);
    /// Opens and waits until it is loaded.
    void openAndWait(const QString& path);
    /// Triggers a command by name.
    void run(const char* command);
    /// Share of pixels of the view that are not black.
    double brightShare(viewer::ViewId view);

    QTemporaryDir folder;
    PromptModel* model = nullptr;  ///< belongs to the window
    std::unique_ptr<MainWindow> window;
};

}  // namespace dokuei::app
