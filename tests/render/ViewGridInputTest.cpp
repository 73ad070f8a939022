#include "tests/render/ViewGridFixture.h"

using namespace dokuei::viewer;

class ViewGridInputTest : public ViewGridTest {};

TEST_F(ViewGridInputTest, AClickInsideABoxNamesTheSmallestBoxThere) {
    grid.setVolume(grey(usual()));
    grid.setBoxes(
        {box("outer", {-60, -50, -60, 60, 50, 60}, true), box("inner", {-20, -20, -20, 20, 20, 20}, false)});
    grid.setCursorLps({0, 0, 0});
    std::vector<std::string> clicked;
    QObject::connect(&grid, &ViewGrid::boxClicked, &grid,
                     [&](const std::string& id) { clicked.push_back(id); });
    click(ViewId::Axial, grid.screenFromLps(ViewId::Axial, {5, 5, 0}));
    click(ViewId::Coronal, grid.screenFromLps(ViewId::Coronal, {40, 0, 40}));
    click(ViewId::Sagittal, grid.screenFromLps(ViewId::Sagittal, {0, 0, 80}));
    click(ViewId::Volume, grid.screenFromLps(ViewId::Volume, {0, 0, 0}));
    EXPECT_EQ(clicked, (std::vector<std::string>{"inner", "outer", "inner"}));
}

TEST_F(ViewGridInputTest, HoveringABoxNamesItAndShowsItsLabel) {
    grid.setVolume(grey(usual()));
    bare();
    grid.setBoxes({box("a", {-20, -20, -20, 20, 20, 20}, false)});
    std::vector<std::string> hovered;
    QObject::connect(&grid, &ViewGrid::boxHovered, &grid,
                     [&](const std::string& id) { hovered.push_back(id); });
    const int before = countPixels(picture(ViewId::Axial), isHumanGreen);
    mouse(ViewId::Axial, QEvent::MouseMove, grid.screenFromLps(ViewId::Axial, {0, 0, 0}), Qt::NoButton,
          Qt::NoButton);
    EXPECT_GT(countPixels(picture(ViewId::Axial), isHumanGreen), before + 50);
    mouse(ViewId::Axial, QEvent::MouseMove, {2, 2}, Qt::NoButton, Qt::NoButton);
    EXPECT_EQ(hovered, (std::vector<std::string>{"a", ""}));
}

TEST_F(ViewGridInputTest, TheWheelMovesByOneSlice) {
    grid.setVolume(grey(usual()));
    const Vec3 before = grid.cursorLps();
    wheel(ViewId::Axial, -1);
    EXPECT_NEAR(grid.cursorLps()[2] - before[2], 3, 1e-9);
    wheel(ViewId::Axial, 2);
    EXPECT_NEAR(grid.cursorLps()[2] - before[2], -3, 1e-9);
    wheel(ViewId::Coronal, -1);
    EXPECT_NEAR(grid.cursorLps()[1] - before[1], 2, 1e-9);
    wheel(ViewId::Sagittal, -1);
    EXPECT_NEAR(grid.cursorLps()[0] - before[0], 2, 1e-9);
    EXPECT_EQ(grid.activeView(), ViewId::Sagittal);
}

TEST_F(ViewGridInputTest, TheWheelStopsAtTheEnds) {
    grid.setVolume(grey(usual()));
    for (int n = 0; n < 100; ++n) wheel(ViewId::Axial, -1);
    EXPECT_EQ(grid.sliceIndex(ViewId::Axial), 59);
    for (int n = 0; n < 100; ++n) wheel(ViewId::Axial, 1);
    EXPECT_EQ(grid.sliceIndex(ViewId::Axial), 0);
}

TEST_F(ViewGridInputTest, RightDragChangesWindowAndLevelAndSaysSo) {
    grid.setVolume(grey(usual()));
    grid.setWindowLevel(400, 40);
    QSignalSpy changed(&grid, &ViewGrid::windowLevelChanged);
    drag(ViewId::Axial, {100, 100}, {160, 130}, Qt::RightButton);
    EXPECT_GT(grid.windowLevel().window, 401);
    EXPECT_GT(grid.windowLevel().level, 41);
    EXPECT_FALSE(changed.isEmpty());
}

TEST_F(ViewGridInputTest, NumberKeysHaveTheCtWindows) {
    grid.setVolume(grey(usual()));
    EXPECT_EQ(grid.windowLevel(), (WindowLevel{400, 40}));
    ASSERT_TRUE(grid.applyPreset(2));
    EXPECT_EQ(grid.windowLevel(), (WindowLevel{1500, -600}));
    ASSERT_TRUE(grid.applyPreset(5));
    EXPECT_EQ(grid.windowLevel(), (WindowLevel{150, 60}));
}

TEST_F(ViewGridInputTest, LeftClickMovesTheCursorAndTheOtherPlanes) {
    const auto volume = grey(usual());
    grid.setVolume(volume);
    Vec3 moved{};
    QString text;
    QObject::connect(&grid, &ViewGrid::cursorMoved, &grid, [&](const Vec3& lps, double, const QString& said) {
        moved = lps;
        text = said;
    });
    const Vec3 wanted{33, -21, grid.cursorLps()[2]};
    click(ViewId::Axial, grid.screenFromLps(ViewId::Axial, wanted));
    EXPECT_NEAR(moved[0], 33, 0.01);
    EXPECT_NEAR(moved[1], -21, 0.01);
    EXPECT_TRUE(text.contains("HU 40")) << text.toStdString();
    EXPECT_EQ(grid.sliceIndex(ViewId::Sagittal), std::lround((33 + 79) / 2.0));
}

