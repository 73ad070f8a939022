#include "tests/render/ViewGridFixture.h"
#include "viewer/render/ValueText.h"

namespace dokuei::viewer {
namespace {

std::shared_ptr<Volume> flatPicture(Index3 size) {
    auto volume = phantom::filled(phantom::geometry(size, {1, 1, 1}),
                                  [](const Vec3& p) { return p[0] > 0 ? 500.0 : -500.0; });
    volume->identity.planar = true;
    volume->identity.placed = false;
    return volume;
}

TEST_F(ViewGridTest, APictureWithoutDepthHasOneViewAndAVolumeItsFourAgain) {
    grid.setVolume(flatPicture({64, 48, 1}));
    EXPECT_TRUE(grid.showsOnePicture());
    EXPECT_TRUE(grid.viewWidget(ViewId::Axial)->isVisible());
    EXPECT_EQ(grid.viewWidget(ViewId::Axial)->size(), grid.size());
    for (const ViewId other : {ViewId::Coronal, ViewId::Sagittal, ViewId::Volume})
        EXPECT_FALSE(grid.viewWidget(other)->isVisible());
    grid.nextView();
    EXPECT_EQ(grid.activeView(), ViewId::Axial);
    EXPECT_EQ(grid.viewLayout(), ViewLayout::FourUp) << "the layout chosen is kept for the next volume";
    grid.setVolume(
        phantom::filled(phantom::geometry({32, 32, 32}, {1, 1, 1}), [](const Vec3&) { return 0.0; }));
    EXPECT_FALSE(grid.showsOnePicture());
    for (const ViewId view : {ViewId::Axial, ViewId::Coronal, ViewId::Sagittal, ViewId::Volume})
        EXPECT_TRUE(grid.viewWidget(view)->isVisible());
}

TEST_F(ViewGridTest, ASingleCoronalImageFillsTheCoronalView) {
    auto volume = phantom::filled(phantom::geometry({64, 48, 1}, {1, 1, 5}, {1, 0, 0, 0, 0, 1, 0, -1, 0}),
                                  [](const Vec3&) { return 0.0; });
    grid.setVolume(volume);
    EXPECT_TRUE(grid.showsOnePicture());
    EXPECT_EQ(grid.activeView(), ViewId::Coronal);
    EXPECT_TRUE(grid.viewWidget(ViewId::Coronal)->isVisible());
    EXPECT_FALSE(grid.viewWidget(ViewId::Axial)->isVisible());
}

TEST_F(ViewGridTest, LettersOfAPictureComeFromItsOwnWordsOrNotAtAll) {
    auto volume = flatPicture({64, 48, 1});
    grid.setVolume(volume);
    grid.setCornerTextVisible(false);
    grid.setCrosshairVisible(false);
    const auto rightEdge = [&] {
        const QImage shot = ViewGridTest::picture(ViewId::Axial);
        return shot.copy(shot.width() - 26, shot.height() / 2 - 10, 26, 20);
    };
    const auto lit = [](const QImage& image) {
        return countPixels(image, [](const QColor& c) { return c.green() > 150; });
    };
    const int silent = lit(rightEdge());
    auto told = flatPicture({64, 48, 1});
    told->identity.rowsRunTo = "L";
    told->identity.columnsRunTo = "F";
    grid.setVolume(told);
    EXPECT_NE(lit(rightEdge()), silent);
}

TEST_F(ViewGridTest, AnotherPhaseKeepsWindowCursorAndZoom) {
    const auto geometry = phantom::geometry({40, 40, 40}, {1, 1, 1});
    auto first = phantom::filled(geometry, [](const Vec3&) { return 0.0; });
    auto second = phantom::filled(geometry, [](const Vec3&) { return 100.0; });
    grid.setVolume(first);
    grid.setWindowLevel(321, 54);
    grid.setCursorLps({5, -6, 7});
    grid.setActiveView(ViewId::Axial);
    grid.zoomBy(2);
    const QPointF before = grid.screenFromLps(ViewId::Axial, {3, 2, 0});
    grid.setBoxes({{"1", "box", {0, 0, 0, 1, 1, 1}, true, false}});
    grid.showPhase(second);
    EXPECT_EQ(grid.volume(), second);
    EXPECT_EQ(grid.windowLevel(), (WindowLevel{321, 54}));
    EXPECT_EQ(grid.cursorLps(), (Vec3{5, -6, 7}));
    EXPECT_EQ(grid.screenFromLps(ViewId::Axial, {3, 2, 0}), before);
    EXPECT_TRUE(grid.boxes().empty()) << "boxes belong to the volume they were drawn on";
    EXPECT_EQ(grid.valueAtCursor(), 100);
}

TEST_F(ViewGridTest, AltAndTheWheelAskForAnotherPhase) {
    grid.setVolume(
        phantom::filled(phantom::geometry({40, 40, 40}, {1, 1, 1}), [](const Vec3&) { return 0.0; }));
    QSignalSpy steps(&grid, &ViewGrid::phaseStepWanted);
    QWidget* view = grid.viewWidget(ViewId::Axial);
    QWheelEvent event(view->rect().center(), view->mapToGlobal(view->rect().center()), {}, QPoint(0, -120),
                      Qt::NoButton, Qt::AltModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(view, &event);
    ASSERT_EQ(steps.count(), 1);
    EXPECT_EQ(steps.at(0).at(0).toInt(), 1);
}

TEST(ValueText, NamesTheUnitOfEveryModality) {
    Volume pet(phantom::geometry({2, 2, 2}, {1, 1, 1}), ScalarType::Float32);
    pet.identity.modality = "PT";
    pet.identity.units = "Bq/ml";
    EXPECT_EQ(valueText(pet, 6810.2), "6810 Bq/ml");
    pet.identity.suvFactor = 0.0005;
    EXPECT_EQ(valueText(pet, 4620), "SUV 2.31 (4620 Bq/ml)");
    EXPECT_EQ(windowText(pet, 14000, 7000), "SUV 0.0 - 7.0");
    pet.identity.units = "SUVbw";
    pet.identity.suvFactor = 1;
    EXPECT_EQ(valueText(pet, 2.314), "SUV 2.31");
    Volume ct(phantom::geometry({2, 2, 2}, {1, 1, 1}), ScalarType::Int16);
    ct.identity.modality = "CT";
    ct.identity.units = "HU";
    EXPECT_EQ(valueText(ct, 43), "HU 43");
    ct.identity.modality = "MR";
    ct.identity.units.clear();
    EXPECT_EQ(valueText(ct, 43), "Value 43");
    EXPECT_TRUE(valueText(ct, std::nan("")).isEmpty());
}

TEST(WindowPresets, OfAPetWithSuvAreSuvRanges) {
    const auto presets = windowPresets("PT", 0.0005);
    bool found = false;
    for (const WindowPreset& preset : presets)
        if (preset.suv == 7) {
            found = true;
            EXPECT_NEAR(preset.value.window, 14000, 1e-6);
            EXPECT_NEAR(preset.value.level, 7000, 1e-6);
        }
    EXPECT_TRUE(found);
    for (const WindowPreset& preset : windowPresets("PT")) EXPECT_EQ(preset.suv, 0);
}

}  // namespace
}  // namespace dokuei::viewer
