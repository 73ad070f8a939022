#include "tests/render/ViewGridFixture.h"

namespace dokuei::viewer {
namespace {

/// How stored values become what is on screen: colour, proposed windows, lookup tables, padding, overlays.
class DisplayTest : public ViewGridTest {
protected:
    QColor middle() { return picture(ViewId::Axial).pixelColor(80, 120); }
    int grey() { return qGray(middle().rgb()); }
};

TEST_F(DisplayTest, ColourIsShownUnchangedAndToldAtThePointer) {
    auto volume = std::make_shared<Volume>(usual(), ScalarType::Rgb8);
    auto* voxels = static_cast<Rgb*>(volume->data());
    std::fill_n(voxels, volume->geometry().voxelCount(), Rgb{200, 100, 30});
    volume->identity.modality = "US";
    volume->identity.defaultWindow = 255;
    volume->identity.defaultLevel = 127.5;
    for (int k = 0; k < 60; ++k) volume->markSliceReady(k);
    QSignalSpy moved(&grid, &ViewGrid::cursorMoved);
    grid.setVolume(volume);
    bare();
    EXPECT_NEAR(middle().red(), 200, 2);
    EXPECT_NEAR(middle().green(), 100, 2);
    EXPECT_NEAR(middle().blue(), 30, 2);
    ASSERT_FALSE(moved.isEmpty());
    EXPECT_TRUE(moved.last().at(2).toString().startsWith("R 200  G 100  B 30"));
}

TEST_F(DisplayTest, WindowsOfTheFileComeFirstAndCanBeChosen) {
    const auto volume = ViewGridTest::grey(usual());
    volume->identity.windows = {{400, 40, "MEDIASTINUM", VoiFunction::Linear, nullptr},
                                {100, 90, "BONE", VoiFunction::Linear, nullptr}};
    volume->identity.defaultWindow = 400;
    volume->identity.defaultLevel = 40;
    grid.setVolume(volume);
    const auto presets = grid.presets();
    ASSERT_GE(presets.size(), 2U);
    EXPECT_TRUE(presets[0].name.contains("MEDIASTINUM"));
    EXPECT_TRUE(presets[1].name.contains("BONE"));
    EXPECT_EQ(grid.windowLevel(), (WindowLevel{400, 40}));
    ASSERT_TRUE(grid.applyPreset(presets[1].key));
    EXPECT_EQ(grid.windowLevel(), (WindowLevel{100, 90}));
}

TEST_F(DisplayTest, ALookupTableOfTheFileSetsTheGreysUntilTheWindowIsChanged) {
    const auto volume = ViewGridTest::grey(usual());
    auto table = std::make_shared<VoiTable>();
    table->first = 39;
    table->highest = 4095;
    table->values = {0, 1024, 4095};
    volume->identity.windows = {{3, 40.5, "", VoiFunction::Linear, table}};
    volume->identity.defaultWindow = 3;
    volume->identity.defaultLevel = 40.5;
    grid.setVolume(volume);
    bare();
    EXPECT_NEAR(grey(), 64, 3);
    grid.setInverted(true);
    EXPECT_NEAR(grey(), 191, 3);
    grid.setInverted(false);
    grid.setWindowLevel(400, 40);
    EXPECT_NEAR(grey(), 128, 3);
    ASSERT_TRUE(grid.applyPreset(kFirstFileWindow));
    EXPECT_NEAR(grey(), 64, 3);
}

TEST_F(DisplayTest, ASigmoidWindowIsFlatterAtItsEnds) {
    const auto volume = ViewGridTest::grey(usual());
    volume->identity.windows = {{400, -160, "", VoiFunction::Sigmoid, nullptr}};
    volume->identity.defaultWindow = 400;
    volume->identity.defaultLevel = -160;
    grid.setVolume(volume);
    bare();
    // Half a window above the level: white when linear, 1 / (1 + exp(-2)) of it here.
    EXPECT_NEAR(grey(), 225, 3);
}

TEST_F(DisplayTest, PaddingIsBlackBackgroundAlsoWhenGreysAreInverted) {
    auto volume = phantom::empty(usual());
    volume->paddingLow = volume->paddingHigh = -2000;
    for (int k = 0; k < 60; ++k) phantom::fillSlice(*volume, k, [](const Vec3&) { return -2000.0; });
    grid.setVolume(volume);
    bare();
    grid.setWindowLevel(400, 40);
    EXPECT_NEAR(grey(), 0, 2);
    grid.setInverted(true);
    EXPECT_NEAR(grey(), 0, 2);
}

TEST_F(DisplayTest, OverlayPlanesLieOverTheirImageAndCanBeHidden) {
    const auto volume = ViewGridTest::grey(usual());
    BitPlane plane;
    plane.rows = plane.columns = 10;
    plane.firstI = 35;
    plane.firstJ = 30;
    plane.bits.assign(13, 0xFF);
    volume->bitPlanes.resize(60);
    volume->bitPlanes[30] = {plane};
    grid.setVolume(volume);
    bare();
    const auto isInk = [](const QColor& c) { return c.red() > 230 && c.blue() < 140; };
    const auto at = [&](double i, double j) {
        return picture(ViewId::Axial)
            .pixelColor(
                grid.screenFromLps(ViewId::Axial, volume->geometry().lpsFromVoxel({i, j, 30})).toPoint());
    };
    grid.setCursorLps(volume->geometry().lpsFromVoxel({5, 5, 30}));
    EXPECT_TRUE(isInk(at(36, 31)));
    EXPECT_TRUE(isInk(at(43, 38)));
    EXPECT_FALSE(isInk(at(33, 31)));
    EXPECT_FALSE(isInk(at(46, 38)));
    grid.setBitPlanesVisible(false);
    EXPECT_FALSE(isInk(at(36, 31)));
    grid.setBitPlanesVisible(true);
    grid.setCursorLps(volume->geometry().lpsFromVoxel({5, 5, 31}));
    EXPECT_FALSE(isInk(at(36, 31)));
}

}  // namespace
}  // namespace dokuei::viewer