TEST_F(ViewGridInputTest, ControlWheelZoomsAndMiddleDragPansAndFitUndoesBoth) {
    grid.setVolume(grey(usual()));
    const QPointF before = grid.screenFromLps(ViewId::Axial, {30, 30, 0});
    const QPointF center = grid.screenFromLps(ViewId::Axial, {0, 0, 0});
    wheel(ViewId::Axial, 3, Qt::ControlModifier);
    EXPECT_GT(grid.screenFromLps(ViewId::Axial, {30, 30, 0}).x() - center.x(),
              (before.x() - center.x()) * 1.3);
    const QPointF zoomed = grid.screenFromLps(ViewId::Axial, {30, 30, 0});
    drag(ViewId::Axial, {100, 100}, {130, 90}, Qt::MiddleButton);
    EXPECT_NEAR(grid.screenFromLps(ViewId::Axial, {30, 30, 0}).x() - zoomed.x(), 30, 0.01);
    EXPECT_NEAR(grid.screenFromLps(ViewId::Axial, {30, 30, 0}).y() - zoomed.y(), -10, 0.01);
    grid.fit();
    EXPECT_NEAR(grid.screenFromLps(ViewId::Axial, {30, 30, 0}).x(), before.x(), 0.01);
}

TEST_F(ViewGridInputTest, TheBoxToolGivesABoxAroundTheDragAndFiveSlicesDeep) {
    grid.setVolume(grey(usual()));
    grid.setTool(Tool::Box);
    std::optional<std::array<double, 6>> drawn;
    QObject::connect(&grid, &ViewGrid::boxDrawn, &grid,
                     [&](const std::array<double, 6>& lps) { drawn = lps; });
    const double z = grid.cursorLps()[2];
    drag(ViewId::Axial, grid.screenFromLps(ViewId::Axial, {30, 20, z}),
         grid.screenFromLps(ViewId::Axial, {-10, -40, z}), Qt::LeftButton);
    ASSERT_TRUE(drawn);
    const std::array<double, 6> expected{-10, -40, z - 7.5, 30, 20, z + 7.5};
    for (int n = 0; n < 6; ++n) EXPECT_NEAR((*drawn)[n], expected[n], 0.01) << n;
}

TEST_F(ViewGridInputTest, ALengthIsMeasuredInMillimetresAndShown) {
    grid.setVolume(grey(usual()));
    bare();
    grid.setTool(Tool::Length);
    QSignalSpy measured(&grid, &ViewGrid::lengthMeasured);
    const double y = grid.cursorLps()[1];
    drag(ViewId::Coronal, grid.screenFromLps(ViewId::Coronal, {-15, y, -20}),
         grid.screenFromLps(ViewId::Coronal, {15, y, 20}), Qt::LeftButton);
    ASSERT_EQ(measured.size(), 1);
    EXPECT_NEAR(measured[0][0].toDouble(), 50, 0.01);
    EXPECT_GT(countPixels(picture(ViewId::Coronal), isHumanGreen), 50);
    grid.clearMeasurements();
    EXPECT_EQ(countPixels(picture(ViewId::Coronal), isHumanGreen), 0);
}

TEST_F(ViewGridInputTest, DoubleClickShowsAViewAloneAndBringsTheOthersBack) {
    grid.setVolume(grey(usual()));
    mouse(ViewId::Coronal, QEvent::MouseButtonDblClick, {50, 50}, Qt::LeftButton, Qt::LeftButton);
    EXPECT_EQ(grid.viewLayout(), ViewLayout::SingleCoronal);
    EXPECT_FALSE(grid.viewWidget(ViewId::Axial)->isVisible());
    EXPECT_GT(grid.viewWidget(ViewId::Coronal)->width(), 850);
    mouse(ViewId::Coronal, QEvent::MouseButtonDblClick, {50, 50}, Qt::LeftButton, Qt::LeftButton);
    EXPECT_EQ(grid.viewLayout(), ViewLayout::FourUp);
    EXPECT_TRUE(grid.viewWidget(ViewId::Axial)->isVisible());
}

TEST_F(ViewGridInputTest, TheSplitFollowsTheMouseAndComesBackFromASavedState) {
    const int before = grid.viewWidget(ViewId::Axial)->width();
    QTest::mousePress(&grid, Qt::LeftButton, {}, {450, 100});
    QTest::mouseMove(&grid, {600, 100});
    QTest::mouseRelease(&grid, Qt::LeftButton, {}, {600, 100});
    const int after = grid.viewWidget(ViewId::Axial)->width();
    EXPECT_NEAR(after - before, 150, 3);
    const QByteArray state = grid.saveState();
    ViewGrid other;
    other.resize(900, 700);
    other.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&other));
    EXPECT_TRUE(other.restoreState(state));
    EXPECT_EQ(other.viewWidget(ViewId::Axial)->width(), after);
    EXPECT_FALSE(other.restoreState("nonsense"));
    EXPECT_EQ(other.viewWidget(ViewId::Axial)->width(), after);
}

TEST_F(ViewGridInputTest, TheKeyboardWorksOnTheActiveView) {
    grid.setVolume(grey(usual()));
    grid.setActiveView(ViewId::Coronal);
    const Vec3 before = grid.cursorLps();
    grid.stepSlice(4);
    EXPECT_NEAR(grid.cursorLps()[1] - before[1], 8, 1e-9);
    EXPECT_NEAR(grid.cursorLps()[2], before[2], 1e-9);
    grid.lastSlice();
    EXPECT_EQ(grid.sliceIndex(ViewId::Coronal), grid.sliceCount(ViewId::Coronal) - 1);
    grid.nextView();
    EXPECT_EQ(grid.activeView(), ViewId::Sagittal);
}
