#include "viewer/objects/Overlay.h"

#include <gtest/gtest.h>

#include "DatasetItems.h"
#include "SegmentationWriter.h"
#include "viewer/dicom/Header.h"

namespace dokuei::viewer::test {
namespace {

/// Five axial slices of 16 x 12 pixels, 0.5 x 0.8 mm, 3 mm apart, instances 2.25.40.0 to 2.25.40.4.
std::shared_ptr<Volume> imageVolume() {
    Geometry g;
    g.size = {16, 12, 5};
    g.spacing = {0.5, 0.8, 3};
    g.origin = {-10, 20, 100};
    g.frameOfReferenceUid = "2.25.1002";
    auto volume = std::make_shared<Volume>(g, ScalarType::Int16);
    for (int k = 0; k < 5; ++k) volume->slices.push_back({"2.25.40." + std::to_string(k), "", "", k + 1});
    return volume;
}

StructuredReport reportWith(ImageRegion region) {
    StructuredReport report;
    report.object.kind = ObjectKind::StructuredReport;
    report.groups.push_back({});
    region.label = "Nodule";
    report.groups[0].regions.push_back(std::move(region));
    return report;
}

ImageRegion box(const std::string& instance) {
    ImageRegion region;
    region.type = GraphicType::Polyline;
    region.points = {{2, 3, 0}, {6, 3, 0}, {6, 9, 0}, {2, 9, 0}};
    region.image.sopInstanceUid = instance;
    return region;
}

TEST(Boxes, AreRectanglesOfFourOrFivePointsAlongTheAxes) {
    ImageRegion region = box("1");
    EXPECT_TRUE(region.isBox());
    region.points.push_back(region.points.front());
    EXPECT_TRUE(region.isBox());
    region.points.back() = {2, 5, 0};
    EXPECT_FALSE(region.isBox()) << "not closed";
    region = box("1");
    region.points[2] = {7, 9, 0};
    EXPECT_FALSE(region.isBox()) << "slanted";
    region = box("1");
    std::swap(region.points[1], region.points[2]);
    EXPECT_FALSE(region.isBox()) << "an hourglass";
}

TEST(Overlays, ARegionOnAnImageLiesOnItsSliceWithPixelCentresAtHalves) {
    const auto image = imageVolume();
    const Volume& volume = *image;
    const Placed placed = place(reportWith(box("2.25.40.3")), volume, "r");
    ASSERT_EQ(placed.overlays.size(), 1U);
    ASSERT_EQ(placed.overlays[0].figures.size(), 1U);
    const OverlayFigure& figure = placed.overlays[0].figures[0];
    EXPECT_TRUE(figure.closed) << "a box of four points is closed";
    // Column 2 is the left edge of pixel 2, whose centre lies at 2.5: voxel 1.5.
    EXPECT_NEAR(figure.points[0][0], -10 + 1.5 * 0.5, 1e-9);
    EXPECT_NEAR(figure.points[0][1], 20 + 2.5 * 0.8, 1e-9);
    EXPECT_NEAR(figure.points[2][0], -10 + 5.5 * 0.5, 1e-9);
    EXPECT_NEAR(figure.points[2][1], 20 + 8.5 * 0.8, 1e-9);
    for (const Vec3& point : figure.points) EXPECT_NEAR(point[2], 109, 1e-9);
    EXPECT_EQ(placed.overlays[0].label, "Nodule");
}

TEST(Overlays, ARegionOnAStraightenedSliceMovesWithItsImage) {
    const auto image = imageVolume();
    Volume& volume = *image;
    volume.slices[3].offsetJ = 2.25;
    const Placed placed = place(reportWith(box("2.25.40.3")), volume, "r");
    EXPECT_NEAR(placed.overlays.at(0).figures.at(0).points[0][1], 20 + (2.5 + 2.25) * 0.8, 1e-9);
}

TEST(Overlays, ARegionOnAnAbsentImageIsToldAndNotDrawn) {
    const auto image = imageVolume();
    const Volume& volume = *image;
    const Placed placed = place(reportWith(box("2.25.99")), volume, "r");
    EXPECT_TRUE(placed.overlays.empty());
    EXPECT_EQ(placed.notes, std::vector<std::string>{"regions on images that are not here: 1"});
}

TEST(Overlays, ARegionOfAFrameLiesOnThatFrameOnly) {
    const auto image = imageVolume();
    Volume& volume = *image;
    for (int k = 0; k < 5; ++k) {
        volume.slices[std::size_t(k)].sopInstanceUid = "2.25.50";
        volume.slices[std::size_t(k)].frame = k + 1;
    }
    ImageRegion region = box("2.25.50");
    region.image.frames = {2};
    const Placed placed = place(reportWith(region), volume, "r");
    ASSERT_EQ(placed.overlays.at(0).figures.size(), 1U);
    EXPECT_NEAR(placed.overlays[0].figures[0].points[0][2], 103, 1e-9);
}

TEST(Overlays, ARegionInThePatientNeedsTheFrameOfReferenceOfTheImages) {
    const auto image = imageVolume();
    const Volume& volume = *image;
    ImageRegion region;
    region.type = GraphicType::Polygon;
    region.inPatient = true;
    region.points = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
    region.frameOfReferenceUid = "2.25.1002";
    EXPECT_EQ(place(reportWith(region), volume, "r").overlays.size(), 1U);
    region.frameOfReferenceUid = "2.25.1";
    const Placed refused = place(reportWith(region), volume, "r");
    EXPECT_TRUE(refused.overlays.empty());
    EXPECT_EQ(refused.notes,
              std::vector<std::string>{"regions in a frame of reference that is not that of the images: 1"});
}

TEST(Overlays, ACircleAndAnEllipseKeepTheirCentreAndExtent) {
    const auto image = imageVolume();
    const Volume& volume = *image;
    ImageRegion circle;
    circle.type = GraphicType::Circle;
    circle.points = {{8, 6, 0}, {8, 9, 0}};
    circle.image.sopInstanceUid = "2.25.40.0";
    ImageRegion ellipse = circle;
    ellipse.type = GraphicType::Ellipse;
    ellipse.points = {{2, 6, 0}, {10, 6, 0}, {6, 4, 0}, {6, 8, 0}};
    StructuredReport report = reportWith(circle);
    report.groups[0].regions.push_back(ellipse);
    const Placed placed = place(report, volume, "r");
    const auto extent = [&](std::size_t figure, std::size_t axis) {
        double low = 1e9, high = -1e9;
        for (const Vec3& point : placed.overlays.at(0).figures.at(figure).points) {
            low = std::min(low, point[axis]);
            high = std::max(high, point[axis]);
        }
        return std::pair{low, high};
    };
    EXPECT_NEAR(extent(0, 0).first, -10 + 4.5 * 0.5, 1e-9);
    EXPECT_NEAR(extent(0, 1).second, 20 + 8.5 * 0.8, 1e-9);
    EXPECT_NEAR(extent(1, 0).second, -10 + 9.5 * 0.5, 1e-9);
    EXPECT_NEAR(extent(1, 1).first, 20 + 3.5 * 0.8, 1e-9);
}

TEST(Overlays, ASegmentationOfAnotherGridLiesAtItsOwnPlaces) {
    TemporaryFolder folder;
    TestSegmentation made;
    made.algorithmType = "AUTOMATIC";
    made.frames.push_back({1, {-8, 22, 105}, [](int i, int j) { return i == 2 && j == 1; }});
    writeSegmentation(folder / "seg.dcm", made);
    const auto image = imageVolume();
    const Volume& volume = *image;
    const Placed placed =
        place(std::make_shared<const Segmentation>(readSegmentation(folder / "seg.dcm")), volume, "s");
    ASSERT_EQ(placed.overlays.size(), 1U);
    EXPECT_TRUE(placed.overlays[0].automatic);
    EXPECT_EQ(placed.overlays[0].centre, (Vec3{-6, 23, 105}));
    made.frameOfReferenceUid = "2.25.7";
    writeSegmentation(folder / "other.dcm", made);
    const Placed refused = readAndPlace(*readStudyObject(folder / "other.dcm"), volume, "s");
    EXPECT_TRUE(refused.overlays.empty());
    EXPECT_EQ(refused.notes, std::vector<std::string>{"its frame of reference is not that of the images"});
}

TEST(Overlays, KeyImagesMarkTheirSlices) {
    initialiseDicom();
    TemporaryFolder folder;
    DcmFileFormat format;
    DcmDataset& d = *format.getDataset();
    identify(d, UID_KeyObjectSelectionDocumentStorage, "2.25.3100", "KO");
    text(d, DCM_ValueType, "CONTAINER");
    code(d, DCM_ConceptNameCodeSequence, "113000", "Of Interest");
    for (const char* instance : {"2.25.40.4", "2.25.40.1", "2.25.99"}) {
        DcmItem& content = item(d, DCM_ContentSequence);
        text(content, DCM_RelationshipType, "CONTAINS");
        text(content, DCM_ValueType, "IMAGE");
        reference(content, DCM_ReferencedSOPSequence, instance);
    }
    save(format, folder / "kos.dcm");
    const auto object = readStudyObject(folder / "kos.dcm");
    ASSERT_TRUE(object);
    EXPECT_EQ(object->kind, ObjectKind::KeyImages);
    EXPECT_EQ(object->title, "Of Interest");
    const Placed placed = readAndPlace(*object, *imageVolume(), "k");
    ASSERT_EQ(placed.overlays.size(), 1U);
    EXPECT_EQ(placed.overlays[0].keySlices, (std::vector<int>{1, 4}));
    EXPECT_NEAR(placed.overlays[0].centre[2], 103, 1e-9);
    EXPECT_EQ(placed.notes, std::vector<std::string>{"key images that are not here: 1"});
}

/// A presentation state for slice 2: an ellipse in pixels, a line in shares of the lower right quarter.
void writePresentation(const std::string& file) {
    initialiseDicom();
    DcmFileFormat format;
    DcmDataset& d = *format.getDataset();
    identify(d, UID_GrayscaleSoftcopyPresentationStateStorage, "2.25.3200", "PR");
    text(d, DCM_ContentLabel, "ARROWS");
    text(d, DCM_ImageRotation, "90");
    text(d, DCM_ImageHorizontalFlip, "N");
    DcmItem& series = item(d, DCM_ReferencedSeriesSequence);
    text(series, DCM_SeriesInstanceUID, "2.25.1001");
    reference(series, DCM_ReferencedImageSequence, "2.25.40.2");
    DcmItem& area = item(d, DCM_DisplayedAreaSelectionSequence);
    const auto corner = [&](const DcmTagKey& tag, Sint32 column, Sint32 row) {
        auto* element = new DcmSignedLong(tag);
        const Sint32 values[] = {column, row};
        element->putSint32Array(values, 2);
        area.insert(element);
    };
    corner(DCM_DisplayedAreaTopLeftHandCorner, 9, 7);
    corner(DCM_DisplayedAreaBottomRightHandCorner, 16, 12);
    DcmItem& window = item(d, DCM_SoftcopyVOILUTSequence);
    text(window, DCM_WindowCenter, "40");
    text(window, DCM_WindowWidth, "350");
    DcmItem& annotation = item(d, DCM_GraphicAnnotationSequence);
    const auto figure = [&](const char* units, const char* type, std::vector<Float32> points) {
        DcmItem& graphic = item(annotation, DCM_GraphicObjectSequence);
        text(graphic, DCM_GraphicAnnotationUnits, units);
        text(graphic, DCM_GraphicType, type);
        graphic.putAndInsertFloat32Array(DCM_GraphicData, points.data(), points.size());
    };
    figure("PIXEL", "ELLIPSE", {2, 6, 10, 6, 6, 4, 6, 8});
    figure("DISPLAY", "POLYLINE", {0, 0, 1, 1});
    DcmItem& words = item(annotation, DCM_TextObjectSequence);
    text(words, DCM_UnformattedTextValue, "suspicious");
    text(words, DCM_AnchorPointAnnotationUnits, "PIXEL");
    const Float32 anchor[] = {6, 6};
    words.putAndInsertFloat32Array(DCM_AnchorPoint, anchor, 2);
    save(format, file);
}

TEST(Overlays, APresentationStateDrawsOnItsImageAndTellsWhatIsNotDone) {
    TemporaryFolder folder;
    writePresentation(folder / "pr.dcm");
    const Placed placed = readAndPlace(*readStudyObject(folder / "pr.dcm"), *imageVolume(), "p");
    ASSERT_EQ(placed.overlays.size(), 1U);
    const Overlay& overlay = placed.overlays[0];
    ASSERT_EQ(overlay.figures.size(), 2U);
    for (const OverlayFigure& figure : overlay.figures)
        for (const Vec3& point : figure.points) EXPECT_NEAR(point[2], 106, 1e-9);
    // The displayed area begins at the left edge of pixel 9 (1-based), column 8, and ends at column 16.
    const auto& line = overlay.figures[1].points;
    EXPECT_NEAR(line.front()[0], -10 + 7.5 * 0.5, 1e-9);
    EXPECT_NEAR(line.front()[1], 20 + 5.5 * 0.8, 1e-9);
    EXPECT_NEAR(line.back()[0], -10 + 15.5 * 0.5, 1e-9);
    ASSERT_EQ(overlay.texts.size(), 1U);
    EXPECT_EQ(overlay.texts[0].text, "suspicious");
    EXPECT_EQ(overlay.window, 350);
    EXPECT_EQ(overlay.level, 40);
    EXPECT_EQ(placed.notes,
              std::vector<std::string>{"asks for a turned or mirrored image; the image is shown as it "
                                       "lies in the patient"});
}

}  // namespace
}  // namespace dokuei::viewer::test
