#include "tests/render/ViewGridFixture.h"

using namespace dokuei::viewer;

TEST_F(ViewGridTest, AMarkerOnThePatientsLeftFrontAndTopShowsRightTopAndTop) {
    const Vec3 marker{40, -30, 50};
    grid.setVolume(phantom::filled(usual(), phantom::ball(marker, 9)));
    bare();
    grid.setCursorLps(marker);
    const QImage axial = picture(ViewId::Axial), coronal = picture(ViewId::Coronal),
                 sagittal = picture(ViewId::Sagittal);
    const auto inAxial = whiteCenter(axial), inCoronal = whiteCenter(coronal),
               inSagittal = whiteCenter(sagittal);
    ASSERT_TRUE(inAxial && inCoronal && inSagittal);
    EXPECT_GT(inAxial->x(), axial.width() / 2.0) << "left is on screen right";
    EXPECT_LT(inAxial->y(), axial.height() / 2.0) << "anterior is at the top";
    EXPECT_GT(inCoronal->x(), coronal.width() / 2.0);
    EXPECT_LT(inCoronal->y(), coronal.height() / 2.0) << "head is at the top";
    EXPECT_LT(inSagittal->x(), sagittal.width() / 2.0) << "anterior is at the left";
    EXPECT_LT(inSagittal->y(), sagittal.height() / 2.0);
    for (const auto& [view, found] : {std::pair{ViewId::Axial, *inAxial},
                                      {ViewId::Coronal, *inCoronal},
                                      {ViewId::Sagittal, *inSagittal}}) {
        const QPointF expected = grid.screenFromLps(view, marker);
        EXPECT_NEAR(found.x(), expected.x(), 1.5);
        EXPECT_NEAR(found.y(), expected.y(), 1.5);
    }
}

TEST_F(ViewGridTest, AnObliqueVolumeIsDrawnWhereItLiesInThePatient) {
    const Vec3 marker{18, 25, -20};
    grid.setVolume(phantom::filled(phantom::geometry({80, 80, 60}, {1.5, 1.5, 2}, phantom::rotation(30, 20)),
                                   phantom::ball(marker, 9)));
    bare();
    grid.setCursorLps(marker);
    for (ViewId view : {ViewId::Axial, ViewId::Coronal, ViewId::Sagittal}) {
        const auto found = whiteCenter(picture(view));
        ASSERT_TRUE(found);
        const QPointF expected = grid.screenFromLps(view, marker);
        EXPECT_NEAR(found->x(), expected.x(), 2);
        EXPECT_NEAR(found->y(), expected.y(), 2);
    }
}

TEST_F(ViewGridTest, UnsignedAndFloatVolumesAreDrawnToo) {
    for (ScalarType type : {ScalarType::UInt16, ScalarType::Float32}) {
        const Geometry geometry = phantom::geometry({32, 32, 32}, {4, 4, 4});
        auto volume = std::make_shared<Volume>(geometry, type, 0);
        volume->identity.modality = "PT";
        for (long long n = 0; n < geometry.voxelCount(); ++n) {
            const double value = n % 32 >= 16 ? 50000 : 0;  // bright on the patient's left
            if (type == ScalarType::UInt16)
                static_cast<std::uint16_t*>(volume->data())[n] = value;
            else
                static_cast<float*>(volume->data())[n] = static_cast<float>(value);
        }
        for (int k = 0; k < 32; ++k) volume->markSliceReady(k);
        grid.setVolume(volume);
        bare();
        grid.setWindowLevel(40000, 25000);
        const QImage axial = picture(ViewId::Axial);
        const auto white = whiteCenter(axial);
        ASSERT_TRUE(white);
        EXPECT_GT(white->x(), axial.width() * 0.6);
    }
}

