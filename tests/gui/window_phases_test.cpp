#include <QFile>
#include <QLabel>
#include <QSlider>
#include <QTest>
#include <cstring>

#include "app/window/Actions.h"
#include "app/window/StudySession.h"
#include "tests/gui/window_support.h"

namespace dokuei::app {
namespace {

class PhasesTest : public WindowTest {
protected:
    /// A NIfTI file of three time points of 8 x 8 x 8 voxels; all voxels of time point t hold 100 t.
    QString writeTimePoints() {
        QByteArray bytes(352, '\0');
        const auto put = [&](int offset, auto value) {
            std::memcpy(bytes.data() + offset, &value, sizeof value);
        };
        put(0, qint32(348));
        for (int n = 0; const qint16 dim : {4, 8, 8, 8, 3, 1, 1, 1}) put(40 + 2 * n++, dim);
        put(70, qint16(4));
        put(72, qint16(16));
        for (int n = 0; const float size : {1.F, 2.F, 2.F, 2.F, 1.5F, 1.F, 1.F, 1.F}) put(76 + 4 * n++, size);
        put(108, 352.F);
        bytes[123] = 2 | 8;
        put(254, qint16(1));
        for (int n = 0; const float row : {2.F, 0.F, 0.F, 0.F, 0.F, 2.F, 0.F, 0.F, 0.F, 0.F, 2.F, 0.F})
            put(280 + 4 * n++, row);
        std::memcpy(bytes.data() + 344, "n+1", 4);
        for (int t = 0; t < 3; ++t)
            for (int v = 0; v < 512; ++v) {
                const qint16 value = static_cast<qint16>(100 * t);
                bytes.append(reinterpret_cast<const char*>(&value), 2);
            }
        const QString path = folder.filePath(QStringLiteral("time.nii"));
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return path;
    }

    bool shows(int phase) {
        return waitFor([&] {
            const auto volume = window->currentViews()->volume();
            return volume && volume->identity.phase.index == phase && volume->complete() &&
                   window->currentViews()->valueAtCursor() == 100 * phase;
        });
    }
};

TEST_F(PhasesTest, TimePointsAreSteppedThroughByKeysAndSliderWithTheViewInPlace) {
    startWindow();
    openAndWait(writeTimePoints());
    ASSERT_TRUE(shows(0));
    auto* slider = window->findChild<QSlider*>(QStringLiteral("phaseSlider"));
    auto* label = window->findChild<QLabel*>(QStringLiteral("phaseLabel"));
    ASSERT_TRUE(slider && slider->isVisible());
    EXPECT_EQ(label->text(), QStringLiteral("t=0.0 s  (1/3)"));
    window->currentViews()->setWindowLevel(77, 33);
    window->currentViews()->setCursorLps({-4, -4, 4});
    run("view.phaseNext");
    ASSERT_TRUE(shows(1));
    EXPECT_EQ(window->currentViews()->windowLevel(), (viewer::WindowLevel{77, 33}));
    EXPECT_EQ(window->currentViews()->cursorLps(), (viewer::Vec3{-4, -4, 4}));
    EXPECT_EQ(label->text(), QStringLiteral("t=1.5 s  (2/3)"));
    slider->setValue(2);
    ASSERT_TRUE(shows(2));
    const auto third = window->currentSession()->key();
    run("view.phaseNext");
    ASSERT_TRUE(shows(0)) << "after the last comes the first";
    run("view.phasePrevious");
    ASSERT_TRUE(shows(2));
    EXPECT_EQ(window->currentSession()->key(), third) << "what was asked about a time point is found again";
}

TEST_F(PhasesTest, TheFilmRunsAndStops) {
    startWindow();
    openAndWait(writeTimePoints());
    ASSERT_TRUE(shows(0));
    run("view.play");
    EXPECT_TRUE(shows(1));
    EXPECT_TRUE(shows(2));
    run("tools.stop");
    QTest::qWait(400);
    const auto standing = window->currentViews()->volume();
    QTest::qWait(400);
    EXPECT_EQ(window->currentViews()->volume(), standing);
}

TEST_F(PhasesTest, ABoxDoesNotFollowToAnotherTimePoint) {
    startWindow();
    openAndWait(writeTimePoints());
    ASSERT_TRUE(shows(0));
    window->currentViews()->setBoxes({{"1", "box", {0, 0, 0, 4, 4, 4}, true, false}});
    run("view.phaseNext");
    ASSERT_TRUE(shows(1));
    EXPECT_TRUE(window->currentViews()->boxes().empty());
}

}  // namespace
}  // namespace dokuei::app
