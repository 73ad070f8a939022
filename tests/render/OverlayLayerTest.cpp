#include "viewer/render/OverlayLayer.h"

#include <gtest/gtest.h>

#include "tests/render/ViewGridFixture.h"

namespace dokuei::viewer {
namespace {

/// A grid of 1 mm voxels round the origin with one filled block, as an overlay.
Overlay blockOverlay(const Index3& low, const Index3& high, Vec3 origin) {
    Geometry g;
    g.size = {40, 40, 40};
    g.origin = origin;
    std::vector<VoxelRun> runs;
    for (int k = low[2]; k <= high[2]; ++k)
        for (int j = low[1]; j <= high[1]; ++j) runs.push_back({k, j, low[0], high[0] + 1});
    Overlay overlay;
    overlay.id = "block";
    overlay.label = "Block";
    overlay.colour = {255, 0, 255};
    overlay.grid = std::make_shared<const LabelGrid>(g, std::vector<std::array<double, 2>>{},
                                                     std::vector<std::vector<VoxelRun>>{runs});
    overlay.hasCentre = true;
    overlay.centre = overlay.grid->facts(0).centroid;
    return overlay;
}

std::shared_ptr<Volume> phantomVolume() {
    return phantom::filled(phantom::geometry({80, 70, 60}, {1.5, 1.5, 2}),
                           [](const Vec3&) { return -1000.0; });
}

/// The colour fields of the legend at the right edge are no part of the picture.
constexpr int legendWidth = 24;

bool isMagenta(const QColor& c) {
    return c.red() > c.green() + 50 && c.blue() > c.green() + 50;
}

class OverlayLayerTest : public ViewGridTest {
protected:
    /// Bounds (LPS, mm) of the magenta pixels of a view, in the plane's two directions.
    QRectF magenta(ViewId view) {
        const QImage image = picture(view);
        QRect bounds;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x + legendWidth < image.width(); ++x)
                if (isMagenta(image.pixelColor(x, y))) bounds |= QRect(x, y, 1, 1);
        return bounds;
    }
    /// The rectangle that two corners take on a view's screen.
    QRectF onScreen(ViewId view, const Vec3& low, const Vec3& high) {
        return QRectF(grid.screenFromLps(view, low), grid.screenFromLps(view, high)).normalized();
    }
    void expectSame(const QRectF& seen, const QRectF& wanted) {
        EXPECT_NEAR(seen.left(), wanted.left(), 1.5);
        EXPECT_NEAR(seen.right(), wanted.right(), 1.5);
        EXPECT_NEAR(seen.top(), wanted.top(), 1.5);
        EXPECT_NEAR(seen.bottom(), wanted.bottom(), 1.5);
    }
};

TEST_F(OverlayLayerTest, AMaskOfAnotherGridIsDrawnAtItsMillimetresInAllPlanes) {
    bare();
    grid.setVolume(phantomVolume());
    const Vec3 middle = grid.cursorLps();
    const Overlay overlay =
        blockOverlay({10, 12, 14}, {20, 24, 26}, {middle[0] - 15.3, middle[1] - 18.2, middle[2] - 20.1});
    grid.setOverlays({overlay});
    grid.centerOnOverlay("block");
    const auto& b = overlay.grid->facts(0).bounds;
    for (const ViewId view : {ViewId::Axial, ViewId::Coronal, ViewId::Sagittal}) {
        SCOPED_TRACE(static_cast<int>(view));
        expectSame(magenta(view), onScreen(view, {b[0], b[1], b[2]}, {b[3], b[4], b[5]}));
    }
}

TEST_F(OverlayLayerTest, AHiddenOverlayLeavesNoPixel) {
    bare();
    grid.setVolume(phantomVolume());
    const Vec3 middle = grid.cursorLps();
    Overlay overlay =
        blockOverlay({10, 10, 10}, {30, 30, 30}, {middle[0] - 20, middle[1] - 20, middle[2] - 20});
    grid.setOverlays({overlay});
    EXPECT_FALSE(magenta(ViewId::Axial).isEmpty());
    grid.setOverlaysVisible(false);
    EXPECT_TRUE(magenta(ViewId::Axial).isEmpty());
    grid.setOverlaysVisible(true);
    overlay.visible = false;
    grid.setOverlays({overlay});
    EXPECT_TRUE(magenta(ViewId::Axial).isEmpty());
}

TEST_F(OverlayLayerTest, AnotherVolumeShowsNoOverlayOfTheFirst) {
    grid.setVolume(phantomVolume());
    grid.setOverlays({blockOverlay({10, 10, 10}, {30, 30, 30}, {0, 0, 0})});
    grid.setVolume(phantomVolume());
    EXPECT_TRUE(grid.overlays().empty());
}

TEST_F(OverlayLayerTest, ARegionIsDrawnOnItsSliceOnly) {
    bare();
    grid.setVolume(phantomVolume());
    const Vec3 at = grid.cursorLps();
    Overlay overlay;
    overlay.id = "box";
    overlay.colour = {255, 0, 255};
    const double z = grid.volume()->geometry().lpsFromVoxel({0, 0, 10})[2];
    overlay.figures.push_back({{{at[0] - 10, at[1] - 8, z},
                                {at[0] + 10, at[1] - 8, z},
                                {at[0] + 10, at[1] + 8, z},
                                {at[0] - 10, at[1] + 8, z}},
                               true,
                               false,
                               false,
                               {}});
    grid.setOverlays({overlay});
    grid.setCursorLps({at[0], at[1], z});
    EXPECT_FALSE(magenta(ViewId::Axial).isEmpty());
    const double step = grid.volume()->geometry().spacing[2];
    grid.setCursorLps({at[0], at[1], z + step});
    EXPECT_TRUE(magenta(ViewId::Axial).isEmpty());
}

TEST(OverlayCuts, AnOutlineCutsAcrossAPlaneWhereItIsInside) {
    OverlayLayer::Shown shown;
    shown.stack = {1, 0, 1, 10, true};  // a coronal plane, y counted
    shown.position = 5;
    // A ring in the axial plane: outer square 0..10; the cut is from x 0 to 10.
    const OverlayFigure square{{{0, 0, 3}, {10, 0, 3}, {10, 10, 3}, {0, 10, 3}}, true, false, false, {}};
    EXPECT_FALSE(OverlayLayer::flatOnSlice(OverlayLayer::extentOf(square, shown), shown));
    const auto cuts = OverlayLayer::cuts(square, shown);
    ASSERT_EQ(cuts.size(), 1U);
    EXPECT_EQ(cuts[0].first, (Vec3{0, 5, 3}));
    EXPECT_EQ(cuts[0].second, (Vec3{10, 5, 3}));
}

}  // namespace
}  // namespace dokuei::viewer