TEST_F(ViewGridTest, ABoxIsDrawnAtItsEdgesInEveryPlaneThatCutsIt) {
    grid.setVolume(grey(usual()));
    bare();
    const std::array<double, 6> lps{-30, -20, -25, 10, 24, 35};
    grid.setBoxes({box("a", lps, false)});
    grid.centerOnBox("a");
    const Vec3 low{lps[0], lps[1], lps[2]}, high{lps[3], lps[4], lps[5]};
    for (ViewId view : {ViewId::Axial, ViewId::Coronal, ViewId::Sagittal}) {
        const QImage image = picture(view);
        const QPointF a = grid.screenFromLps(view, low), b = grid.screenFromLps(view, high);
        for (const QPointF& at : {a, b, QPointF(a.x(), b.y()), QPointF(b.x(), a.y()),
                                  QPointF((a.x() + b.x()) / 2, a.y()), QPointF(b.x(), (a.y() + b.y()) / 2)})
            EXPECT_TRUE(near(image, at, isHumanGreen))
                << static_cast<int>(view) << " " << at.x() << "," << at.y();
        const QRectF drawn = QRectF(a, b).normalized();
        EXPECT_FALSE(near(image, drawn.topLeft() - QPointF(6, 6), isHumanGreen));
        EXPECT_FALSE(near(image, drawn.topLeft() + QPointF(6, 6), isHumanGreen));
    }
}

TEST_F(ViewGridTest, ABoxIsNotDrawnOnSlicesOutsideIt) {
    grid.setVolume(grey(usual()));
    bare();
    grid.setBoxes({box("a", {-30, -20, -25, 10, 24, 35}, false)});
    grid.setCursorLps({-10, 0, 34});
    EXPECT_GT(countPixels(picture(ViewId::Axial), isHumanGreen), 100);
    grid.setCursorLps({-10, 0, 39});
    EXPECT_EQ(countPixels(picture(ViewId::Axial), isHumanGreen), 0);
    EXPECT_GT(countPixels(picture(ViewId::Coronal), isHumanGreen), 100);
    grid.setCursorLps({-10, 60, 0});
    EXPECT_EQ(countPixels(picture(ViewId::Coronal), isHumanGreen), 0);
}

TEST_F(ViewGridTest, AiBoxesAreAmberAndDashedHumanOnesSolid) {
    grid.setVolume(grey(usual()));
    bare();
    const std::array<double, 6> lps{-40, -30, -30, 40, 30, 30};
    const auto gaps = [&](bool ai) {
        grid.setBoxes({box("a", lps, ai)});
        grid.centerOnBox("a");
        const QImage image = picture(ViewId::Axial);
        const QPointF a = grid.screenFromLps(ViewId::Axial, {lps[0], lps[1], 0});
        const QPointF b = grid.screenFromLps(ViewId::Axial, {lps[3], lps[4], 0});
        int missing = 0;
        for (double x = a.x() + 15; x < b.x() - 15; ++x)
            if (!near(image, {x, b.y()}, ai ? isAiAmber : isHumanGreen)) ++missing;
        EXPECT_GT(countPixels(image, ai ? isAiAmber : isHumanGreen), 50);
        EXPECT_EQ(countPixels(image, ai ? isHumanGreen : isAiAmber), 0);
        return missing;
    };
    EXPECT_GT(gaps(true), 5);
    EXPECT_EQ(gaps(false), 0);
}

TEST_F(ViewGridTest, ScrollingChangesThePicture) {
    grid.setVolume(phantom::filled(usual(), [](const Vec3& p) { return p[2] > 0 ? 1000.0 : -1000.0; }));
    bare();
    grid.setCursorLps({0, 0, 60});
    EXPECT_TRUE(whiteCenter(picture(ViewId::Axial)));
    grid.setCursorLps({0, 0, -60});
    EXPECT_FALSE(whiteCenter(picture(ViewId::Axial)));
}

