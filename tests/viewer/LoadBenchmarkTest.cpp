#include "viewer/dicom/LoadBenchmark.h"

#include <gtest/gtest.h>

#include "tests/viewer/SeriesWriter.h"

namespace dokuei::viewer {
namespace {

TEST(LoadBenchmark, MeasuresAllReadersOnTheSameFiles) {
    test::TemporaryFolder folder;
    for (int z = 0; z < 4; ++z) {
        test::TestImage image;
        image.position = {0, 0, 2.0 * z};
        test::writeImage(folder / std::to_string(z), image);
    }
    const LoadTimes times = measureLoading(folder.path());
    EXPECT_EQ(times.slices, 4);
    EXPECT_EQ(times.voxelBytes, 16 * 16 * 4 * 2);
    EXPECT_EQ(times.seriesUid, "2.25.1001");
    EXPECT_EQ(times.itkFailure, "");
    EXPECT_GT(times.firstPictureSeconds, 0);
    EXPECT_GE(times.loadSeconds, times.firstPictureSeconds);
    EXPECT_GT(times.decodeOnlySeconds, 0);
    EXPECT_GT(times.itkReaderSeconds, 0);
    EXPECT_GT(times.peakBytes, times.voxelBytes);
}

}  // namespace
}  // namespace dokuei::viewer
