#include "window_support.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTabBar>
#include <QTest>

#include "app/settings/Language.h"
#include "app/settings/Settings.h"
#include "app/settings/Theme.h"
#include "app/window/Actions.h"
#include "app/window/StudySession.h"

namespace dokuei::app {

inference::Ticket PromptModel::load(const std::string& directory, const inference::ModelOptions& wanted,
                                    std::function<void(const inference::ModelInfo&)> done,
                                    std::function<void(const std::string&)>) {
    options = wanted;
    ++loads;
    inference::ModelInfo info;
    info.name = "prompt-test";
    info.directory = directory;
    info.device = "CPU";
    done(info);
    return {};
}

inference::Ticket PromptModel::ask(inference::Request request, inference::Listener listener) {
    if (silent) return {};
    const auto& v = request.volume;
    inference::Grounding box;
    box.key = box.label = "liver";
    box.confidence = 0.9;
    for (int axis = 0; axis < 3; ++axis) {
        box.voxel[axis] = v.size[axis] / 4;
        box.voxel[axis + 3] = v.size[axis] / 2;
    }
    const auto low = v.lpsFromVoxel({box.voxel[0] - 0.5, box.voxel[1] - 0.5, box.voxel[2] - 0.5});
    const auto high = v.lpsFromVoxel({box.voxel[3] + 0.5, box.voxel[4] + 0.5, box.voxel[5] + 0.5});
    for (int axis = 0; axis < 3; ++axis) {
        box.lps[axis] = std::min(low[axis], high[axis]);
        box.lps[axis + 3] = std::max(low[axis], high[axis]);
    }
    inference::Answer answer;
    answer.text = "The liver is here.";
    answer.language = "en";
    answer.boxes = {box};
    answer.model = "prompt-test";
    answer.device = "CPU";
    if (listener.onText) listener.onText(answer.text);
    if (listener.onBox) listener.onBox(box);
    if (listener.onDone) listener.onDone(answer);
    return {};
}

bool waitFor(const std::function<bool()>& condition) {
    return QTest::qWaitFor(condition, 60000);
}

WindowTest::WindowTest() {
    qputenv("DOKUEI_DATA", QFile::encodeName(folder.filePath(QStringLiteral("data"))));
    qputenv("DOKUEI_RESOURCES", DOKUEI_SOURCE_DIR "/resources");
    closeSettings();
    applyTheme(*qApp, Theme::Dark);
    applyLanguage(QStringLiteral("en"));
}

WindowTest::~WindowTest() {
    stopWindow();
    closeSettings();
}

void WindowTest::startWindow() {
    auto backend = std::make_unique<PromptModel>();
    model = backend.get();
    window = std::make_unique<MainWindow>(std::move(backend));
    window->show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(window.get()));
}

void WindowTest::stopWindow() {
    if (window) window->close();
    window.reset();
    model = nullptr;
    closeSettings();
}

QString WindowTest::writeVolume(const QString& name, int value) {
    const QString path = folder.filePath(name + QStringLiteral(".mha"));
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(
        "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\n"
        "TransformMatrix = 1 0 0 0 1 0 0 0 1\nOffset = -40 -30 5\nElementSpacing = 2 2 3\nDimSize = 40 32 "
        "24\n"
        "ElementType = MET_SHORT\nElementDataFile = LOCAL\n");
    for (int k = 0; k < 24; ++k)
        for (int j = 0; j < 32; ++j)
            for (int i = 0; i < 40; ++i) {
                const bool inside = i >= 8 && i < 32 && j >= 6 && j < 26 && k >= 4 && k < 20;
                const qint16 voxel = static_cast<qint16>(inside ? value : 0);
                file.write(reinterpret_cast<const char*>(&voxel), 2);
            }
    return path;
}

void WindowTest::openAndWait(const QString& path) {
    window->openPath(path);
    ASSERT_TRUE(waitFor([&] {
        const StudySession* session = window->currentSession();
        return session && session->stage() == StudySession::Stage::Ready;
    })) << "the study was not loaded";
}

void WindowTest::run(const char* command) {
    window->actions()[QLatin1String(command)]->trigger();
}

double WindowTest::brightShare(viewer::ViewId view) {
    const QImage picture =
        window->currentViews()->viewWidget(view)->grab().toImage().convertToFormat(QImage::Format_RGB32);
    long long bright = 0;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x) bright += qGray(picture.pixel(x, y)) > 100;
    return static_cast<double>(bright) / std::max(1, picture.width() * picture.height());
}

}  // namespace dokuei::app