TEST_F(ViewGridTest, WindowAndInversionSetTheGreys) {
    grid.setVolume(grey(usual()));
    bare();
    const auto middle = [&] { return qGray(picture(ViewId::Axial).pixel(80, 120)); };
    grid.setWindowLevel(400, 40);
    EXPECT_NEAR(middle(), 128, 3);
    grid.setWindowLevel(400, -60);
    EXPECT_NEAR(middle(), 191, 3);
    grid.setInverted(true);
    EXPECT_NEAR(middle(), 64, 3);
    grid.setInverted(false);
    EXPECT_NEAR(middle(), 191, 3);
}

TEST_F(ViewGridTest, RescaleIsPartOfTheWindow) {
    auto volume = std::make_shared<Volume>(usual(), ScalarType::Int16, 0);
    volume->identity.modality = "CT";
    volume->rescaleSlope = 2;
    volume->rescaleIntercept = -1024;
    for (int k = 0; k < 60; ++k) phantom::fillSlice(*volume, k, [](const Vec3&) { return 40.0; });
    grid.setVolume(volume);
    bare();
    grid.setWindowLevel(400, 40);
    EXPECT_NEAR(qGray(picture(ViewId::Axial).pixel(80, 120)), 128, 3);
    EXPECT_NEAR(grid.valueAtCursor(), 40, 1e-9);
}

TEST_F(ViewGridTest, MrGetsAWindowFromItsOwnValues) {
    grid.setVolume(phantom::filled(
        usual(), [](const Vec3& p) { return 3000 + 5 * p[0]; }, "MR"));
    const auto span = [&] {
        return std::pair{grid.windowLevel().level - grid.windowLevel().window / 2,
                         grid.windowLevel().level + grid.windowLevel().window / 2};
    };
    ASSERT_TRUE(QTest::qWaitFor([&] { return span().first > 2500; }, waitMilliseconds));
    EXPECT_NEAR(span().first, 2605, 30);
    EXPECT_NEAR(span().second, 3395, 30);
}

TEST_F(ViewGridTest, AVolumeThatIsStillLoadingFillsInByItself) {
    const auto volume = phantom::empty(usual());
    const auto bright = [](const Vec3&) { return 2000.0; };
    for (int k = 0; k < 30; ++k) phantom::fillSlice(*volume, k, bright);
    grid.setVolume(volume);
    bare();
    grid.setCursorLps({0, 0, 60});  // a slice that is not there yet
    QTest::qWait(100);
    EXPECT_FALSE(whiteCenter(picture(ViewId::Axial)));
    EXPECT_TRUE(std::isnan(grid.valueAtCursor()));
    const auto upper = whiteCenter(picture(ViewId::Coronal));
    ASSERT_TRUE(upper);
    EXPECT_GT(upper->y(), picture(ViewId::Coronal).height() * 0.6) << "only the lower half is there";
    for (int k = 30; k < 60; ++k) phantom::fillSlice(*volume, k, bright);
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return whiteCenter(picture(ViewId::Axial)).has_value(); }, waitMilliseconds));
    EXPECT_NEAR(grid.valueAtCursor(), 2000, 1e-9);
}

TEST_F(ViewGridTest, SlicesThatNeverComeDoNotHoldUpTheVolumeRendering) {
    const auto volume = phantom::empty(usual());
    for (int k = 0; k < 59; ++k) phantom::fillSlice(*volume, k, phantom::ball({0, 0, 0}, 40));
    grid.setVolume(volume);
    bare();
    const auto lit = [&] {
        return countPixels(picture(ViewId::Volume),
                           [](const QColor& c) { return c.red() > 60 && c.red() > c.blue() + 10; });
    };
    QTest::qWait(100);
    EXPECT_EQ(lit(), 0);
    grid.loadingFinished();
    EXPECT_TRUE(QTest::qWaitFor([&] { return lit() > 500; }, waitMilliseconds));
}

