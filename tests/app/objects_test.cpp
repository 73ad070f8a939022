#include <gtest/gtest.h>

#include <QTemporaryDir>
#include <fstream>

#include "app/bridge/Bridge.h"
#include "reports/export/StructuredReport.h"
#include "viewer/objects/Overlay.h"

namespace {

using namespace dokuei;

std::shared_ptr<viewer::Volume> chest() {
    viewer::Geometry g;
    g.size = {64, 48, 20};
    g.spacing = {0.7, 0.9, 2.5};
    g.origin = {-20, -30, 50};
    g.frameOfReferenceUid = "2.25.11";
    auto volume = std::make_shared<viewer::Volume>(g, viewer::ScalarType::Int16);
    volume->identity.modality = "CT";
    volume->identity.studyUid = "2.25.12";
    volume->identity.seriesUid = "2.25.13";
    volume->identity.patientName = "Hayashi Sora";
    for (int k = 0; k < 20; ++k) {
        volume->slices.push_back({"2.25.14." + std::to_string(k), "1.2.840.10008.5.1.4.1.1.2", "", k + 1});
        volume->slices.back().offsetJ = 0.25 * k;  // a straightened gantry tilt
        volume->markSliceReady(k);
    }
    return volume;
}

TEST(ReportedBoxes, ReadBackFromOurOwnStructuredReportLieWhereTheyWere) {
    const auto volume = chest();
    const viewer::Geometry& g = volume->geometry();
    const viewer::Vec3 low = g.lpsFromVoxel({9.5, 14.5, 5.5}), high = g.lpsFromVoxel({19.5, 24.5, 10.5});
    const std::array<double, 6> box{low[0], low[1], low[2], high[0], high[1], high[2]};
    reports::Report report = app::emptyReport(*volume, "en");
    reports::Finding finding;
    finding.id = "11111111-2222-4333-8444-555555555555";
    finding.text = "A nodule.";
    finding.language = "en";
    finding.siteKey = "lung";
    finding.links.push_back(app::evidenceOf(*volume, box, "nodule", reports::Origin::Human, 0));
    report.findings.push_back(finding);

    QTemporaryDir folder;
    const std::string file = folder.filePath("report.dcm").toStdString();
    const QByteArray bytes = reports::toStructuredReport(report);
    std::ofstream(file, std::ios::binary).write(bytes.data(), bytes.size());
    const viewer::StructuredReport read = viewer::readStructuredReport(file);
    ASSERT_EQ(read.groups.size(), 1U);
    ASSERT_EQ(read.groups[0].regions.size(), 1U);
    EXPECT_TRUE(read.groups[0].regions[0].isBox());
    const viewer::Placed placed = viewer::place(read, *volume, "sr");
    ASSERT_EQ(placed.overlays.size(), 1U);
    ASSERT_EQ(placed.overlays[0].figures.size(), 1U);
    for (const viewer::Vec3& point : placed.overlays[0].figures[0].points) {
        EXPECT_TRUE(std::abs(point[0] - box[0]) < 1e-4 || std::abs(point[0] - box[3]) < 1e-4) << point[0];
        EXPECT_TRUE(std::abs(point[1] - box[1]) < 1e-4 || std::abs(point[1] - box[4]) < 1e-4) << point[1];
        EXPECT_GT(point[2], box[2]);
        EXPECT_LT(point[2], box[5]);
    }
    EXPECT_NE(viewer::readableText(read).find("A nodule."), std::string::npos);
}

}  // namespace
