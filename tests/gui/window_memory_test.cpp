#include <QAction>
#include <QDialog>
#include <QFileInfo>
#include <QLabel>
#include <QSpinBox>
#include <QTabBar>

#include "app/settings/Settings.h"
#include "app/window/Actions.h"
#include "app/window/Banner.h"
#include "app/window/StudySession.h"
#include "viewer/volume/MemoryBudget.h"
#include "window_support.h"

namespace dokuei::app {
namespace {

constexpr std::size_t kVolumeBytes = 40 * 32 * 24 * 2;

/// Leaves room for one more volume and a half.
class MemoryTest : public WindowTest {
protected:
    void leaveRoomForOneVolume() {
        viewer::memoryBudget().setLimit(viewer::memoryBudget().used() + kVolumeBytes * 3 / 2);
    }
    ~MemoryTest() override { viewer::memoryBudget().setLimit(viewer::MemoryBudget::defaultLimit()); }
};

TEST_F(MemoryTest, TheStudyNotLookedAtForLongestIsSetAsideAndLoadedAgainOnReturn) {
    startWindow();
    leaveRoomForOneVolume();
    openAndWait(writeVolume("first", 1000));
    StudySession* first = window->currentSession();
    const QString key = first->key();
    const std::weak_ptr<viewer::Volume> firstVolume = first->volume();
    openAndWait(writeVolume("second"));
    EXPECT_EQ(first->stage(), StudySession::Stage::SetAside);
    EXPECT_EQ(first->volume(), nullptr);
    EXPECT_TRUE(firstVolume.expired());

    window->tabs().setCurrentIndex(0);
    ASSERT_TRUE(waitFor([&] { return first->stage() == StudySession::Stage::Ready; }));
    ASSERT_TRUE(first->volume());
    EXPECT_EQ(first->volume()->valueAt(20, 16, 12), 1000);
    EXPECT_EQ(first->key(), key) << "what was asked about it belongs to it still";
    EXPECT_EQ(window->currentViews()->volume(), first->volume());
}

TEST_F(MemoryTest, StudiesThatFitTogetherStay) {
    startWindow();
    openAndWait(writeVolume("first"));
    StudySession* first = window->currentSession();
    openAndWait(writeVolume("second"));
    EXPECT_NE(first->volume(), nullptr);
    EXPECT_EQ(first->stage(), StudySession::Stage::Ready);
}

TEST_F(MemoryTest, AVolumeThatCanNeverFitIsRefusedWithWhatIsMissing) {
    startWindow();
    openAndWait(writeVolume("first"));
    StudySession* first = window->currentSession();
    viewer::memoryBudget().setLimit(kVolumeBytes / 2);
    window->openPath(writeVolume("second"));
    EXPECT_TRUE(waitFor([&] { return window->banner().text().contains("MB are missing"); }))
        << window->banner().text().toStdString();
    EXPECT_NE(first->volume(), nullptr) << "nothing is given up in vain";
}

TEST_F(MemoryTest, TheLimitIsASetting) {
    startWindow();
    run("tools.memory");
    auto* limit = window->findChild<QSpinBox*>("memoryLimit");
    ASSERT_TRUE(limit);
    limit->setValue(512);
    EXPECT_EQ(viewer::memoryBudget().limit(), std::size_t{512} << 20);
    stopWindow();
    viewer::memoryBudget().setLimit(1);
    startWindow();
    EXPECT_EQ(viewer::memoryBudget().limit(), std::size_t{512} << 20);
    settings().remove("memory/budgetMiB");
}

}  // namespace
}  // namespace dokuei::app