TEST_F(ViewGridTest, TheVolumeRenderingShowsBoneWhereItIs) {
    const Vec3 marker{35, 0, 40};
    grid.setVolume(phantom::filled(usual(), phantom::ball(marker, 15)));
    bare();
    const auto bone = [](const QColor& c) { return c.red() > 60 && c.red() > c.blue() + 10; };
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return countPixels(picture(ViewId::Volume), bone) > 200; }, waitMilliseconds));
    const QImage image = picture(ViewId::Volume);
    double x = 0, y = 0, count = 0;
    for (int row = 0; row < image.height(); ++row)
        for (int column = 0; column < image.width(); ++column)
            if (bone(image.pixelColor(column, row))) {
                x += column;
                y += row;
                ++count;
            }
    const QPointF expected = grid.screenFromLps(ViewId::Volume, marker);
    EXPECT_NEAR(x / count, expected.x(), 4);
    EXPECT_NEAR(y / count, expected.y(), 4);
    EXPECT_GT(x / count, image.width() / 2.0) << "seen from the front, the patient's left is at the right";
}

TEST_F(ViewGridTest, ASlabShowsTheBrightestThroughItsDepth) {
    grid.setVolume(phantom::filled(usual(), phantom::ball({0, 0, 15}, 5)));
    bare();
    grid.setCursorLps({0, 0, 0});
    EXPECT_FALSE(whiteCenter(picture(ViewId::Axial)));
    grid.setSlab(40, SlabMode::Mip);
    EXPECT_TRUE(whiteCenter(picture(ViewId::Axial)));
    grid.setSlab(40, SlabMode::MinIp);
    EXPECT_FALSE(whiteCenter(picture(ViewId::Axial)));
}

TEST_F(ViewGridTest, WithoutAVolumeTheEmptyTextShows) {
    const auto lit = [](const QImage& image) {
        return countPixels(image, [](const QColor& c) { return c.red() > 90 && c.green() > 90; });
    };
    EXPECT_EQ(lit(grid.grabViews()), 0);
    grid.setEmptyText("Drop a folder here");
    EXPECT_GT(lit(grid.grabViews()), 50);
    grid.setVolume(grey(usual()));
    const int withVolume = lit(grid.grabViews());
    EXPECT_GT(withVolume, 10000);
    grid.setVolume(nullptr);
    EXPECT_LT(lit(grid.grabViews()), 3000);
    EXPECT_GT(lit(grid.grabViews()), 50);
}

TEST_F(ViewGridTest, TheVolumeIsFreedWhenItIsClosed) {
    auto volume = grey(usual());
    const std::weak_ptr<Volume> watch = volume;
    grid.setVolume(volume);
    volume.reset();
    EXPECT_FALSE(watch.expired());
    grid.setVolume(nullptr);
    EXPECT_TRUE(QTest::qWaitFor([&] { return watch.expired(); }, waitMilliseconds));
}

TEST_F(ViewGridTest, CornerTextIsDrawnInJapanese) {
    grid.setVolume(phantom::filled(usual(), [](const Vec3&) { return -1000.0; }));
    grid.setCrosshairVisible(false);
    grid.setCornerText({});
    const auto top = [&] { return picture(ViewId::Axial).copy(0, 0, 200, 40); };
    const auto lit = [](const QImage& image) {
        return countPixels(image, [](const QColor& c) { return c.green() > 120; });
    };
    const int before = lit(top());
    CornerText text;
    text.topLeft = QStringList{QString::fromUtf8("佐藤 花子"), "AAA"};
    grid.setCornerText(text);
    const QImage kanji = top();
    EXPECT_GT(lit(kanji), before + 60);
    // A missing glyph would draw the same little box for both names.
    text.topLeft[0] = QString::fromUtf8("鈴木 一郎");
    grid.setCornerText(text);
    EXPECT_NE(top(), kanji);
    grid.setCornerTextVisible(false);
    EXPECT_EQ(lit(top()), before);
}
